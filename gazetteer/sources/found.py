"""What every source of places yields."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from gazetteer.place import NameForm, PlaceKind, Point, Source

OWN_IDS = 1 << 40
"""Row numbers below it are GeoNames ids; places that GeoNames lacks are numbered from here."""


@dataclass(slots=True, kw_only=True)
class Found:
    """A place as a source tells it; later sources may add names to it, so it is not frozen."""

    row: int
    """The GeoNames id, or a number from OWN_IDS on."""
    code: str | None = None
    """The place id, when it is not "geonames:<row>"."""
    name: str
    kind: PlaceKind
    point: Point
    radius_km: float
    country_code: str | None
    admin1_row: int | None = None
    parent_row: int | None = None
    """The next place up; None leaves it to the first-order division, or else the country."""
    population: int | None = None
    claimed_by: tuple[str, ...] = ()
    held_by: str | None = None
    source: Source
    prominence: int = 0
    """How likely a reader knows it: thousandths of the decimal logarithm of the people who live there."""
    forms: list[NameForm] = field(default_factory=list)


def prominence(people: int | None) -> int:
    """1,000 people are 3000, a million are 6000; 0 for none known."""
    return round(1000 * math.log10(people)) if people and people > 0 else 0
