"""Which places lie in a drawn area: one rule, in SQL and in numpy, of the same operations on the same numbers.

A line to the east of a place crosses the area's border an odd number of times when the place lies inside. Borders are
straight in latitude and longitude.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, and_, case, false, literal

from mapapp.domain.corners import Corner
from mapapp.domain.shape import Shape
from mapapp.store.places import Mask, Real

Edge = tuple[float, float, float, float, float]
"""South and north end, degrees; longitude and latitude of one corner; degrees east per degree north."""


def inside(shape: Shape, latitude: Real, longitude: Real) -> Mask:
    """Per place: does its point lie in the area?"""
    ring = shape.ring()
    south, north = min(north for _, north in ring), max(north for _, north in ring)
    east = _running(longitude, ring)
    near = np.flatnonzero((latitude >= south) & (latitude < north) & (east <= max(east for east, _ in ring)))
    near = near[np.argsort(latitude[near])]
    up, across = latitude[near], east[near]
    odd = np.zeros(len(near), dtype=np.bool_)
    for low, high, corner_east, corner_north, slope in _edges(ring):
        first, last = np.searchsorted(up, (low, high))
        odd[first:last] ^= (across[first:last] - corner_east) < slope * (up[first:last] - corner_north)
    mask = np.zeros(len(latitude), dtype=np.bool_)
    mask[near[odd]] = True
    return mask


def inside_sql(shape: Shape, latitude: ColumnElement[Any], longitude: ColumnElement[Any]) -> ColumnElement[bool]:
    """The same as a condition."""
    ring = shape.ring()
    west = _west(ring)
    half = case((longitude >= 180.0, longitude - 360.0), else_=longitude)
    east = case((half >= west, half), else_=half + 360.0)
    crossed: list[ColumnElement[int]] = [
        case(
            (
                and_(latitude >= low, latitude < high, (east - corner_east) < slope * (latitude - corner_north)),
                1,
            ),
            else_=0,
        )
        for low, high, corner_east, corner_north, slope in _edges(ring)
    ]
    return _sum(crossed) % 2 == 1 if crossed else false()


def _sum(terms: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    """In halves, so that hundreds of terms are only some levels deep."""
    if len(terms) <= 1:
        return terms[0] if terms else literal(0)
    half = len(terms) // 2
    return _sum(terms[:half]).self_group() + _sum(terms[half:]).self_group()


def _edges(ring: Sequence[Corner]) -> list[Edge]:
    """The lines between corners, without those that run from west to east."""
    edges = []
    for (east, north), (other_east, other_north) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if north != other_north:
            slope = (other_east - east) / (other_north - north)
            edges.append((min(north, other_north), max(north, other_north), east, north, slope))
    return edges


def _west(ring: Sequence[Corner]) -> float:
    return min(east for east, _ in ring)


def _running(longitude: Real, ring: Sequence[Corner]) -> Real:
    """Longitudes from the area's west on."""
    half = np.where(longitude >= 180.0, longitude - 360.0, longitude)
    return np.where(half >= _west(ring), half, half + 360.0)
