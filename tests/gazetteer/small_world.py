"""A gazetteer of four square countries, made in a blink: Syria, Turkey, Ukraine with Crimea, and Russia."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import box

from gazetteer.lookup import Gazetteer
from gazetteer.parents import fill_parents
from gazetteer.place import NameForm, PlaceKind, Point, Source
from gazetteer.schema import FORMAT, INDEXES, ORDERED
from gazetteer.sources.found import Found, prominence
from gazetteer.writer import Writer, make_tables

SOURCE = Source(name="GeoNames (test)", layer="settlements", licence="CC BY 4.0", dated="2026")
SQUARES = {
    # row, name, kind, country, province: west, south, east, north
    (1, "Syria", "country", "SY", None): (35, 32, 42, 37),
    (2, "Turkey", "country", "TR", None): (26, 37, 45, 42),
    (3, "Ukraine", "country", "UA", None): (22, 44, 40, 52),
    (4, "Russia", "country", "RU", None): (50, 50, 60, 60),
    (11, "Aleppo Governorate", "admin-1", "SY", 11): (35, 32, 42, 37),
    (12, "Hatay", "admin-1", "TR", 12): (26, 37, 45, 42),
    (13, "Kyiv", "admin-1", "UA", 13): (22, 46, 40, 52),
    (14, "Crimea", "admin-1", "UA", 14): (32, 44, 37, 46),
    (15, "Orenburg", "admin-1", "RU", 15): (50, 50, 60, 60),
}
TOWNS = [
    # row, name, latitude, longitude, country, province, people
    (21, "Aleppo", 36.2, 37.16, "SY", 11, 2_000_000),
    (22, "Azaz", 36.586, 37.044, "SY", 11, 31_000),
    (23, "Kyiv", 50.45, 30.52, "UA", 13, 3_000_000),
]


def write_world(path: Path, more_towns: Sequence[tuple[Any, ...]] = ()) -> Path:
    """A whole gazetteer file, such as a build makes; `more_towns` are rows such as those of TOWNS."""
    connection = sqlite3.connect(path, isolation_level=None)
    make_tables(connection)
    writer = Writer(connection)
    connection.execute("BEGIN")
    for (row, name, kind, country, province), corners in SQUARES.items():
        west, south, east, north = corners
        middle = Point(latitude=(south + north) / 2, longitude=(west + east) / 2)
        disputed = {"held_by": "RU", "claimed_by": ("RU",)} if name == "Crimea" else {}
        writer.add(
            a_found(row, name, middle, kind=PlaceKind(kind), country_code=country, admin1_row=province, **disputed)
        )
        writer.add_shape(row, box(*corners), covers=kind != "country")
    for row, name, latitude, longitude, country, province, people in (*TOWNS, *more_towns):
        point = Point(latitude=latitude, longitude=longitude)
        writer.add(a_found(row, name, point, country_code=country, admin1_row=province, population=people))
    writer.flush()
    for statement in filter(str.strip, (ORDERED + INDEXES).split(";")):
        connection.execute(statement)
    fill_parents(connection, {})
    about = {"format": str(FORMAT), "maker": "gazetteer-0+0123456789ab", "credits": SOURCE.name, "places": "12"}
    connection.executemany("INSERT INTO about VALUES (?,?)", about.items())
    connection.execute("INSERT INTO about VALUES ('complete', 'yes')")
    connection.execute("COMMIT")
    connection.close()
    return path


def a_found(row: int, name: str, point: Point, **other: Any) -> Found:
    """A town, unless told otherwise."""
    usual = {
        "kind": PlaceKind.SETTLEMENT,
        "radius_km": 10.0,
        "country_code": "SY",
        "source": SOURCE,
        "prominence": prominence(other.get("population")),
        "forms": [NameForm(text=name, kind="official")],
    }
    return Found(row=row, name=name, point=point, **usual | other)


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a gazetteer file, by table."""
    connection = sqlite3.connect(path)
    names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    connection.close()
    return found


def opened(path: Path) -> Gazetteer:
    """The gazetteer as it is kept, whatever point of view the environment asks for."""
    return Gazetteer.open(path, view="iso")
