from functools import reduce
from operator import add

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import case, func, select

from mapapp.domain.incident import COUNTED, Status
from mapapp.domain.view import View
from mapapp.store import Store
from mapapp.store.breakdown import KEYS, Toll, Tolls
from mapapp.store.engine import transaction
from mapapp.store.read import conditions
from mapapp.store.snapshot import Snapshot
from mapapp.store.tables import incident, incident_place, incident_report, report
from tests.builders import a_count, a_report, a_when, an_incident, an_incident_place
from tests.store.strategies import narrow_views, readings

VALUES = {
    "type": (incident.c.type_code, None),
    "country": (incident_place.c.country_code, incident_place),
    "province": (incident_place.c.admin1_id, incident_place),
    "source": (report.c.source_name, incident_report.join(report, report.c.id == incident_report.c.report_id)),
}
"""What each is in the database, and in which table."""


def counted_by_the_database(store, view, key):
    """Value -> incidents, of those in view."""
    column, table = VALUES[key]
    query = select(column, func.count(incident.c.id.distinct())).where(*conditions(view)).group_by(column)
    if table is not None:
        inner = incident_place.c if table is incident_place else incident_report.c
        query = query.select_from(incident.join(table, inner.incident_id == incident.c.id)).where(column.is_not(None))
    with transaction(store.engine) as connection:
        return dict(connection.execute(query).all())


def tolls_by_the_database(store, view):
    """Sub-type -> tolls, of the incidents in view that are told as having happened."""
    happened = incident.c.status.in_(sorted(COUNTED))

    def sums(kind):
        low, high = incident.c[f"{kind}_low"], incident.c[f"{kind}_high"]
        open_ended = happened & low.is_not(None) & high.is_(None)
        return [
            func.coalesce(func.sum(case((happened, low))), 0),
            func.coalesce(func.sum(case((happened, high))), 0),
            func.coalesce(func.sum(case((open_ended, 1))), 0),
        ]

    query = select(incident.c.type_code, *sums("killed"), *sums("injured")).where(*conditions(view))
    with transaction(store.engine) as connection:
        return {
            code: Tolls(
                killed=Toll(low=killed, high=None if killed_open else killed_high),
                injured=Toll(low=injured, high=None if injured_open else injured_high),
            )
            for code, killed, killed_high, killed_open, injured, injured_high, injured_open in connection.execute(
                query.group_by(incident.c.type_code)
            )
        }


@given(readings(), narrow_views())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_parts_of_any_view_are_what_the_database_counts(kept, view):
    store = Store.open("sqlite://")
    store.keep_many(kept)
    snapshot = Snapshot.read(store)
    parts = snapshot.breakdown(view)
    for key in KEYS:
        assert parts.counts[key] == counted_by_the_database(store, view, key)
    assert parts.types == tolls_by_the_database(store, view)
    assert parts.total == store.tally(view).incidents
    store.close()


@given(readings(), narrow_views())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_tolls_of_all_types_and_of_all_times_are_the_tally(kept, view):
    store = Store.open("sqlite://")
    store.keep_many(kept)
    parts, tally = Snapshot.read(store).breakdown(view), store.tally(view)
    by_type = reduce(add, parts.types.values(), Tolls())
    over_time = reduce(add, (stretch.tolls for stretch in parts.stretches), parts.spanning + parts.undated)
    assert by_type == over_time
    assert by_type.killed == Toll(low=tally.killed_low, high=tally.killed_high)
    assert sum(parts.counts["type"].values()) == tally.incidents
    store.close()


def test_who_has_no_value_is_counted_and_who_has_two_counts_in_both(store):
    rep = a_report(source="Interfax")
    syria = an_incident_place(country_code="SY", admin1_id="x:1")
    iraq = an_incident_place("Mosul", country_code="IQ", admin1_id=None)
    told = [
        an_incident(report=rep, places=(syria, iraq), when=a_when()),
        an_incident(report=rep, places=(), when=None),
    ]
    store.keep(rep, told)
    parts = Snapshot.read(store).breakdown(View())
    assert parts.counts["country"] == {"SY": 1, "IQ": 1}
    assert parts.counts["province"] == {"x:1": 1}
    assert parts.without == {"type": 0, "country": 1, "province": 1, "source": 0}


TOLLS = [
    ("at least nine", [(9, None)], Toll(low=9, high=None)),
    ("a range", [(2, 5), (1, 1)], Toll(low=3, high=6)),
    ("nothing told", [], Toll()),
]


@pytest.mark.parametrize(("counts", "toll"), [row[1:] for row in TOLLS], ids=[row[0] for row in TOLLS])
def test_the_toll_of_a_type_is_a_range(store, counts, toll):
    rep = a_report()
    told = [an_incident(report=rep, counts=(a_count(low, high),)) for low, high in counts]
    planned = an_incident(report=rep, status=Status.PLANNED, counts=(a_count(50, 50),))
    store.keep(rep, [*told, planned])
    assert Snapshot.read(store).breakdown(View()).types[planned.event_type.code].killed == toll


def test_a_view_of_nothing_has_parts_without_anything(store):
    parts = Snapshot.read(store).breakdown(View())
    assert (parts.total, parts.stretches, parts.types, parts.spanning, parts.undated) == (0, (), {}, Tolls(), Tolls())
