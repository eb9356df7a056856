"""Which polygon holds a point, and which division a polygon is by the towns within it."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import shapely

from gazetteer.place import Point
from gazetteer.sources.found import OWN_IDS, Found
from gazetteer.sources.natural_earth import Province

MAJORITY = 0.5
"""Share of a polygon's towns that decides which division it lies in."""
SAME = 0.8
"""A polygon with this share of a division's towns, most of its own towns being of that division, is that division."""


class Cover:
    """All provinces' polygons, to ask which one holds a point."""

    def __init__(self, provinces: Mapping[int, Sequence[Province]]) -> None:
        self.pieces = [(row, province) for row, found in provinces.items() for province in found]
        self.tree = shapely.STRtree([province.geometry for _, province in self.pieces])

    def holding(self, points: Sequence[Point]) -> Iterator[tuple[int, int, Province]]:
        """The position of a point in the list, the row of a polygon that holds it, and that polygon."""
        spots = shapely.points([(point.longitude, point.latitude) for point in points])
        for at, piece in zip(*self.tree.query(spots, predicate="intersects"), strict=True):
            yield int(at), *self.pieces[piece]


class Voters:
    """Towns whose first-order division GeoNames tells."""

    def __init__(self) -> None:
        self._longitudes, self._latitudes, self._divisions = array("d"), array("d"), array("q")
        self._countries: list[str | None] = []

    def add(self, town: Found) -> None:
        """Take one more town into account."""
        if town.admin1_row is not None:
            self._longitudes.append(town.point.longitude)
            self._latitudes.append(town.point.latitude)
            self._divisions.append(town.admin1_row)
            self._countries.append(town.country_code)

    def votes(self, cover: Cover) -> Votes:
        """What they say of each polygon of their country which is not disputed."""
        counts: dict[int, Counter[int]] = {}
        spots = shapely.points(self._longitudes, self._latitudes)
        for at, piece in zip(*cover.tree.query(spots, predicate="intersects"), strict=True):
            row, province = cover.pieces[piece]
            if province.country_code == self._countries[at] and not province.territory:
                counts.setdefault(row, Counter())[self._divisions[at]] += 1
        return Votes(counts)


class Votes:
    """Of the towns in each polygon, how many lie in which first-order division."""

    def __init__(self, counts: Mapping[int, Counter[int]]) -> None:
        self._counts = counts
        self._totals: Counter[int] = Counter()
        for found in counts.values():
            self._totals.update(found)

    def lost(self, admin1_of: Callable[[int], int | None]) -> list[tuple[int, int]]:
        """Polygons coded as a division while most of their towns lie in another one, and that one."""
        decided = [(row, self._winner(row)) for row in self._counts if row < OWN_IDS]
        return [(row, winner) for row, winner in decided if winner is not None and winner != admin1_of(row)]

    def lone(self) -> list[tuple[int, int]]:
        """Polygons that are coded as no division, and the division that most of their towns lie in."""
        decided = [(row, self._winner(row)) for row in self._counts if row >= OWN_IDS]
        return [(row, winner) for row, winner in decided if winner is not None]

    def are_one(self, row: int, division: int) -> bool:
        """Do a polygon and a division have nearly the same towns?"""
        shared = self._counts[row][division]
        return shared >= SAME * max(self._totals[division], self._counts[row].total())

    def _winner(self, row: int) -> int | None:
        division, number = self._counts[row].most_common(1)[0]
        return division if number > MAJORITY * self._counts[row].total() else None
