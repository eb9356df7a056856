"""GeoPackage 1.3, written as what it is: an SQLite file with a few agreed tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import orjson

from mapapp.takeaway.chunks import of_file
from mapapp.takeaway.columns import COLUMNS, Kind, Value
from mapapp.takeaway.export import About, Export
from mapapp.takeaway.geometry import multipoint

APPLICATION = 0x47504B47
""" "GPKG" """
VERSION = 10300
WGS84 = 4326
HEADER = b"GP\x00\x01" + WGS84.to_bytes(4, "little")
"""Before each geometry: version 0, little-endian, no envelope."""

TYPES = {Kind.TEXT: "TEXT", Kind.WHOLE: "INTEGER", Kind.REAL: "DOUBLE", Kind.DAY: "DATE"}

WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)

SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys(srs_id),
  z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name),
  UNIQUE (table_name), FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_metadata (id INTEGER PRIMARY KEY NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
  md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT,
  row_id_value INTEGER, timestamp DATETIME NOT NULL, md_file_id INTEGER NOT NULL REFERENCES gpkg_metadata(id),
  md_parent_id INTEGER REFERENCES gpkg_metadata(id));
"""


def write(export: Export) -> Iterator[bytes]:
    """One layer, "incidents", of MultiPoints."""
    return of_file("incidents.gpkg", lambda path: _fill(path, export))


def _fill(path: Path, export: Export) -> None:
    file = sqlite3.connect(path, isolation_level=None)
    try:
        # The file is new and is thrown away when anything fails: nothing need be safe before its end.
        file.executescript(
            f"PRAGMA application_id={APPLICATION};PRAGMA user_version={VERSION};"
            "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;BEGIN;" + SCHEMA
        )
        _fill_tables(file, export.about)
        marks = ",".join("?" * (len(COLUMNS) + 1))
        file.executemany(f"INSERT INTO incidents VALUES (NULL,{marks})", _rows(export))  # noqa: S608  only marks
        file.execute(
            "UPDATE gpkg_contents SET (min_x,max_x,min_y,max_y)="
            "(SELECT min(longitude),max(longitude),min(latitude),max(latitude) FROM incidents)"
        )
        file.execute("COMMIT")
    finally:
        file.close()


def _fill_tables(file: sqlite3.Connection, about: About) -> None:
    columns = ",".join(f'"{column.name}" {TYPES[column.kind]}' for column in COLUMNS)
    file.execute(f"CREATE TABLE incidents (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,geom MULTIPOINT,{columns})")
    file.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)",
        [
            ("WGS 84", WGS84, "EPSG", WGS84, WGS84_WKT, "longitude/latitude"),
            ("Undefined cartesian", -1, "NONE", -1, "undefined", None),
            ("Undefined geographic", 0, "NONE", 0, "undefined", None),
        ],
    )
    made = f"{about.made:%Y-%m-%dT%H:%M:%S.000Z}"
    contents = ("incidents", "features", "incidents", about.text, made, None, None, None, None, WGS84)
    file.execute("INSERT INTO gpkg_contents VALUES (?,?,?,?,?,?,?,?,?,?)", contents)
    file.execute("INSERT INTO gpkg_geometry_columns VALUES ('incidents','geom','MULTIPOINT',?,0,0)", (WGS84,))
    standard = "http://www.geopackage.org/spec/#extension_metadata"
    file.executemany(
        "INSERT INTO gpkg_extensions VALUES (?,NULL,'gpkg_metadata',?,'read-write')",
        [("gpkg_metadata", standard), ("gpkg_metadata_reference", standard)],
    )
    said = orjson.dumps(about.json()).decode()
    file.execute("INSERT INTO gpkg_metadata VALUES (1,'dataset','http://schema.org','application/json',?)", (said,))
    file.execute("INSERT INTO gpkg_metadata_reference VALUES ('geopackage',NULL,NULL,NULL,?,1,NULL)", (made,))


def _rows(export: Export) -> Iterable[list[Value | bytes]]:
    for incident in export.incidents():
        at = multipoint(incident)
        yield [HEADER + at if at else None, *(_stored(column.value(incident)) for column in COLUMNS)]


def _stored(value: Value) -> Value:
    return value.isoformat() if isinstance(value, date) else value
