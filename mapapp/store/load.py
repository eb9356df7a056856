"""Read the record into columns: in the order of the database, so that little is held twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Select, func, select

from mapapp.domain.incident import COUNTED
from mapapp.store import changes, kept_columns, memory
from mapapp.store.changes import Moment
from mapapp.store.chunks import Numbering, Reader, Values, joined
from mapapp.store.columns import NEVER_ENDS, NEVER_STARTS, NOT_KNOWN, Columns, Labels, Whole, in_order, slim
from mapapp.store.engine import transaction
from mapapp.store.increment import replaced
from mapapp.store.keys import Finder, KeysBuilder
from mapapp.store.load_places import PlaceColumns
from mapapp.store.load_tellers import TellerColumns, parties
from mapapp.store.read import NOT_REJECTED
from mapapp.store.tables import incident, incident_party, incident_place, incident_report, report
from mapapp.store.words import WordIndexBuilder

Progress = Callable[[int, int], None]
"""Called with how many rows are read, and how many there are."""

MUCH = 4
"""Where more than one of so many incidents was touched, everything is read anew: it takes hardly longer."""

FEW = 1_000
"""So many are always read by themselves."""

KEPT_AGAIN = 20
"""The file of columns is written anew when one of so many incidents was touched since."""


MOST_AT_ONCE = 4
"""Where more than one of so many incidents has changed, everything is read anew: it takes no longer."""

FEW = 1_000
"""So many may always be read by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A record in columns."""

    moment: Moment
    columns: Columns
    unkept: int | None
    """How many incidents were touched since the file of columns was written; None where there is no such file."""


def load(engine: Engine, progress: Progress = lambda _read, _all: None) -> Loaded:
    """The record as it is now: from the file of columns and what was touched since, or else from the tables."""
    with transaction(engine) as connection:
        now = changes.moment(connection)
        kept = kept_columns.read(connection)
        loaded = kept and _followed(connection, Loaded(moment=kept[0], columns=kept[1], unkept=0), now)
        if loaded is None:
            every = _rows(connection)
            columns = _read(Reader(connection, lambda read: progress(read, every)))
            loaded = Loaded(moment=now, columns=columns, unkept=None)
    memory.give_back()
    return keep(engine, loaded)


def follow(engine: Engine, before: Loaded) -> Loaded | None:
    """The record as it is now, of which only what was touched since is read. None where that cannot be told, or is
    much. What it was before stays as it is.
    """
    with transaction(engine) as connection:
        return _followed(connection, before, changes.moment(connection))


def keep(engine: Engine, loaded: Loaded) -> Loaded:
    """Write the columns of a large record to their file, where much was touched since that was done."""
    columns = loaded.columns
    if columns.rows < kept_columns.LARGE:
        return loaded
    if loaded.unkept is not None and loaded.unkept * KEPT_AGAIN <= len(columns):
        return loaded
    kept_columns.keep(engine, loaded.moment, columns)
    return replace(loaded, unkept=0)


def _followed(connection: Connection, before: Loaded, now: Moment) -> Loaded | None:
    touched = changes.since(connection, before.moment, now)
    columns = before.columns
    if touched is None or len(touched) > max(FEW, len(columns) // MUCH):
        return None
    if touched:
        columns = replaced(columns, touched, _read(Reader(connection, only=changes.asked(before.moment, now))))
    unkept = None if before.unkept is None else before.unkept + len(touched)
    return Loaded(moment=now, columns=columns, unkept=unkept)


def _read(reader: Reader) -> Columns:
    incidents = _Incidents(reader)
    find = Finder(incidents.keys)
    places, tellers = PlaceColumns(reader, find), TellerColumns(reader, find)
    return incidents.columns(places, tellers, parties(reader, find, len(incidents.keys)))


def _rows(connection: Connection) -> int:
    """How many there are to read."""
    tables = (incident, incident_place, report, incident_report, incident_party)
    return sum(connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)


class _Incidents:
    """The table of incidents, newest first."""

    def __init__(self, reader: Reader) -> None:
        self._numbers: dict[str, list[Whole]] = {name: [] for name in _NUMBERS}
        self._codes: dict[str, list[Whole]] = {name: [] for name in _SINGLE}
        self._values = {name: Numbering() for name in _SINGLE}
        self._text = WordIndexBuilder()
        keys = KeysBuilder()
        for ids, texts, *columns in reader.columns(_incidents(), incident.c.id):
            keys.add(ids)
            self._text.add(texts)
            self._take(dict(zip((*_NUMBERS, *_SINGLE), columns, strict=True)))
        self._size = len(keys)
        unordered = keys.build()
        starts, ends = (joined(self._numbers[name], np.int64) for name in ("starts", "ends"))
        self._order = np.lexsort((unordered.ranks(), ~starts, ~ends))
        """Per position, newest first: the row. Undated ones last; the id decides between equals."""
        self.keys = unordered.taken(self._order)

    def _take(self, columns: dict[str, Values]) -> None:
        for name, missing in _NUMBERS.items():
            self._numbers[name].append(
                np.array([missing if number is None else number for number in columns[name]], dtype=np.int64)
            )
        for name, numbering in self._values.items():
            self._codes[name].append(numbering.of(columns[name]).astype(np.uint16))

    def columns(self, places: PlaceColumns, tellers: TellerColumns, actors: Labels) -> Columns:
        """Everything together."""
        status = self._single("status")
        counted = np.array([value in COUNTED for value in status.values], dtype=np.bool_)
        return Columns(
            ids=self.keys,
            starts=self._number("starts"),
            ends=self._number("ends"),
            killed_low=slim(self._number("killed_low")),
            killed_high=slim(self._number("killed_high")),
            injured_low=slim(self._number("injured_low")),
            injured_high=slim(self._number("injured_high")),
            counted=counted[status.code] if self._size else np.zeros(0, dtype=np.bool_),
            text=self._text.build(),
            text_row=self._order.astype(np.int32),
            labels={
                "type": self._single("type"),
                "status": status,
                "review": self._single("review"),
                "actor": actors,
                **places.labels(self._size),
                **tellers.labels(self._size),
            },
            reports=tellers.tellers(),
            places=places.places(),
        )

    def _number(self, name: str) -> Whole:
        return joined(self._numbers[name], np.int64)[self._order]

    def _single(self, name: str) -> Labels:
        values, code = in_order(tuple(self._values[name]), joined(self._codes[name], np.uint16)[self._order])
        return Labels(values=values, code=code, incident=None, size=self._size)


_NUMBERS = {
    "starts": NEVER_STARTS,
    "ends": NEVER_ENDS,
    "killed_low": NOT_KNOWN,
    "killed_high": NOT_KNOWN,
    "injured_low": NOT_KNOWN,
    "injured_high": NOT_KNOWN,
}
"""Columns of whole numbers, and what stands for NULL."""

_SINGLE = {"type": "type_code", "status": "status", "review": "review"}
"""Filters with exactly one value per incident, and their columns."""


def _incidents() -> Select[Any]:
    names = ("id", "search_text", *_NUMBERS, *_SINGLE.values())
    return select(*(incident.c[name] for name in names)).where(NOT_REJECTED)
