"""Read the record into columns: row by row in the order of the database, so that little is held twice."""

from __future__ import annotations

import ctypes
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, Select, select

from gazetteer.place import PlaceKind
from mapapp.domain.incident import COUNTED
from mapapp.store.columns import NEVER_ENDS, NEVER_STARTS, Columns, Labels, Tellers, Whole, slim
from mapapp.store.engine import transaction
from mapapp.store.keys import NOT_HERE, Finder, Keys, packed
from mapapp.store.places import AREAS, Places, Province, Sites
from mapapp.store.read import NOT_REJECTED
from mapapp.store.tables import change_counter, incident, incident_party, incident_place, incident_report, report
from mapapp.store.texts import Texts
from mapapp.store.words import WordIndexBuilder

CHUNK = 4_000
"""Rows in memory as Python objects at one time."""


def load(engine: Engine) -> tuple[int, Columns]:
    """The version and the columns, all of one moment."""
    with transaction(engine) as connection:
        version = connection.execute(select(change_counter.c.number)).scalar_one()
        incidents = _Incidents(connection)
        find = Finder(incidents.keys)
        places = _Places(connection, find)
        tellers = _Tellers(connection, find)
        columns = incidents.columns(places, tellers, _parties(connection, find, len(incidents.keys)))
    del incidents, find, places, tellers
    _give_back()
    return version, columns


