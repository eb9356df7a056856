from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.errors import TableMistaken
from gazetteer.spreadsheet import armoured, unarmoured
from gazetteer.tables import open_table

TEXT = "name;lat;lon\nحلب;36,2;37,1\n"


def a_file(folder, content, name="table.csv"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def read(folder, content, name="table.csv"):
    """The table, and its rows as (line, cells, problem)."""
    table = open_table(a_file(folder, content, name))
    return table, [(row.line, list(row.cells.values()), row.problem) for row in table.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_unicode_encoding_is_recognised(tmp_path, encoding):
    table, rows = read(tmp_path, TEXT.encode(encoding))
    assert table.headers == ["name", "lat", "lon"]
    assert rows == [(2, ["حلب", "36,2", "37,1"], "")]


def test_windows_1252_is_a_fallback_that_is_said(tmp_path):
    table, rows = read(tmp_path, "name,lat,lon\nA,1,2\nQamišli,37,41\n".encode("cp1252"))
    assert rows[1][1][0] == "Qamišli"
    assert table.remarks[0].startswith("the file is not UTF-8 (line 3), so it is read as Windows-1252")


def test_a_file_that_stops_being_utf8_far_down_is_noticed(tmp_path):
    table, rows = read(tmp_path, b"name,lat,lon\n" + b"A,1,2\n" * 300_000 + b"\xe9,1,2\n")
    assert "(line 300002)" in table.remarks[0]
    assert rows[-1][1] == ["é", "1", "2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_recognised(tmp_path, delimiter):
    lines = [["name", "lat", "lon"], ["A", "1", "2"]]
    _, rows = read(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert rows == [(2, ["A", "1", "2"], "")]


def test_a_line_that_names_the_delimiter_is_no_header(tmp_path):
    table, rows = read(tmp_path, "sep=;\nname;lat;lon\nA;1;2\n")
    assert table.headers == ["name", "lat", "lon"]
    assert rows == [(3, ["A", "1", "2"], "")]


def test_a_row_of_hxl_tags_is_no_place(tmp_path):
    table, rows = read(tmp_path, "Navn,B,L\n#adm3+name,#geo+lat,#geo+lon\nA,1,2\n")
    assert table.tags == {"Navn": "#adm3+name", "B": "#geo+lat", "L": "#geo+lon"}
    assert rows == [(3, ["A", "1", "2"], "")]


ROWS = {
    "a short row": ("A,1\n", ["A", "1"], "has 2 cells where the first line names 3 columns"),
    "a long row": ("A,1,2,3\n", ["A", "1", "2"], "has 4 cells where the first line names 3 columns"),
    "a long row of empty cells": ("A,1,2,,\n", ["A", "1", "2"], ""),
    "a zero byte": ("A\0,1,2\n", ["A\0", "1", "2"], "holds a zero byte"),
    "a cell on two lines": ('"A\nB",1,2\n', ["A\nB", "1", "2"], ""),
    "spaces round cells": (" A , 1,2 \n", ["A", "1", "2"], ""),
    "an armoured formula": ("'=A,1,2\n", ["=A", "1", "2"], ""),
}


@pytest.mark.parametrize(("line", "cells", "problem"), ROWS.values(), ids=ROWS)
def test_a_row_is_read_or_its_problem_told(tmp_path, line, cells, problem):
    _, rows = read(tmp_path, "name,lat,lon\n" + line)
    assert rows == [(2, cells, problem)]


def test_a_huge_cell_costs_only_its_own_row(tmp_path):
    _, rows = read(tmp_path, f"name,lat,lon\n{'x' * 200_000},1,2\nA,1,2\n")
    assert [row[0] for row in rows] == [2, 3]
    assert rows[0][2].startswith("not readable as CSV (field larger than")
    assert rows[1] == (3, ["A", "1", "2"], "")


def test_empty_lines_are_no_rows(tmp_path):
    _, rows = read(tmp_path, "\n\nname,lat,lon\n\n,,\nA,1,2\n\n")
    assert rows == [(6, ["A", "1", "2"], "")]


def test_columns_of_the_same_name_are_told_apart(tmp_path):
    table, rows = read(tmp_path, "name,name,,name\na,b,c,d\n")
    assert table.headers == ["name", "name (2)", "column 3", "name (2) (2)"]
    assert rows[0][1] == ["a", "b", "c", "d"]


NO_TABLES = {
    "nothing": (b"", "is empty; the first line must hold the names of the columns"),
    "only empty lines": (b"\n \n", "is empty"),
    "prose": (b"Once upon a time\n", "is one column; divide columns by comma"),
    "a spreadsheet": (b"PK\x03\x04rest", "is a spreadsheet or an archive; save the sheet as CSV"),
    "one endless line": (b"name,lat,lon\n" + b"x" * 10_000_001, "has a line of more than 10,000,000 characters"),
}


@pytest.mark.parametrize(("content", "sentence"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content, sentence):
    with pytest.raises(TableMistaken, match=re.escape(sentence)):
        read(tmp_path, content)


@given(st.binary(max_size=300))
def test_no_bytes_are_too_strange_for_a_table(tmp_path_factory, content):
    try:
        read(tmp_path_factory.mktemp("t"), b"a,b\n" + content)
    except TableMistaken as problem:
        assert str(problem)


@given(st.text())
def test_an_armoured_cell_is_run_by_no_spreadsheet_and_reads_back(cell):
    written = armoured(cell)
    assert unarmoured(written) == cell
    plain_number = re.fullmatch(r"[-+]?\d+([.,]\d+)?", written)
    assert plain_number or not written.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1", "-cmd|' /C calc'!A0"])
def test_formulas_get_an_apostrophe(cell):
    assert armoured(cell) == "'" + cell
    assert unarmoured("'" + cell) == cell


@pytest.mark.parametrize("cell", ["-36.2", "+36,2", "36.2", "A", "", "'Ain", "O'Neill"])
def test_numbers_and_names_stay_as_they_are(cell):
    assert armoured(cell) == cell


def a_feature(geometry, **properties):
    return {"type": "Feature", "properties": properties or {"name": "A"}, "geometry": geometry}


def a_point(longitude=37.1, latitude=36.2):
    return {"type": "Point", "coordinates": [longitude, latitude]}


def a_collection(*features, **other):
    return json.dumps({"type": "FeatureCollection", **other, "features": list(features)})


SQUARE = [[[37, 36], [37.1, 36], [37.1, 36.1], [37, 36.1], [37, 36]]]


def test_a_feature_is_a_row_of_its_properties_and_its_point(tmp_path):
    feature = a_feature(a_point(), name="A", people=12, tags={"a": 1}, none=None)
    table, rows = read(tmp_path, a_collection(feature), "t.geojson")
    assert table.headers[:4] == ["name", "people", "tags", "none"]
    assert rows == [(1, ["A", "12", '{"a": 1}', "", "36.2", "37.1"], "")]
    assert table.fixed == {"latitude": "geometry latitude", "longitude": "geometry longitude"}
    assert table.unit == "feature"


@pytest.mark.parametrize("kind", ["Polygon", "MultiPolygon"])
def test_an_area_is_a_point_inside_it_and_the_radius_of_as_large_a_circle(tmp_path, kind):
    corners = SQUARE if kind == "Polygon" else [SQUARE]
    _, rows = read(tmp_path, a_collection(a_feature({"type": kind, "coordinates": corners})), "t.geojson")
    _, latitude, longitude, radius = rows[0][1]
    assert (float(latitude), float(longitude)) == (36.05, 37.05)
    assert float(radius) == pytest.approx((11.12 * 8.99 / 3.14159) ** 0.5, abs=0.1)


def test_the_point_of_a_crescent_lies_in_it(tmp_path):
    horns = [[[0, 0], [10, 0], [10, 10], [9, 10], [9, 1], [1, 1], [1, 10], [0, 10], [0, 0]]]
    _, rows = read(tmp_path, a_collection(a_feature({"type": "Polygon", "coordinates": horns})), "t.geojson")
    latitude, longitude = float(rows[0][1][1]), float(rows[0][1][2])
    assert latitude < 1 or longitude < 1 or longitude > 9


BAD_GEOMETRIES = {
    "none": (None, "has no geometry"),
    "a line": ({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, "its geometry is a LineString"),
    "a collection": ({"type": "GeometryCollection", "geometries": []}, "its geometry is a GeometryCollection"),
    "an empty point": ({"type": "Point", "coordinates": []}, "its point has no coordinates"),
    "a broken polygon": ({"type": "Polygon", "coordinates": [[1, 2]]}, "its polygon can't be read"),
    "an empty polygon": ({"type": "Polygon", "coordinates": []}, "its polygon is empty"),
    "polygon of words": ({"type": "Polygon", "coordinates": "round"}, "its polygon can't be read"),
}


@pytest.mark.parametrize(("geometry", "problem"), BAD_GEOMETRIES.values(), ids=BAD_GEOMETRIES)
def test_a_feature_without_a_place_is_told(tmp_path, geometry, problem):
    _, rows = read(tmp_path, a_collection(a_feature(geometry)), "t.geojson")
    assert problem in rows[0][2]


NO_COLLECTIONS = {
    "another system": (
        a_collection(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}),
        "is in the coordinate system urn:ogc:def:crs:EPSG::3857; save it in WGS84 (EPSG:4326)",
    ),
    "one feature": (json.dumps(a_feature(a_point())), "holds a GeoJSON Feature; give a FeatureCollection"),
    "another object": ("{}", "is no GeoJSON FeatureCollection: it has no list of features"),
    "a list": ("[1, 2]", "is no whole JSON"),
    "half a file": (a_collection(a_feature(a_point()))[:-9], "is no whole JSON"),
    "a deep well": ('{"a": ' + "[" * 100_000, "is no whole JSON: it has lists in lists without end"),
}


@pytest.mark.parametrize(("content", "sentence"), NO_COLLECTIONS.values(), ids=NO_COLLECTIONS)
def test_what_is_no_feature_collection_is_refused_in_a_sentence(tmp_path, content, sentence):
    with pytest.raises(TableMistaken, match=re.escape(sentence)):
        read(tmp_path, content, "t.geojson")


def test_wgs84_may_be_said(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(read(tmp_path, a_collection(a_feature(a_point()), crs=crs), "t.geojson")[1]) == 1


def test_a_coordinate_system_is_refused_wherever_it_stands(tmp_path):
    text = a_collection(a_feature(a_point()))[:-1] + ', "crs": {"properties": {"name": "EPSG:3857"}}}'
    with pytest.raises(TableMistaken, match="EPSG:3857"):
        read(tmp_path, text, "t.geojson")


def test_a_file_is_read_across_the_pieces_it_comes_in(tmp_path, monkeypatch):
    monkeypatch.setattr("gazetteer.json_pieces.CHUNK", 7)
    features = [a_feature(a_point(), name=f"A{number}", note="x" * 30) for number in range(20)]
    text = json.dumps({"type": "FeatureCollection", "features": features}, indent=1)
    _, rows = read(tmp_path, "\ufeff" + text, "t.geojson")
    assert [row[1][0] for row in rows] == [f"A{number}" for number in range(20)]


def polygon(*corners):
    return {"type": "Polygon", "coordinates": [[*corners, corners[0]]]}


ACROSS = {
    "in one piece": polygon([179, 10], [-179, 10], [-179, 12], [179, 12]),
    "from the east": polygon([-179, 12], [179, 12], [179, 10], [-179, 10]),
    "counted on": polygon([179, 10], [181, 10], [181, 12], [179, 12]),
    "in two parts": {
        "type": "MultiPolygon",
        "coordinates": [
            [[[179, 10], [180, 10], [180, 12], [179, 12], [179, 10]]],
            [[[-180, 10], [-179, 10], [-179, 12], [-180, 12], [-180, 10]]],
        ],
    },
}


@pytest.mark.parametrize("geometry", ACROSS.values(), ids=ACROSS)
def test_an_area_across_the_antimeridian_is_as_large_as_elsewhere(tmp_path, geometry):
    _, rows = read(tmp_path, a_collection(a_feature(geometry)), "t.geojson")
    _, elsewhere = read(tmp_path, a_collection(a_feature(polygon([9, 10], [11, 10], [11, 12], [9, 12]))), "t.geojson")
    latitude, longitude, radius = rows[0][1][-3:]
    assert (float(latitude), abs(float(longitude))) == (11, 180)
    assert radius == elsewhere[0][1][-1]


def test_what_reaches_round_the_whole_earth_stays_as_it_is(tmp_path):
    belts = [
        polygon([-180, -90], [180, -90], [180, -70], [-180, -70]),
        polygon([-180, -90], [180, -90], [180, -70], [90, -65], [0, -70], [-90, -65], [-180, -70]),
    ]
    _, rows = read(tmp_path, a_collection(*map(a_feature, belts)), "t.geojson")
    assert [float(row[1][-1]) > 2000 for row in rows] == [True, True]


def test_parts_on_both_sides_of_the_earth_stay_where_they_are(tmp_path):
    mainland = polygon([2, 46], [4, 46], [4, 48], [2, 48])
    islands = polygon([-179, -14], [-178, -14], [-178, -13]), polygon([165, -22], [166, -22], [166, -21])
    parts = [part["coordinates"] for part in (mainland, *islands)]
    _, rows = read(tmp_path, a_collection(a_feature({"type": "MultiPolygon", "coordinates": parts})), "t.geojson")
    assert [float(cell) for cell in rows[0][1][-3:-1]] == [47, 3]


def nested(depth, core):
    return json.loads("[" * depth + core + "]" * depth)


def test_endless_nesting_costs_only_its_own_feature(tmp_path):
    deep = a_feature({"type": "Polygon", "coordinates": nested(1000, "")})
    odd = a_feature(a_point(), name=nested(900, "1"))
    _, rows = read(tmp_path, a_collection(deep, odd, a_feature(a_point())), "t.geojson")
    assert [row[2] for row in rows] == ["its polygon can't be read", "", ""]


def test_a_number_without_end_is_the_text_that_it_is(tmp_path):
    digits = "1" * 5000
    text = a_collection(a_feature(a_point(), name="A", people=0)).replace('"people": 0', f'"people": {digits}')
    _, rows = read(tmp_path, text, "t.geojson")
    assert digits in rows[0][1]


def test_half_a_character_does_no_harm(tmp_path):
    _, rows = read(tmp_path, a_collection(a_feature(a_point(), name="\ud800")), "t.geojson")
    assert rows[0][1][0] == "?"
