"""Which place each place lies in: a quarter in its town, a town in its district, a province in its country."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from gazetteer.names import fold, key_of
from gazetteer.place import PlaceKind, Point
from gazetteer.schema import KINDS
from gazetteer.vicinity import nearest_rows

TOWN_KM = 25.0
"""A quarter further than this from every town belongs to the district alone."""
AROUND_KM = 15.0
"""What lies further than this beyond a town's or a district's radius is not in it, whatever its row says."""
SETTLEMENT, QUARTER, COUNTRY = (KINDS.index(k) for k in (PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.COUNTRY))

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
CREATE TEMP TABLE town AS SELECT id, latitude, longitude, cell, kind, radius_km, country FROM place
    WHERE kind = 5 AND (population > 0 OR source NOT IN (SELECT id FROM source WHERE layer = 'geonames dump'));
CREATE INDEX town_cell ON town(cell, kind);
CREATE UNIQUE INDEX town_id ON town(id);
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
    statement = "SELECT id, latitude, longitude, country FROM place WHERE kind = ? AND id < 1 << 40"
    for row, latitude, longitude, country in connection.execute(statement, (QUARTER,)).fetchall():
        here = Point(latitude=latitude, longitude=longitude)
        near = nearest_rows(connection, here, 12, [SETTLEMENT], table="town")
        towns = [(_radii(connection, town, distance, country), town) for town, distance in near if distance <= TOWN_KM]
        if towns and min(towns)[0] < float("inf"):
            yield min(towns)[1], row


def _radii(connection: sqlite3.Connection, town: int, distance_km: float, country: str | None) -> float:
    radius, home = connection.execute("SELECT radius_km, country FROM town WHERE id = ?", (town,)).fetchone()
    return float(distance_km / radius) if home == country else float("inf")
