"""Read the record into columns: in the order of the database, so that little is held twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Select, func, select

from mapapp.domain.incident import COUNTED
from mapapp.store import kept_columns, memory
from mapapp.store.chunks import Numbering, Reader, Values, joined
from mapapp.store.columns import NEVER_ENDS, NEVER_STARTS, NOT_KNOWN, Columns, Labels, Whole, slim
from mapapp.store.engine import transaction
from mapapp.store.keys import Finder, KeysBuilder
from mapapp.store.load_places import PlaceColumns
from mapapp.store.load_tellers import TellerColumns, parties
from mapapp.store.read import NOT_REJECTED
from mapapp.store.tables import change_counter, incident, incident_party, incident_place, incident_report, report
from mapapp.store.words import WordIndexBuilder

Progress = Callable[[int, int], None]
"""Called with how many rows are read, and how many there are."""


def load(engine: Engine, progress: Progress = lambda _read, _all: None) -> tuple[int, Columns]:
    """The version and the columns, all of one moment."""
    with transaction(engine) as connection:
        version = connection.execute(select(change_counter.c.number)).scalar_one()
        if (kept := kept_columns.read(connection, version)) is not None:
            memory.give_back()
            return version, kept
        every = _rows(connection)
        reader = Reader(connection, lambda read: progress(read, every))
        incidents = _Incidents(reader)
        find = Finder(incidents.keys)
        places, tellers = PlaceColumns(reader, find), TellerColumns(reader, find)
        columns = incidents.columns(places, tellers, parties(reader, find, len(incidents.keys)))
    del incidents, find, places, tellers
    memory.give_back()
    if every >= kept_columns.LARGE:
        kept_columns.keep(engine, version, columns)
    return version, columns


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
        for ids, texts, *columns in reader.columns(_incidents()):
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
        code = joined(self._codes[name], np.uint16)[self._order]
        return Labels(values=tuple(self._values[name]), code=slim(code), incident=None, size=self._size)


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
