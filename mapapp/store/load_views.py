"""Saved views out of a dump into a record."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sqlalchemy import Connection, insert, select, update

from mapapp.domain.incident import Incident
from mapapp.store import frozen, payload, write
from mapapp.store.dump_file import DumpReader, Line
from mapapp.store.dump_tables import row_of
from mapapp.store.dumping import Progress
from mapapp.store.saved import FROZEN_MOST
from mapapp.store.tables import frozen_incident, saved_view


def load_views(connection: Connection, dump: DumpReader, progress: Progress) -> tuple[int, int]:
    """Add the views that a record lacks; how many it lacked, and how many it had. A view that was revoked in one of
    the two is revoked.
    """
    added = held = 0
    frozen_lines = dump.lines("frozen")
    for line in dump.lines("views"):
        row = row_of(saved_view, line, line.data)
        lines = list(islice(frozen_lines, _number_of_lines(line, row)))
        _check(line, row, lines)
        if connection.execute(select(saved_view.c.id).where(saved_view.c.id == row["id"])).first() is None:
            connection.execute(insert(saved_view), [row])
            write.insert_all(connection, frozen_incident, _frozen_rows(row["id"], lines))
            added += 1
        else:
            _revoked_too(connection, row)
            held += 1
        progress(1 + len(lines))
    for line in frozen_lines:
        raise line.refuse("belongs to no view")
    return added, held


def _number_of_lines(line: Line, row: dict[str, Any]) -> int:
    number = row.get("frozen_incidents")
    if row.get("frozen_digest") is None or row.get("revoked") is not None:
        return 0
    if not isinstance(number, int) or not 0 <= number <= FROZEN_MOST:
        raise line.refuse(f"does not say how many lines it has, 0 to {FROZEN_MOST:,}")
    return number


def _check(line: Line, row: dict[str, Any], lines: list[Line]) -> None:
    if row.get("frozen_digest") is None or row.get("revoked") is not None:
        return
    if len(lines) != row["frozen_incidents"] or frozen.digest(one.text for one in lines) != row["frozen_digest"]:
        raise line.refuse("its frozen lines are not those that its digest tells of")
    for one in lines:
        try:
            payload.loads(Incident, one.text)
        except ValueError as error:
            raise one.refuse(f"is no frozen incident: {str(error)[:200]}") from error


def _frozen_rows(view_id: str, lines: list[Line]) -> list[dict[str, Any]]:
    return [
        {"view_id": view_id, "ordinal": ordinal, "incident_id": one.data["data"]["id"], "payload": one.text}
        for ordinal, one in enumerate(lines)
    ]


def _revoked_too(connection: Connection, row: dict[str, Any]) -> None:
    if row.get("revoked") is None:
        return
    still_open = (saved_view.c.id == row["id"]) & saved_view.c.revoked.is_(None)
    connection.execute(update(saved_view).where(still_open).values(revoked=row["revoked"]))
    connection.execute(frozen_incident.delete().where(frozen_incident.c.view_id == row["id"]))
