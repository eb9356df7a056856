"""Everything that a record holds, in an open format: see docs/keeping.md."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import orjson
from sqlalchemy import ColumnElement, Connection, Engine, Select, Table, select

from mapapp.store.dump_file import DumpWriter, written
from mapapp.store.dump_tables import at_once, data_of, row_members
from mapapp.store.engine import transaction
from mapapp.store.errors import StoreUnusable
from mapapp.store.sqlite_file import on_disk, part_of
from mapapp.store.tables import (
    account,
    decision,
    decision_pair,
    frozen_incident,
    incident,
    incident_report,
    report,
    saved_view,
)

AT_ONCE = 500
"""Rows in memory."""
README = """A dump of an incident map. Each .jsonl file has one JSON object a line.

reports      reports as they were received; "id" is the first 16 digits of SHA-256 over source, address and text
incidents    what, where, when, who, how many, who says so, and in which sentence of which report
groups       which accounts an incident is made of, where several reports tell of it
accounts     these accounts, each as its report tells it
links        reports that tell of an incident beside those that it names itself
decisions    what was put together and kept apart, by whom, and why
views        saved views; frozen: the lines of the frozen ones, in the same order
tables/...   rows of further tables, bytes in base64
found/...    what can be found out again from the rest

Instants are ISO 8601 or whole UTC seconds since 1970. Keep this file as you keep the reports: whoever has it can read
them, and can open the saved views.
"""

Progress = Callable[[int], object]
"""Called with how many lines were written or read since the last call."""


def dump(engine: Engine, file: Path, progress: Progress = lambda _: None) -> dict[str, int]:
    """Write all that a record holds at one moment into a file; the number of lines by member.

    The file has its name only when it is whole and on the disk. Raises StoreUnusable, also for a record that is
    damaged: what it holds could not be loaded again.
    """
    if file.is_dir():
        raise StoreUnusable(f"{file} is a folder: name a file in it")
    if file.exists() and file.stat().st_size and not is_zipfile(file):
        raise StoreUnusable(f"{file} is there already and is no dump: name another file, or remove it first")
    with part_of(file) as part:
        with written(part, README) as out, transaction(engine) as connection:
            for name, lines in _members(connection):
                _write(out, name, lines, progress)
        on_disk(part)
        part.replace(file)
        on_disk(file.parent)
    return {name: member.lines for name, member in out.members.items()}


def _write(out: DumpWriter, name: str, lines: Iterable[str], progress: Progress) -> None:
    with out.member(name) as write:
        for number, line in enumerate(lines, 1):
            write(line)
            if number % AT_ONCE == 0:
                progress(AT_ONCE)


def _members(connection: Connection) -> Iterator[tuple[str, Iterator[str]]]:
    yield "reports", _payloads(connection, _by(report, report.c.id))
    yield "groups", _groups(connection)
    yield "accounts", _payloads(connection, _by(account, account.c.incident_id, account.c.id))
    yield "incidents", _payloads(connection, _by(incident, incident.c.id))
    yield "links", _links(connection)
    yield "decisions", _decisions(connection)
    yield "views", _rows(connection, saved_view)
    yield "frozen", _payloads(connection, _by(frozen_incident, *frozen_incident.primary_key), "incident_id")
    for name, table in row_members().items():
        yield name, _rows(connection, table)


def _by(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    return select(table).order_by(*columns).execution_options(yield_per=AT_ONCE)


def _payloads(connection: Connection, query: Select[Any], id_column: str = "id") -> Iterator[str]:
    """The kept objects, character for character."""
    for row in connection.execute(query):
        kept, of = row.payload, row._mapping[id_column]
        try:
            whole = "\n" not in kept and orjson.loads(kept)["data"]["id"] == of
        except (orjson.JSONDecodeError, KeyError, TypeError):
            whole = False
        if not whole:
            raise StoreUnusable(f"{of!r} is damaged, and nothing was dumped: python -m mapapp verify says what to do")
        yield kept


def _groups(connection: Connection) -> Iterator[str]:
    query = _by(account, account.c.incident_id, account.c.id)
    rows = connection.execute(query.with_only_columns(account.c.incident_id, account.c.id))
    for incident_id, some in groupby(rows, key=lambda row: row.incident_id):
        yield line({"incident": incident_id, "accounts": [row.id for row in some]})


def _links(connection: Connection) -> Iterator[str]:
    """Of incidents that others tell too than the reports that they name themselves."""
    link = incident_report.c
    for rows in connection.execute(_by(incident, incident.c.id)).partitions(AT_ONCE):
        tellers: dict[str, list[str]] = {row.id: [] for row in rows}
        asked = select(link.incident_id, link.report_id).where(link.incident_id.in_(tellers))
        for one in connection.execute(asked.order_by(link.incident_id, link.ordinal, link.report_id)):
            tellers[one.incident_id].append(one.report_id)
        for row in rows:
            named = orjson.loads(row.payload)["data"]["report_ids"]
            if more := [one for one in tellers[row.id] if one not in named]:
                yield line({"incident": row.id, "reports": more})


def _decisions(connection: Connection) -> Iterator[str]:
    pair = decision_pair.c
    for rows in connection.execute(_by(decision, decision.c.number)).partitions(AT_ONCE):
        asked = select(decision_pair).where(pair.number.in_([row.number for row in rows]))
        pairs: dict[int, list[list[str]]] = {}
        for one in connection.execute(asked.order_by(pair.a, pair.b)):
            pairs.setdefault(one.number, []).append([one.a, one.b])
        for row in rows:
            yield line(data_of(row) | {"pairs": pairs.get(row.number, [])})


def _rows(connection: Connection, table: Table) -> Iterator[str]:
    columns = list(table.primary_key) or list(table.c)
    query = _by(table, *columns).execution_options(yield_per=at_once(table))
    for row in connection.execute(query):
        yield line(data_of(row))


def line(data: Any) -> str:  # noqa: ANN401
    """One line of a dump."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
