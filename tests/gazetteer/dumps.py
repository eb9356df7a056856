"""Small GeoNames files in the genuine format, and builds of them that take a moment."""

from __future__ import annotations

import zipfile
from pathlib import Path

from gazetteer.build import build
from gazetteer.lookup import Gazetteer
from gazetteer.recipe import Recipe

FIRST_ID = 90_000_001
"""Above all ids that GeoNames has given."""


def row(number=FIRST_ID, name="Tell Sabah", **cells):
    """A row of a dump; `cells` by GeoNames' names of the columns, here with underscores."""
    columns = {
        "geonameid": number, "name": name, "asciiname": name, "alternatenames": "", "latitude": "36.5",
        "longitude": "40.5", "feature_class": "P", "feature_code": "PPL", "country_code": "SY", "cc2": "",
        "admin1_code": "", "admin2_code": "", "admin3_code": "", "admin4_code": "", "population": "0",
        "elevation": "", "dem": "300", "timezone": "Asia/Damascus", "modification_date": "2026-01-01",
    }  # fmt: skip
    unknown = set(cells) - set(columns)
    assert not unknown
    return "\t".join(str(cell) for cell in {**columns, **cells}.values())


def name_row(place=FIRST_ID, name="Tall Sabah", language="", *, preferred="", colloquial="", historic=""):
    """A row of alternateNamesV2.txt."""
    return "\t".join(["1", str(place), language, name, preferred, "", colloquial, historic, "", ""])


def written(path: Path, *rows: str | bytes) -> Path:
    """A file with these rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join((each if isinstance(each, bytes) else each.encode()) + b"\n" for each in rows))
    return path


def zipped(path: Path, **members: bytes) -> Path:
    """A zip of members, by their names without .txt."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.txt", content)
    return path


def built(folder: Path, *rows: str | bytes, **recipe):
    """A gazetteer of these rows alone, and the build's summary."""
    dump = written(folder / "SY.txt", *rows)
    target = folder / "places.sqlite"
    summary = build(target, recipe=Recipe.of([dump], packages=False, **recipe), quiet=True)
    return Gazetteer.open(target), summary


def content(path: Path) -> list[tuple]:
    """All that a gazetteer file says of places, to compare two files by."""
    import sqlite3

    connection = sqlite3.connect(path)
    tables = ("place", "name", "sounding", "slip", "shape", "demonym", "source")
    found = [(table, *row) for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2")]
    connection.close()
    return sorted(found, key=repr)
