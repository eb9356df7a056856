"""Tables as files: encodings, delimiters, workbooks, GeoJSON."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from openpyxl import Workbook

from gazetteer.errors import GazetteerError
from mapapp.intake.tables.errors import TableNotUnderstood
from mapapp.intake.tables.sheet import open_sheet
from tests.intake.tables.table_files import MY_ROW, csv_file


def rows_of(path) -> tuple[tuple[str, ...], list[tuple[int, list[str]]]]:
    with open_sheet(path) as sheet:
        return sheet.header, list(sheet.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_in_any_encoding_and_with_any_delimiter(tmp_path, encoding, delimiter):
    row = MY_ROW | {"town": "Alcalá de Henares", "story": "Señales"}
    header, rows = rows_of(csv_file(tmp_path, row, encoding=encoding, delimiter=delimiter))
    assert header == tuple(row)
    assert rows == [(2, list(row.values()))]


def test_rows_are_numbered_by_the_line_that_they_begin_at(tmp_path):
    path = csv_file(tmp_path, MY_ROW | {"story": "one\ntwo\nthree"}, MY_ROW)
    path.write_bytes(path.read_bytes() + b"\r\n2016-12-15,Armed clash\r\n")
    assert [line for line, _ in rows_of(path)[1]] == [2, 5, 7]


def test_a_workbook_gives_dates_and_numbers_as_a_csv_would(tmp_path):
    book = Workbook()
    book.active.append([])
    book.active.append(["day", "town", "dead", "formula"])
    book.active.append([datetime(2016, 12, 14), "Homs", 4.0, "=1+1"])
    book.active.append([None, None, None, None])
    book.active.append(["2016-12-15", "Hama", None, None])
    book.create_sheet("More").append(["x"])
    book.save(tmp_path / "table.xlsx")
    with open_sheet(tmp_path / "table.xlsx") as sheet:
        assert sheet.header == ("day", "town", "dead", "formula")
        assert "1 more" in sheet.note
        rows = list(sheet.rows)
    assert rows == [(3, ["2016-12-14", "Homs", "4", ""]), (5, ["2016-12-15", "Hama", "", ""])]


def test_geojson_gives_a_row_for_each_feature_with_its_point(tmp_path):
    point = {"type": "Point", "coordinates": [37.1612, 36.2012]}
    square = {"type": "Polygon", "coordinates": [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]}
    features = [
        {"type": "Feature", "id": 7, "properties": {"day": "2016-12-14"}, "geometry": point},
        {"type": "Feature", "properties": {"town": "Here", "dead": 3}, "geometry": square},
        {"type": "Feature", "properties": None, "geometry": None},
    ]
    path = tmp_path / "table.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    header, rows = rows_of(path)
    assert header == ("day", "id", "town", "dead", "latitude", "longitude")
    assert rows[0] == (1, ["2016-12-14", "7", "", "", "36.2012", "37.1612"])
    assert rows[1] == (2, ["", "", "Here", "3", "1", "1"])
    assert rows[2] == (3, [""] * 6)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xlsx", b"day,town\n"),
        ("a.csv", b""),
        ("a.geojson", b"[1, 2"),
        ("a.geojson", b'{"features": []}'),
        ("a.csv", b"PK\x03\x04rest"),
    ],
)
def test_what_is_no_table_says_what_to_do(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises((TableNotUnderstood, GazetteerError)):
        rows_of(tmp_path / name)
