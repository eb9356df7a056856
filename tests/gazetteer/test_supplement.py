from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache

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


NEW = [kept for kept in KEPT if not kept.known]
SLACK_KM = 25.0
"""Provinces' outlines are simplified, some (Baghdad's) are of before a reform, and crossings lie on borders."""
KM_PER_DEGREE = 111.2


def off_km(outline, point) -> float:
    """How far a point is from an outline, roughly; 0 inside."""
    return float(outline.distance(shapely.Point(point.longitude, point.latitude))) * KM_PER_DEGREE


@cache
def outline_of(gazetteer, place_id):
    return shapely.from_geojson(json.dumps(gazetteer.outline(place_id)))


@cache
def provinces_called(gazetteer, name, country_code):
    places = [c.place for c in gazetteer.named(name)]
    found = [p for p in places if p.kind is PlaceKind.ADMIN1 and p.country_code == country_code]
    return [outline_of(gazetteer, p.id) for p in found if gazetteer.outline(p.id)]


def test_there_are_many_rows_and_the_most_named_countries_have_the_most():
    countries = Counter(kept.found.country_code for kept in KEPT if kept.found.country_code)
    assert len(KEPT) >= 3_700
    assert countries["SY"] >= 780
    assert sum(number >= 15 for number in countries.values()) >= 40


def test_every_row_lies_in_its_country(gazetteer):
    outside = [
        kept.found.code
        for kept in NEW
        if kept.found.country_code and kept.found.kind is not PlaceKind.NATURAL
        if off_km(outline_of(gazetteer, gazetteer.country(kept.found.country_code).id), kept.found.point) > SLACK_KM
    ]
    assert outside == []


def test_every_row_lies_in_its_province(gazetteer):
    placed, outside = 0, []
    for kept in NEW:
        outlines = provinces_called(gazetteer, kept.admin1, kept.found.country_code) if kept.admin1 else []
        placed += bool(outlines)
        if outlines and min(off_km(outline, kept.found.point) for outline in outlines) > SLACK_KM:
            outside.append((kept.found.code, kept.admin1))
    assert outside == []
    assert placed >= 2_580


def test_most_rows_lie_in_the_town_or_district_that_they_name(gazetteer):
    named = [kept for kept in NEW if kept.inside]
    found = [
        kept
        for kept in named
        if any(
            kept.inside in {form.text for form in gazetteer.forms(up.id)} for up in gazetteer.parents(kept.found.code)
        )
    ]
    assert len(found) / len(named) >= 0.85


def test_a_row_which_only_adds_names_is_near_the_place_that_it_adds_them_to(gazetteer):
    far = [
        kept.found.name
        for kept in KEPT
        if kept.known
        and gazetteer.place(f"geonames:{kept.found.row}").kind is PlaceKind.SETTLEMENT
        and gazetteer.place(f"geonames:{kept.found.row}").point.distance_km(kept.found.point) > SLACK_KM
    ]
    assert far == []


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
