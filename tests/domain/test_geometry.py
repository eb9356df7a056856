from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gazetteer.place import Extent, Point

LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)
POINTS = st.builds(Point, latitude=LATITUDES, longitude=LONGITUDES)


def at(latitude, longitude):
    return Point(latitude=latitude, longitude=longitude)


def test_a_point_with_swapped_coordinates_is_refused_with_a_question():
    with pytest.raises(ValueError, match="are latitude and longitude swapped"):
        at(121.0, 14.6)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.1, 0), (-91, 0), (0, 180.5), (0, -200), (float("nan"), 0), (0, float("inf"))]
)
def test_what_is_not_on_earth_is_refused(latitude, longitude):
    with pytest.raises(ValueError, match="is outside"):
        at(latitude, longitude)


@pytest.mark.parametrize(("latitude", "longitude"), [(90, 180), (-90, -180), (0, 0)])
def test_the_edges_of_the_map_are_on_earth(latitude, longitude):
    assert at(latitude, longitude).latitude == latitude


def test_coordinates_cannot_be_given_by_position():
    with pytest.raises(TypeError):
        Point(14.6, 121.0)


def test_geojson_has_longitude_first():
    assert at(14.6, 121.0).geojson() == [121.0, 14.6]


DISTANCES = [
    (at(0, 0), at(0, 1), 111.2),
    (at(0, 0), at(90, 0), 10_007.6),
    (at(0, 179.5), at(0, -179.5), 111.2),
    (at(48.8566, 2.3522), at(51.5074, -0.1278), 343.6),
]


@pytest.mark.parametrize(("here", "there", "km"), DISTANCES)
def test_distances_run_over_the_globe(here, there, km):
    assert here.distance_km(there) == pytest.approx(km, abs=0.5)


@given(POINTS, POINTS)
def test_a_distance_is_the_same_both_ways_and_at_most_half_round_the_globe(here, there):
    assert here.distance_km(there) == pytest.approx(there.distance_km(here))
    assert 0 <= here.distance_km(there) <= 20_016
    assert here.distance_km(here) == 0


FIJI = Extent(west=176, south=-20, east=-178, north=-15)
EUROPE = Extent(west=-10, south=35, east=40, north=70)
INSIDE = [
    (FIJI, at(-18, 178), True),
    (FIJI, at(-18, -179), True),
    (FIJI, at(-18, 180), True),
    (FIJI, at(-18, 0), False),
    (FIJI, at(-30, 178), False),
    (EUROPE, at(48, 2), True),
    (EUROPE, at(35, -10), True),
    (EUROPE, at(48, 60), False),
    (EUROPE, at(48, -179), False),
]


@pytest.mark.parametrize(("extent", "point", "inside"), INSIDE)
def test_an_extent_may_cross_the_line_where_the_date_changes(extent, point, inside):
    assert extent.contains(point) is inside


@given(POINTS, LONGITUDES, LONGITUDES)
def test_what_lies_outside_a_band_lies_inside_the_band_the_other_way_round(point, west, east):
    assume(west != east)
    band = Extent(west=west, south=-90, east=east, north=90)
    rest = Extent(west=east, south=-90, east=west, north=90)
    assert band.contains(point) or rest.contains(point)


BEARINGS = st.floats(0, 360, exclude_max=True)
MODERATE = st.builds(Point, latitude=st.floats(-75, 75), longitude=LONGITUDES)
SHIFTS = [
    (at(0, 0), 0, 111.195, at(1, 0)),
    (at(0, 0), 90, 111.195, at(0, 1)),
    (at(0, 0), 180, 111.195, at(-1, 0)),
    (at(0, 179.5), 90, 111.195, at(0, -179.5)),
    (at(36.2, 37.16), 90, 30, at(36.2, 37.494)),
    (at(89.5, 0), 0, 111.195, at(89.5, 180)),
]


@pytest.mark.parametrize(("start", "bearing", "km", "end"), SHIFTS)
def test_a_point_moves_by_bearing_and_distance_over_poles_and_date_line(start, bearing, km, end):
    assert start.shifted(bearing_degrees=bearing, distance_km=km).distance_km(end) < 0.3


@given(MODERATE, BEARINGS, st.floats(0.01, 1_000))
def test_there_and_back_is_where_one_was(start, bearing, km):
    end = start.shifted(bearing_degrees=bearing, distance_km=km)
    assert start.distance_km(end) == pytest.approx(km, rel=1e-6, abs=1e-5)
    back = end.shifted(bearing_degrees=end.bearing_to(start), distance_km=km)
    assert back.distance_km(start) < 0.001


@given(MODERATE, BEARINGS, st.floats(0.1, 5_000))
def test_the_midpoint_is_as_far_from_the_one_as_from_the_other(start, bearing, km):
    end = start.shifted(bearing_degrees=bearing, distance_km=km)
    middle = start.midpoint(end)
    assert middle.distance_km(start) == pytest.approx(middle.distance_km(end), abs=0.001)
    assert middle.distance_km(start) == pytest.approx(km / 2, abs=0.001)
