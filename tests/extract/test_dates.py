from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates import Anchor, anchor_of, is_long_past, time_words, undated, when_of
from mapapp.intake.blocks import document_of
from tests.builders import a_report
from tests.extract.tables import not_yet, rows

REPORT_DAY = date(2020, 5, 20)  # a Wednesday
UNKNOWN = Anchor(None, "the report has no date")


def on(day):
    return Anchor(day, "the report's date")


def days_of(when):
    return when.start.date(), (when.end - timedelta(seconds=1)).date(), when.precision.value


def dated(text, day=REPORT_DAY, *, future=False):
    """(first day, last day, precision) of the only time words in a text; None where they mean no day."""
    (words,) = time_words(f"{text}, they said")
    when = when_of(words, on(day) if day else UNKNOWN, future=future)
    return days_of(when) if when else None


def span(first, last=None, precision="day"):
    return date.fromisoformat(first), date.fromisoformat(last or first), precision


EXPRESSIONS = rows(
    ("on 3 May 2020", span("2020-05-03")),
    ("on the 3rd of May 2020", span("2020-05-03")),
    ("on May 3, 2020", span("2020-05-03")),
    ("on May 3rd, 2020", span("2020-05-03")),
    ("on 2020-05-03", span("2020-05-03")),
    ("on 29 February 2020", span("2020-02-29")),
    ("on Sept. 9, 2019", span("2019-09-09")),
    ("on 1 Jan 2020", span("2020-01-01")),
    ("in April 2019", span("2019-04-01", "2019-04-30", "month")),
    ("in December 2019", span("2019-12-01", "2019-12-31", "month")),
    ("in 2017", span("2017-01-01", "2017-12-31", "year")),
    ("on 12 April", span("2020-04-12")),
    ("on April 12", span("2020-04-12")),
    ("on Apr. 12", span("2020-04-12")),
    ("on 24 December", span("2019-12-24")),
    ("in April", span("2020-04-01", "2020-04-30", "month")),
    ("in October", span("2019-10-01", "2019-10-31", "month")),
    ("yesterday", span("2020-05-19")),
    ("last night", span("2020-05-19")),
    ("the day before yesterday", span("2020-05-18")),
    ("today", span("2020-05-20")),
    ("this morning", span("2020-05-20")),
    ("tonight", span("2020-05-20")),
    ("tomorrow", span("2020-05-21")),
    ("overnight", span("2020-05-19", "2020-05-20")),
    ("overnight on Saturday", span("2020-05-16", "2020-05-17")),
    ("on Monday", span("2020-05-18")),
    ("on Wednesday", span("2020-05-20")),
    ("on Thursday", span("2020-05-14")),
    ("last Friday", span("2020-05-15")),
    ("next Friday", span("2020-05-22")),
    ("two days ago", span("2020-05-18")),
    ("4 days ago", span("2020-05-16")),
    ("a week ago", span("2020-05-10", "2020-05-16", "days")),
    ("over the past 24 hours", span("2020-05-19", "2020-05-20")),
    ("in the last 48 hours", span("2020-05-18", "2020-05-20", "days")),
    ("within 72 hours", span("2020-05-17", "2020-05-20", "days")),
    ("this week", span("2020-05-18", "2020-05-24", "days")),
    ("last week", span("2020-05-11", "2020-05-17", "days")),
    ("in the past week", span("2020-05-13", "2020-05-20", "days")),
    ("over the weekend", span("2020-05-16", "2020-05-17", "days")),
    ("this month", span("2020-05-01", "2020-05-31", "month")),
    ("last month", span("2020-04-01", "2020-04-30", "month")),
    ("last year", span("2019-01-01", "2019-12-31", "year")),
    ("last Wednesday", span("2020-05-13")),
    ("next Wednesday", span("2020-05-27")),
    ("in early 2019", span("2019-01-01", "2019-12-31", "year")),
    not_yet("since April", span("2020-04-01", "2020-05-20", "days"), why="the month alone is taken for the whole"),
    not_yet("on 3-5 May 2020", span("2020-05-03", "2020-05-05", "days"), why="only the last day of several is read"),
    not_yet("between Monday and Wednesday", span("2020-05-18", "2020-05-20", "days"), why="read as two dates"),
    ("on Sunday, 3 May 2020", span("2020-05-03")),
    not_yet("a few days ago", span("2020-05-15", "2020-05-19", "days"), why="“a few” is taken for exactly three"),
)
ALWAYS = [case.values[0] for case in EXPRESSIONS if not case.marks]


