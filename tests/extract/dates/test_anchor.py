from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates import anchor_of, dateline_end, is_long_past, long_dateline_end, time_words, undated, when_of
from mapapp.intake.blocks import document_of
from tests.builders import a_report
from tests.extract.dates.reading import REPORT_DAY, on
from tests.extract.tables import rows

BODY = "Gunmen attacked a bus on {weekday}, killing four passengers, the governor of the province told reporters here."
CAPTION = "Smoke rises over the harbour on June 4, 2019. (Photo by the city)"  # a Tuesday


def anchored(*lines, published=None):
    return anchor_of(document_of(a_report("\n\n".join(lines), published=published))).day


ANCHORS = [
    ("Wednesday", date(2019, 6, 5)),
    ("Tuesday", date(2019, 6, 4)),
    ("Monday", date(2019, 6, 10)),
    ("Sunday", date(2019, 6, 9)),
]


@pytest.mark.parametrize(("weekday", "expected"), ANCHORS)
def test_a_report_without_a_date_speaks_on_the_first_weekday_on_or_after_its_newest_date(weekday, expected):
    assert anchored(BODY.format(weekday=weekday), CAPTION) == expected


def test_the_newest_of_several_dates_bounds_the_report():
    older = "The road was closed on 2 March 2019 after a landslide, and it has not been opened since then, they said."
    assert anchored(older, BODY.format(weekday="Wednesday"), CAPTION) == date(2019, 6, 5)


def test_a_given_date_is_stronger_than_those_in_the_text():
    given_day = datetime(2019, 6, 7, tzinfo=UTC)
    assert anchored(BODY.format(weekday="Wednesday"), CAPTION, published=given_day) == date(2019, 6, 7)


def test_a_line_that_is_nothing_but_a_date_is_the_dateline():
    assert anchored("Bus attacked", "Thursday, 6 June 2019", BODY.format(weekday="Monday")) == date(2019, 6, 6)


def test_a_line_of_place_day_and_agency_is_the_dateline():
    anchor = anchor_of(
        document_of(a_report("Gao, 12 June 2023 (Sahel Wire)\n\nA market was shelled on Sunday.", published=None))
    )
    assert (anchor.day, anchor.dateline) == (date(2023, 6, 12), True)


def test_a_text_without_any_date_has_no_anchor_and_says_so():
    anchor = anchor_of(document_of(a_report(BODY.format(weekday="Wednesday"), published=None)))
    assert anchor.day is None
    assert "no date" in anchor.rule
    assert undated(anchor) is None


def test_an_impossible_date_is_no_anchor():
    text = "The council met on 31 February 2019 and talked about the road to the coast for hours, the minutes say."
    assert anchored(text) is None


def test_the_page_s_copyright_line_dates_nothing():
    assert anchored(BODY.format(weekday="Wednesday"), "Copyright © 3 May 2024 The Harbour News") is None


def test_what_the_text_does_not_date_happened_on_or_before_the_report_s_day():
    when = undated(on(REPORT_DAY))
    assert when.start is None
    assert when.end == datetime(2020, 5, 21, tzinfo=UTC)
    assert when.precision is TimePrecision.UNTIL


@pytest.mark.parametrize(("text", "past"), [("in 2017", True), ("last year", True), ("last week", False)])
def test_what_ended_weeks_before_the_report_is_history(text, past):
    (words,) = time_words(f"{text}, they said")
    assert is_long_past(when_of(words, on(REPORT_DAY)), on(REPORT_DAY)) is past


FRIDAY = "Gunmen attacked a bus on Friday, killing four passengers, the governor of the province told reporters here."
PRINTED = datetime(2019, 5, 6, tzinfo=UTC)  # a Monday
DATELINES = rows(
    ("NAIROBI, 3 May 2019 – ", date(2019, 5, 3)),
    ("NAIROBI, May 3 (Xinhua) -- ", date(2019, 5, 3)),
    ("KABUL (Reuters, May 3) - ", date(2019, 5, 3)),
    ("KARACHI, May 3: ", date(2019, 5, 3)),
    ("Juba/Addis Ababa, 3 May 2019 - ", date(2019, 5, 3)),
    ("KYIV (3 May 2019) — ", date(2019, 5, 3)),
    ("May 3 (Reuters) - ", date(2019, 5, 3)),
    ("KABUL, Friday, May 3 – ", date(2019, 5, 3)),
)
NO_DATELINES = (
    "ABUJA, Nigeria (AP) — ",
    "LAGOS, Dec. 30 (Reuters) - ",  # months before the report was printed: another year's, or an old text
    "A car bomb on 1 May 2019 - the worst - ",
    "3 May: ",
)


@pytest.mark.parametrize(("head", "day"), DATELINES)
def test_the_text_s_own_dateline_is_stronger_than_the_day_of_printing(head, day):
    assert anchored("Bus attacked", head + FRIDAY, published=PRINTED) == day
    assert dateline_end(head + FRIDAY) == len(head)


@pytest.mark.parametrize("head", NO_DATELINES)
def test_what_only_looks_like_a_dateline_leaves_the_day_of_printing(head):
    assert anchored("Bus attacked", head + FRIDAY, published=PRINTED) == PRINTED.date()


def test_only_a_dateline_that_says_more_than_a_name_is_a_sentence_of_its_own():
    heads = ("NAIROBI, May 3 (Xinhua) -- ", "Palu, Indonesia (AP) - ", "(AFP) - Messina, July 4 - ")
    assert [long_dateline_end(head + FRIDAY) for head in heads] == [len(head) for head in heads]
    assert long_dateline_end("BAGHDAD - " + FRIDAY) == 0


@pytest.mark.parametrize("text", ["ISIS fighters - some 20 of them - fled.", "The group (AQIM) - a branch - fled."])
def test_an_aside_between_dashes_is_no_dateline(text):
    assert dateline_end(text) == 0


def test_a_dateline_without_a_year_dates_nothing_where_no_date_was_given():
    assert anchored("Bus attacked", "KABUL, May 3 (AP) — " + FRIDAY) is None
