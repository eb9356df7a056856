from __future__ import annotations

import sqlite3
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazetteer.candidate import Match
from gazetteer.errors import GazetteerBroken, GazetteerMissing, UnknownPlace
from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind, Point
from gazetteer.ranking import Context, rank

FOUND = [
    # name, latitude, longitude, how far the answer may be in km
    ("Aleppo", 36.201, 37.161, 10),
    ("Kanaker", 33.267, 36.096, 10),
    ("Atareb", 36.139, 36.825, 10),
    ("Deir Ezzor", 35.336, 40.141, 10),
    ("حلب", 36.201, 37.161, 10),
    ("كناكر", 33.267, 36.096, 10),
    ("دير الزور", 35.336, 40.141, 10),
    ("Idlib", 35.93, 36.63, 10),
    ("Kyiv", 50.45, 30.52, 10),
    ("Kiev", 50.45, 30.52, 10),
    ("Київ", 50.45, 30.52, 10),
    ("Донецк", 48.0, 37.8, 15),
    ("Bakhmut", 48.59, 38.0, 10),
    ("Hodeidah", 14.8, 42.95, 15),
    ("東京", 35.69, 139.69, 15),
    ("서울", 37.57, 126.98, 15),
    ("Paris", 48.85, 2.35, 10),
    ("London", 51.51, -0.13, 10),
    ("Tripoli", 32.89, 13.19, 10),
    ("Cox's Bazar", 21.44, 91.97, 15),
    ("Port-au-Prince", 18.54, -72.34, 10),
    ("Brumadinho", -20.14, -44.2, 15),
    ("Jam'iat al-Zahra", 36.2265, 37.103, 3),
    ("Masjid al-Rahman district", 36.214, 37.147, 3),
    ("Kallaseh", 36.19, 37.155, 4),
    ("Bab al-Hawa", 36.24, 36.684, 5),
    ("Grand Mosque in Mecca", 21.4225, 39.8262, 1),
    ("Seoul City Hall", 37.5663, 126.978, 1),
    ("Cheongwadae", 37.5866, 126.9748, 1),
]


@pytest.mark.parametrize(("name", "latitude", "longitude", "within_km"), FOUND)
def test_the_best_answer_is_where_the_place_is(gazetteer, name, latitude, longitude, within_km):
    best = rank(name, gazetteer.candidates(name))[0].place
    assert best.point.distance_km(Point(latitude=latitude, longitude=longitude)) <= within_km


COUNTRIES = [("Syria", "SY"), ("US", "US"), ("U.S.", "US"), ("UAE", "AE"), ("DRC", "CD"), ("Ivory Coast", "CI")]
COUNTRIES += [
    ("Burma", "MM"),
    ("Россия", "RU"),
    ("سوريا", "SY"),
    ("日本", "JP"),
    ("Palestine", "PS"),
    ("Georgia", "GE"),
]


@pytest.mark.parametrize(("name", "code"), COUNTRIES)
def test_a_country_is_found_by_name_and_short_form(gazetteer, name, code):
    best = rank(name, gazetteer.candidates(name))[0].place
    assert (best.kind, best.country_code) == (PlaceKind.COUNTRY, code)


def test_every_country_is_found_by_its_own_name(gazetteer):
    from gazetteer.sources.geonames import countries

    missing = [
        country.name
        for country in countries().values()
        if gazetteer.country(country.code)
        and country.code not in {c.place.country_code for c in gazetteer.candidates(country.name)}
    ]
    assert missing == []


def test_a_name_with_no_strong_form_is_marked_weak(gazetteer):
    for word in ("Of", "March", "Reading", "Media", "Most", "Martin"):
        assert all(not candidate.form.strong for candidate in gazetteer.candidates(word)), word


def test_us_the_word_is_not_us_the_country(gazetteer):
    assert not any(candidate.form.strong for candidate in gazetteer.candidates("us"))
    assert any(candidate.form.strong for candidate in gazetteer.candidates("US"))


