"""The box around a shape, also where it crosses the antimeridian."""

from __future__ import annotations

import math

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.antimeridian import eastward

STEPS = 100
"""Boxes are kept in whole hundredths of a degree, rounded outward."""


def joined(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape with longitudes up to 360 where it crosses the antimeridian, so that its parts meet."""
    west, _, east, _ = geometry.bounds
    if east - west <= 180:
        return geometry
    return shapely.transform(geometry, eastward)


def box(geometry: BaseGeometry) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees; west is greater than east when the antimeridian lies between."""
    west, south, east, north = joined(geometry).bounds
    return (
        _wrapped(math.floor(west * STEPS) / STEPS),
        max(-90.0, math.floor(south * STEPS) / STEPS),
        _wrapped(math.ceil(east * STEPS) / STEPS),
        min(90.0, math.ceil(north * STEPS) / STEPS),
    )


def _wrapped(longitude: float) -> float:
    if longitude < -180:
        return -180.0
    return round(longitude - 360, 2) if longitude > 180 else longitude
