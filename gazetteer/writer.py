"""Writes places, names and shapes into a gazetteer file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.names import SLIP_LETTERS, fold, key_of, slips, sound
from gazetteer.place import NameForm, PlaceKind, Source
from gazetteer.query import described
from gazetteer.romanise import SOUNDED_COUNTRIES, WRITTEN_BARE_COUNTRIES, bare_key
from gazetteer.schema import FORM_KINDS, JOINED, KINDS, SHORT, STAGING, TABLES, cell_of
from gazetteer.sources.found import Found
from gazetteer.sources.packaged import DATA
from gazetteer.strength import is_common, is_strong

MOST_JOINED = 24
"""Letters; longer names are not written in one word."""
SLIP_PEOPLE = 5_000
"""Persons: smaller towns are not looked for under misspelt names."""

SHORTENED = frozenset({PlaceKind.NATURAL, PlaceKind.FACILITY})
"""Kinds whose names mostly hold the word for what they are."""
LEAST_SHORT = 4
"""Letters that must be left of such a name."""

Row = tuple[int, int, int, str, int, int, str | None, int]


def make_tables(connection: sqlite3.Connection) -> None:
    """The tables of a small gazetteer, and those that a Writer needs on the way, in a passing file of SQLite's own."""
    connection.execute("ATTACH '' AS staging")
    connection.executescript(TABLES + STAGING)


