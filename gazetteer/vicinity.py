"""The places nearest to a point, by cells of a quarter of a degree."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Iterator, Sequence

from gazetteer.place import Point
from gazetteer.schema import CELLS_PER_DEGREE, CELLS_ROUND

REACHES_KM = (10.0, 20.0, 40.0, 80.0, 160.0, 320.0, 640.0, 900.0, 1280.0, 1800.0, 2560.0, 3600.0, 5120.0, 21000.0)
"""How far to look, one after the other, until enough is found; the last is round the world. Each is at
most twice the one before: a circle that holds a town then holds few more, and to read those is what takes time."""
KM_PER_DEGREE = 111.2


def nearest_rows(
    connection: sqlite3.Connection, point: Point, limit: int, kinds: Sequence[int]
) -> list[tuple[int, float]]:
    """Place rows with their distance in km, nearest first, at most `limit`."""
    found: list[tuple[int, float]] = []
    for reach in REACHES_KM:
        found = sorted(_within(connection, point, reach, kinds), key=lambda pair: pair[1])
        if len(found) >= limit:
            break
    return found[:limit]


def _within(
    connection: sqlite3.Connection, point: Point, reach_km: float, kinds: Sequence[int]
) -> Iterator[tuple[int, float]]:
    marks = ",".join("?" * len(kinds))
    statement = f"SELECT id, latitude, longitude FROM place WHERE cell BETWEEN ? AND ? AND kind IN ({marks})"  # noqa: S608
    for first, last in _runs(point, reach_km):
        for row, latitude, longitude in connection.execute(statement, (first, last, *kinds)):
            distance = point.distance_km(Point(latitude=latitude, longitude=longitude))
            if distance <= reach_km:
                yield row, distance


def _runs(point: Point, reach_km: float) -> Iterator[tuple[int, int]]:
    """Runs of cells that a circle touches: a row of cells at a time, two runs where it crosses the antimeridian."""
    high = reach_km / KM_PER_DEGREE
    last_row = 180 * CELLS_PER_DEGREE
    bottom = max(0, math.floor((point.latitude - high + 90) * CELLS_PER_DEGREE))
    top = min(last_row, math.floor((point.latitude + high + 90) * CELLS_PER_DEGREE))
    farthest = min(90.0, abs(point.latitude) + high)
    wide = high / max(1e-6, math.cos(math.radians(farthest)))
    for row in range(bottom, top + 1):
        start = row * CELLS_ROUND
        if wide >= 90:
            yield start, start + CELLS_ROUND - 1
            continue
        west = math.floor((point.longitude - wide + 180) * CELLS_PER_DEGREE)
        east = math.floor((point.longitude + wide + 180) * CELLS_PER_DEGREE)
        yield start + max(0, west), start + min(CELLS_ROUND - 1, east)
        if west < 0:
            yield start + CELLS_ROUND + west, start + CELLS_ROUND - 1
        if east >= CELLS_ROUND:
            yield start, start + east - CELLS_ROUND
