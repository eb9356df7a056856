from __future__ import annotations

import pytest
import shapely

from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.sources import geoboundaries
from gazetteer.sources.division_words import own_name
from gazetteer.sources.found import OWN_IDS
from gazetteer.sources.geoboundaries import SOURCE, known_districts, shapes, subdistricts
from gazetteer.sources.land import Land
from tools.subdistrict_names import Judged, judge

PLACES = list(geoboundaries.places())
SHAPES = dict(shapes())
DRAWN = "AF|BF|CD|CF|ET|HT|IQ|JO|LB|ML|MM|MZ|NE|NG|PH|PK|SD|SO|SS|SY|TR|UA|YE"


def named(name: str, country_code: str):
    return [place for place in PLACES if place.name == name and place.country_code == country_code]


def test_kafr_nobol_is_a_sub_district_of_syria():
    (place,) = named("Kafr Nobol", "SY")
    assert place.kind is PlaceKind.ADMIN3
    assert (place.point.latitude, place.point.longitude) == pytest.approx((35.58, 36.50), abs=0.1)
    assert 5 < place.radius_km < 15
    assert SHAPES[place.row].contains(shapely.Point(36.56, 35.61))  # the town


def test_the_golan_is_syrian_and_told_once():
    assert named("Fiq", "SY")
    assert named("Masaada", "SY")
    assert not named("Golan", "SY")
    assert not named("Golan", "IL")


def test_crimea_is_ukrainian():
    crimea = shapely.box(33.5, 44.4, 36.4, 45.7)
    inside = {p.country_code for p in PLACES if crimea.contains(shapely.Point(p.point.longitude, p.point.latitude))}
    assert inside == {"UA"}


def test_nothing_lies_in_palestine():
    palestine = Land().outline("PS")
    found = subdistricts()
    points = shapely.points([(p.point.longitude, p.point.latitude) for p in found])
    assert [found[at].name for at in shapely.STRtree(points).query(palestine, predicate="contains")] == []
    assert not any(place.country_code == "PS" for place in found)
    assert all(shape.intersection(palestine).area < 1e-4 for shape in SHAPES.values())


def test_a_district_that_geonames_has_is_not_told_again():
    own = {place.row for place in PLACES}
    known = known_districts()
    assert not own & set(known)
    assert len(known) > 25_000
    assert all(row < OWN_IDS for row in known)


def test_rows_are_numbered_once_and_say_where_they_are_from():
    assert len({place.row for place in PLACES}) == len({place.code for place in PLACES}) == len(PLACES) > 80_000
    assert {place.source for place in PLACES} == {SOURCE}
    assert SOURCE.licence == "CC BY 4.0"
    assert min(place.radius_km for place in PLACES) > 0


def test_every_name_can_be_looked_up_and_is_whole():
    for place in PLACES:
        assert all(fold(form.text) for form in place.forms), place
        assert not any(sign in place.name for sign in "?*#Ã\n_"), place
        assert not place.name.isdecimal(), place


@pytest.mark.parametrize("code", DRAWN.split("|"))
def test_the_countries_that_reports_come_from_have_polygons(code):
    rows = {place.row for place in subdistricts() if place.country_code == code}
    assert len(rows & set(SHAPES)) / len(rows) > 0.99


def test_a_point_lies_in_its_polygon_or_right_beside_it():
    for place in subdistricts():
        if place.row in SHAPES:
            spot = shapely.Point(place.point.longitude, place.point.latitude)
            assert SHAPES[place.row].distance(spot) < 0.03, place.name
            assert place.extent.contains(place.point), place.name


@pytest.mark.parametrize(
    ("name", "country_code", "own"),
    [
        ("Setor de Bolama", "GW", "Bolama"),
        ("Yardymli District", "AZ", "Yardymli"),
        ("Province d'Azilal", "MA", "Azilal"),
        ("Gunnae-myeon", "KR", "Gunnae"),
        ("Mainz, Kreisfreie Stadt", "DE", "Mainz"),
        ("بخش کلات", "IR", "کلات"),
        ("Mukim Sik", "MY", "Sik"),
        ("Kuwait City", "KW", "Kuwait City"),
        ("District", "AZ", "District"),
        ("Kafr Nobol", "SY", "Kafr Nobol"),
    ],
)
def test_the_words_around_a_name_are_known_by_country(name, country_code, own):
    assert own_name(name, country_code) == own


@pytest.mark.parametrize(
    ("written", "country_code", "name"),
    [
        ("SjÃ¶bo", "SE", "Sjöbo"),
        ("EL WAK", "SO", "El Wak"),
        ("\u202bبطرية\u202c", "TN", "بطرية"),
        ("West_Jahra", "KW", "West Jahra"),
        ("Spirit River No. 133", "CA", "Spirit River"),
        ("Hobøl nor", "NO", "Hobøl"),
        ("Qudsiya\n", "SY", "Qudsiya"),
        ("Ma'arrat An Nu'man", "SY", "Ma'arrat An Nu'man"),
    ],
)
def test_a_name_that_was_written_badly_is_mended(written, country_code, name):
    assert judge(written, country_code) == Judged(name=name)


def test_a_name_in_two_scripts_gives_two_forms():
    judged = judge("Province de Midelt إقليم ميدلت", "MA")
    assert (judged.name, judged.forms) == ("Province de Midelt", ("إقليم ميدلت",))


@pytest.mark.parametrize(
    ("written", "country_code", "why_not"),
    [
        ("344", "VU", "only a number"),
        ("Mutasa 23", "ZW", "a numbered ward"),
        ("Division No. 23, Unorganized", "CA", "unorganised territory"),
        ("Null", "SV", "no name"),
        ("Chrang Chamreh Ti P*", "KH", "cut off"),
        ("H?vi?", "BJ", "letters lost"),
        ("بخش مرکزی", "IR", "says only a direction"),
    ],
)
def test_what_is_no_name_is_left_out_for_a_reason(written, country_code, why_not):
    assert judge(written, country_code).why_not == why_not
