"""Many incidents at once, as coded tables tell them: written fast, and not compared with others.

A table's rows say what is one event, so its incidents are not merged among themselves; people may still put them
together with others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, Engine, delete, select, update

from mapapp.store import accounts, changes, tables, write
from mapapp.store.among import MOST, among
from mapapp.store.entries import TABLES, Entry
from mapapp.store.merges import changing, count_change
from mapapp.store.ready_rows import insert_ready

CACHE_KB = 64_000
"""What SQLite may hold of its indexes while it writes: ids come in no order, and each touches another page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What became of some incidents."""

    new: int
    same: int
    """Kept already, and told by the same reports."""
    replaced: int
    """Put in the place of what was kept under the same id."""
    unplaced: int
    """Of the new and the replaced ones: those for which no place is known."""
    differing: tuple[str, ...]
    """Ids of those that are kept already, are told otherwise, and stay as they were."""


def put(engine: Engine, entries: Sequence[Entry], *, replace: bool = False, signature: str = "") -> Written:
    """Write incidents with their reports in one transaction. Those whose id is kept already stay as they are.

    Args:
        engine: of the record.
        entries: each with another id.
        replace: incidents that are kept and told otherwise now are put in the place of the old ones, save where a
            person has put them together with others.
        signature: of the rules of merging; a record that holds nothing yet then counts as compared.
    """
    with changing(engine) as connection, _roomy(connection):
        if signature:
            _begin_compared(connection, signature)
        ids = [entry.id for entry in entries]
        together = _together(connection, ids)
        known = _kept(connection, ids) | together
        changed = {one.id for one in entries if one.id in known and known[one.id] != set(one.report_ids)}
        replaced = changed - together.keys() if replace else set()
        _remove(connection, sorted(replaced))
        new = [entry for entry in entries if entry.id in replaced or entry.id not in known]
        if new:
            _insert(connection, new)
            changes.touched(connection, [entry.id for entry in new])
            count_change(connection)
    return Written(
        new=len(new) - len(replaced),
        same=len(known) - len(changed),
        replaced=len(replaced),
        unplaced=sum(not entry.placed for entry in new),
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
    for some in write.batches(found, MOST):
        query = select(link.incident_id, link.report_id).where(among(connection, link.incident_id, some))
        for row in connection.execute(query):
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


def _insert(connection: Connection, entries: Sequence[Entry]) -> None:
    """Rows are put in the order of their ids, so that neighbours in an index are written together."""
    reports, *others = zip(*(entry.rows for entry in sorted(entries)), strict=True)
    told = {row[0]: row for row in chain.from_iterable(reports)}
    for one in write.kept(connection, tables.report.c.id, told):
        del told[one]
    insert_ready(connection, tables.report, sorted(told.values()))
    for table, rows in zip(TABLES[1:], others, strict=True):
        insert_ready(connection, table, list(chain.from_iterable(rows)))
