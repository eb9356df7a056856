"""Every format, read back by a program that is not ours."""

from __future__ import annotations

import csv
import json
import re
import struct
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from gazetteer.spreadsheet import unarmoured
from mapapp.domain.view import View
from mapapp.store.text import storable
from mapapp.takeaway.columns import COLUMNS
from mapapp.takeaway.export import CREDITS, MADE_BY, TooMany
from mapapp.takeaway.formats import FORMATS
from tests.takeaway.conftest import HOSTILE

NOTHING = View(types=("protest",))
VIEWS = {"everything": View(), "nothing": NOTHING, "some": View(countries=("FJ",))}
KML = {"k": "http://www.opengis.net/kml/2.2"}
NAMES = [column.name for column in COLUMNS]

Row = dict[str, Any]


def of_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def of_geojson(path: Path) -> list[Row]:
    return [one["properties"] | {"geometry": one["geometry"]} for one in json.loads(path.read_bytes())["features"]]


def of_kml(path: Path) -> list[Row]:
    found = ElementTree.parse(path).findall(".//k:Placemark", KML)
    return [
        {one.get("name"): one.findtext("k:value", None, KML) for one in mark.iter(f"{{{KML['k']}}}Data")}
        for mark in found
    ]


def of_gdal(path: Path) -> list[Row]:
    pyogrio = pytest.importorskip("pyogrio")
    meta, _, geometry, columns = pyogrio.raw.read(path)
    names = list(meta["fields"])
    return [dict(zip(names, row, strict=True)) | {"geometry": at} for at, *row in zip(geometry, *columns, strict=True)]


def of_parquet(path: Path) -> list[Row]:
    import pyarrow.parquet as pq

    return pq.read_table(path).to_pylist()


