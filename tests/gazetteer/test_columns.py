from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.columns import ROLES, choose, guess
from gazetteer.errors import TableMistaken
from gazetteer.kind_words import default_radii, kind_words, read_kind
from gazetteer.place import PlaceKind
from gazetteer.sources.packaged import DATA


def guessed(headers, tags=None):
    """Role to the headers, or the value in brackets, that it is read from."""
    found = guess(headers.split(","), tags)
    return {role: [c.header or f"<{c.value}>" for c in columns] for role, columns in found.items() if columns}


TABLES = {
    "plain": (
        "name,lat,lon",
        {"name": ["name"], "latitude": ["lat"], "longitude": ["lon"]},
    ),
    "whatever the case and the punctuation": (
        "Site Name,LATITUDE,Long.,P-Code",
        {"name": ["Site Name"], "latitude": ["LATITUDE"], "longitude": ["Long."], "id": ["P-Code"]},
    ),
    "OCHA's third level": (
        "admin3Name_en,admin3Name_ar,admin3Pcode,admin2Name_en,admin2Pcode,admin1Name_en,admin1Pcode,admin0Name_en,"
        "admin0Pcode,latitude,longitude",
        {
            "name": ["admin3Name_en"],
            "local_name": ["admin3Name_ar"],
            "id": ["admin3Pcode"],
            "kind": ["<admin-3>"],
            "parent": ["admin2Pcode", "admin2Name_en"],
            "admin1": ["admin1Name_en"],
            "country": ["admin0Pcode"],
            "latitude": ["latitude"],
            "longitude": ["longitude"],
        },
    ),
    "OCHA's short names": (
        "ADM3_EN,ADM3_AR,ADM3_PCODE,ADM2_EN,ADM1_EN,ADM0_EN,Y,X",
        {
            "name": ["ADM3_EN"],
            "local_name": ["ADM3_AR"],
            "id": ["ADM3_PCODE"],
            "kind": ["<admin-3>"],
            "parent": ["ADM2_EN"],
            "admin1": ["ADM1_EN"],
            "country": ["ADM0_EN"],
            "latitude": ["Y"],
            "longitude": ["X"],
        },
    ),
    "a site in a district": (
        "site_name,admin2Name_en,admin2Pcode,admin1Name_en,lat,lon",
        {
            "name": ["site_name"],
            "parent": ["admin2Pcode", "admin2Name_en"],
            "admin1": ["admin1Name_en"],
            "latitude": ["lat"],
            "longitude": ["lon"],
        },
    ),
    "a name known only by its local form": (
        "camp,name_ar,lat,lon",
        {"name": ["camp"], "local_name": ["name_ar"], "latitude": ["lat"], "longitude": ["lon"]},
    ),
    "Arabic": ("الاسم,خط العرض,خط الطول", {"name": ["الاسم"], "latitude": ["خط العرض"], "longitude": ["خط الطول"]}),
    "nothing": ("a,b,c", {}),
}


@pytest.mark.parametrize(("headers", "expected"), TABLES.values(), ids=TABLES)
def test_columns_are_guessed_from_their_headers(headers, expected):
    assert guessed(headers) == expected


def test_hxl_tags_are_asked_before_the_headers():
    tags = [
        "#adm3+name+i_en",
        "#adm3+i_ar+name",
        "#adm3+code+v_pcode",
        "#geo+lat",
        "#geo+lon",
        "#adm2+name",
        "#country+code",
    ]
    found = guessed("a,b,c,d,e,f,g", dict(zip("abcdefg", tags, strict=True)))
    assert found == {
        "name": ["a"],
        "local_name": ["b"],
        "id": ["c"],
        "latitude": ["d"],
        "longitude": ["e"],
        "parent": ["f"],
        "country": ["g"],
        "kind": ["<admin-3>"],
    }


def test_the_language_of_a_local_name_is_told_by_its_header():
    assert guess(["ADM3_EN", "ADM3_AR"])["local_name"][0].language == "ar"
    columns = choose(["n", "name_ku", "y", "x"], given={"name": "n", "local_name": "name_ku"})
    assert columns.of("local_name")[0].language == "ku"