class Writer:
    """Collects rows and hands them to SQLite in large batches."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        kept = connection.execute("SELECT id, name, layer, licence, dated FROM source")
        self._sources: dict[Source, int] = {
            Source(name=name, layer=layer, licence=licence, dated=dated): row
            for row, name, layer, licence, dated in kept
        }
        self._known: set[int] = set()
        self._places: list[tuple[object, ...]] = []
        self._names: list[Row] = []
        self._slips: list[tuple[int, int, int]] = []

    def knows(self, row: int) -> bool:
        """Is there a place with this row number already?"""
        found = row in self._known or self._connection.execute("SELECT 1 FROM place WHERE id = ?", (row,)).fetchone()
        return bool(found)

    def add(self, place: Found) -> None:
        """A new place with its names."""
        point = place.point
        self._known.add(place.row)
        self._places.append(
            (
                place.row, place.code, place.name, KINDS.index(place.kind), point.latitude, point.longitude,
                place.radius_km, place.country_code, place.admin1_row, place.parent_row, place.population,
                place.prominence, "|".join(place.claimed_by) or None, place.held_by, self._source(place.source),
                cell_of(point.latitude, point.longitude),
            )
        )  # fmt: skip
        self._names.extend(_name_rows(place))
        self._slips.extend(_slips(place))
        if len(self._places) > 5000:
            self.flush()

    def add_names(self, place: Found) -> None:
        """More names for a place that is there already; what is known of it there decides how they are kept."""
        if place.row in self._known:
            self.flush()
        statement = "SELECT kind, country, population, prominence FROM place WHERE id = ?"
        kind, country, population, fame = self._connection.execute(statement, (place.row,)).fetchone()
        known = replace(place, kind=KINDS[kind], country_code=country, population=population, prominence=fame)
        self._names.extend(_name_rows(known))

    def enrich(self, place: Found) -> None:
        """A division that is there already: its usual name, its kind, its reach and more names; its point stays."""
        self.add_names(place)
        self._connection.execute(
            "UPDATE place SET name = ?, kind = ?, radius_km = ?, admin1 = coalesce(?, admin1),"
            " parent = coalesce(parent, ?) WHERE id = ?",
            (place.name, KINDS.index(place.kind), place.radius_km, place.admin1_row, place.parent_row, place.row),
        )

    def add_shape(self, row: int, geometry: BaseGeometry, *, covers: bool) -> None:
        """The outline of a place."""
        wkb = shapely.to_wkb(geometry)
        self._connection.execute("INSERT INTO shape VALUES (?,?,?,?,?,?,?)", (row, covers, *geometry.bounds, wkb))

    def add_demonyms(self, rows: Iterable[tuple[str, str]]) -> None:
        """Folded word and ISO code."""
        self._connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?,?)", rows)

    def flush(self) -> None:
        """Hand over what was collected."""
        self._connection.executemany(f"INSERT INTO place VALUES ({','.join('?' * 16)})", self._places)  # noqa: S608
        self._connection.executemany("INSERT INTO staged VALUES (?,?,?,?,?,?,?,?)", self._names)
        self._connection.executemany("INSERT INTO slipped VALUES (?,?,?)", self._slips)
        self._known.clear()
        self._slips.clear()
        self._places.clear()
        self._names.clear()

    def _source(self, source: Source) -> int:
        if source not in self._sources:
            self._sources[source] = len(self._sources)
            row = (self._sources[source], source.name, source.layer, source.licence, source.dated)
            self._connection.execute("INSERT INTO source VALUES (?,?,?,?,?)", row)
        return self._sources[source]


def _name_rows(place: Found) -> Iterable[Row]:
    best: dict[str, tuple[NameForm, bool]] = {}
    for form in [*place.forms, *_without_suffix(place.forms)]:
        folded = fold(form.text)
        if folded and not (folded in best and best[folded][1]):
            strong = is_strong(form, folded, place.kind, place.population)
            if folded not in best or strong:
                best[folded] = (form, strong)
    for folded, (form, strong) in best.items():
        yield _row(place, form, strong, folded, sounding=0)
    if place.country_code in SOUNDED_COUNTRIES and place.kind is not PlaceKind.COUNTRY:
        yield from _sounding_rows(place, best)
    if _is_known(place):
        yield from _joined_rows(place, best)
    if place.kind in SHORTENED:
        yield from _short_rows(place, best)


def _without_suffix(forms: Iterable[NameForm]) -> Iterable[NameForm]:
    """花蓮市 is also 花蓮."""
    for form in forms:
        if not form.text.isascii() and form.text.endswith(suffixes()):
            longest = max((s for s in suffixes() if form.text.endswith(s)), key=len)
            if len(form.text) >= len(longest) + 2:
                yield replace(form, text=form.text.removesuffix(longest), kind="alternate")


@cache
def suffixes() -> tuple[str, ...]:
    """Words for city, county and the like at the end of a name (data/suffixes.txt)."""
    lines = (DATA / "suffixes.txt").read_text(encoding="utf-8").splitlines()
    return tuple(word for line in lines if not line.startswith("#") for word in line.split())


def _sounding_rows(place: Found, best: dict[str, tuple[NameForm, bool]]) -> Iterable[Row]:
    heard: set[str] = set()
    bare = place.country_code in WRITTEN_BARE_COUNTRIES
    for folded, (form, strong) in best.items():
        if not folded.isascii():
            continue
        for key in (sound(folded), bare_key(folded) if bare else ""):
            if key and key not in heard:
                heard.add(key)
                yield _row(place, form, strong, key, sounding=1)


def _joined_rows(place: Found, best: dict[str, tuple[NameForm, bool]]) -> Iterable[Row]:
    for folded, (form, strong) in best.items():
        if " " in folded and folded.isascii() and len(folded) <= MOST_JOINED:
            yield _row(place, form, strong, JOINED + folded.replace(" ", ""), sounding=1)


def _short_rows(place: Found, best: dict[str, tuple[NameForm, bool]]) -> Iterable[Row]:
    """By its name without the word for what it is: the volcano Mayon, the airport Sheremetyevo."""
    shorts = {fold(reading.name): form for folded, (form, _) in best.items() for reading in described(folded)}
    for short, form in shorts.items():
        if len(short) >= LEAST_SHORT and short not in best and not is_common(short):
            sounded = sound(short) if place.country_code in SOUNDED_COUNTRIES else ""
            for key in dict.fromkeys(filter(None, (short, sounded))):
                yield _row(place, form, True, SHORT + key, sounding=1)


def _slips(place: Found) -> Iterable[tuple[int, int, int]]:
    """The usual name of a known place with one letter left out, each way, and whole."""
    folded = fold(place.name)
    if len(folded) < SLIP_LETTERS or not folded.isascii() or not _is_known(place):
        return []
    return [(key_of(text), -place.prominence, place.row) for text in slips(folded)]


def _is_known(place: Found) -> bool:
    if place.kind in {PlaceKind.SETTLEMENT, PlaceKind.QUARTER}:
        return (place.population or 0) >= SLIP_PEOPLE
    return place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION}


def _row(place: Found, form: NameForm, strong: bool, text: str, *, sounding: int) -> Row:
    kind = FORM_KINDS.index(form.kind)
    return (key_of(text), -place.prominence, place.row, form.text, kind, int(strong), form.language, sounding)