@pytest.mark.parametrize(("code", "place_id"), [("ALP", "geonames:170063"), ("DEZ", "geonames:170794")])
def test_airport_codes_are_no_names(gazetteer, code, place_id):
    assert place_id not in {candidate.place.id for candidate in gazetteer.candidates(code)}


def test_machine_transliterations_are_no_names(gazetteer):
    assert not gazetteer.has_name("a lei po")


def test_a_name_that_only_sounds_alike_says_so(gazetteer):
    assert {candidate.match for candidate in gazetteer.candidates("Deyr Ezzour")} == {Match.TRANSLITERATED}


def test_has_name_tells_written_names_only(gazetteer):
    assert gazetteer.has_name("aleppo")
    assert not gazetteer.has_name("Deyr Ezzour")
    assert not gazetteer.has_name("")


@settings(max_examples=300)
@given(st.text())
def test_no_text_is_too_strange_to_look_up(gazetteer, text):
    candidates = gazetteer.candidates(text)
    assert len(candidates) <= 120
    assert gazetteer.has_name(text) in (True, False)
    for ranked in rank(text, candidates):
        assert 0 <= ranked.score <= 1


def test_demonyms_tell_the_country(gazetteer):
    expected = {"Syrian": "SY", "Syrians": "SY", "French": "FR", "Frenchman": "FR", "Nigerien": "NE", "Nigerian": "NG"}
    assert {word: gazetteer.demonym(word) for word in expected} == expected
    assert gazetteer.demonym("table") is None


def test_a_place_has_its_names_in_many_scripts(gazetteer):
    forms = {form.text for form in gazetteer.forms("geonames:170063")}
    assert {"Aleppo", "حلب", "Алеппо"} <= forms


def test_an_unknown_id_is_a_key_error_with_a_sentence(gazetteer):
    with pytest.raises(UnknownPlace, match="no place has the id"):
        gazetteer.place("geonames:1")
    with pytest.raises(KeyError):
        gazetteer.place("nonsense")


LAND = [
    # where, latitude, longitude, country, province contains
    ("Aleppo", 36.2, 37.16, "SY", "Aleppo"),
    ("Simferopol in Crimea", 44.95, 34.1, "UA", "Crimea"),
    ("Sevastopol", 44.6, 33.53, "UA", "Sevastopol"),
    ("Majdal Shams in the Golan", 33.267, 35.77, "SY", "Quneitra"),
    ("Tiberias", 32.79, 35.53, "IL", ""),
    ("Gaza", 31.5, 34.46, "PS", "Gaza"),
    ("Ramallah", 31.9, 35.2, "PS", "West Bank"),
    ("Hargeisa in Somaliland", 9.56, 44.06, "SO", ""),
    ("Paris", 48.85, 2.35, "FR", ""),
    ("London", 51.5, -0.12, "GB", "England"),
    ("Sao Paulo", -23.55, -46.63, "BR", "São Paulo"),
    ("Reykjavik", 64.14, -21.9, "IS", "Capital"),
    ("Vilnius", 54.69, 25.28, "LT", "Viln"),
    ("Anadyr beyond the antimeridian", 66.0, -172.0, "RU", "Chukotka"),
]


@pytest.mark.parametrize("row", LAND, ids=lambda row: row[0])
def test_a_point_lies_in_its_country_and_province(gazetteer, row):
    _, latitude, longitude, code, province = row
    chain = gazetteer.containing(Point(latitude=latitude, longitude=longitude))
    assert chain[0].kind is PlaceKind.COUNTRY
    assert chain[0].country_code == code
    assert chain[1].kind is PlaceKind.ADMIN1
    assert province in chain[1].name


@settings(max_examples=400)
@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_on_earth_has_an_answer(gazetteer, latitude, longitude):
    chain = gazetteer.containing(Point(latitude=latitude, longitude=longitude))
    assert chain == () or len({place.country_code for place in chain}) == 1


