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
KM_PER_DEGREE = 111.2


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
        east_west = COAST_KM / KM_PER_DEGREE / max(0.05, math.cos(math.radians(point.latitude)))
        near = self._hit(point, east_west, COAST_KM / KM_PER_DEGREE)
        spot = shapely.Point(point.longitude, point.latitude)
        for row in near:
            if self._polygon(row).intersects(spot):
                return row
        distances = [(self._distance_km(self._polygon(row), point), row) for row in near]
        closest = min(distances, default=(math.inf, 0))
        return closest[1] if closest[0] <= COAST_KM else None

    def geometry(self, row: int, gained: Iterable[int] = (), lost: Iterable[int] = ()) -> str | None:
        """A polygon as GeoJSON text, with the pieces which it gains and without those which it loses."""
        found = self._connection().execute("SELECT wkb FROM shape WHERE place = ?", (row,)).fetchone()
        if found is None:
            return None
        whole = shapely.union_all([shapely.from_wkb(found[0]), *map(self._polygon, gained)])
        return str(shapely.to_geojson(whole.difference(shapely.union_all([*map(self._polygon, lost)]))))

    def _hit(self, point: Point, east_west: float, north_south: float) -> list[int]:
        places, boxes = self._boxes
        hit = (
            (boxes[:, 0] - east_west <= point.longitude)
            & (boxes[:, 2] + east_west >= point.longitude)
            & (boxes[:, 1] - north_south <= point.latitude)
            & (boxes[:, 3] + north_south >= point.latitude)
        )
        return [int(place) for place in places[hit]]

    def _read(self, row: int) -> BaseGeometry:
        found = self._connection().execute("SELECT wkb FROM shape WHERE place = ?", (row,)).fetchone()
        geometry = shapely.from_wkb(found[0])
        shapely.prepare(geometry)
        return geometry

    def _distance_km(self, geometry: BaseGeometry, point: Point) -> float:
        """To the closest corner or edge; degrees of longitude are shrunk to the point's latitude first."""
        shrink = max(0.05, math.cos(math.radians(point.latitude)))
        flat = shapely.transform(geometry, lambda corners: corners * np.array([shrink, 1.0]))
        return float(flat.distance(shapely.Point(point.longitude * shrink, point.latitude))) * KM_PER_DEGREE
