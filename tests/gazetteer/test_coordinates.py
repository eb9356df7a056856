from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.coordinates import Swapped, read_coordinate, read_point
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
