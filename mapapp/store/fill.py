"""New columns of an older record, filled from the payloads that hold everything: what plain SQL cannot read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select, update

from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import changes, payload, tables
from mapapp.store.payload import PayloadNotUnderstood
from mapapp.store.text import language_tag
from mapapp.store.write import BATCH, insert_all, party_rows

Kept = TypeVar("Kept", Incident, Report)
Fill = Callable[[Connection], None]


def _parties_and_languages(connection: Connection) -> None:
    incident, report = tables.incident.c, tables.report.c
    for rows in _chunks(connection, select(incident.payload)):
        kept = (_read(Incident, row.payload) for row in rows)
        insert_all(connection, tables.incident_party, [row for one in kept if one for row in party_rows(one)])
    set_language = update(tables.report).where(report.id == bindparam("of")).values(language=bindparam("spoken"))
    for rows in _chunks(connection, select(report.id, report.payload)):
        told = [(row.id, _read(Report, row.payload)) for row in rows]
        connection.execute(
            set_language, [{"of": one, "spoken": language_tag(kept.language) if kept else None} for one, kept in told]
        )


def _read(kind: type[Kept], text: str) -> Kept | None:
    """None for a damaged payload: the record still opens, and says so where the thing itself is asked for."""
    try:
        return payload.loads(kind, text)
    except PayloadNotUnderstood:
        return None


def _chunks(connection: Connection, asked: Any) -> Iterator[Any]:  # noqa: ANN401
    """All rows of a question, read before anything is written and handed out in parts."""
    rows = connection.execute(asked).all()
    for begin in range(0, len(rows), BATCH):
        yield rows[begin : begin + BATCH]


FILLS: Mapping[int, Fill] = {5: _parties_and_languages, 12: changes.begin}
"""By the number of the migration that makes the columns."""
