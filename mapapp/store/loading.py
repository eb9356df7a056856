"""A dump into a record: what it lacks is added, all or nothing. What it has stays as it is, so that the same dump again
changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from math import isinf
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, tuple_, update
from sqlalchemy.exc import DataError, IntegrityError

from mapapp.domain.account import Likeness
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import accounts, payload, tables, write
from mapapp.store.dump_file import NOTHING, DumpReader, Line, NotLoadable, opened
from mapapp.store.dump_tables import FOUND, at_once, row_members, row_of
from mapapp.store.dumping import Progress
from mapapp.store.identity import of_its_content
from mapapp.store.kept_originals import ORIGINAL, is_whole
from mapapp.store.load_decisions import load_decisions
from mapapp.store.load_views import load_views
from mapapp.store.merges import changing, count_change
from mapapp.store.sqlite_file import file_of
from mapapp.store.tables import incident_report
from mapapp.store.write import BATCH, batches

Kept = TypeVar("Kept", Report, Incident, Likeness)
CACHE_KB = 200_000
"""What SQLite may hold of its indexes while it writes."""


@dataclass(slots=True)
class Loaded:
    """What was new to the record."""

    reports: int = 0
    incidents: int = 0
    accounts: int = 0
    decisions: int = 0
    views: int = 0
    rows: int = 0
    """Of further tables."""
    held: int = 0
    """Lines that tell what the record holds already."""
    compared: bool = True
    """False: accounts are compared anew when the app starts next."""

    @property
    def changed(self) -> bool:
        """Was anything new?"""
        return any((self.reports, self.incidents, self.accounts, self.decisions, self.views, self.rows))


def load(engine: Engine, file: Path, progress: Progress = lambda _: None) -> Loaded:
    """Add what a dump holds to a record of this program's schema, in one transaction.

    Others read meanwhile, and wait where they write. Raises NotLoadable for what is no dump, is not whole, or holds
    what no record holds; then nothing of it is kept.
    """
    with opened(file) as dump, changing(engine) as connection:
        try:
            told = _Load(connection, dump, progress).everything()
        except (IntegrityError, DataError, OverflowError) as error:
            why = getattr(error, "orig", error)
            raise NotLoadable(f"it holds rows that no record holds together ({str(why)[:200]}). {NOTHING}") from error
        if told.changed:
            count_change(connection)
    return told


def object_of(kind: type[Kept], line: Line) -> Kept:
    """The thing that a line tells, all of it. Raises NotLoadable for what this program does not know or cannot keep."""
    try:
        thing = payload.loads(kind, line.text)
        if payload.dumps(thing) == line.text:  # letter by letter what is written today
            return thing
        strange = _strange({"format": payload.FORMAT, "data": payload.data_of(thing)}, line.data)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise line.refuse(f"is no {kind.__name__.lower()} that is kept here: {str(error)[:200]}") from error
    if strange:
        raise line.refuse(f"says {strange[:60]!r}, which this program does not know or would read otherwise")
    return thing


def incident_of(line: Line) -> tuple[Incident, dict[str, Any]]:
    """The incident that a line tells, and its row. Raises NotLoadable as `object_of` does."""
    incident = object_of(Incident, line)
    try:
        return incident, write._incident_row(incident) | {"payload": line.text}
    except (ValueError, TypeError, OverflowError) as error:
        raise line.refuse(f"is no incident that is kept here: {str(error)[:200]}") from error


def _strange(known: Any, told: Any, at: str = "") -> str | None:  # noqa: ANN401
    """Where something is told that is not known; None: nothing is. What is not told takes its default."""
    if isinstance(told, Mapping) and isinstance(known, Mapping):
        for key, value in told.items():
            where = f"{at}.{key}".strip(".")
            if key not in known:
                return where
            if strange := _strange(known[key], value, where):
                return strange
        return None
    if isinstance(told, list) and isinstance(known, list) and len(told) == len(known):
        found = (_strange(mine, yours, at) for mine, yours in zip(known, told, strict=True))
        return next(filter(None, found), None)
    same = known == told and isinstance(told, bool) == isinstance(known, bool)
    return None if same and not (isinstance(told, float) and isinf(told)) else at or "another object"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """An incident with what the dump says of it in other members."""

    line: Line
    incident: Incident
    row: dict[str, Any]
    accounts: tuple[_Told, ...]
    """Empty: it is its own account."""
    more: tuple[str, ...]
    """Reports that tell it too."""

    @property
    def members(self) -> tuple[str, ...]:
        return tuple(one.incident.id for one in self.accounts) or (self.incident.id,)


@dataclass(slots=True)
class _Load:
    connection: Connection
    dump: DumpReader
    progress: Progress
    told: Loaded = field(default_factory=Loaded)

    def everything(self) -> Loaded:
        self._unknown_members()
        empty = self._is_empty()
        if file_of(self.connection.engine):
            self.connection.exec_driver_sql(f"PRAGMA cache_size = -{CACHE_KB}")
        for lines in self._batches("reports"):
            self._reports(lines)
        for some in batches(self._incidents()):
            self._keep_incidents(some)
            self.progress(len(some))
        self.told.decisions, held = load_decisions(self.connection, self.dump, self.progress)
        self.told.held += held
        self.told.views, held = load_views(self.connection, self.dump, self.progress)
        self.told.held += held
        for name, table in row_members().items():
            if name.startswith(FOUND):
                self._found(name, table, wanted=empty)
            else:
                self._rows(name, table)
        self._say_whether_compared(empty=empty)
        return self.told

    def _unknown_members(self) -> None:
        known = {"reports", "groups", "accounts", "links", "incidents", "decisions", "views", "frozen", *row_members()}
        if strange := sorted(name for name in self.dump.members if name not in known and not name.startswith(FOUND)):
            raise NotLoadable(f"it holds {strange[0][:60]!r}, which this program does not know: update it")

    def _is_empty(self) -> bool:
        counts = (
            select(func.count()).select_from(table) for table in (tables.report, tables.incident, tables.decision)
        )
        return not any(self.connection.execute(count).scalar_one() for count in counts)

    def _batches(self, name: str, most: int = BATCH) -> Iterator[list[Line]]:
        for some in batches(self.dump.lines(name), most):
            yield some
            self.progress(len(some))

    def _reports(self, lines: Sequence[Line]) -> None:
        told = {}
        for line in lines:
            report = object_of(Report, line)
            if not of_its_content(report):
                raise line.refuse("its id is not the digest of its content")
            try:
                told[report.id] = write._report_row(report) | {"payload": line.text}
            except (ValueError, TypeError, OverflowError) as error:
                raise line.refuse(f"is no report that is kept here: {str(error)[:200]}") from error
        held = write.kept(self.connection, tables.report.c.id, told)
        new = [row for one, row in told.items() if one not in held]
        write.insert_all(self.connection, tables.report, new)
        self.told.reports += len(new)
        self.told.held += len(lines) - len(new)

    def _incidents(self) -> Iterator[_Told]:
        """The incidents, each with its accounts and its further reports: three members read side by side."""
        groups, parts, links = (_Ahead(self.dump.lines(name)) for name in ("groups", "accounts", "links"))
        for line in self.dump.lines("incidents"):
            incident, row = incident_of(line)
            found = tuple(self._accounts(incident.id, groups, parts))
            if found and (len(found) == 1 or incident.id not in {one.incident.id for one in found}):
                raise line.refuse("is not made of two accounts or more, of which one has its id")
            more = tuple(_named(links, incident.id, "reports"))
            yield _Told(line=line, incident=incident, row=row, accounts=found, more=more)
        for rest in (groups, parts, links):
            if rest.line is not None:
                raise rest.line.refuse("belongs to no incident of the dump, or stands in another order than these")

    def _accounts(self, incident_id: str, groups: _Ahead, parts: _Ahead) -> Iterator[_Told]:
        for wanted in _named(groups, incident_id, "accounts"):
            if (line := parts.take()) is None:
                raise NotLoadable(f"account {wanted[:40]!r} of incident {incident_id[:40]!r} is not in the dump")
            account, row = incident_of(line)
            if account.id != wanted:
                raise line.refuse(f"is not the account {wanted[:40]!r} that its incident is made of")
            yield _Told(line=line, incident=account, row=row, accounts=(), more=())

    def _keep_incidents(self, some: Sequence[_Told]) -> None:
        ids = {one for told in some for one in (told.incident.id, *told.members)}
        if len(ids) != sum(len({told.incident.id, *told.members}) for told in some):
            raise some[0].line.refuse("or one of the lines after it tells what another one tells already")
        holders = accounts.holders(self.connection, ids)
        self._know_reports(some)
        whole = [told for told in some if not {told.incident.id, *told.members} & holders.keys()]
        self._write(whole)
        for told in some:
            if {told.incident.id, *told.members} & holders.keys():
                self._write_rest(told, holders)

    def _know_reports(self, some: Sequence[_Told]) -> None:
        """Raises NotLoadable where an incident tells of a report that is not kept."""
        named = {one for told in some for one in _reports_of(told)}
        missing = named - write.kept(self.connection, tables.report.c.id, named)
        for told in some if missing else ():
            if lacking := missing.intersection(_reports_of(told)):
                raise told.line.refuse(f"tells of report {min(lacking)[:40]!r}, which is not in the dump")

    def _write(self, some: Sequence[_Told]) -> None:
        """Incidents of which the record has nothing yet."""
        write.insert_all(self.connection, tables.incident, (told.row for told in some))
        for table, rows_of in ((tables.incident_place, write._place_rows), (tables.incident_party, write.party_rows)):
            write.insert_all(self.connection, table, (row for told in some for row in rows_of(told.incident)))
        write.insert_all(self.connection, incident_report, (row for told in some for row in _link_rows(told)))
        parts = (
            {"id": one.incident.id, "incident_id": told.incident.id, "payload": one.line.text}
            for told in some
            for one in told.accounts
        )
        write.insert_all(self.connection, tables.account, parts)
        self.told.incidents += len(some)
        self.told.accounts += sum(len(told.accounts) for told in some)

    def _write_rest(self, told: _Told, holders: Mapping[str, str]) -> None:
        """Of an incident that is kept in part: accounts that are new, and reports that tell it too."""
        parts = told.accounts or (told,)
        new = [one for one in parts if one.incident.id not in holders]
        self._write(new)
        held = sorted({holders[one] for one in told.members if one in holders})
        self.told.held += len(parts) - len(new)
        if len(held) == 1 and not told.accounts:
            self.told.rows += _add_links(self.connection, held[0], _reports_of(told))

    def _rows(self, name: str, table: Table) -> None:
        key = list(table.primary_key)
        for lines in self._batches(name, at_once(table)):
            rows = [row_of(table, line, line.data) for line in lines]
            for line, row in zip(lines, rows, strict=True):
                if table is ORIGINAL and not is_whole(row["digest"], row["size_bytes"], row["packed"]):
                    raise line.refuse("is not the original that its digest tells of")
            if key:
                asked = [tuple(row[column.name] for column in key) for row in rows]
                query = select(*key).where(tuple_(*key).in_(asked))
                held = {tuple(row) for row in self.connection.execute(query)}
                new = [row for row, own in zip(rows, asked, strict=True) if own not in held]
            else:
                new = []
            insert_rows(self.connection, table, new)
            self.told.rows += len(new)
            self.told.held += len(rows) - len(new)

    def _found(self, name: str, table: Table, *, wanted: bool) -> None:
        """What can be found out again: only a record that held nothing takes it as it is."""
        first = True
        for lines in self._batches(name):
            rows = [row_of(table, line, line.data) for line in lines]
            if table is tables.likeness:
                for line, row in zip(lines, rows, strict=True):
                    _check_likeness(line, row)
            if not wanted:
                continue
            if first and not list(table.primary_key):
                self.connection.execute(delete(table))  # the one row that the migration makes
            first = False
            insert_rows(self.connection, table, rows)

    def _say_whether_compared(self, *, empty: bool) -> None:
        carried = FOUND + tables.merging.name in self.dump.members
        if self.told.changed and not (empty and carried):
            self.connection.execute(update(tables.merging).values(signature=""))
        signature = self.connection.execute(select(tables.merging.c.signature)).scalar_one()
        self.told.compared = bool(signature)


class _Ahead:
    """Lines of which the next can be looked at."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.line = next(lines, None)

    def take(self) -> Line | None:
        taken, self.line = self.line, next(self._lines, None)
        return taken


