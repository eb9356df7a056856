"""The northern half of a province, or its middle, as a circle: "northern Idlib province" is no point and no border."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gazetteer.place import Point

KM_PER_DEGREE = 111.195
"""Length of a degree of latitude on the mean sphere."""
LEAST_SHARE = 0.1
"""A ring smaller than this share of the largest one, such as a far island, does not stretch the country."""

Flat = tuple[float, float]
"""Kilometres east and north of a middle."""


def half(geometry: Mapping[str, Any], bearing_degrees: float) -> tuple[Point, float]:
    """The half of an outline that lies towards a bearing: the centre and the radius in km of a circle that covers it.

    The outline is cut across the middle of its length along the bearing. The plane is good to a few per cent for
    a province, and to a tenth for a country of 2,000 km; nothing finer is meant by such words.

    Args:
        geometry: a GeoJSON Polygon or MultiPolygon.
        bearing_degrees: clockwise from north; 0 asks for the northern half.
    """
    middle, rings = _flattened(geometry)
    towards = math.sin(math.radians(bearing_degrees)), math.cos(math.radians(bearing_degrees))
    along = [_along(corner, towards) for ring in rings for corner in ring]
    cut = (min(along) + max(along)) / 2
    kept = [corner for ring in rings for corner in _beyond(ring, towards, cut)]
    return _circle(middle, kept)


def middle(geometry: Mapping[str, Any]) -> tuple[Point, float]:
    """The middle of an outline: a circle of half the radius of one that covers the whole."""
    origin, rings = _flattened(geometry)
    centre, radius = _circle(origin, [corner for ring in rings for corner in ring])
    return centre, radius / 2


def _flattened(geometry: Mapping[str, Any]) -> tuple[Point, list[list[Flat]]]:
    """The large outer rings in kilometres around the first corner's meridian and the mean latitude."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    outer = [polygon[0] for polygon in polygons]
    sizes = [_size(ring) * max(0.0, math.cos(math.radians(ring[0][1]))) for ring in outer]
    large = [ring for ring, size in zip(outer, sizes, strict=True) if size >= LEAST_SHARE * max(sizes)]
    latitudes = [corner[1] for ring in large for corner in ring]
    origin = Point(latitude=(min(latitudes) + max(latitudes)) / 2, longitude=large[0][0][0])
    return origin, [[_flat(origin, corner) for corner in ring] for ring in large]


def _flat(origin: Point, corner: Sequence[float]) -> Flat:
    west_east = (corner[0] - origin.longitude + 180) % 360 - 180
    return west_east * KM_PER_DEGREE * _narrowing(origin), (corner[1] - origin.latitude) * KM_PER_DEGREE


def _narrowing(origin: Point) -> float:
    return max(0.05, math.cos(math.radians(origin.latitude)))


def _size(ring: Sequence[Sequence[float]]) -> float:
    """Area of a ring, in square degrees."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _along(corner: Flat, towards: Flat) -> float:
    return corner[0] * towards[0] + corner[1] * towards[1]


def _beyond(ring: Sequence[Flat], towards: Flat, cut: float) -> Iterator[Flat]:
    """The corners of what is left of a ring beyond a straight cut (Sutherland and Hodgman 1974)."""
    for here, there in zip(ring, [*ring[1:], ring[0]], strict=True):
        a, b = _along(here, towards) - cut, _along(there, towards) - cut
        if a >= 0:
            yield here
        if (a >= 0) != (b >= 0):
            share = a / (a - b)
            yield here[0] + share * (there[0] - here[0]), here[1] + share * (there[1] - here[1])


def _circle(origin: Point, corners: Sequence[Flat]) -> tuple[Point, float]:
    """Around the middle of the corners' box, out to the farthest corner."""
    east = (min(x for x, _ in corners) + max(x for x, _ in corners)) / 2
    north = (min(y for _, y in corners) + max(y for _, y in corners)) / 2
    longitude = origin.longitude + east / (KM_PER_DEGREE * _narrowing(origin))
    centre = Point(
        latitude=max(-90.0, min(90.0, origin.latitude + north / KM_PER_DEGREE)),
        longitude=(longitude + 180) % 360 - 180,
    )
    return centre, max(math.hypot(x - east, y - north) for x, y in corners)
