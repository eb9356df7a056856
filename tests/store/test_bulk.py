"""Many incidents at once are kept as each would be alone, on both databases."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import given
from sqlalchemy import select

from mapapp.domain.report import Source
from mapapp.store import Store, bulk, tables
from mapapp.store.among import among
from mapapp.store.entries import TABLES, entry_of, packed, unpacked
from mapapp.store.verify import verify
from tests.builders import a_claim, a_count, a_party, a_report, an_incident, an_incident_place
from tests.engines import both_engines
from tests.store.strategies import incidents_of, reports

ODD = ["plain", "Ḥamāh is Ḥamāh", "a\x00b", "a\ud800b", "\\N\ttab\nline", "\U0001f600", "'; DROP TABLE report; --"]
"""Texts of reports; the same words are names and sources."""


def told(number: int, text: str):
    """An incident that two reports tell, with this text wherever text can be."""
    told_by = tuple(
        a_report(f"{number} {text}".ljust(1_000), title=text, source=Source(name=f"{text} {one}")) for one in range(2)
    )
    incident = an_incident(
        id=f"{number:016x}",
        report=told_by[0],
        report_ids=tuple(report.id for report in told_by),
        places=(an_incident_place(text, described=text), an_incident_place("Homs", admin1=text)),
        actors=(a_party(text), a_party(text)),
        counts=(a_count(1, 10**30),),
        claims=(a_claim(text, report_id=told_by[0].id),),
        maker=f"table {text}",
    )
    return told_by, incident


def rows_of(store: Store, table) -> list[tuple]:
    with store.engine.connect() as connection:
        return sorted(map(tuple, connection.execute(select(table))), key=repr)


@both_engines
def test_what_goes_in_at_once_is_what_goes_in_one_by_one(store):
    some = [told(number, text) for number, text in enumerate(ODD)]
    bulk.put(store.engine, [entry_of(*one) for one in some])
    with closing(Store.open("sqlite://")) as other:
        for told_by, incident in some:
            other.keep(told_by[1])
            other.keep(told_by[0], [incident])
        for table in TABLES:
            assert rows_of(store, table) == rows_of(other, table), table.name
    assert list(verify(store.engine)) == []
    assert [store.incident(incident.id) for _, incident in some] == [incident for _, incident in some]


@both_engines
def test_what_is_kept_already_stays_and_what_differs_is_named(store):
    told_by, incident = told(1, "plain")
    entry = entry_of(told_by, incident)
    assert bulk.put(store.engine, [entry, entry_of(*told(2, "Homs"))]).new == 2
    version = store.version()
    assert bulk.put(store.engine, [entry]).same == 1
    assert store.version() == version
    other = a_report("told anew")
    changed = entry_of((other,), replace(incident, report_ids=(other.id,)))
    assert bulk.put(store.engine, [changed]).differing == (incident.id,)
    assert bulk.put(store.engine, [changed], replace=True).replaced == 1
    assert store.incident(incident.id).report_ids == (other.id,)
    assert store.count_reports() == 3


@both_engines
def test_nothing_is_kept_of_rows_that_cannot_be_kept_together(store):
    fine, broken = entry_of(*told(1, "plain")), entry_of(*told(2, "Homs"))
    without_reports = broken._replace(rows=((), *broken.rows[1:]))
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        bulk.put(store.engine, [fine, without_reports])
    assert (len(store), store.count_reports(), store.version()) == (0, 0, 0)


@given(reports, incidents_of("r"))
def test_rows_come_out_of_another_process_as_they_went_in(report, incident):
    entry = entry_of((report,), incident)
    assert unpacked(packed([entry, "why not"])) == [entry, "why not"]


@both_engines
@pytest.mark.parametrize("many", [0, 1, 3_000])
def test_rows_are_found_among_any_number_of_values(store, many):
    report = a_report(source=None, title="\x00")
    store.keep(report)
    title = tables.report.c.title
    with store.engine.connect() as connection:
        wanted = ["'\"\\", *(f"no {number}" for number in range(many)), *(["\x00"] if many else [])]
        found = connection.execute(select(title).where(among(connection, title, wanted))).scalars().all()
    assert found == (["\ufffd"] if many else [])