def test_every_polygon_belongs_to_a_place(gazetteer):
    connection = sqlite3.connect(gazetteer.path)
    homeless = connection.execute("SELECT place FROM shape WHERE place NOT IN (SELECT id FROM place)").fetchall()
    connection.close()
    assert homeless == []


def test_claims_are_shown_as_claims(gazetteer):
    crimea = gazetteer.containing(Point(latitude=44.95, longitude=34.1))[1]
    assert crimea.claimed_by == ("RU",)


def test_the_high_seas_belong_to_nobody_and_a_harbour_to_its_coast(gazetteer):
    assert gazetteer.containing(Point(latitude=0, longitude=-150)) == ()
    assert gazetteer.containing(Point(latitude=36.79, longitude=34.62))[0].country_code == "TR"


def test_the_nearest_town_is_the_nearest(gazetteer):
    ((place, distance_km),) = gazetteer.nearest(Point(latitude=36.2, longitude=37.16))
    assert place.name == "Aleppo"
    assert distance_km < 1


@settings(max_examples=40)
@given(st.floats(-80, 80), st.floats(-180, 180))
def test_nearest_agrees_with_a_search_through_everything(gazetteer, latitude, longitude):
    point = Point(latitude=latitude, longitude=longitude)
    connection = sqlite3.connect(gazetteer.path)
    sample = connection.execute("SELECT latitude, longitude FROM place WHERE kind = 0").fetchall()
    connection.close()
    closest = min(point.distance_km(Point(latitude=row[0], longitude=row[1])) for row in sample)
    ((_, distance_km),) = gazetteer.nearest(point, kinds=(PlaceKind.COUNTRY,))
    assert distance_km == pytest.approx(closest)


def test_nearest_looks_across_the_antimeridian(gazetteer):
    places = gazetteer.nearest(Point(latitude=-16.8, longitude=-179.99), limit=3)
    assert places[0][1] < 100


def test_outlines_are_geojson(gazetteer):
    syria = gazetteer.country("SY")
    assert gazetteer.outline(syria.id)["type"] in {"Polygon", "MultiPolygon"}
    assert gazetteer.outline("geonames:170062")["type"] in {"Polygon", "MultiPolygon"}
    assert gazetteer.outline("geonames:170063") is None


def test_many_threads_may_ask_at_once(gazetteer):
    problems = []

    def ask():
        try:
            for name in ("Aleppo", "Deir Ezzor", "東京") * 20:
                assert gazetteer.candidates(name)
        except Exception as problem:
            problems.append(problem)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []


def test_in_a_country_are_also_places_that_namesakes_elsewhere_would_hide(gazetteer):
    everywhere = {candidate.place.country_code for candidate in gazetteer.candidates("San Pedro")}
    there = gazetteer.candidates("San Pedro", country="NI")
    assert "NI" not in everywhere
    assert {candidate.place.country_code for candidate in there} == {"NI"}


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(GazetteerMissing, match="python -m gazetteer build"):
        Gazetteer.open(tmp_path / "none.sqlite")
    with pytest.raises(FileNotFoundError):
        Gazetteer.open(tmp_path / "none.sqlite")


def test_a_half_built_file_does_not_open(tmp_path):
    path = tmp_path / "half.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE about(key TEXT, value TEXT)")
    connection.execute("INSERT INTO about VALUES ('format', '1')")
    connection.commit()
    connection.close()
    with pytest.raises(GazetteerBroken, match="half built"):
        Gazetteer.open(path)


def test_a_damaged_file_does_not_open(tmp_path):
    path = tmp_path / "damaged.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(GazetteerBroken, match="--force"):
        Gazetteer.open(path)


def test_the_text_decides_between_namesakes(gazetteer):
    candidates = gazetteer.candidates("Tripoli")
    lebanon = rank("Tripoli", candidates, Context(countries={"LB": 1.0}))[0]
    assert lebanon.place.country_code == "LB"
    assert any("which the text names" in reason.sentence for reason in lebanon.reasons)
