"""Numbers and dates as people write them in tables."""

from __future__ import annotations

import doctest
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.intake.tables import cells
from mapapp.intake.tables.cells import day_of, persons
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.when import parts, spell


def test_the_examples_of_the_code_hold():
    assert doctest.testmod(cells).failed == 0


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("4", (4, 4)),
        ("0", (0, 0)),
        (" 1,234 ", (1234, 1234)),
        ("1.234.567", (1234567, 1234567)),
        ("1 234", (1234, 1234)),
        ("7.0", (7, 7)),
        ("2.5", (2, 3)),
        ("5-10", (5, 10)),
        (">10", (10, None)),
        ("at least 10", (10, None)),
        ("unknown", None),
        ("Unknown", None),
        ("N/A", None),
        ("nan", None),
        ("-", None),
        ("", None),
    ],
)
def test_persons(text, means):
    assert persons(text) == means


@pytest.mark.parametrize("text", ["-4", "−4", "10-5", "dozens", "4 killed", "99999999999999", "=1+1", "1e3", "٤٤٤x"])
def test_what_is_no_number_of_persons_is_refused_and_never_taken_for_none(text):
    with pytest.raises(BadRow):
        persons(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2016-12-14", date(2016, 12, 14)),
        ("2016-12-14 00:00:00.000", date(2016, 12, 14)),
        ("2016-12-14T09:00:00Z", date(2016, 12, 14)),
        ("2016/12/4", date(2016, 12, 4)),
        ("20161214", date(2016, 12, 14)),
        ("14 December 2016", date(2016, 12, 14)),
        ("14-Dec-2016", date(2016, 12, 14)),
        ("Dec 14, 2016", date(2016, 12, 14)),
        ("14/12/2016", date(2016, 12, 14)),
        ("12/14/2016", date(2016, 12, 14)),
        ("12/12/2016", date(2016, 12, 12)),
        ("42718", date(2016, 12, 14)),
        ("42718.75", date(2016, 12, 14)),
        ("2016", 2016),
    ],
)
def test_dates(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    "text", ["2016-13-14", "2016-02-30", "03/04/2016", "yesterday", "14 Brumaire 2016", "0", "1e9"]
)
def test_what_is_no_certain_date_is_refused(text):
    with pytest.raises(BadRow, match="is no date"):
        day_of(text)


def test_a_mapping_tells_whether_the_day_comes_first():
    assert day_of("03/04/2016", True) == date(2016, 4, 3)
    assert day_of("03/04/2016", False) == date(2016, 3, 4)


@given(st.dates(min_value=date(1942, 1, 1), max_value=date(2100, 1, 1)))
def test_every_way_of_writing_a_day_is_read_back(day):
    serial = str((day - cells.DAY_ZERO).days)
    for text in (day.isoformat(), f"{day:%d %B %Y}", f"{day:%Y%m%d}", f"{day:%Y-%m-%d %H:%M:%S}", serial):
        assert day_of(text) == day


@given(st.text(max_size=30))
def test_any_cell_is_read_or_refused(text):
    for read in (persons, day_of):
        try:
            read(text)
        except BadRow as problem:
            assert str(problem)


@pytest.mark.parametrize(
    ("cells_", "first", "last", "precision"),
    [
        (("2016-12-14", "", "day"), "2016-12-14", "2016-12-14", "day"),
        (("2016-12-14", "", "week"), "2016-12-11", "2016-12-17", "days"),
        (("2016-12-14", "", "month"), "2016-12-01", "2016-12-31", "month"),
        (("2016-12-14", "", "year"), "2016-01-01", "2016-12-31", "year"),
        (("2016", "", "day"), "2016-01-01", "2016-12-31", "year"),
        (("2016-12-12", "2016-12-14", "day"), "2016-12-12", "2016-12-14", "days"),
        (("2016-12-01", "2016-12-31", "month"), "2016-12-01", "2016-12-31", "month"),
    ],
)
def test_a_time_is_as_wide_as_the_table_says(cells_, first, last, precision):
    when = spell(*cells_, None)
    assert (when.start.date().isoformat(), when.precision.value) == (first, precision)
    assert (when.end.date() - date.fromisoformat(last)).days == 1


def test_nothing_ends_before_it_begins():
    with pytest.raises(BadRow, match="before it begins"):
        spell("2016-12-14", "2016-12-12", "day", None)


@pytest.mark.parametrize(
    ("cells_", "precision"),
    [
        (("2016", "12", "14"), "day"),
        (("2016", "12", "0"), "month"),
        (("2016", "0", "0"), "year"),
        (("2016.0", "", ""), "year"),
    ],
)
def test_a_date_in_three_columns_may_lack_its_day_and_month(cells_, precision):
    assert parts(*cells_).precision.value == precision


@pytest.mark.parametrize("cells_", [("2016", "13", "1"), ("0", "1", "1"), ("2016", "2", "30"), ("soon", "1", "1")])
def test_three_columns_that_are_no_date_are_refused(cells_):
    with pytest.raises(BadRow):
        parts(*cells_)
