"""The world in squares of five sizes: who may meet whom is found by looking squares up.

A place lies in the squares of its own size that its circle touches, its home, and in the greater ones around them.
Provinces and countries are squares too, by their ids: their circles are rough.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache

from gazetteer.place import EARTH_RADIUS_KM, PlaceKind, Point
from mapapp.domain.incident import IncidentPlace
from mapapp.domain.report import digest

SIZES_DEGREES = (0.5, 2.0, 8.0, 32.0, 180.0)
"""Sides of the squares, smallest first; a place's home has the smallest that its circle fits into."""
PLACES_KEPT = 4_096
"""Places whose squares are kept: most reports are of the same towns."""
KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180


def squares(place: IncidentPlace, slack_km: float) -> tuple[tuple[int, bool], ...]:
    """The squares of a place as (key, is it home) pairs.

    Args:
        place: where an account says that it happened.
        slack_km: how far apart two circles may be and still be one place; each gives way by half of it.
    """
    wide = place.kind if place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1} else None
    province = place.place_id if wide is PlaceKind.ADMIN1 else place.admin1_id
    radius = (place.radius_km + slack_km / 2) / KM_PER_DEGREE
    return _squares(wide, place.country_code, province, place.point, radius)


@lru_cache(PLACES_KEPT)
def _squares(
    wide: PlaceKind | None, country: str | None, province: str | None, point: Point, radius: float
) -> tuple[tuple[int, bool], ...]:
    """The same from what matters of the place; the radius in degrees."""
    found: list[tuple[int, bool]] = []
    if country:
        found.append((key_of("country", country), wide is PlaceKind.COUNTRY))
    if wide is PlaceKind.COUNTRY:
        return tuple(found)
    if province:
        found.append((key_of("province", province), wide is PlaceKind.ADMIN1))
    home = next((size for size in SIZES_DEGREES if size >= 2 * radius), SIZES_DEGREES[-1])
    for size in SIZES_DEGREES:
        if size >= home:
            for row, column in _touched(point, radius, size):
                found.append((key_of("square", str(size), str(row), str(column)), size == home))
    return tuple(found)


def key_of(*parts: str) -> int:
    """A whole number, 0 to 2**60, for a key of words. Two keys that share one only cost a needless comparison."""
    return int(digest(*parts)[:15], 16)


def _touched(point: Point, radius: float, size: float) -> Iterator[tuple[int, int]]:
    """Rows and columns of the squares that a circle touches; columns are wider towards the poles."""
    south, north = (max(-90.0, min(90.0, point.latitude + side * radius)) for side in (-1, 1))
    for row in range(math.floor(south / size), math.floor(min(north, 89.999) / size) + 1):
        narrowest = min(math.cos(math.radians(min(90.0, max(-90.0, edge)))) for edge in (row * size, (row + 1) * size))
        columns = max(1, round(360 * narrowest / size))
        widest = min(math.cos(math.radians(edge)) for edge in (south, north))
        across = 180.0 if widest < 0.01 else min(180.0, radius / widest)
        width = 360 / columns
        west = math.floor((point.longitude + 180 - across) / width)
        east = math.floor((point.longitude + 180 + across) / width)
        for column in range(west, min(east, west + columns - 1) + 1):
            yield row, column % columns
