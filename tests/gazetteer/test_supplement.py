from __future__ import annotations

import csv
import json

import pytest
import shapely

from gazetteer.errors import SupplementMistaken
from gazetteer.place import PlaceKind
from gazetteer.sources.supplement import FOLDER, rows

KEPT = list(rows())
ROWS = [kept.found for kept in KEPT]
HEADER = "id,name,kind,latitude,longitude,radius_km,country_code,admin1,inside,forms,source,checked,approximate"


def test_every_id_is_used_once():
    ids = [row.code or row.row for row in ROWS]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.country_code and row.kind is not PlaceKind.NATURAL], ids=lambda row: row.name
)
def test_a_row_lies_in_the_country_that_it_names(gazetteer, row):
    outline = shapely.from_geojson(json.dumps(gazetteer.outline(gazetteer.country(row.country_code).id)))
    slack_degrees = 10 / 111  # crossings lie on borders, and outlines are simplified
    assert outline.distance(shapely.Point(row.point.longitude, row.point.latitude)) <= slack_degrees


def test_every_row_says_where_it_is_from_and_how_far_it_may_be_off():
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                assert row["source"], row["id"]
                assert row["approximate"] in {"yes", "no"}, row["id"]
                assert float(row["radius_km"]) > 0, row["id"]


def test_every_row_is_found_by_each_of_its_forms(gazetteer):
    lost = [
        (row.name, form.text)
        for row in ROWS
        for form in row.forms
        if (row.code or f"geonames:{row.row}") not in {c.place.id for c in gazetteer.candidates(form.text)}
    ]
    assert lost == []


@pytest.mark.parametrize(
    "line",
    ["supplement:a,A,village,1,2,3,,,,,test,,no", "supplement:a,A,quarter,91,2,3,,,,,test,,no", "supplement:a,A"],
)
def test_a_mistaken_row_names_its_line(tmp_path, line):
    path = tmp_path / "own.csv"
    path.write_text(f"{HEADER}\n{line}\n", encoding="utf-8")
    with pytest.raises(SupplementMistaken, match=r"own.csv, line 2"):
        list(rows(tmp_path))
