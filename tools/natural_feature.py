"""A river or a lake on its way into gazetteer/data/natural.csv.gz."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from extents import box, joined
from shapely.geometry.base import BaseGeometry
from subdistrict_row import middle

from gazetteer.names import fold
from gazetteer.place import Extent, Point
from gazetteer.sources.natural_earth import area_km2

COMPACT = 0.35
"""A shape that fills this share of its box is as good as a circle."""
SIDES = ("west", "south", "east", "north")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A river or a lake, whole."""

    id: str
    name: str
    sort: str
    rank: int
    """Natural Earth's: 0 is known to all the world, 10 to the neighbours."""
    forms: tuple[tuple[str, str], ...]
    """Language (or nothing) and text."""
    geometry: BaseGeometry

    def point(self) -> Point:
        """Inside a lake; on a river, the corner closest to its middle."""
        spot = middle(self.geometry) if self.sort not in {"river", "canal"} else _halfway(self.geometry)
        return Point(latitude=round(spot.y, 3), longitude=round((spot.x + 180) % 360 - 180, 3))

    def radius_km(self) -> float:
        """Of the circle with the same area for what is compact, else half the way from corner to corner."""
        extent = Extent(**dict(zip(SIDES, box(self.geometry), strict=True)))
        corner = Point(latitude=extent.south, longitude=extent.west)
        half = corner.distance_km(Point(latitude=extent.north, longitude=extent.east)) / 2
        area, frame = area_km2(joined(self.geometry)), area_km2(shapely.box(*joined(self.geometry).bounds))
        compact = frame and area / frame >= COMPACT
        return round(max(0.5, math.sqrt(area / math.pi) if compact else half), 1)


def _halfway(geometry: BaseGeometry) -> shapely.Point:
    merged = shapely.line_merge(geometry)
    longest = max(getattr(merged, "geoms", [merged]), key=lambda line: line.length)
    half = longest.interpolate(0.5, normalized=True)
    return min(map(shapely.Point, longest.coords), key=half.distance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a river or a lake, as the source has it."""

    name: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry


def whole(pieces: Iterable[Piece], reach_degrees: float) -> Iterator[Piece]:
    """Pieces of one name that lie close together as one, with the properties of the one known best."""
    by_name: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_name[fold(piece.name)].append(piece)
    for rest in by_name.values():
        while rest:
            group = [rest.pop(0)]
            while near := [p for p in rest if any(p.geometry.distance(q.geometry) <= reach_degrees for q in group)]:
                group += near
                rest[:] = [piece for piece in rest if all(piece is not other for other in near)]
            best = min(group, key=lambda piece: int(piece.properties["scalerank"]))
            geometry = shapely.union_all([piece.geometry for piece in group])
            yield Piece(name=group[0].name, properties=best.properties, geometry=geometry)
