from __future__ import annotations

import io

import pytest
from PIL import Image

from mapapp.draw import picture as pictures
from mapapp.draw.picture import BAND, HEIGHT, LAND, SEA, WIDTH, Dot, picture


def drawn(title: str = "Title", line: str = "2 incidents from 1 report", dots=(), borders=()) -> Image.Image:
    return Image.open(io.BytesIO(picture(title, line, dots, borders))).convert("RGB")


def colours(image: Image.Image) -> set[str]:
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in image.getcolors(WIDTH * HEIGHT)}


def dot(latitude=36.2, longitude=37.2, incidents=1, colour="#0072e5", **more) -> Dot:
    return Dot(latitude=latitude, longitude=longitude, incidents=incidents, colour=colour, **more)


def test_a_picture_shows_land_sea_and_each_incident_in_its_colour():
    image = drawn(dots=[dot(), dot(35.0, 34.0, colour="#e53900")])
    assert image.size == (WIDTH, HEIGHT)
    assert {SEA, LAND, "#0072e5", "#e53900"} <= colours(image)


def test_one_incident_is_in_the_middle_of_the_map():
    assert drawn(dots=[dot()]).getpixel((WIDTH // 2, BAND + (HEIGHT - BAND) // 2)) == (0, 0x72, 0xE5)


FAR = [("none", []), ("poles", [dot(90.0), dot(-90.0)]), ("edges", [dot(0.0, 180.0), dot(0.0, -180.0)])]
FAR += [("many", [dot(incidents=10**9)])]


@pytest.mark.parametrize("dots", [row[1] for row in FAR], ids=[row[0] for row in FAR])
def test_any_places_make_a_picture(dots):
    assert drawn(dots=dots).size == (WIDTH, HEIGHT)


TITLES = [
    ("Battles in Syria", True),
    ("حلب", True),
    ("Бои в Алеппо", True),
    ("東京", False),
    ("खबर", False),
    ("a\x01b", False),
    ("", False),
]


@pytest.mark.parametrize(("title", "shown"), TITLES)
def test_a_title_that_the_font_cannot_draw_is_left_out(title, shown):
    band = (0, 0, WIDTH, BAND)
    with_title, without = drawn(title).crop(band), drawn("").crop(band)
    assert (with_title.tobytes() != without.tobytes()) is shown


def test_a_long_title_ends_in_an_ellipsis_inside_the_picture():
    edge = drawn("W" * 300).crop((WIDTH - 20, 0, WIDTH, BAND))
    assert colours_of(edge) == {(255, 255, 255)}


def colours_of(image: Image.Image) -> set[tuple[int, ...]]:
    return {colour for _, colour in image.getcolors(WIDTH * HEIGHT)}


def test_borders_are_lines_over_the_land():
    square = [(36.0, 35.0), (38.0, 35.0), (38.0, 37.0), (36.0, 35.0)]
    assert drawn(dots=[dot()], borders=[square]).tobytes() != drawn(dots=[dot()]).tobytes()
    assert pictures.BORDER not in {LAND, SEA}
