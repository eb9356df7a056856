"""The basemap without a browser, and the picture over it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from mapapp.draw.frame import Frame, extent_of
from mapapp.draw.picture import picture
from mapapp.draw.tiles import tile_number, world
from mapapp.draw.vector_tile import Shape, decoded

LAND, WATER = (0xF4, 0xF2, 0xEC), (0xD5, 0xE1, 0xE6)


def test_tiles_are_numbered_along_a_hilbert_curve_from_zoom_to_zoom():
    assert [tile_number(1, x, y) for x, y in ((0, 0), (0, 1), (1, 1), (1, 0))] == [1, 2, 3, 4]
    for zoom in range(5):
        side = 1 << zoom
        numbers = {tile_number(zoom, x, y) for x in range(side) for y in range(side)}
        first = (4**zoom - 1) // 3
        assert numbers == set(range(first, first + 4**zoom))


def test_a_tile_of_the_basemap_holds_land_borders_and_names():
    layers = decoded(world().tile(3, 4, 3))
    assert {"land", "borders", "country_label", "places"} <= set(layers)
    assert {feature.shape for feature in layers["land"].features} == {Shape.AREA}
    names = {feature.properties["name"] for feature in layers["country_label"].features}
    assert {"Egypt", "Turkey"} & names


def test_where_there_is_no_tile_there_is_none():
    assert world().tile(20, 0, 0) is None


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [([10, 20, 30], 10, 30), ([170, -170], 170, -170), ([180, -180], 180, -180), ([5], 5, 5)],
)
def test_the_box_is_the_narrowest_one_around_the_globe(longitudes, west, east):
    box = extent_of([0] * len(longitudes), longitudes)
    assert ((box.east - box.west) % 360, box.north) == ((east - west) % 360, 0)


def test_points_all_around_the_world_leave_it_cut_where_maps_cut_it():
    box = extent_of([0] * 18, list(range(-175, 185, 20)))
    assert (box.west, box.east) == (-175, 165)


def test_a_frame_holds_what_it_was_made_for():
    points = [(36.2, 37.2), (-33.9, 18.4), (59.9, 10.7)]
    frame = Frame.around(extent_of(*zip(*points, strict=True)), 600, 400)
    for latitude, longitude in points:
        x, y = frame.at(latitude, longitude)
        assert 0 < x < 600
        assert 0 < y < 400


def drawn(found, **other):
    return Image.open(
        BytesIO(picture(found, title="t", lines=["l"], tells={"Query": "ثلاثة <b>"}, size=(400, 300), **other))
    )


def test_a_picture_of_the_sahara_is_land_and_one_of_the_pacific_is_water():
    assert drawn([(23.0, 10.0, "battle.clash", "reported")]).getpixel((20, 20)) == LAND
    assert drawn([(-25.0, -120.0, "battle.clash", "reported")]).getpixel((20, 20)) == WATER


def test_a_picture_says_about_itself_what_it_is_told():
    assert drawn([]).text == {"Query": "ثلاثة <b>"}


def test_a_type_that_is_not_known_is_drawn_all_the_same():
    assert drawn([(0.0, 0.0, "earthworm", "reported")]).size == (400, 300)