@pytest.mark.parametrize(
    ("headers", "role", "sure"),
    [
        ("name,lat,lon", "name", True),
        ("name,lat,lon", "latitude", True),
        ("camp,lat,lon", "name", False),
        ("name,y,x", "latitude", False),
        ("name,lat,latitude,lon", "latitude", False),
        ("name,pcode,id,lat,lon", "id", False),
    ],
)
def test_a_guess_from_a_vague_word_or_among_rivals_is_not_sure(headers, role, sure):
    columns = choose(headers.split(","))
    assert columns.of(role)[0].sure is sure
    said = next(sentence for sentence in columns.sentences() if repr(columns.header(role)) in sentence)
    assert (f"give --{role}" in said) is not sure


def test_what_is_given_goes_before_what_is_guessed():
    columns = choose(["name", "label", "lat", "lon"], given={"name": "Label", "kind": "facility", "country": "SY"})
    assert columns.text("name", {"name": "a", "label": "b"}) == "b"
    assert columns.text("kind", {}) == "facility"
    assert columns.text("country", {}) == "SY"


def test_several_columns_may_give_the_other_names():
    columns = choose(["name", "a", "b", "lat", "lon"], given={"forms": "a, b"})
    assert [column.header for column in columns.of("forms")] == ["a", "b"]


def test_the_first_cell_that_is_filled_counts():
    columns = choose(["ADM3_EN", "ADM2_PCODE", "ADM2_EN", "lat", "lon"])
    assert columns.text("parent", {"ADM2_PCODE": "", "ADM2_EN": "Azaz"}) == "Azaz"
    assert columns.text("parent", {"ADM2_PCODE": "SY0204", "ADM2_EN": "Azaz"}) == "SY0204"


@pytest.mark.parametrize(
    ("headers", "given_columns", "sentence"),
    [
        ("a,lat,lon", {}, "no column for the name is known among: a, lat, lon; say which with --name"),
        ("name", {}, "say which with --latitude and --longitude"),
        ("name,lat,lon", {"name": "title"}, "--name: no column is called 'title'; the columns are: name, lat, lon"),
        ("Camp A,36.2,37.1", {}, "the first line must hold the names of the columns"),
    ],
)
def test_what_is_missing_is_told_with_the_option_that_gives_it(headers, given_columns, sentence):
    with pytest.raises(TableMistaken, match=re.escape(sentence)):
        choose(headers.split(","), given=given_columns)


def test_a_caller_may_need_fewer_columns():
    assert choose(["place"], required=("name",)).header("name") == "place"


@given(st.lists(st.text(min_size=1), unique=True))
def test_no_header_is_too_strange(headers):
    found = guess(headers)
    assert set(found) == set(ROLES)
    assert {c.header for columns in found.values() for c in columns} <= {*headers, ""}


def test_every_word_of_the_table_of_headers_decides_a_role():
    with (DATA / "column_words.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert {row["role"] for row in rows} == set(ROLES)
    assert {row["sure"] for row in rows} == {"yes", "no"}
    headers = [row["header"] for row in rows]
    assert len(headers) == len(set(headers))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("", "settlement"),
        ("Village", "settlement"),
        ("IDP Camp", "facility"),
        ("ADM3", "admin-3"),
        ("admin-1", "admin-1"),
    ],
)
def test_kinds_are_known_by_many_words(word, kind):
    assert read_kind(word) == kind


@pytest.mark.parametrize("word", ["hovel", "country", "?"])
def test_an_unknown_kind_is_told_with_those_that_are_known(word):
    with pytest.raises(ValueError, match="is unknown; known are: admin-1, admin-2"):
        read_kind(word)


def test_every_kind_but_a_country_has_a_radius_and_words():
    assert set(default_radii()) == set(PlaceKind) - {PlaceKind.COUNTRY}
    assert set(kind_words().values()) == set(default_radii())
    assert all(radius > 0 for radius in default_radii().values())
