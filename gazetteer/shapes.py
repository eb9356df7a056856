"""Which polygon a point lies in. Boxes are kept in memory, polygons are read when their box is hit."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Point

COAST_KM = 10.0
"""A point this far off a coast still belongs to the land: polygons are simplified, and harbours stick out."""
BORDER_KM = 3.0
"""So close to a border it is a doubt on which side of it a point lies: outlines are simplified. Of the 229,603
settlements 615 lie in another country's outline, half of them within 0.7 km of their own, 96 % within this."""
KM_PER_DEGREE = 111.2
LEAST_SHRINK = 0.05
"""Of a degree of longitude: at 87 degrees north or south, where no coast is."""


def shrink(latitude: float) -> float:
    """How much shorter a degree of longitude is than at the equator."""
    return max(LEAST_SHRINK, math.cos(math.radians(latitude)))


class Shapes:
    """The polygons that cover the world's land."""

    def __init__(self, connection: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._polygon = lru_cache(maxsize=256)(self._read)

    @cached_property
    def _boxes(self) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        rows = self._connection().execute("SELECT place, west, south, east, north FROM shape WHERE covers = 1")
        table = rows.fetchall()
        places = np.array([row[0] for row in table], dtype=np.int64)
        return places, np.array([row[1:] for row in table], dtype=np.float64).reshape(-1, 4)

    def containing(self, point: Point) -> int | None:
        """The row of the place whose polygon holds the point, or is the closest within COAST_KM."""
        near = self._near(point.latitude, point.longitude)
        spot = shapely.Point(point.longitude, point.latitude)
        for row in near:
            if self._polygon(row).intersects(spot):
                return row
        distances = [(self._distance_km(row, point.latitude, point.longitude), row) for row in near]
        beyond = point.longitude - math.copysign(360, point.longitude)
        distances += [
            (self._distance_km(row, point.latitude, beyond), row) for row in self._near(point.latitude, beyond)
        ]
        closest = min(distances, default=(math.inf, 0))
        return closest[1] if closest[0] <= COAST_KM else None

    def distance_km(self, row: int, point: Point) -> float | None:
        """How far a point is from a place's outline, 0 within it; None where the place has no outline."""
        has_outline = self._connection().execute("SELECT 1 FROM shape WHERE place = ?", (row,)).fetchone()
        return self._distance_km(row, point.latitude, point.longitude) if has_outline else None

    def geometry(self, row: int, gained: Iterable[int] = (), lost: Iterable[int] = ()) -> str | None:
        """A polygon as GeoJSON text, with the pieces which it gains and without those which it loses."""
        found = self._connection().execute("SELECT wkb FROM shape WHERE place = ?", (row,)).fetchone()
        if found is None:
            return None
        whole = shapely.union_all([shapely.from_wkb(found[0]), *map(self._polygon, gained)])
        return str(shapely.to_geojson(whole.difference(shapely.union_all([*map(self._polygon, lost)]))))

    def _near(self, latitude: float, longitude: float) -> list[int]:
        """Rows whose box comes within COAST_KM of a point; its longitude may lie beyond the antimeridian."""
        north_south = COAST_KM / KM_PER_DEGREE
        east_west = north_south / shrink(latitude)
        places, boxes = self._boxes
        hit = (
            (boxes[:, 0] - east_west <= longitude)
            & (boxes[:, 2] + east_west >= longitude)
            & (boxes[:, 1] - north_south <= latitude)
            & (boxes[:, 3] + north_south >= latitude)
        )
        return [int(place) for place in places[hit]]

    def _read(self, row: int) -> BaseGeometry:
        found = self._connection().execute("SELECT wkb FROM shape WHERE place = ?", (row,)).fetchone()
        geometry = shapely.from_wkb(found[0])
        shapely.prepare(geometry)
        return geometry

    def _distance_km(self, row: int, latitude: float, longitude: float) -> float:
        """To the closest corner or edge; degrees of longitude are shrunk to the point's latitude first."""
        narrow = shrink(latitude)
        flat = shapely.transform(self._polygon(row), lambda corners: corners * np.array([narrow, 1.0]))
        return float(flat.distance(shapely.Point(longitude * narrow, latitude))) * KM_PER_DEGREE
