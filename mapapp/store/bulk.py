"""Many incidents at once, as coded tables tell them: written fast, and not compared with others.

A table's rows say what is one event, so its incidents are not merged among themselves; people may still put them
together with others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, insert, select, update

from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import accounts, tables, write
from mapapp.store.merges import changing, count_change
from mapapp.store.write import _incident_row, _place_rows, _report_row, party_rows

CACHE_KB = 200_000
"""What SQLite may hold of its indexes while it writes: ids come in no order, and each touches another page."""
Row = dict[str, Any]
Reading = tuple[Sequence[Report], Incident]
"""An incident with the reports that it names; they are kept with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of some incidents."""

    new: int
    same: int
    """Kept already, and told by the same reports."""
    replaced: int
    """Put in the place of what was kept under the same id."""
    differing: tuple[str, ...]
    """Ids of those that are kept already, are told otherwise, and stay as they were."""


def put(engine: Engine, readings: Sequence[Reading], *, replace: bool = False, signature: str = "") -> Written:
    """Write incidents with their reports in one transaction. Those whose id is kept already stay as they are.

    Args:
        engine: of the record.
        readings: their incidents have different ids, and each names all of its reports and no others.
        replace: incidents that are kept and told otherwise now are put in the place of the old ones, save where a
            person has put them together with others.
        signature: of the rules of merging; a record that holds nothing yet then counts as compared.
    """
    with changing(engine) as connection, _roomy(connection):
        if signature:
            _begin_compared(connection, signature)
        ids = [incident.id for _, incident in readings]
        kept, together = _kept(connection, ids), _together(connection, ids)
        known = kept | together
        changed = {one.id for _, one in readings if one.id in known and known[one.id] != set(one.report_ids)}
        replaced = changed - together.keys() if replace else set()
        _remove(connection, sorted(replaced))
        stay = known.keys() - replaced
        new = [(reports, incident) for reports, incident in readings if incident.id not in stay]
        if new:
            _insert(connection, new)
            count_change(connection)
    return Written(
        new=len(new) - len(replaced),
        same=len(known) - len(changed),
        replaced=len(replaced),
        differing=tuple(sorted(changed - replaced)),
    )


@contextmanager
def _roomy(connection: Connection) -> Iterator[None]:
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar_one()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {int(before)}")


def _begin_compared(connection: Connection, signature: str) -> None:
    if connection.execute(select(tables.incident.c.id).limit(1)).first() is None:
        connection.execute(update(tables.merging).values(signature=signature))


def _kept(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    """For each incident that is kept the ids of its reports."""
    found = {one: set[str]() for one in write.kept(connection, tables.incident.c.id, ids)}
    link = tables.incident_report.c
    for some in write.batches(found):
        for row in connection.execute(select(link.incident_id, link.report_id).where(link.incident_id.in_(some))):
            found[row.incident_id].add(row.report_id)
    return found


def _together(connection: Connection, ids: Sequence[str]) -> dict[str, set[str]]:
    """The same for those that a person has put together with others."""
    return {one: set(told.incident.report_ids) for one, told in accounts.read_merged(connection, ids).items()}


def _remove(connection: Connection, ids: Sequence[str]) -> None:
    """Take incidents out, and the reports that tell nothing else."""
    link, report = tables.incident_report, tables.report
    for some in write.batches(ids):
        told = connection.execute(select(link.c.report_id).where(link.c.incident_id.in_(some))).scalars().all()
        connection.execute(delete(tables.incident).where(tables.incident.c.id.in_(some)))
        for few in write.batches(set(told)):
            still = select(link.c.report_id).where(link.c.report_id.in_(few))
            connection.execute(delete(report).where(report.c.id.in_(few), report.c.id.not_in(still)))


def _insert(connection: Connection, readings: Sequence[Reading]) -> None:
    """Rows are put in the order of their ids, so that neighbours in an index are written together."""
    reports = {report.id: report for some, _ in readings for report in some}
    known = write.kept(connection, tables.report.c.id, reports)
    fresh = sorted((one for one in reports.values() if one.id not in known), key=lambda one: one.id)
    incidents = sorted((incident for _, incident in readings), key=lambda one: one.id)
    _rows(connection, tables.report, map(_report_row, fresh))
    _rows(connection, tables.incident, map(_incident_row, incidents))
    _rows(connection, tables.incident_place, chain.from_iterable(map(_place_rows, incidents)))
    _rows(connection, tables.incident_party, chain.from_iterable(map(party_rows, incidents)))
    _rows(connection, tables.incident_report, chain.from_iterable(map(_links, incidents)))


def _links(incident: Incident) -> Iterator[Row]:
    for ordinal, report_id in enumerate(dict.fromkeys(incident.report_ids)):
        yield {"incident_id": incident.id, "ordinal": ordinal, "report_id": report_id}


def _rows(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    ready = list(rows)
    if ready:
        connection.execute(insert(table), ready)
