"""The hand-kept places that no package has (data/supplement/*.csv), and more names for places that have few.

A row whose id is a known GeoNames id only adds its forms to that place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gazetteer.errors import SupplementMistaken
from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.packaged import DATA

FOLDER = DATA / "supplement"
FIRST_ROW = OWN_IDS + (1 << 20)
LICENCE = "as this program"
DATED = "2026-11"
"""When the rows were last gone through."""
PEOPLE = {
    PlaceKind.REGION: 1_000_000,
    PlaceKind.NATURAL: 300_000,
    PlaceKind.FACILITY: 100_000,
    PlaceKind.QUARTER: 20_000,
}
"""As how many people's home a hand-kept place counts: it is there because reports name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row of the supplement."""

    found: Found
    known: bool
    """Is it a GeoNames place that the row only adds names to?"""
    inside: str
    """Name of the town, district or sub-district that it lies in; "" is not told."""
    admin1: str
    """Name of its province; "" for what reaches over several."""
    checked: str
    """The second source that the point was checked against, and what it said; "" where there is none."""
    approximate: bool
    """Is the point only roughly known?"""


def rows(folder: Path = FOLDER) -> Iterator[Kept]:
    """Every row of every file. Raises SupplementMistaken, naming the file and the line, when one can't be read."""
    count = 0
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.DictReader(lines), start=2):
                count += 1
                try:
                    yield _kept(FIRST_ROW + count, row)
                except (ValueError, KeyError, TypeError, AttributeError) as problem:
                    raise SupplementMistaken(f"{path.name}, line {number}: {problem}") from problem


def _kept(number: int, row: Mapping[str, str]) -> Kept:
    known = row["id"].startswith("geonames:")
    return Kept(
        found=_found(int(row["id"].removeprefix("geonames:")) if known else number, row, known=known),
        known=known,
        inside=row["inside"].strip(),
        admin1=row["admin1"].strip(),
        checked=row["checked"].strip(),
        approximate=row["approximate"] == "yes",
    )


def _found(number: int, row: Mapping[str, str], *, known: bool) -> Found:
    """`known`: GeoNames has the place, so that none of these names is the one it mostly goes by."""
    kind = PlaceKind(row["kind"])
    names = [row["name"], *(form.strip() for form in row["forms"].split("|") if form.strip())]
    doubt = " (approximate)" if row["approximate"] == "yes" else ""
    return Found(
        row=number,
        code=None if known else row["id"],
        name=row["name"],
        kind=kind,
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        radius_km=float(row["radius_km"]),
        country_code=row["country_code"] or None,
        source=Source(name=f"supplement: {row['source']}{doubt}", layer="supplement", licence=LICENCE, dated=DATED),
        prominence=prominence(PEOPLE.get(kind, 10_000)),
        forms=[NameForm(text=name, kind="alternate" if at or known else "official") for at, name in enumerate(names)],
    )
