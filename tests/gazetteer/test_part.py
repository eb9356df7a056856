"""Halves and middles of outlines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import part
from gazetteer.place import Point

SQUARE = {"type": "Polygon", "coordinates": [[[36, 35], [38, 35], [38, 37], [36, 37], [36, 35]]]}
FIJI = {
    "type": "MultiPolygon",
    "coordinates": [
        [[[177, -18], [180, -18], [180, -16], [177, -16], [177, -18]]],
        [[[-180, -18], [-179, -18], [-179, -16], [-180, -16], [-180, -18]]],
    ],
}
FAR_ISLAND = {
    "type": "MultiPolygon",
    "coordinates": [*[SQUARE["coordinates"]], [[[10, 0], [10.1, 0], [10.1, 0.1], [10, 0.1], [10, 0]]]],
}
SIDES = [(0, 36.5, 37.0), (90, 36.0, 37.5), (180, 35.5, 37.0), (270, 36.0, 36.5)]


@pytest.mark.parametrize(("bearing", "latitude", "longitude"), SIDES)
def test_a_half_lies_towards_its_bearing(bearing, latitude, longitude):
    centre, radius = part.half(SQUARE, bearing)
    assert centre.distance_km(Point(latitude=latitude, longitude=longitude)) < 1
    assert 90 < radius < 130


@given(st.floats(0, 360, exclude_max=True))
def test_a_half_and_its_opposite_cover_the_whole(bearing):
    halves = [part.half(SQUARE, bearing), part.half(SQUARE, (bearing + 180) % 360)]
    for longitude, latitude in SQUARE["coordinates"][0]:
        corner = Point(latitude=latitude, longitude=longitude)
        assert any(centre.distance_km(corner) <= 1.02 * radius for centre, radius in halves)


def test_the_middle_is_half_as_wide_as_the_whole():
    centre, radius = part.middle(SQUARE)
    corner = Point(latitude=37, longitude=38)
    assert centre.distance_km(Point(latitude=36, longitude=37)) < 1
    assert radius == pytest.approx(centre.distance_km(corner) / 2, rel=0.03)


def test_an_outline_across_the_date_line_has_an_eastern_half_beyond_it():
    centre, radius = part.half(FIJI, 90)
    assert centre.distance_km(Point(latitude=-17, longitude=-180)) < 5
    assert radius < 200


def test_a_small_island_far_off_does_not_stretch_the_land():
    assert part.half(FAR_ISLAND, 0)[1] == pytest.approx(part.half(SQUARE, 0)[1], rel=0.05)
