from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.domain.view import View
from mapapp.domain.when import TimePrecision
from mapapp.store import Store
from mapapp.store.histogram import Unit
from mapapp.store.snapshot import Snapshot
from tests.builders import a_report, a_when, an_incident
from tests.store.strategies import days, readings

DECEMBER = a_when(
    start=datetime(2016, 12, 1, tzinfo=UTC), end=datetime(2017, 1, 1, tzinfo=UTC), precision=TimePrecision.MONTH
)


def test_an_incident_of_a_month_is_not_on_its_first_day(store):
    report = a_report()
    told = [an_incident(report=report, when=when) for when in (DECEMBER, a_when(date(2016, 12, 14)), None)]
    store.keep(report, told)
    seen = Snapshot.read(store).histogram(View(), 60)
    assert (seen.unit, len(seen.bars), seen.dated, seen.undated, seen.spanning) == (Unit.DAY, 31, 2, 1, 1)
    first, fourteenth = seen.bars[0], seen.bars[13]
    assert (first.within, first.touching, round(first.share, 6)) == (0, 1, round(1 / 31, 6))
    assert (fourteenth.within, fourteenth.touching) == (1, 2)


@given(readings(), st.integers(1, 70), st.none() | days, st.none() | days)
@settings(max_examples=15)
def test_bars_add_up_and_each_counts_what_choosing_its_days_would_leave(kept, most, since, until):
    store = Store.open("sqlite://")
    store.keep_many(kept)
    snapshot = Snapshot.read(store)
    view = View(since=since, until=until)
    seen = snapshot.histogram(view, most)
    assert seen.dated + seen.undated == snapshot.tally(view).incidents
    assert sum(bar.share for bar in seen.bars) == pytest.approx(seen.dated)
    assert sum(bar.within for bar in seen.bars) + seen.spanning == seen.dated
    for bar in seen.bars[:40]:
        chosen = snapshot.mask(view) & snapshot.mask(View(since=bar.first, until=bar.last))
        assert bar.touching == chosen.sum()
    store.close()


def test_incidents_that_each_lie_in_one_bar_need_no_sharing(store):
    report = a_report()
    store.keep(report, [an_incident(report=report)])
    seen = Snapshot.read(store).histogram(View(), 60)
    assert [(bar.within, bar.touching, bar.share) for bar in seen.bars] == [(1, 1, 1.0)]
