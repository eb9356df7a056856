from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.dates import dated, instant_of, tells_order

DAY = datetime(2016, 12, 14, tzinfo=UTC)
WRITTEN = [
    ("2016-12-14", DAY),
    ("2016/12/14", DAY),
    ("20161214", DAY),
    ("14.12.2016", DAY),
    ("14/12/2016", DAY),
    ("12/14/2016", DAY),
    ("14 December 2016", DAY),
    ("Wednesday, 14 Dec 2016", DAY),
    ("December 14th, 2016", DAY),
    ("Dec. 14, 2016", DAY),
    ("2016-12-14T08:30:00+02:00", datetime(2016, 12, 14, 6, 30, tzinfo=UTC)),
    ("2016-12-14 08:30:00", datetime(2016, 12, 14, 8, 30, tzinfo=UTC)),
    ("2016-12-14 08:30:00 UTC", datetime(2016, 12, 14, 8, 30, tzinfo=UTC)),
    ("2016-12-14T23:30:00-05:00", datetime(2016, 12, 15, 4, 30, tzinfo=UTC)),
    ("Wed, 14 Dec 2016 10:30:00 +0200", datetime(2016, 12, 14, 8, 30, tzinfo=UTC)),
    ("1481704200", datetime(2016, 12, 14, 8, 30, tzinfo=UTC)),
    ("1481704200000", datetime(2016, 12, 14, 8, 30, tzinfo=UTC)),
]


@pytest.mark.parametrize(("wording", "instant"), WRITTEN, ids=[wording for wording, _ in WRITTEN])
def test_a_date_is_read_however_it_is_written(wording, instant):
    found = dated(wording, "the table")
    assert (found.instant, found.wording, found.rule) == (instant, wording, "the table")


@pytest.mark.parametrize("wording", ["yesterday", "2016-13-40", "14", "99/99/2016", "0000-00-00", "2016"])
def test_what_is_no_date_is_refused_with_what_to_write(wording):
    with pytest.raises(UnreadableReport, match="2016-12-14"):
        dated(wording, "the table")


def test_a_date_in_two_readings_needs_a_word_about_its_order():
    with pytest.raises(UnreadableReport, match="two ways"):
        instant_of("03/04/2016")
    assert instant_of("03/04/2016", day_first=True).month == 4
    assert instant_of("03/04/2016", day_first=False).month == 3


@pytest.mark.parametrize(
    ("wording", "order"), [("14/12/2016", True), ("12/14/2016", False), ("03/04/2016", None), ("x", None)]
)
def test_some_dates_show_the_order_of_the_others(wording, order):
    assert tells_order(wording) is order


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_an_empty_cell_is_no_date_and_no_error(nothing):
    assert dated(nothing, "the table") is None


@given(st.text(max_size=30) | st.integers().map(str))
def test_any_wording_is_an_instant_or_a_sentence(wording):
    try:
        found = dated(wording, "the table")
    except UnreadableReport as refused:
        assert "2016-12-14" in str(refused)
    else:
        assert found is None or found.instant.tzinfo is UTC
