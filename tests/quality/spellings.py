"""Newspaper spellings of known places: is the gazetteer's first answer the right place?

Two lists, collected apart from the rules and from one another: the first has the spellings that newspapers use most,
the second mostly sites, quarters, regions, other languages and other scripts. Each is split in two by place; nobody who
works on rules or names looks at what is missed of the second list's half "test".
"""

from __future__ import annotations

import csv
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gazetteer.finding import find
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind, Point

GOLD = Path(__file__).parent / "gold"
LISTS = {"first": "spellings.csv", "second": "spellings_second.csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """One way to write the name of a place."""

    text: str
    means: str
    country_code: str
    point: Point
    within_km: float
    variant: str
    script: str

    @property
    def half(self) -> str:
        """All spellings of one place are in one half."""
        return ("tune", "test")[zlib.crc32(self.means.encode()) % 2]


@cache
def spellings(name: str, half: str) -> tuple[Spelling, ...]:
    """The spellings of one half, "tune" or "test", of a list."""
    with (GOLD / LISTS[name]).open(encoding="utf-8", newline="") as lines:
        found = [_spelling(row) for row in csv.DictReader(lines)]
    return tuple(spelling for spelling in found if spelling.half == half)


def _spelling(row: dict[str, str]) -> Spelling:
    return Spelling(
        text=row["spelling"],
        means=row["means"],
        country_code=row["country_code"],
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        within_km=float(row["within_km"]),
        variant=row["variant"],
        script=row["script"],
    )


def no_places() -> list[str]:
    """Texts that look like names of places and name none."""
    with (GOLD / "no_places.csv").open(encoding="utf-8", newline="") as lines:
        return [row["text"] for row in csv.DictReader(lines)]


def is_right(gazetteer: Gazetteer, spelling: Spelling, *, with_country: bool) -> bool:
    """Is the first answer in the right country and close enough?"""
    country = spelling.country_code if with_country else None
    found = find(gazetteer, spelling.text, country=country, limit=1)
    return bool(found) and is_place(found[0].place, spelling)


def is_place(place: Place, spelling: Spelling) -> bool:
    """Is this the place that the spelling means? The middle of a country is a matter of taste, so its kind decides."""
    if place.country_code != spelling.country_code:
        return False
    if spelling.variant == "country":
        return place.kind is PlaceKind.COUNTRY
    return place.point.distance_km(spelling.point) <= spelling.within_km


def missed(gazetteer: Gazetteer, name: str, half: str, *, with_country: bool) -> list[Spelling]:
    """Those of a half of a list whose first answer is wrong or missing."""
    return [s for s in spellings(name, half) if not is_right(gazetteer, s, with_country=with_country)]
