"""Places that a reader added from tables of their own: one CSV per layer, beside the gazetteer file.

The first lines tell the layer's facts ("# licence: CC BY 4.0"), then comes a table of checked places. A layer keeps its
row numbers from build to build.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import IO

from gazetteer.errors import LayerMistaken
from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.spreadsheet import armoured, unarmoured

FIRST_ROW = OWN_IDS + (8 << 20)
MOST_ROWS = 1 << 20
"""Places in one layer; each layer has as many row numbers of its own."""
PREFIX = "own:"
"""Before a layer's name in `Source.layer`, and in the ids of its places."""
LEAST_PEOPLE = 20_000
"""As how many people's home a place counts at least when names are looked up: it is there because reports name it."""
COLUMNS = (
    "id", "code", "name", "kind", "latitude", "longitude", "radius_km", "country_code", "admin1", "inside", "parent",
    "population", "held_by", "claimed_by", "local_names", "forms",
)  # fmt: skip
FACTS = ("layer", "source", "licence", "dated", "first row")
RowOf = Callable[[str], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """What is told about a layer as a whole."""

    name: str
    source: str
    licence: str
    """"" is not stated."""
    dated: str
    """ISO year, month or day; "" is not known."""
    first_row: int = FIRST_ROW
    """Number of its first place in the gazetteer file."""

    def credit(self) -> Source:
        """How its places are credited."""
        return Source(name=self.source, layer=PREFIX + self.name, licence=self.licence, dated=self.dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A checked row of a reader's table."""

    id: str
    """The p-code, or the number of the row; after "own:NAME/" it is the place id."""
    code: str
    """The p-code; "" where the table has none."""
    name: str
    kind: PlaceKind
    point: Point
    radius_km: float
    country_code: str | None
    admin1_id: str
    """Place id of the province; "" where there is none."""
    inside: str
    """What the table names as its parent, which may be the id of another row."""
    parent_id: str
    """Place id of the parent among the places that the gazetteer had; "" where there is none."""
    population: int | None
    held_by: str | None
    claimed_by: tuple[str, ...]
    local_names: tuple[tuple[str, str], ...]
    """Language (BCP-47 or "") and text."""
    forms: tuple[str, ...]

    def names(self) -> list[NameForm]:
        """All ways to write it; a p-code needs support from the text, and a mere number is no name."""
        local = [NameForm(text=text, kind="official", language=language or None) for language, text in self.local_names]
        others = [NameForm(text=text) for text in self.forms]
        codes = [self.code] if self.code and not self.code.isdecimal() else []
        weak = [NameForm(text=code, kind="abbreviation", strong=False) for code in codes]
        return [NameForm(text=self.name, kind="official"), *local, *others, *weak]


def kept_path(folder: Path, name: str) -> Path:
    """Where the layer of this name is kept."""
    return folder / f"{name}.csv"


def kept(folder: Path) -> dict[str, Layer]:
    """The layers in a folder by name, in the order of their names. Raises LayerMistaken for a file that is none."""
    found = {path.stem: read_layer(path) for path in sorted(folder.glob("[!.]*.csv"))}
    for stem, layer in found.items():
        if stem != layer.name:
            raise LayerMistaken(f"{kept_path(folder, stem)} holds the layer {layer.name!r}; give the file its name")
    return found


def layers(folder: Path, row_of: RowOf) -> Iterator[Found]:
    """Every place of every layer kept in a folder, for a build. `row_of`: place id to row, None when it is not there.

    Raises LayerMistaken, naming the file, when one can't be read.
    """
    for name, layer in kept(folder).items():
        yield from layer_places(kept_path(folder, name), layer, row_of)


def row_finder(connection: sqlite3.Connection) -> RowOf:
    """Finds the row of a place id among the places that a gazetteer file under construction has now."""
    codes = dict(connection.execute("SELECT code, id FROM place WHERE code IS NOT NULL"))

    def row_of(place_id: str) -> int | None:
        origin, _, key = place_id.partition(":")
        if origin != "geonames" or not key.isdecimal():
            return codes.get(place_id)
        found = connection.execute("SELECT id FROM place WHERE id = ?", (int(key),)).fetchone()
        return found[0] if found else None

    return row_of


def layer_places(path: Path, layer: Layer, row_of: RowOf) -> Iterator[Found]:
    """The places of one layer. A parent is looked for among its own ids first. Raises LayerMistaken."""
    rows = {place.id: layer.first_row + at for at, place in enumerate(read_places(path))}
    source = layer.credit()
    for row, place in enumerate(read_places(path), start=layer.first_row):
        own_parent = rows.get(place.inside)
        yield Found(
            row=row,
            code=f"{PREFIX}{layer.name}/{place.id}",
            name=place.name,
            kind=place.kind,
            point=place.point,
            radius_km=place.radius_km,
            country_code=place.country_code,
            admin1_row=row if place.kind is PlaceKind.ADMIN1 else row_of(place.admin1_id) if place.admin1_id else None,
            parent_row=own_parent if own_parent not in {None, row} else row_of(place.parent_id),
            population=place.population,
            claimed_by=place.claimed_by,
            held_by=place.held_by,
            source=source,
            prominence=prominence(max(LEAST_PEOPLE, place.population or 0)),
            forms=place.names(),
        )


def read_layer(path: Path) -> Layer:
    """The facts at the head of a kept file. Raises LayerMistaken."""
    with path.open(encoding="utf-8", newline="") as opened:
        lines = [line[2:].partition(":") for line in takewhile(_is_fact, opened)]
    facts = {fact: value.strip() for fact, _, value in lines}
    try:
        name, source, licence, dated, first = (facts[fact] for fact in FACTS)
        return Layer(name=name, source=source, licence=licence, dated=dated, first_row=int(first))
    except (KeyError, ValueError):
        raise LayerMistaken(f"{path} is no layer of places; move it elsewhere, or add the layer again") from None


def _is_fact(line: str) -> bool:
    return line.startswith("# ") and ":" in line


def read_places(path: Path) -> Iterator[OwnPlace]:
    """The places of a kept file, in its order. Raises LayerMistaken, naming the line, when one can't be read."""
    with path.open(encoding="utf-8", newline="") as opened:
        for _ in FACTS:
            opened.readline()
        for number, row in enumerate(csv.DictReader(opened), start=len(FACTS) + 2):
            try:
                yield _place({key: unarmoured(cell) for key, cell in row.items()})
            except (ValueError, KeyError, TypeError, AttributeError) as problem:
                raise LayerMistaken(f"{path}, line {number}: {problem}; add the layer again") from problem


def _place(row: Mapping[str, str]) -> OwnPlace:
    local = [tuple(text.split(":", 1)) for text in row["local_names"].split("|") if text]
    return OwnPlace(
        id=row["id"],
        code=row["code"],
        name=row["name"],
        kind=PlaceKind(row["kind"]),
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        radius_km=float(row["radius_km"]),
        country_code=row["country_code"] or None,
        admin1_id=row["admin1"],
        inside=row["inside"],
        parent_id=row["parent"],
        population=int(row["population"]) if row["population"] else None,
        held_by=row["held_by"] or None,
        claimed_by=tuple(filter(None, row["claimed_by"].split("|"))),
        local_names=tuple((language, text) for language, text in local),
        forms=tuple(filter(None, row["forms"].split("|"))),
    )


class Keeper:
    """Writes a layer's file, place by place."""

    def __init__(self, opened: IO[str], layer: Layer) -> None:
        facts = (layer.name, layer.source, layer.licence, layer.dated, str(layer.first_row))
        opened.writelines(f"# {fact}: {' '.join(value.split())}\n" for fact, value in zip(FACTS, facts, strict=True))
        self._writer = csv.writer(opened, lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def keep(self, place: OwnPlace) -> None:
        """One more place."""
        point = place.point
        cells = (
            place.id, place.code, place.name, place.kind.value, repr(point.latitude), repr(point.longitude),
            repr(place.radius_km), place.country_code or "", place.admin1_id, place.inside, place.parent_id,
            "" if place.population is None else str(place.population), place.held_by or "", "|".join(place.claimed_by),
            "|".join(f"{language}:{text}" for language, text in place.local_names), "|".join(place.forms),
        )  # fmt: skip
        self._writer.writerow(map(armoured, cells))