def of_xlsx(path: Path) -> list[Row]:
    openpyxl = pytest.importorskip("openpyxl")
    rows = list(openpyxl.load_workbook(path, read_only=True)["Incidents"].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


class _Blocks(HTMLParser):
    """JSON blocks, cells of tables, and every script that a browser would run."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.blocks: dict[str, str] = {}
        self.scripts = 0
        self.handlers: list[str] = []
        self.rows = 0
        self.elements: set[str] = set()
        self._in: str | None = None
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.elements.add(tag)
        self.handlers += [name for name in told if name.startswith("on")]
        self.rows += tag == "tr"
        self._in = told.get("id") if tag == "script" and told.get("type") == "application/json" else None
        self.scripts += tag == "script" and told.get("type") is None

    def handle_endtag(self, tag):
        self._in = None if tag == "script" else self._in

    def handle_data(self, data):
        if self._in:
            self.blocks[self._in] = self.blocks.get(self._in, "") + data


def of_html(path: Path) -> list[Row]:
    return json.loads(_Blocks(path).blocks["incidents"])


def of_print(path: Path) -> list[Row]:
    return [{}] * (_Blocks(path).rows - 1)


READERS = {
    "csv": of_csv,
    "geojson": of_geojson,
    "kml": of_kml,
    "gpkg": of_gdal,
    "parquet": of_parquet,
    "xlsx": of_xlsx,
    "html": of_html,
    "print": of_print,
}


def test_every_format_with_rows_is_read_here():
    assert {key for key, row in FORMATS.items() if row.rows} == {*READERS, "png"}


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("key", READERS)
def test_a_file_has_as_many_rows_as_the_screen_says(files, key, view):
    assert len(READERS[key](files(key, view))) == files.tally(view).incidents


@pytest.mark.parametrize("key", ["csv", "geojson", "xlsx", "gpkg"])
def test_the_ends_of_a_movement_are_told(files, key):
    roles = {row["places"]: row["place_roles"] for row in READERS[key](files(key)) if row["places"]}
    assert roles["Homs; Syria; Taveuni"] == "origin; scene; destination"
    assert roles["Apia"] == "scene"


@pytest.mark.parametrize("scheme", ["acled", "ucdp"])
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_what_has_a_row_and_what_has_none_are_together_what_the_screen_says(files, scheme, view):
    ids = {row["event_id_cnty" if scheme == "acled" else "id"] for row in of_csv(files(scheme, view))}
    told = {re.sub(r"-\d$", "", one) for one in ids}
    left_out = of_csv(files(f"{scheme}-left-out", view))
    assert len(told) + len(left_out) == files.tally(view).incidents
    assert all(row["reason"] for row in left_out)


@pytest.mark.parametrize("key", ["geojson", "kml", "parquet"])
def test_gdal_reads_it_too(files, key):
    pyogrio = pytest.importorskip("pyogrio")
    if key == "parquet" and "Parquet" not in pyogrio.list_drivers():
        pytest.skip("this GDAL does not read Parquet")
    layers = pyogrio.list_layers(files(key))
    features = sum(
        pyogrio.read_info(files(key), layer=name, force_feature_count=True)["features"] for name, _ in layers
    )
    assert features == files.tally().incidents


def test_a_geopackage_says_wgs_84_and_one_kind_of_geometry(files):
    pyogrio = pytest.importorskip("pyogrio")
    info = pyogrio.read_info(files("gpkg"))
    assert (info["crs"], info["geometry_type"]) == ("EPSG:4326", "MultiPoint")
    assert set(info["fields"]) == set(NAMES)


def test_geoparquet_says_so_in_its_metadata(files):
    import pyarrow.parquet as pq

    geo = json.loads(pq.read_schema(files("parquet")).metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    assert geo["columns"]["geometry"] == {"encoding": "WKB", "geometry_types": ["Point", "MultiPoint"]}


# Each says where the format keeps what a file says about itself.
def _xlsx_about(path: Path) -> str:
    book = pytest.importorskip("openpyxl").load_workbook(path)
    return " ".join(str(cell.value) for row in book["About"].iter_rows() for cell in row) + book.properties.description


def _parquet_about(path: Path) -> str:
    import pyarrow.parquet as pq

    return json.dumps(json.loads(pq.read_schema(path).metadata[b"about"]), ensure_ascii=False)


def _gpkg_about(path: Path) -> str:
    return str(pytest.importorskip("pyogrio").read_info(path)["layer_metadata"])


ABOUT = {
    "csv": lambda path: of_csv(path)[0]["about_this_file"],
    "acled": lambda path: of_csv(path)[0]["about_this_file"],
    "ucdp-left-out": lambda path: of_csv(path)[0]["about_this_file"],
    "geojson": lambda path: json.dumps(json.loads(path.read_bytes())["about"], ensure_ascii=False),
    "kml": lambda path: ElementTree.parse(path).findtext("k:Document/k:description", None, KML),
    "gpkg": _gpkg_about,
    "parquet": _parquet_about,
    "xlsx": _xlsx_about,
    "html": lambda path: _Blocks(path).blocks["about"],
    "print": lambda path: path.read_text(encoding="utf-8"),
    "png": lambda path: " ".join(Image.open(path).text.values()),
}


@pytest.mark.parametrize("key", ABOUT)
def test_a_file_says_its_query_its_link_its_time_its_version_and_its_credits(files, key):
    view = View(killed_at_least=1)
    said = ABOUT[key](files(key, view)).replace("\\u0026", "&")
    for part in ("at least 1 killed", "https://maps.example/?killed=1", MADE_BY, *CREDITS):
        assert part in said
    assert re.search(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", said)


@pytest.mark.parametrize("key", ["geojson", "parquet", "gpkg"])
def test_hostile_text_comes_back_letter_by_letter(files, key):
    told = {row["evidence"] for row in READERS[key](files(key))}
    assert {storable(text) for text in HOSTILE} <= told


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_no_cell_is_a_formula_and_the_text_is_still_there(files, key):
    rows = READERS[key](files(key))
    for cell in (str(value) for row in rows for value in row.values() if value is not None):
        assert not cell.startswith(("=", "+", "@", "\t", "\r")), cell
        assert not cell.startswith("-") or re.fullmatch(r"-\d+(\.\d+)?", cell), cell
    if key == "csv":
        assert {storable(text) for text in HOSTILE} <= {unarmoured(row["evidence"]) for row in rows}


def test_no_cell_of_a_workbook_has_the_type_of_a_formula(files):
    sheet = pytest.importorskip("openpyxl").load_workbook(files("xlsx"))["Incidents"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d", "inlineStr"}


def test_a_description_in_kml_is_text_also_where_it_is_shown_as_html(files):
    found = ElementTree.parse(files("kml")).findall(".//k:Placemark/k:description", KML)
    assert any("&lt;img" in one.text for one in found)
    assert not any("<" in (one.text or "").replace("<br>", "") for one in found)


@pytest.mark.parametrize(("key", "scripts"), [("html", 9), ("print", 0)])
def test_a_page_runs_our_scripts_and_no_others(files, key, scripts):
    page = _Blocks(files(key))
    assert page.scripts == scripts
    assert page.handlers == []
    assert "b" not in page.elements


def test_the_map_in_one_file_allows_nothing_but_itself(files):
    text = files("html").read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)[1]
    assert "default-src 'none'" in policy
    assert policy.count("sha256-") == 9
    assert "connect-src" not in policy


def test_an_incident_without_a_place_is_there_with_no_geometry(files):
    rows = {row["id"]: row for row in of_geojson(files("geojson"))}
    for name in ("nowhere", "somewhere-in-syria"):
        assert rows[name]["geometry"] is None
        assert (rows[name]["latitude"], rows[name]["points"]) == (None, 0)
    assert rows["somewhere-in-syria"]["places"] == "Syria"


def test_several_places_are_one_row_and_several_points_and_a_country_is_no_point(files):
    row = next(row for row in of_geojson(files("geojson")) if row["id"] == "two-places")
    assert row["geometry"] == {"type": "MultiPoint", "coordinates": [[36.72, 34.73], [179.97, -16.85]]}
    assert (row["points"], row["places"]) == (2, "Homs; Syria; Taveuni")
    raw = next(row for row in of_parquet(files("parquet")) if row["id"] == "two-places")["geometry"]
    assert struct.unpack("<BII", raw[:9]) == (1, 4, 2)


def test_what_is_not_known_is_empty_and_not_zero(files):
    rows = {row["id"]: row for row in of_csv(files("csv"))}
    assert rows["east-of-the-line"]["last_day"] == ""
    assert (rows["west-of-the-line"]["killed_low"], rows["west-of-the-line"]["killed_high"]) == ("4", "")
    typed = {row["id"]: row for row in of_parquet(files("parquet"))}
    assert typed["east-of-the-line"]["last_day"] is None


def test_both_sides_of_the_antimeridian_are_shown_side_by_side(files):
    view = View(countries=("FJ", "WS"), words="Taveuni")
    assert files.tally(view).incidents == 2
    bounds = json.loads(_Blocks(files("html", View(countries=("WS",)))).blocks["about"])["bounds"]
    assert bounds == [[-13.83, -171.76], [-13.83, -171.76]]
    from mapapp.draw.frame import Frame, extent_of

    box = extent_of([-16.85, -13.83], [179.97, -171.76])
    assert (box.west, box.east) == (179.97, -171.76)
    frame = Frame.around(box, 800, 500)
    left, right = frame.at(-16.85, 179.97)[0], frame.at(-13.83, -171.76)[0]
    assert 0 < left < right < 800


def test_a_picture_has_the_size_it_should_and_is_not_empty_water(files):
    image = Image.open(files("png"))
    assert image.size == (1600, 1000)
    assert len(image.getcolors(maxcolors=2**20)) > 50


def test_too_many_for_a_format_is_said_before_it_starts(files):
    with pytest.raises(TooMany, match=r"at most 1,048,575 incidents, and these are 1,048,576\. Narrow the filters"):
        FORMATS["xlsx"].ensure_fits(1_048_576)
    FORMATS["xlsx"].ensure_fits(1_048_575)


def test_the_heavy_libraries_are_not_loaded_with_the_table_of_formats():
    import subprocess

    heavy = "pyarrow", "xlsxwriter", "PIL"
    code = f"import sys, mapapp.takeaway.formats; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
