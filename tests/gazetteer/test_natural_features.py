from __future__ import annotations

import csv

import pytest
import shapely

from gazetteer.names import fold
from gazetteer.place import NameForm, PlaceKind, Point
from gazetteer.sources import natural_features, supplement
from gazetteer.sources.found import Found
from gazetteer.sources.geonames import countries
from gazetteer.sources.natural_features import SOURCE, features, more_names
from gazetteer.sources.packaged import DATA
from tools.extents import box

PLACES = list(natural_features.places())


def named(name: str) -> Found:
    (place,) = [place for place in PLACES if place.name == name]
    return place


def kept(name: str, latitude: float, longitude: float, radius_km: float = 100) -> Found:
    return Found(
        row=1,
        name=name,
        kind=PlaceKind.NATURAL,
        point=Point(latitude=latitude, longitude=longitude),
        radius_km=radius_km,
        country_code=None,
        source=SOURCE,
        forms=[NameForm(text=name)],
    )


def test_the_euphrates_runs_through_three_countries():
    (river,) = [feature for feature in features() if feature.name == "Euphrates"]
    assert river.countries == ("IQ", "SY", "TR")
    assert 33 < river.point.latitude < 37
    assert river.extent.contains(Point(latitude=35.33, longitude=40.14))  # Deir ez-Zor
    assert named("Euphrates").country_code is None


def test_lake_victoria_belongs_to_no_single_country():
    lake = named("Lake Victoria")
    assert lake.country_code is None
    assert (lake.point.latitude, lake.point.longitude) == pytest.approx((-1.1, 32.9), abs=0.5)
    assert 120 < lake.radius_km < 180
    assert "بحيرة فيكتوريا" in {form.text for form in lake.forms}
    assert "Victoria" not in {form.text for form in lake.forms if form.strong}


def test_lake_volta_is_ghanas():
    assert named("Lake Volta").country_code == "GH"


def test_rivers_of_one_name_on_two_continents_are_two():
    assert {place.country_code for place in PLACES if place.name == "Colorado"} == {"AR", None}


def test_a_little_known_river_needs_the_word_river():
    strong = {form.text for form in named("Red").forms if form.strong}
    assert {"Red River", "River Red"} <= strong
    assert "Red" not in strong
    assert "Danube" in {form.text for form in named("Danube").forms if form.strong}


def test_what_is_kept_by_hand_is_not_told_again():
    by_hand = [kept("Lake Victoria", -1, 33), kept("River Volga", 55, 45), kept("Lake Kariba", 40, 40)]
    left = {place.name for place in natural_features.places(by_hand)}
    assert not left & {"Lake Victoria", "Volga"}
    assert "Lake Kariba" in left  # the one kept lies elsewhere
    assert [place.name for place, _ in more_names(by_hand)] == ["Lake Victoria", "River Volga"]


def test_the_supplement_goes_before():
    by_hand = [kept.found for kept in supplement.rows()]
    told = {fold(form.text) for place in by_hand if place.kind is PlaceKind.NATURAL for form in place.forms}
    assert "mediterranean sea" in told
    assert not told & {fold(place.name) for place in natural_features.places(by_hand)} & {"euphrates", "lake victoria"}


def test_every_feature_lies_in_known_countries_and_in_its_box():
    for feature in features():
        assert set(feature.countries) <= set(countries()), feature.name
        assert feature.countries, feature.name
        assert feature.extent.contains(feature.point), feature.name
        assert feature.radius_km > 0, feature.name


def test_every_form_can_be_looked_up():
    assert [(f.name, form.text) for f in features() for form in f.forms if not fold(form.text)] == []


def test_codes_and_rows_are_used_once():
    assert len({place.row for place in PLACES}) == len({place.code for place in PLACES}) == len(PLACES) > 1000
    assert {place.source for place in PLACES} == {SOURCE}


def test_more_names_of_waters_are_of_waters_that_are_there():
    with (DATA / "water_names.csv").open(encoding="utf-8", newline="") as lines:
        named_more = {f"ne:{row['id']}" for row in csv.DictReader(lines)}
    assert named_more <= {feature.code for feature in features()}


def test_a_box_over_the_antimeridian_has_its_west_east_of_its_east():
    fiji = shapely.union(shapely.box(178, -18, 180, -16), shapely.box(-180, -18, -179, -16))
    assert box(fiji) == (178, -18, -179, -16)
    assert box(shapely.box(36.394, 35.481, 36.623, 35.66)) == (36.39, 35.48, 36.63, 35.66)
