"""Areas that are drawn across the antimeridian: from 179 to -179 they would reach round the whole Earth."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry


def joined(geometry: BaseGeometry) -> BaseGeometry:
    """The same area with its parts, and each of them, in one piece: longitudes go on beyond 180 where that joins it.

    What is wider than 180 degrees either way, such as Antarctica, stays as it is.
    """
    parts = [_turned(part) for part in shapely.get_parts(geometry)]
    return _turned(shapely.MultiPolygon(parts) if len(parts) > 1 else parts[0]) if parts else geometry


def wrapped(longitude: float) -> float:
    """A longitude that went on beyond 180 as it is usually written."""
    return longitude - 360 if 180 < longitude <= 360 else longitude


def _turned(geometry: BaseGeometry) -> BaseGeometry:
    if _width(geometry) <= 180:
        return geometry
    turned = shapely.transform(geometry, eastward)
    return turned if 0 < _width(turned) < 180 else geometry


def _width(geometry: BaseGeometry) -> float:
    west, _, east, _ = geometry.bounds
    return float(east - west)


def eastward(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corners (x, y) with the longitudes west of Greenwich counted on from 180."""
    x, y = corners.T
    return np.column_stack([np.where(x < 0, x + 360, x), y])