@pytest.mark.parametrize(("text", "expected"), EXPRESSIONS)
def test_time_words_of_a_report_of_wednesday_20_may_2020_mean_these_days(text, expected):
    assert dated(text) == expected


PLANNED = [
    ("on Friday", span("2020-05-22")),
    ("on Monday", span("2020-05-25")),
    ("on 3 June", span("2020-06-03")),
    ("on 4 January", span("2021-01-04")),
    ("in July", span("2020-07-01", "2020-07-31", "month")),
    ("in February", span("2021-02-01", "2021-02-28", "month")),
    ("next week", span("2020-05-25", "2020-05-31", "days")),
    ("tomorrow", span("2020-05-21")),
]


@pytest.mark.parametrize(("text", "expected"), PLANNED, ids=[text for text, _ in PLANNED])
def test_the_time_words_of_a_plan_look_ahead(text, expected):
    assert dated(text, future=True) == expected


@pytest.mark.parametrize("text", ["on 31 February 2020", "on 30 February", "on 31 April 2019", "on 29 February 2019"])
def test_a_day_that_does_not_exist_is_no_date(text):
    assert dated(text) is None


@pytest.mark.parametrize("text", ["on Monday", "yesterday", "two weeks ago", "last month", "on 12 April", "in October"])
def test_without_an_anchor_relative_words_are_no_date_and_never_today(text):
    assert dated(text, day=None) is None


@pytest.mark.parametrize("text", ["on 3 May 2020", "in April 2019", "in 2017"])
def test_full_dates_need_no_anchor(text):
    assert dated(text, day=None) == dated(text)


@pytest.mark.parametrize("text", ["They may leave.", "They march 12 abreast.", "Route 2020 is shut.", "A sundial."])
def test_words_that_only_look_like_dates_are_left_alone(text):
    assert time_words(text) == []


@given(st.dates(min_value=date(1970, 1, 8), max_value=date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_in_the_past_is_within_the_week_up_to_the_report(day, back):
    name = f"{day - timedelta(days=back):%A}"
    assert dated(f"on {name}", day)[0] == day - timedelta(days=back)


@given(st.dates(min_value=date(1970, 1, 8), max_value=date(2099, 1, 1)), st.sampled_from(ALWAYS))
def test_any_expression_on_any_day_is_an_interval_that_does_not_run_backwards(day, text):
    found = dated(text, day)
    assert found is None or found[0] <= found[1]


@given(st.text(max_size=60))
def test_the_time_words_of_any_text_stand_where_they_say(text):
    for words in time_words(text):
        assert text[words.start : words.end] == words.wording


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


@pytest.mark.xfail(strict=True, reason="a month at the very end of a sentence without a full stop is not seen")
def test_a_month_may_end_a_headline():
    assert len(time_words("Ferry sank in April")) == 1


@pytest.mark.xfail(strict=True, reason="only the report's own year is tried")
def test_a_leap_day_without_a_year_is_the_latest_one():
    assert dated("on 29 February", date(2021, 3, 3)) == span("2020-02-29")


def test_what_the_text_does_not_date_happened_on_or_before_the_report_s_day():
    when = undated(on(REPORT_DAY))
    assert when.start is None
    assert when.end == datetime(2020, 5, 21, tzinfo=UTC)
    assert when.precision is TimePrecision.UNTIL


@pytest.mark.parametrize(("text", "past"), [("in 2017", True), ("last year", True), ("last week", False)])
def test_what_ended_weeks_before_the_report_is_history(text, past):
    (words,) = time_words(f"{text}, they said")
    assert is_long_past(when_of(words, on(REPORT_DAY)), on(REPORT_DAY)) is past


@pytest.mark.parametrize("text", ALWAYS)
def test_every_date_says_by_which_rule_it_was_found(text):
    (words,) = time_words(f"{text}, they said")
    assert len(when_of(words, on(REPORT_DAY)).rule) > 10


BEFORE_DAY_ONE = pytest.mark.xfail(strict=True, raises=OverflowError, reason="a day back from the first day of all")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3000 years ago", date(1995, 1, 1)),
        pytest.param("yesterday", date.min, marks=BEFORE_DAY_ONE),
    ],
)
def test_no_words_lead_out_of_the_calendar(text, day):
    found = dated(text, day)
    assert found is None or found[0] <= found[1]
