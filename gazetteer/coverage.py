"""Which polygons many points lie in. All polygons are in memory; the answers are those of gazetteer.shapes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from gazetteer.place import Point
from gazetteer.shapes import BORDER_KM, COAST_KM, KM_PER_DEGREE, LEAST_SHRINK

Numbers: TypeAlias = NDArray[np.float64]
Rows: TypeAlias = NDArray[np.int64]
STATEMENT = """SELECT shape.place, place.code, shape.wkb FROM shape JOIN place ON place.id = shape.place
    WHERE shape.covers = 1 ORDER BY shape.place"""
NOWHERE = -1
"""Stands for the number of an area or a town where there is none."""
CORNERS_AT_ONCE = 250_000
"""Of polygons that are shrunk together: bounds the memory to some 20 MB."""


class Coverage:
    """The polygons that cover the world's land, each island for itself, in one tree."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        table = connection.execute(STATEMENT).fetchall()
        self._ids = [code or f"geonames:{row}" for row, code, _ in table]
        self._parts, self._owners = shapely.get_parts(shapely.from_wkb([row[2] for row in table]), return_index=True)
        self._tree = shapely.STRtree(self._parts)
        shapely.prepare(self._parts)

    def id_of(self, area: int) -> str:
        """The place id of an area by its number here."""
        return self._ids[area]

    def containing(self, latitudes: Numbers, longitudes: Numbers) -> Rows:
        """For each point the number of the area that holds it, or is the closest within COAST_KM; or NOWHERE."""
        points, parts = self._tree.query(shapely.points(longitudes, latitudes))
        held = shapely.intersects_xy(self._parts[parts], longitudes[points], latitudes[points])
        points, parts = points[held], parts[held]
        found = self._closest(points, parts, np.zeros(len(points)), size=len(latitudes))
        outside = np.flatnonzero(found == NOWHERE)
        found[outside] = self._off_coast(latitudes[outside], longitudes[outside])
        return found

    def around(self, point: Point) -> list[str]:
        """Place ids of the areas that a point may lie in, the closest first: the one that holds it begins.

        Those within BORDER_KM; of a point which no area holds, those within COAST_KM.
        """
        _, parts, distances = self._measured(np.array([point.latitude]), np.array([point.longitude]))
        reach = BORDER_KM if (distances == 0).any() else COAST_KM
        order = np.lexsort((parts, distances))
        near = self._owners[parts[order[distances[order] <= reach]]]
        return list(dict.fromkeys(map(self.id_of, near.tolist())))

    def _measured(self, latitudes: Numbers, longitudes: Numbers) -> tuple[Rows, Rows, Numbers]:
        """Pairs of a point and a part that it is near, with the distance in km; 0 is within."""
        shrinks = np.maximum(LEAST_SHRINK, np.cos(np.radians(latitudes)))
        points, parts, seen = self._near(latitudes, longitudes, shrinks)
        distances = np.empty(len(points))
        for block in self._blocks(parts):
            at = points[block]
            distances[block] = self._distances_km(parts[block], latitudes[at], seen[block], shrinks[at])
        return points, parts, distances

    def _off_coast(self, latitudes: Numbers, longitudes: Numbers) -> Rows:
        points, parts, distances = self._measured(latitudes, longitudes)
        close = distances <= COAST_KM
        return self._closest(points[close], parts[close], distances[close], size=len(latitudes))

    def _closest(self, points: Rows, parts: Rows, distances: Numbers, *, size: int) -> Rows:
        """Of pairs: for each of `size` points the area of the closest part; among equals the first one."""
        order = np.lexsort((parts, distances, points))
        found = np.full(size, NOWHERE, dtype=np.int64)
        met, first = np.unique(points[order], return_index=True)
        found[met] = self._owners[parts[order[first]]]
        return found

    def _near(self, latitudes: Numbers, longitudes: Numbers, shrinks: Numbers) -> tuple[Rows, Rows, Numbers]:
        """Pairs of a point and a part whose box it is near, with the point's longitude as seen from that part."""
        north_south = COAST_KM / KM_PER_DEGREE
        east_west = north_south / shrinks
        south, north = latitudes - north_south, latitudes + north_south
        pairs = []
        for turned in (longitudes, longitudes - np.copysign(360, longitudes)):
            boxes = shapely.box(turned - east_west, south, turned + east_west, north)
            points, parts = self._tree.query(boxes)
            # A degree is no longer than one of latitude, so this leaves out far parts only, by their prepared edges.
            spots = shapely.points(turned[points], latitudes[points])
            near = shapely.dwithin(self._parts[parts], spots, east_west[points])
            pairs.append((points[near], parts[near], turned[points[near]]))
        points, parts, seen = (np.concatenate(column) for column in zip(*pairs, strict=True))
        return points, parts, seen

    def _blocks(self, parts: Rows) -> Iterator[slice]:
        """Cut the pairs where CORNERS_AT_ONCE is reached."""
        corners = np.cumsum(shapely.get_num_coordinates(self._parts[parts]))
        cuts = np.flatnonzero(np.diff(corners // CORNERS_AT_ONCE)) + 1
        return (slice(start, end) for start, end in pairwise([0, *cuts.tolist(), len(parts)]))

    def _distances_km(self, parts: Rows, latitudes: Numbers, longitudes: Numbers, shrinks: Numbers) -> Numbers:
        """As Shapes measures it: degrees of longitude are shrunk to the point's latitude first."""
        geometries = self._parts[parts]
        corners = np.repeat(shrinks, shapely.get_num_coordinates(geometries))
        flat = shapely.transform(geometries, lambda whole: whole * np.column_stack([corners, np.ones(len(corners))]))
        distances: Numbers = shapely.distance(flat, shapely.points(longitudes * shrinks, latitudes))
        return distances * KM_PER_DEGREE
