"""Whose land a point is on, by this project's own polygons and its one point of view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gazetteer.sources import natural_earth
from gazetteer.sources.natural_earth import Province

COAST_DEGREES = 0.1
"""A point this far off our simplified coast still lies on the land; about ten kilometres."""
BORDER_DEGREES = 0.03
"""Our borders are simplified: this close to one, the country a source tells is right; about three kilometres."""
Geometries = NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class Land:
    """The provinces' polygons with an index."""

    provinces: list[Province] = field(default_factory=lambda: list(natural_earth.provinces()))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Of the polygons, in the order of the provinces."""
        return shapely.STRtree([province.geometry for province in self.provinces])

    def outline(self, country_code: str) -> BaseGeometry:
        """All land of a country."""
        return shapely.union_all([p.geometry for p in self.provinces if p.country_code == country_code])

    def provinces_of(self, points: Geometries) -> list[Province | None]:
        """The province which holds each point, or the closest one off the coast."""
        found: list[Province | None] = [None] * len(points)
        for at, province in zip(*self.tree.query(points, predicate="intersects"), strict=True):
            found[at] = found[at] or self.provinces[province]
        lost = [at for at, province in enumerate(found) if province is None]
        near, closest = self.tree.query_nearest(points[lost], max_distance=COAST_DEGREES, all_matches=False)
        for at, province in zip(near, closest, strict=True):
            found[lost[at]] = self.provinces[province]
        return found

    def countries(self, points: Geometries, told: Sequence[str]) -> list[str]:
        """The ISO code of the country of each point.

        By our polygons. The country that a source tells (`told`) stays off our coasts, close to its border, where we
        have no polygon of it (Réunion), and where it is claimed by the one that our polygon is of (Western Sahara).
        """
        found = list(told)
        doubtful: dict[str, list[int]] = {}
        for at, province in zip(*self.tree.query(points, predicate="intersects"), strict=True):
            own = self.provinces[province].country_code
            if own != told[at] and found[at] == told[at]:
                found[at] = own
                doubtful.setdefault(told[at], []).append(int(at))
        rules = natural_earth.territories()
        claims = {code: rule.claimed_by for code, rule in rules.items() if code == rule.country_code}
        for code, places in doubtful.items():
            outline = self.outline(code)
            is_near = shapely.distance(outline, points[places]) <= BORDER_DEGREES
            for at, near in zip(places, is_near, strict=True):
                if near or outline.is_empty or found[at] in claims.get(code, ()):
                    found[at] = code
        return found

    def crossed(self, geometry: BaseGeometry) -> tuple[str, ...]:
        """The countries that a shape lies in or crosses, in the order of their codes."""
        hit = self.tree.query(geometry, predicate="intersects")
        return tuple(sorted({self.provinces[at].country_code for at in hit}))
