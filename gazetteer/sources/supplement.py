"""The hand-kept places that no package has (data/supplement.csv), and more names for places that have few.

A row whose id is a known GeoNames id only adds its forms to that place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from gazetteer.errors import SupplementMistaken
from gazetteer.place import NameForm, PlaceKind, Point
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.packaged import DATA

FIRST_ROW = OWN_IDS + (1 << 20)
PEOPLE = {
    PlaceKind.REGION: 1_000_000,
    PlaceKind.NATURAL: 300_000,
    PlaceKind.FACILITY: 100_000,
    PlaceKind.QUARTER: 20_000,
}
"""As how many people's home a hand-kept place counts: it is there because reports name it."""


def places(path: Path = DATA / "supplement.csv") -> Iterator[Found]:
    """Every row. Raises SupplementMistaken, naming the line, when one can't be read."""
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                yield _place(number, row)
            except (ValueError, KeyError, TypeError) as problem:
                raise SupplementMistaken(f"{path.name}, line {number}: {problem}") from problem


def _place(number: int, row: Mapping[str, str]) -> Found:
    kind = PlaceKind(row["kind"])
    known = row["id"].startswith("geonames:")
    names = [row["name"], *(form.strip() for form in row["forms"].split("|") if form.strip())]
    return Found(
        row=int(row["id"].removeprefix("geonames:")) if known else FIRST_ROW + number,
        code=None if known else row["id"],
        name=row["name"],
        kind=kind,
        point=Point(latitude=float(row["latitude"]), longitude=float(row["longitude"])),
        radius_km=float(row["radius_km"]),
        country_code=row["country_code"] or None,
        source=f"supplement: {row['source']}" + (" (approximate)" if row["approximate"] == "yes" else ""),
        prominence=prominence(PEOPLE.get(kind, 10_000)),
        forms=[NameForm(text=name, kind="alternate" if at else "official") for at, name in enumerate(names)],
    )
