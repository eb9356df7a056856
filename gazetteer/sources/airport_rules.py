"""What is known by hand about the airports of the package airportsdata: which matter, other names, mended points."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from gazetteer.place import Point
from gazetteer.sources.packaged import DATA


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


@cache
def _values() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows("airport_rules.csv"):
        found[row["rule"]].append(row["value"])
    return {rule: tuple(values) for rule, values in found.items()}


@cache
def _words(rule: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, _values()[rule]))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def is_military(name: str) -> bool:
    """By its name: "Shayrat Air Base", but not "Laughlin AFB Aux Nr 1 Airport"."""
    return bool(_words("military").search(name)) and not _words("civil").search(name)


def is_international(name: str) -> bool:
    """By its name."""
    return bool(_words("public").search(name))


def is_told_of(country_code: str) -> bool:
    """Do reports from this country tell of any airfield?"""
    return country_code in _values()["every"]


@cache
def more_names() -> Mapping[str, tuple[str, ...]]:
    """What reports call an airport besides, by its identifier."""
    return {row["icao"]: tuple(row["forms"].split("|")) for row in _rows("airport_names.csv")}


@cache
def mended_points() -> Mapping[str, Point | None]:
    """Where an airport is that the package has elsewhere, by its identifier; None where we don't know it either."""
    return {
        row["icao"]: Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))
        if row["latitude"]
        else None
        for row in _rows("airport_points.csv")
    }
