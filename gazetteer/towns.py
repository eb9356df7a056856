"""The settlements nearest to many points. All of them are in memory; the answers are those of gazetteer.vicinity."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray
from pykdtree.kdtree import KDTree

from gazetteer.coverage import NOWHERE
from gazetteer.place import EARTH_RADIUS_KM, PlaceKind
from gazetteer.schema import KINDS
from gazetteer.unit_vectors import unit_vectors

TIE = 1e-12
"""Earth radii, some micrometres: two towns whose distances differ by less are taken to be equally far."""
STATEMENT = "SELECT id, code, latitude, longitude FROM place WHERE kind = ? ORDER BY id"


class Towns:
    """The settlements of the world in a k-d tree of unit vectors: no seam at the antimeridian and the poles."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        table = connection.execute(STATEMENT, (KINDS.index(PlaceKind.SETTLEMENT),)).fetchall()
        spots = np.array([row[2:] for row in table], dtype=np.float64).reshape(-1, 2)
        # Of several at one spot the one of the lowest number is the nearest, as in a look-up by cells.
        first = np.sort(np.unique(spots, axis=0, return_index=True)[1])
        self._spots = spots[first]
        self._rows = np.array([row[0] for row in table], dtype=np.int64)[first]
        self._codes = {row[0]: row[1] for row in table if row[1]}
        self._tree = KDTree(unit_vectors(self._spots[:, 0], self._spots[:, 1])) if len(first) else None

    def id_of(self, town: int) -> str:
        """The place id of a town by its number here."""
        row = int(self._rows[town])
        return self._codes.get(row) or f"geonames:{row}"

    def nearest(
        self, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]]:
        """For each point the nearest town's number here, its distance in km, and whether another is equally far.

        Where there is no town at all the number is NOWHERE and the distance NaN.
        """
        size = len(latitudes)
        if self._tree is None or not size:
            return np.full(size, NOWHERE), np.full(size, np.nan), np.zeros(size, dtype=np.bool_)
        chords, towns = self._tree.query(unit_vectors(latitudes, longitudes), k=2)
        nearest = towns[:, 0].astype(np.int64)
        distances = _distances_km(latitudes, longitudes, self._spots[nearest, 0], self._spots[nearest, 1])
        return nearest, distances, chords[:, 1] - chords[:, 0] < TIE


def _distances_km(
    latitudes: NDArray[np.float64],
    longitudes: NDArray[np.float64],
    to_latitudes: NDArray[np.float64],
    to_longitudes: NDArray[np.float64],
) -> NDArray[np.float64]:
    """As Point.distance_km, for many."""
    south_north, west_east = np.radians(to_latitudes - latitudes), np.radians(to_longitudes - longitudes)
    across = np.cos(np.radians(latitudes)) * np.cos(np.radians(to_latitudes)) * np.sin(west_east / 2) ** 2
    chords = np.sin(south_north / 2) ** 2 + across
    distances: NDArray[np.float64] = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, np.sqrt(chords)))
    return distances
