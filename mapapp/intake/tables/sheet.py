"""A table as a file: CSV in any encoding and with any delimiter, XLSX, GeoJSON; read a row at a time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import orjson
import shapely
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from gazetteer.csv_text import open_table
from gazetteer.errors import TableMistaken
from gazetteer.json_pieces import members
from mapapp.intake.tables.errors import TableNotUnderstood

Row = tuple[int, list[str]]
"""The line that it begins at (of a workbook the row, of GeoJSON the feature), and its cells."""
MOST_UNPACKED = 4_000_000_000
"""Bytes that a workbook may unpack to."""
MOST_COLUMNS = 2_000
WORKBOOKS = {".xlsx", ".xlsm"}
FEATURES = {".geojson", ".json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table that is being read."""

    header: tuple[str, ...]
    rows: Iterator[Row]
    note: str = ""
    """A sentence on how it was read; mostly empty."""
    unit: str = "line"
    """What the numbers of its rows count."""


@contextmanager
def open_sheet(path: Path) -> Iterator[Sheet]:
    """Begin to read a table; its ending says what it is, and all but workbooks and GeoJSON is CSV.

    Raises TableNotUnderstood or a GazetteerError for what is no table; so may its rows.
    """
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        with path.open("rb") as stream:
            yield _workbook(stream, path.name)
    elif ending in FEATURES:
        yield _features(path)
    else:
        with path.open("rb") as stream:
            table = open_table(stream)
            first = 2 + bool(table.opening) + bool(table.tags)
            header_lines = sum(cell.count("\n") for cell in table.header)
            yield Sheet(
                header=_checked(table.header),
                rows=_numbered(table.rows, first + header_lines),
                note=table.encoding.note,
            )


def _numbered(rows: Iterator[list[str]], line: int) -> Iterator[Row]:
    """The rows with the lines that they begin at: a cell may hold several. Empty lines are no rows."""
    for cells in rows:
        if cells:
            yield line, cells
            line += "".join(cells).count("\n")
        line += 1


def _checked(header: tuple[str, ...]) -> tuple[str, ...]:
    if len(header) > MOST_COLUMNS:
        raise TableNotUnderstood(f"the table has {len(header):,} columns; {MOST_COLUMNS:,} are the most that are read")
    return header


def _workbook(stream: Any, name: str) -> Sheet:  # noqa: ANN401
    """The first sheet of a workbook; what formulas last showed, never formulas."""
    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
                raise TableNotUnderstood(f"{name} unpacks to more than 4 GB; save it as CSV")
        stream.seek(0)
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError) as problem:
        raise TableNotUnderstood(f"{name} is no workbook that can be read: save it anew, or as CSV") from problem
    sheet = book.worksheets[0] if book.worksheets else None
    if sheet is None:
        raise TableNotUnderstood(f"{name} has no sheet with cells")
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    header_row, header = next(((number, cells) for number, cells in rows if any(cells)), (0, ()))
    if not header:
        raise TableNotUnderstood(f"{name} is empty; the first row of its first sheet must name the columns")
    width = max(number for number, cell in enumerate(header, 1) if cell is not None)
    others = [one.title for one in book.worksheets[1:]]
    note = f"only the first sheet is read, “{sheet.title}”; there are {len(others)} more" if others else ""
    return Sheet(
        header=_checked(tuple(_shown(cell) for cell in header[:width])),
        rows=((n, [_shown(cell) for cell in cells]) for n, cells in rows if any(cell is not None for cell in cells)),
        note=note,
        unit="row" if header_row else "line",
    )


def _shown(value: Any) -> str:  # noqa: ANN401
    """A cell's value as it would stand in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dict | list):
        return orjson.dumps(value).decode()
    return str(value)


def _features(path: Path) -> Sheet:
    """GeoJSON: a row for each feature; its columns are the properties, and the latitude and longitude of its shape."""
    names: dict[str, None] = {}
    for kind, member in _members(path):
        if kind == "feature" and isinstance(member, dict) and isinstance(member.get("properties"), dict):
            names.update(dict.fromkeys(map(str, member["properties"])))
            if isinstance(member.get("id"), str | int):
                names["id"] = None
    taken = {name.casefold() for name in names}
    point = tuple(name for name in ("latitude", "longitude") if name not in taken)
    if not names:
        raise TableNotUnderstood(f"{path.name} has no features with properties: give a GeoJSON FeatureCollection")
    header = (*names, *(point if len(point) == 2 else ()))
    return Sheet(header=_checked(header), rows=_feature_rows(path, header, len(point) == 2), unit="feature")


def _members(path: Path) -> Iterator[tuple[str, Any]]:
    try:
        yield from members(path, "utf-8-sig")
    except TableMistaken as problem:
        raise TableNotUnderstood(str(problem)) from problem


def _feature_rows(path: Path, header: tuple[str, ...], with_point: bool) -> Iterator[Row]:
    number = 0
    for kind, member in _members(path):
        if kind != "feature":
            continue
        number += 1
        properties = member.get("properties") if isinstance(member, dict) else None
        cells = {str(name): _shown(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
        if isinstance(member, dict) and isinstance(member.get("id"), str | int):
            cells.setdefault("id", str(member["id"]))
        if with_point and isinstance(member, dict):
            cells.update(_point_of(member.get("geometry")))
        yield number, [cells.get(name, "") for name in header]


def _point_of(geometry: Any) -> dict[str, str]:  # noqa: ANN401
    """The point of a shape, or one inside it; nothing for a shape that is none."""
    try:
        shape = shapely.from_geojson(orjson.dumps(geometry))
        spot = shape if shape.geom_type == "Point" else shape.representative_point()
        return {} if spot.is_empty else {"latitude": f"{spot.y:.7g}", "longitude": f"{spot.x:.8g}"}
    except (shapely.errors.ShapelyError, orjson.JSONEncodeError, AttributeError, TypeError, ValueError):
        return {}
