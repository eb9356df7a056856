"""Incidents as rows that are ready to be written: they are made in whatever process has the time."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Table

from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import tables
from mapapp.store.ready_rows import Row
from mapapp.store.tables import SafeText
from mapapp.store.text import storable
from mapapp.store.write import _incident_row, _place_rows, _report_row, party_rows

TABLES = (tables.report, tables.incident, tables.incident_place, tables.incident_party, tables.incident_report)
Mapped = dict[str, Any]


class Entry(NamedTuple):
    """An incident with the reports that it names."""

    id: str
    """The incident's."""
    report_ids: tuple[str, ...]
    placed: bool
    rows: tuple[tuple[Row, ...], ...]
    """For each of TABLES."""


def entry_of(reports: Sequence[Report], incident: Incident) -> Entry:
    """The rows of an incident and of its reports; it names all of them and no others."""
    made: tuple[Iterable[Mapped], ...] = (
        map(_report_row, reports),
        (_incident_row(incident),),
        _place_rows(incident),
        party_rows(incident),
        _links(incident),
    )
    return Entry(
        id=incident.id,
        report_ids=incident.report_ids,
        placed=bool(incident.places),
        rows=tuple([tuple(map(ready, rows)) for ready, rows in zip(_READY, made, strict=True)]),
    )


def packed(told: Iterable[Entry | str]) -> bytes:
    """Entries, and what takes the place of some, on their way to another process of this program: half the time that
    pickle takes.
    """
    return marshal.dumps([one if isinstance(one, str) else tuple(one) for one in told])


def unpacked(told: bytes) -> list[Entry | str]:
    """What `packed` was given."""
    return [one if isinstance(one, str) else Entry._make(one) for one in marshal.loads(told)]  # noqa: S302  our own


def _links(incident: Incident) -> Iterator[Mapped]:
    for ordinal, report_id in enumerate(dict.fromkeys(incident.report_ids)):
        yield {"incident_id": incident.id, "ordinal": ordinal, "report_id": report_id}


def _ready(table: Table) -> Callable[[Mapped], Row]:
    """What puts the values of a row of this table in the order of its columns, as the columns can hold them."""
    take = itemgetter(*(column.name for column in table.columns))
    texts = itemgetter(*(number for number, column in enumerate(table.columns) if isinstance(column.type, SafeText)))

    def ready(row: Mapped) -> Row:
        values: Row = take(row)
        told = "".join(filter(None, texts(values)))
        if told.isascii() and "\x00" not in told:
            return values
        return tuple([storable(value) if type(value) is str else value for value in values])

    return ready


_READY = tuple(map(_ready, TABLES))
