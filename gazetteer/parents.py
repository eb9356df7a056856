"""Which place each place lies in: a quarter in its town, a town in its district, a province in its country."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from pykdtree.kdtree import KDTree

from gazetteer.names import fold, key_of
from gazetteer.place import EARTH_RADIUS_KM, PlaceKind, Point
from gazetteer.schema import KINDS
from gazetteer.unit_vectors import unit_vectors

NEIGHBOURS = 12
"""Towns that are weighed for a quarter."""
TOWN_KM = 25.0
"""A quarter further than this from every town belongs to the district alone."""
AROUND_KM = 15.0
"""What lies further than this beyond a town's or a district's radius is not in it, whatever its row says."""
SETTLEMENT, QUARTER = KINDS.index(PlaceKind.SETTLEMENT), KINDS.index(PlaceKind.QUARTER)

NAMED = """SELECT place.id, latitude, longitude, radius_km FROM name JOIN place ON place.id = name.place
    WHERE key = ? AND place.id != ?"""
UP = """
UPDATE place SET parent = admin1 WHERE parent IS NULL AND admin1 IS NOT NULL AND admin1 != id;
CREATE TEMP TABLE country(code TEXT PRIMARY KEY, id INTEGER);
INSERT OR IGNORE INTO country SELECT country, id FROM place WHERE kind = 0;
UPDATE place SET parent = (SELECT country.id FROM country WHERE country.code = place.country)
    WHERE parent IS NULL AND kind != 0;
DROP TABLE country;
"""


TOWNS = """
CREATE TEMP TABLE town AS SELECT id, latitude, longitude, kind, radius_km, country FROM place
    WHERE kind = 5 AND (population > 0 OR source NOT IN (SELECT id FROM source WHERE layer = 'geonames dump'));
"""
"""A dump's hamlets, which nobody counted, have no quarters; and there are too many of them to look through."""


def fill_parents(connection: sqlite3.Connection, inside: Mapping[int, str]) -> None:
    """Give every place its parent. `inside`: of some rows, the name of the place they lie in."""
    _set(connection, _named_parents(connection, inside))
    _execute(connection, TOWNS)
    _set(connection, _towns_of_quarters(connection))
    _execute(connection, "DROP TABLE town")
    _execute(connection, UP)


def _execute(connection: sqlite3.Connection, script: str) -> None:
    """Statement by statement: executescript would end the transaction."""
    for statement in filter(str.strip, script.split(";")):
        connection.execute(statement)


def _set(connection: sqlite3.Connection, pairs: Iterable[tuple[int, int]]) -> None:
    connection.executemany("UPDATE place SET parent = ? WHERE id = ?", list(pairs))


def _named_parents(connection: sqlite3.Connection, inside: Mapping[int, str]) -> Iterable[tuple[int, int]]:
    for row, name in inside.items():
        parent = named_near(connection, row, name)
        if parent is not None:
            yield parent, row


def named_near(connection: sqlite3.Connection, row: int, name: str) -> int | None:
    """The place of this name that reaches round the place `row`: nearest by the measure of its own radius."""
    latitude, longitude = connection.execute("SELECT latitude, longitude FROM place WHERE id = ?", (row,)).fetchone()
    here, best = Point(latitude=latitude, longitude=longitude), (float("inf"), 0)
    for other, south_north, west_east, radius in connection.execute(NAMED, (key_of(fold(name)), row)):
        distance = here.distance_km(Point(latitude=south_north, longitude=west_east))
        if distance <= radius + AROUND_KM:
            best = min(best, (distance / max(1.0, radius), other))
    return best[1] or None


def _towns_of_quarters(connection: sqlite3.Connection) -> Iterable[tuple[int, int]]:
    """The town whose middle is nearest, measured in radii of the town: Brooklyn is New York's, not Hoboken's."""
    told = "SELECT id, latitude, longitude, country, radius_km FROM {} WHERE kind = ?"
    towns = connection.execute(told.format("town"), (SETTLEMENT,)).fetchall()
    quarters = connection.execute(told.format("place") + " AND id < 1 << 40", (QUARTER,)).fetchall()
    if not towns or not quarters:
        return
    tree = KDTree(_vectors(towns))
    chords, near = tree.query(_vectors(quarters), k=min(NEIGHBOURS, len(towns)))
    near, chords = near.reshape(len(quarters), -1), chords.reshape(len(quarters), -1)
    kilometres = 2 * EARTH_RADIUS_KM * np.arcsin(np.minimum(1.0, chords / 2))
    for quarter, found, distances in zip(quarters, near, kilometres, strict=True):
        at_home = [
            (distance / towns[at][4], towns[at][0])
            for at, distance in zip(found.tolist(), distances.tolist(), strict=True)
            if distance <= TOWN_KM and towns[at][3] == quarter[3]
        ]
        if at_home:
            yield min(at_home)[1], quarter[0]


def _vectors(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    spots = np.array([row[1:3] for row in rows], dtype=np.float64)
    return unit_vectors(spots[:, 0], spots[:, 1])