def _named(ahead: _Ahead, incident_id: str, key: str) -> list[str]:
    """What the next line says of this incident; nothing where it speaks of another one."""
    line = ahead.line
    if line is None or not isinstance(line.data, dict) or line.data.get("incident") != incident_id:
        return []
    ahead.take()
    found = line.data.get(key)
    if line.data.keys() != {"incident", key} or not isinstance(found, list) or not found:
        raise line.refuse(f"does not say “incident” and “{key}”, and no more")
    if not all(isinstance(one, str) for one in found) or len(set(found)) != len(found):
        raise line.refuse(f"does not name {key}, each once")
    return found


def _reports_of(told: _Told) -> list[str]:
    own = (one for account in told.accounts for one in account.incident.report_ids)
    return list(dict.fromkeys((*told.incident.report_ids, *told.more, *own)))


def _link_rows(told: _Told) -> Iterator[dict[str, Any]]:
    for ordinal, report_id in enumerate(dict.fromkeys((*told.incident.report_ids, *told.more))):
        yield {"incident_id": told.incident.id, "ordinal": ordinal, "report_id": report_id}


def _add_links(connection: Connection, incident_id: str, report_ids: Sequence[str]) -> int:
    link = incident_report.c
    held = set(connection.execute(select(link.report_id).where(link.incident_id == incident_id)).scalars())
    new = [one for one in report_ids if one not in held]
    rows = ({"incident_id": incident_id, "ordinal": BATCH, "report_id": one} for one in new)
    write.insert_all(connection, incident_report, rows)
    return len(new)


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that may differ in which columns they have."""
    for _, some in groupby(rows, key=list):
        connection.execute(insert(table), list(some))


def _check_likeness(line: Line, row: dict[str, Any]) -> None:
    try:
        found = payload.loads(Likeness, row["payload"])
    except (KeyError, ValueError, TypeError) as error:
        raise line.refuse(f"is no likeness: {str(error)[:200]}") from error
    if found.pair != (row["a"], row["b"]):
        raise line.refuse("is of other accounts than it says")
