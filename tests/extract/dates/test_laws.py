"""What holds for all days and all texts."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mapapp.extract.dates import time_words, when_of
from mapapp.extract.dates.easter import eastern, western
from tests.extract.dates.reading import all_of, days_of, on, only
from tests.extract.dates.test_expressions import EXPRESSIONS

TEXTS = [case.values[0] for case in EXPRESSIONS]
DAYS = st.dates(min_value=date(1970, 1, 8), max_value=date(2099, 12, 1))
SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
STYLES = (
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d.day}{SUFFIX.get(d.day, 'th')} {d:%B} {d.year}",
    lambda d: f"the {d.day}{SUFFIX.get(d.day, 'th')} of {d:%B}, {d.year}",
    lambda d: f"{d:%b} {d.day}, {d.year}",
    lambda d: f"{d.day} {d:%b}. {d.year}",
    lambda d: f"{d.day:02}-{d:%b}-{d.year}",
    lambda d: f"{d:%A}, {d.day} {d:%B} {d.year}",
    lambda d: f"{d:%a}, {d:%b}. {d.day}, {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.day:02}.{d.month:02}.{d.year}",
)


@given(DAYS, st.sampled_from(STYLES))
def test_a_full_date_in_any_style_is_read_as_that_day_from_anywhere(day, style):
    assert only(f"on {style(day)}", date(2100, 1, 1)) == (day, day, "day")
    assert only(f"on {style(day)}", None) == (day, day, "day")


@given(DAYS)
def test_figures_are_read_where_the_day_is_above_twelve(day):
    assume(day.day > 12)
    for text in (f"{day.day}/{day.month}/{day.year}", f"{day.month:02}/{day.day}/{day.year}"):
        assert only(f"on {text}") == (day, day, "day")


@given(DAYS, st.integers(0, 360))
def test_a_date_without_a_year_is_the_latest_one_up_to_the_report(day, back):
    told = day - timedelta(days=back)
    assume((told.month, told.day) != (2, 29))
    assert only(f"on {told.day} {told:%B}", day) == (told, told, "day")


@given(DAYS, st.integers(0, 6))
def test_a_weekday_is_within_the_week_up_to_the_report(day, back):
    told = day - timedelta(days=back)
    assert only(f"on {told:%A}", day) == (told, told, "day")


@given(DAYS, st.integers(0, 6))
def test_the_weekday_of_a_plan_is_within_the_week_from_the_report_on(day, ahead):
    told = day + timedelta(days=ahead)
    assert only(f"on {told:%A}", day, future=True) == (told, told, "day")


BY_WEEK = ("on Monday", "last Friday", "Tuesday last week", "between Monday and Wednesday", "since Sunday", "last week")


@given(DAYS, st.sampled_from(BY_WEEK))
def test_a_report_a_week_later_means_days_a_week_later(day, text):
    week = timedelta(days=7)
    first, last, precision = only(text, day)
    assert only(text, day + week) == (first + week, last + week, precision)


@given(DAYS, st.sampled_from(TEXTS), st.booleans())
def test_any_expression_on_any_day_is_an_interval_that_does_not_run_backwards(day, text, future):
    for found in all_of(text, day, future=future):
        if not isinstance(found, str):
            first, last, _ = found
            assert first is None or first <= last


AHEAD = ("20", "19", "next", "coming", "tomorrow", "Friday week", "inst", "after")
"""What names its year, or says that it looks ahead."""


@given(DAYS, st.sampled_from([text for text in TEXTS if not any(word in text for word in AHEAD)]))
def test_what_is_no_plan_never_begins_after_the_report(day, text):
    for found in all_of(text, day):
        if not isinstance(found, str):
            assert found[0] is None or found[0] <= day + timedelta(days=1)


@given(st.text(max_size=60))
def test_the_time_words_of_any_text_stand_where_they_say(text):
    for words in time_words(text):
        assert text[words.start : words.end] == words.wording


@given(
    st.lists(st.sampled_from([*TEXTS, "and", "to", "of", "the", ",", "-", "not", "12", "may", "before"]), max_size=8)
)
def test_expressions_side_by_side_are_read_in_order_without_overlap(pieces):
    end = 0
    for words in time_words(" ".join(pieces)):
        assert words.start >= end
        end = words.end


@pytest.mark.parametrize("text", TEXTS)
def test_every_date_says_by_which_rule_it_was_found(text):
    (words,) = time_words(f"{text}, they said")
    when = when_of(words, on(date(2020, 5, 20)))
    assert words.wording in when.rule
    assert len(when.rule) > len(words.wording) + 10


HOSTILE = (
    "9" * 100_000,
    "Monday " * 4_000,
    "Monday, " * 4_000,
    "3, " * 4_000,
    "3-" * 4_000,
    "12/05/" * 2_000,
    "May May " * 2_000,
    "at 3 p.m. " * 2_000,
    "two days before the " * 2_000,
    "overnight into " * 2_000,
    "early in the morning " * 2_000,
    "the night of " * 2_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:12])
def test_a_hostile_text_takes_time_in_proportion_to_its_length(text):
    start = time.perf_counter()
    time_words(text[: len(text) // 4])
    quarter = time.perf_counter() - start
    start = time.perf_counter()
    time_words(text)
    assert time.perf_counter() - start < 12 * quarter + 0.5


FIRST_AND_LAST = (
    "yesterday",
    "tomorrow",
    "3000 years ago",
    "next week",
    "over the past two years",
    "on Monday",
    "overnight",
)


@pytest.mark.parametrize("text", FIRST_AND_LAST)
@pytest.mark.parametrize("day", [date.min, date.max])
def test_no_words_lead_out_of_the_calendar(text, day):
    for words in time_words(text):
        when = when_of(words, on(day))
        assert when is None or days_of(when)[0] <= days_of(when)[1]


EASTERS = {2016: ("03-27", "05-01"), 2019: ("04-21", "04-28"), 2024: ("03-31", "05-05"), 2025: ("04-20", "04-20")}


@pytest.mark.parametrize("year", EASTERS)
def test_easter_is_when_the_churches_kept_it(year):
    assert (f"{western(year):%m-%d}", f"{eastern(year):%m-%d}") == EASTERS[year]
    assert western(year).weekday() == eastern(year).weekday() == 6
