"""On which day an incident happened, of all the days that its report names."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mapapp.domain.report import Report
from mapapp.extract.day.candidates import Ruled
from mapapp.extract.day.choose import when_of
from mapapp.extract.day.features import Sight, features
from mapapp.extract.day.model import DayModel, the_model
from mapapp.extract.day.timetable import the_day
from mapapp.extract.extractor import when_by_rules

PUBLISHED = datetime(2021, 5, 13, tzinfo=UTC)  # a Thursday
TWO_TOWNS = """Lagos market bombed on Tuesday, two towns raided

A bomb exploded at a market in Lagos on Tuesday morning. The blast killed nine people.

In Ibadan, gunmen broke into a police station and shot dead a guard."""


@pytest.fixture
def seen(in_the_making):
    """The incidents of a text in the making, and the times that it names."""

    def sights(text):
        reader, drafts = in_the_making(text)
        return [Ruled(draft=draft, when=when_by_rules(draft)) for draft in drafts], reader.timetable

    return sights


def test_the_day_of_the_story_is_that_of_what_it_does_not_date(pipeline):
    raid = pipeline.read(Report(text=TWO_TOWNS, published=PUBLISHED)).incidents[-1]
    assert raid.when.start == datetime(2021, 5, 11, tzinfo=UTC)
    assert "chosen among the days of the report" in raid.when.rule
    assert raid.when.wording == ""


def test_what_a_sentence_dates_itself_keeps_its_day(pipeline):
    text = "A bomb killed two in Kidal on Monday. Gunmen shot dead a judge in Gao on Wednesday."
    days = [incident.when.start.date() for incident in pipeline.read(Report(text=text, published=PUBLISHED)).incidents]
    assert days == [date(2021, 5, 10), date(2021, 5, 12)]


def test_an_impossible_date_is_no_day_of_the_report(pipeline):
    text = "Soldiers shelled a school in Gao on 31 April, killing two."
    (incident,) = pipeline.read(Report(text=text, published=datetime(2017, 5, 9, tzinfo=UTC))).incidents
    assert incident.when.start is None


def test_a_report_without_a_day_dates_nothing(pipeline):
    (incident,) = pipeline.read(Report(text="Gunmen shot dead a judge in Gao.")).incidents
    assert incident.when is None


def test_the_chances_of_the_times_and_of_none_sum_to_one(seen):
    ruled, table = seen(TWO_TOWNS)
    chances = the_model().chances(Sight.of(ruled, 1, table))
    assert sum(chances) == pytest.approx(1.0)
    assert len(chances) == len(Sight.of(ruled, 1, table).found) + 1


def test_without_weights_the_rules_stand(seen):
    ruled, table = seen(TWO_TOWNS)
    for at, one in enumerate(ruled):
        assert when_of(ruled, at, table, DayModel(weights={})) == one.when


def test_a_time_is_named_with_where_it_stands(seen):
    ruled, table = seen(TWO_TOWNS)
    sight = Sight.of(ruled, 1, table)
    tuesday = next(one for one in sight.found if the_day(one.when) == date(2021, 5, 11))
    assert {evidence.source for evidence in tuesday.evidence} >= {"headline", "body", "told before"}
    assert [e.source for one in sight.found for e in one.evidence if the_day(one.when) == date(2021, 5, 13)] == [
        "report"
    ]


def test_every_feature_of_the_weights_is_one_that_can_be_read(seen):
    ruled, table = seen(TWO_TOWNS)
    times, none = features(Sight.of(ruled, 0, table))
    known = the_model().weights
    assert any("rules=own this" in own for own in times)
    assert "none own" in none
    assert sum(feature in known for own in times for feature in own) > 20