def _give_back() -> None:
    """Return to the system what was used while reading: the allocator of Linux would keep it for this process."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim:
        trim(0)


def _chunks(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    return connection.execute(query.execution_options(yield_per=CHUNK)).partitions()


class _Numbering(dict[Any, int]):
    """Numbers for different values, given as they come."""

    def __missing__(self, value: Any) -> int:  # noqa: ANN401
        number = self[value] = len(self)
        return number

    def of(self, values: Sequence[Any]) -> list[int]:
        return list(map(self.__getitem__, values))


class _Incidents:
    """The table of incidents, newest first."""

    def __init__(self, connection: Connection) -> None:
        self._numbers: dict[str, array[int]] = {name: array("q") for name in _NUMBERS}
        self._codes: dict[str, array[int]] = {name: array("H") for name in _SINGLE}
        self._values = {name: _Numbering() for name in _SINGLE}
        self._text = WordIndexBuilder()
        ids: list[np.ndarray[Any, Any]] = []
        others: dict[int, str] = {}
        rows = 0
        for chunk in _chunks(connection, _incidents()):
            numbers, odd = packed([row.id for row in chunk])
            ids.append(numbers)
            others.update({rows + place: text for place, text in odd.items()})
            self._take(chunk)
            rows += len(chunk)
        self._size = rows
        keys = Keys(np.concatenate([*ids, np.empty(0, dtype=np.uint64)]), others)
        starts, ends = (np.frombuffer(self._numbers[name], dtype=np.int64) for name in ("starts", "ends"))
        self._order = np.lexsort((keys.ranks(), ~starts, ~ends))
        """Per position, newest first: the row. Undated ones last; the id decides between equals."""
        self.keys = keys.taken(self._order)

    def _take(self, chunk: Sequence[Row[Any]]) -> None:
        for name, missing in _NUMBERS.items():
            self._numbers[name].extend(missing if (n := getattr(row, name)) is None else n for row in chunk)
        for name, column in _SINGLE.items():
            self._codes[name].extend(self._values[name].of([getattr(row, column) for row in chunk]))
        self._text.add(row.search_text for row in chunk)

    def columns(self, places: _Places, tellers: _Tellers, parties: Labels) -> Columns:
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
                "actor": parties,
                **places.labels(self._size),
                **tellers.labels(self._size),
            },
            reports=tellers.tellers(),
            places=places.places(),
        )

    def _number(self, name: str) -> Whole:
        return np.frombuffer(self._numbers[name], dtype=np.int64)[self._order]

    def _single(self, name: str) -> Labels:
        code = np.frombuffer(self._codes[name], dtype=np.uint16)[self._order]
        return Labels(values=tuple(self._values[name]), code=slim(code), incident=None, size=self._size)


_NUMBERS = {
    "starts": NEVER_STARTS,
    "ends": NEVER_ENDS,
    "killed_low": -1,
    "killed_high": -1,
    "injured_low": -1,
    "injured_high": -1,
}
"""Columns of whole numbers, and what stands for NULL."""

_SINGLE = {"type": "type_code", "status": "status", "review": "review"}
"""Filters with exactly one value per incident, and their columns."""


def _incidents() -> Select[Any]:
    columns = incident.c
    return select(
        columns.id,
        columns.type_code,
        columns.status,
        columns.review,
        columns.starts,
        columns.ends,
        columns.killed_low,
        columns.killed_high,
        columns.injured_low,
        columns.injured_high,
        columns.search_text,
    ).where(NOT_REJECTED)


class _Places:
    """The table of places."""

    def __init__(self, connection: Connection, find: Finder) -> None:
        self._incident, self._ordinal, self._site = array("i"), array("i"), array("i")
        self._sites = _Numbering()
        self._pairs: dict[str, tuple[_Numbering, array[int], array[int]]] = {
            key: (_Numbering(), array("i"), array("i")) for key in _OF_PLACES
        }
        self._provinces: dict[str, Province] = {}
        for chunk in _chunks(connection, _places()):
            for position, row in zip(find([row.incident_id for row in chunk]).tolist(), chunk, strict=True):
                if position != NOT_HERE:
                    self._take(position, row)

    def _take(self, position: int, row: Row[Any]) -> None:
        (_, ordinal, place_id, name, latitude, longitude, kind, country, admin1_id, admin1, radius, described) = tuple(
            row
        )
        for key, value in (("country", country), ("province", admin1_id), ("precision", kind)):
            if value is not None:
                numbers, incidents, codes = self._pairs[key]
                incidents.append(position)
                codes.append(numbers[value])
        if admin1_id and admin1 and admin1_id not in self._provinces:
            self._provinces[admin1_id] = Province(name=admin1, country=country)
        if kind != PlaceKind.COUNTRY:
            self._incident.append(position)
            self._ordinal.append(ordinal)
            self._site.append(self._sites[latitude, longitude, radius, bool(described), kind, place_id, name])

    def labels(self, size: int) -> dict[str, Labels]:
        """What filters ask of places."""
        return {
            key: Labels.of(tuple(numbers), _ints(incidents), _ints(codes), size)
            for key, (numbers, incidents, codes) in self._pairs.items()
        }

    def places(self) -> Places:
        """What is drawn."""
        incidents, sites = _ints(self._incident), _ints(self._site)
        order = np.lexsort((_ints(self._ordinal), incidents))
        incidents, sites = incidents[order], sites[order]
        same = incidents[1:] == incidents[:-1]
        shared = np.zeros(len(incidents), dtype=np.bool_)
        shared[1:] |= same
        shared[:-1] |= same
        return Places(
            incident=incidents, site=sites, shared=shared, sites=_sites(self._sites), provinces=self._provinces
        )


_OF_PLACES = ("country", "province", "precision")


def _ints(numbers: array[int]) -> Whole:
    return np.frombuffer(numbers, dtype=np.int32) if numbers else np.empty(0, dtype=np.int32)


def _sites(known: _Numbering) -> Sites:
    columns = list(zip(*known, strict=True)) or [()] * 7
    latitude, longitude, radius, described, kind, place_id, name = columns
    circle = np.array(described, dtype=np.bool_)
    kinds, spots = _Numbering(), _Numbering()
    return Sites(
        latitude=np.array(latitude, dtype=np.float64),
        longitude=np.array(longitude, dtype=np.float64),
        radius_km=np.array(radius, dtype=np.float64),
        area=circle | np.array([one in AREAS for one in kind], dtype=np.bool_),
        circle=circle,
        spot=np.array(spots.of([_spot(site) for site in known]), dtype=np.int32),
        kind=np.array(kinds.of(kind), dtype=np.uint8),
        kinds=tuple(kinds),
        place_ids=Texts(place_id),
        names=Texts(name),
    )


def _spot(site: tuple[Any, ...]) -> Any:  # noqa: ANN401
    """What is drawn as one."""
    latitude, longitude, radius, described, kind, place_id, _ = site
    if described:
        return latitude, longitude, radius
    return place_id if kind in AREAS else (latitude, longitude)


def _places() -> Select[Any]:
    columns = incident_place.c
    return select(
        columns.incident_id,
        columns.ordinal,
        columns.place_id,
        columns.name,
        columns.latitude,
        columns.longitude,
        columns.kind,
        columns.country_code,
        columns.admin1_id,
        columns.admin1,
        columns.radius_km,
        columns.described,
    )


def _parties(connection: Connection, find: Finder, size: int) -> Labels:
    """The table of parties."""
    names, incidents, codes = _Numbering(), array("i"), array("i")
    for chunk in _chunks(connection, select(incident_party.c.incident_id, incident_party.c.name)):
        incidents.extend(find([row.incident_id for row in chunk]).tolist())
        codes.extend(names.of([row.name for row in chunk]))
    incident, code = _ints(incidents), _ints(codes)
    here = incident != NOT_HERE
    return Labels.of(tuple(names), incident[here], code[here], size)


class _Tellers:
    """The table of reports, and which incidents each tells."""

    def __init__(self, connection: Connection, find: Finder) -> None:
        sources, languages = _Numbering(), _Numbering()
        keys: list[np.ndarray[Any, Any]] = []
        others: dict[int, str] = {}
        source, language = array("i"), array("i")
        for chunk in _chunks(connection, select(report.c.id, report.c.source_name, report.c.language)):
            numbers, odd = packed([row.id for row in chunk])
            others.update({len(source) + place: text for place, text in odd.items()})
            keys.append(numbers)
            source.extend(NOT_HERE if row.source_name is None else sources[row.source_name] for row in chunk)
            language.extend(NOT_HERE if row.language is None else languages[row.language] for row in chunk)
        self._reports = len(source)
        self._values = {"source": (sources, _ints(source)), "language": (languages, _ints(language))}
        find_report = Finder(Keys(np.concatenate([*keys, np.empty(0, dtype=np.uint64)]), others))
        self._incident, self._report = _links(connection, find, find_report)

    def labels(self, size: int) -> dict[str, Labels]:
        """What filters ask of reports."""
        found = {}
        for key, (numbers, values) in self._values.items():
            code = values[self._report]
            known = code != NOT_HERE
            found[key] = Labels.of(tuple(numbers), self._incident[known], code[known], size)
        return found

    def tellers(self) -> Tellers:
        """Who tells what."""
        return Tellers(report=self._report, incident=self._incident, size=self._reports)


def _links(connection: Connection, find: Finder, find_report: Finder) -> tuple[Whole, Whole]:
    """The positions of incidents, ascending, and the numbers of the reports that tell them."""
    incidents, reports = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int32)]
    for chunk in _chunks(connection, select(incident_report.c.incident_id, incident_report.c.report_id)):
        position = find([row.incident_id for row in chunk])
        here = position != NOT_HERE
        incidents.append(position[here])
        reports.append(find_report([row.report_id for row in chunk])[here])
    incident_of, report_of = np.concatenate(incidents), np.concatenate(reports)
    order = np.argsort(incident_of, kind="stable")
    return incident_of[order], report_of[order]
