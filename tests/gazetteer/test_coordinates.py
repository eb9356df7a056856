from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates import Swapped, made_point, point_of, read_coordinate, read_point
from gazetteer.errors import BadQuery
from gazetteer.place import Point

READ = [
    ("36.2012", 36.2012),
    (" -36.2012 ", -36.2012),
    ("+36", 36),
    ("3.62e1", 36.2),
    ("36,2012", 36.2012),
    ("-0,5", -0.5),
    ("−36.5", -36.5),
    ("36.2012°", 36.2012),
    ("36.2 N", 36.2),
    ("S 36.2", -36.2),
    ("36.2w", -36.2),
    ("36°12'04\"N", 36.2011111),
    ("36° 12′ 04.5″ S", -36.2012500),
    ("36º12'4''N", 36.2011111),
    ("36°12.5'", 36.2083333),
    ("36 12 04", 36.2011111),
    ("36:12:04", 36.2011111),
    ("-36 12 04", -36.2011111),
    ("N 36 12,5", 36.2083333),
    ("٣٦٫٢", 36.2),
    ("٣٦.٢", 36.2),
]


@pytest.mark.parametrize(("text", "degrees"), READ)
def test_coordinates_are_read_as_people_write_them(text, degrees):
    assert read_coordinate(text).degrees == pytest.approx(degrees, abs=1e-7)


NOT_READ = [
    ("", "is missing"),
    ("n/a", "is no number of degrees"),
    ("36.2.1", "is no number of degrees"),
    ("1,234.5", "is no number of degrees"),
    ("nan", "is no number of degrees"),
    ("inf", "is no number of degrees"),
    ("3_6", "is no number of degrees"),
    ("36.2, 37.1", "is no number of degrees"),
    ("36.5 30", "is no number of degrees"),
    ("36 75 00", "60 minutes or seconds, or more"),
    ("36 12 60", "60 minutes or seconds, or more"),
    ("1" * 121, "has 121 characters"),
    ("-36 S", "tells the direction twice"),
    ("N 36 S", "tells the direction twice"),
]


@pytest.mark.parametrize(("text", "reason"), NOT_READ)
def test_what_is_no_coordinate_is_told(text, reason):
    with pytest.raises(ValueError, match=re.escape(reason)):
        read_coordinate(text)


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_is_read_back(latitude, longitude):
    if latitude == longitude == 0:
        return
    assert read_point(repr(latitude), repr(longitude)) == Point(latitude=latitude, longitude=longitude)


@given(st.text())
def test_no_text_is_too_strange_for_a_coordinate(text):
    try:
        assert abs(read_coordinate(text).degrees) >= 0
    except ValueError as problem:
        assert str(problem)


NO_POINTS = [
    ("", "", "latitude is missing; longitude is missing"),
    ("x", "37", "latitude 'x' is no number of degrees"),
    ("95", "200", "latitude 95 is outside -90 to 90; longitude 200 is outside -180 to 180"),
    ("0", "0", "the point is 0, 0"),
    ("-0.0", "0", "the point is 0, 0"),
    ("36", "-180,00000001", "longitude -180 is outside"),
    ("36 E", "200", "latitude 36 is marked as a longitude"),
]


@pytest.mark.parametrize(("latitude", "longitude", "reason"), NO_POINTS)
def test_what_is_no_point_is_told_with_every_reason(latitude, longitude, reason):
    with pytest.raises(ValueError, match=re.escape(reason)) as raised:
        read_point(latitude, longitude)
    assert not isinstance(raised.value, Swapped)


@pytest.mark.parametrize(("latitude", "longitude"), [("137.16", "36.2"), ("37.16 E", "36.2 N"), ("-137", "-36")])
def test_a_point_that_only_fits_the_other_way_round_is_swapped(latitude, longitude):
    with pytest.raises(Swapped, match="latitude and longitude seem swapped") as raised:
        read_point(latitude, longitude)
    assert raised.value.other.latitude == read_coordinate(longitude).degrees
    assert raised.value.other.longitude == read_coordinate(latitude).degrees


POINTS = [
    "36.2, 37.16",
    "36.2 37.16",
    " 36.2 ,37.16 ",
    "+36.2;37.16",
    "36,2; 37,16",
    "36,2, 37,16",
    "36,2 37,16",
    "36.2°, 37.16°",
    "36°12'N 37°9'36\"E",
    "36°12′00″N, 37°09′36″E",
    "36 12 0 N 37 9 36 E",
    "36 12 0, 37 9 36",
    "N36.2 E37.16",
    "N36.2E37.16",
    "36.2N37.16E",
    "37.16 E, 36.2 N",
    "(36.2, 37.16)",
    "geo:36.2,37.16",
    "geo:36.2,37.16,380;u=35",
    "٣٦٫٢, ٣٧٫١٦",
    "٣٦٫٢، ٣٧٫١٦",
]


@pytest.mark.parametrize("text", POINTS)
def test_a_text_is_a_point_however_people_write_it(text):
    assert point_of(text) == Point(latitude=36.2, longitude=37.16)


NAMES = [
    *("", "Aleppo", "36.2", "N5", "Highway 5", "E40 E42", "36 N, 37 N", "3.62e1", "(", "geo:", "1, 2, 3"),
    *("1 2 3", "1 2 3 4", "2024 05 12", "2024-05-12", "36.2 – 37.16", "36°75'N 37°E", "36.2 N 37.16"),
]


@pytest.mark.parametrize("text", NAMES)
def test_other_texts_are_no_point(text):
    assert point_of(text) is None


OFF_EARTH = [
    ("91, 0", "latitude 91.0 is outside -90 to 90"),
    ("0, 200", "longitude 200.0 is outside"),
    ("0,0", "0, 0, which stands for no point"),
    ("-0.0, 0", "0, 0, which stands for no point"),
    ("0°N 0°E", "0, 0, which stands for no point"),
]


@pytest.mark.parametrize(("text", "reason"), OFF_EARTH)
def test_a_point_that_is_not_on_earth_is_told(text, reason):
    with pytest.raises(BadQuery, match=re.escape(reason)):
        point_of(text)


@pytest.mark.parametrize("pair", [(0, 0), (0.0, "0"), (91, 0), (float("nan"), 0), ("x", "0"), ("36 E", "37 N")])
def test_two_numbers_or_texts_may_be_no_point(pair):
    with pytest.raises(BadQuery):
        made_point(*pair)


LONG = ["1" * 50_000 + "x", "1 " * 50_000, "1" + " " * 50_000 + "x", "1," * 50_000, "(" * 50_000, "geo:" + "1" * 50_000]


@pytest.mark.parametrize("text", [*LONG, *(text[:100] + text[-20:] for text in LONG)])
def test_a_long_text_takes_no_time(text):
    start = time.process_time()
    assert point_of(text) is None
    for read in (lambda: read_coordinate(text), lambda: made_point(text, "0")):
        with pytest.raises(ValueError, match=r"is no number of degrees|characters"):
            read()
    assert time.process_time() - start < 0.1


@given(st.text(st.sampled_from("0123456789 .,;:°'\"+-NSEWnsewx()")))
def test_no_text_is_too_strange_for_a_point(text):
    try:
        assert point_of(text) is None or isinstance(point_of(text), Point)
    except BadQuery as problem:
        assert str(problem)
