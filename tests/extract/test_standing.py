"""How real what a sentence tells is: done, to come, denied, or nothing; by rules and by the sentence as a whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mapapp.domain.incident import Status
from mapapp.extract.scope import Scope
from mapapp.extract.standing.model import CODES, PLANNED, the_model
from mapapp.extract.standing.opinion import LEAST_NONE, LEAST_TO_COME, Opinion
from tests.builders import a_report
from tests.extract.parsing import parsed
from tests.extract.tables import rows

DAY = datetime(2021, 5, 13, tzinfo=UTC)  # a Thursday
ANNOUNCED = (
    ("University students in Jijiga plan to rally on Friday, one of the organisers said.", "protest"),
    ("A demonstration outside the mosque in Derna is being organised for Monday.", "protest"),
    ("The National Strike Committee has convened fresh marches in Bogotá for 20 July.", "protest"),
    ("The two big federations in Athens have called another 24-hour stoppage for July 8.", "protest"),
    ("The last soldiers are due to leave Kidal for Gao on Sunday, the mission said.", "strategic"),
)
HARMLESS = (
    "The choir of Homs will sing Bach.",
    "Schools in Idlib will reopen on Monday.",
    "The council of Lyon plans to widen the road next year.",
    "A concert will be held in Lyon on Friday.",
    "The minister is to open the new bridge in Gao on Tuesday.",
)
DONE = (
    "Shells killed four people in Aleppo on Wednesday despite a truce that is to begin on Friday.",
    "Police who deny using live rounds fired on a crowd in Khartoum on Sunday and killed two.",
)


SAID = (
    "The army said its troops had taken a hilltop base near Payathonzu after a night battle.",
    "The ministry said the attack on the barracks in Gao had been repelled.",
    "Villagers told reporters that soldiers had burned their homes in Taiz on Tuesday.",
)


def opinion_of(text):
    (sentence,) = parsed(text).sents
    return Opinion.of(sentence)


def whole(**chances):
    return Opinion(**({"planned": 0.0, "group": "protest", "denied": 0.0, "none": 0.0} | chances))


@pytest.mark.parametrize(("text", "group"), rows(*ANNOUNCED))
def test_what_is_announced_is_planned_in_whatever_words(pipeline, text, group):
    (incident,) = pipeline.read(a_report(text, published=DAY)).incidents
    assert incident.status is Status.PLANNED
    assert incident.event_type.code.startswith(group)
    assert incident.when is None or incident.when.start is None or incident.when.start >= DAY


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_to_come_and_harms_nobody_is_no_incident(pipeline, text):
    assert pipeline.read(a_report(text, published=DAY)).incidents == ()


@pytest.mark.parametrize("text", DONE)
def test_what_happened_beside_a_plan_or_a_denial_has_happened(pipeline, text):
    assert {incident.status for incident in pipeline.read(a_report(text, published=DAY)).incidents} == {Status.REPORTED}


@pytest.mark.parametrize("text", SAID)
def test_what_somebody_says_has_happened_is_not_denied(pipeline, text):
    statuses = {incident.status for incident in pipeline.read(a_report(text, published=DAY)).incidents}
    assert statuses and statuses <= {Status.REPORTED, Status.CLAIMED}


def test_the_chances_sum_to_one():
    (sentence,) = parsed("The unions will march in Lyon on Friday.").sents
    chances = the_model().chances(sentence)
    assert tuple(chances) == CODES
    assert sum(chances.values()) == pytest.approx(1.0)
    assert set(PLANNED) < set(chances)


def test_a_plan_says_by_what_it_is_one():
    scope = whole(planned=LEAST_TO_COME).on(Scope(Status.REPORTED, "told as a fact"), tells=False)
    assert scope == Scope(Status.PLANNED, "the sentence as a whole tells of something to come (80%)")


@pytest.mark.parametrize("status", [Status.DENIED, Status.HISTORICAL, Status.DISPUTED])
def test_what_the_rules_heard_denied_or_past_is_not_put_into_the_future(status):
    assert whole(planned=1.0).on(Scope(status, "rules"), tells=False).status is status


def test_a_sentence_that_counts_persons_tells_of_something():
    told = Scope(Status.REPORTED, "told as a fact")
    assert whole(none=LEAST_NONE).on(told, tells=True) == told
    assert whole(none=LEAST_NONE).on(told, tells=False).status is None


def test_a_sentence_of_which_the_model_is_not_sure_is_the_rules_own():
    told = Scope(Status.REPORTED, "told as a fact")
    assert whole(planned=0.5, denied=0.4, none=0.1).on(told, tells=False) == told


def test_the_model_knows_an_announcement_from_a_report():
    assert opinion_of("The unions have called a march in Lyon for Friday.").announced == "protest"
    assert opinion_of("Thousands marched in Lyon on Friday.").announced is None
