import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.domain.shape import MOST_CORNERS, Shape
from mapapp.store.inside import inside


def holds(text, latitude, longitude):
    return bool(inside(Shape.parse(text), np.array([float(latitude)]), np.array([float(longitude)]))[0])


INSIDE = [
    ("box:35,32,43,38", 36, 37, True),
    ("box:35,32,43,38", 36, 44, False),
    ("box:170,-10,-170,10", 0, 179, True),
    ("box:170,-10,-170,10", 0, -175, True),
    ("box:170,-10,-170,10", 0, 0, False),
    ("box:-180,-90,180,90", 90, 180, True),
    ("circle:179.5,0,200", 0, -179.5, True),
    ("circle:179.5,0,200", 0, -177, False),
    ("circle:10,88,700", 89, -170, True),
    ("polygon:170,-5,-170,-5,-170,9", 0, -175, True),
    ("polygon:170,-5,-170,-5,-170,9", 0, 0, False),
    ("polygon:0,70,120,70,-120,70", 80, 33, True),
    ("polygon:0,70,120,70,-120,70", 60, 33, False),
    ("polygon:175,0,190,0,190,5", 1, -173, True),
]


@pytest.mark.parametrize(("text", "latitude", "longitude", "is_in"), INSIDE)
def test_a_place_lies_in_an_area_or_not(text, latitude, longitude, is_in):
    assert holds(text, latitude, longitude) is is_in


REFUSED = [
    ("polygon:0,0,2,2,2,0,0,2", "cross each other"),
    ("polygon:0,0,1,1", "three different corners"),
    ("polygon:" + ",".join(["1,1"] * 100_000), "too many corners"),
    ("box:35,38,43,32", "must lie below"),
    ("box:35,32,43", "west,south,east,north"),
    ("box:a,b,c,d", "numbers between commas"),
    ("box:nan,0,1,1", "finite"),
    ("circle:0,0,0", "radius"),
    ("circle:36,137,5", "swapped"),
    ("heart:1", "begins with"),
    ("polygon:~9zz", "damaged"),
]


@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_an_area_that_cannot_be_meant_is_refused_with_a_reason(text, sentence):
    with pytest.raises(ValueError, match=sentence):
        Shape.parse(text)


@given(st.integers(3, MOST_CORNERS), st.floats(0.01, 60), st.floats(-170, 170), st.floats(-20, 20))
def test_a_polygon_comes_back_from_its_link(corners, size, east, north):
    turns = [2 * math.pi * number / corners for number in range(corners)]
    ring = ",".join(f"{east + size * math.cos(t):.6f},{north + size * math.sin(t):.6f}" for t in turns)
    try:
        shape = Shape.parse("polygon:" + ring)
    except ValueError:
        return  # rounded until two lines cross, or beyond the map
    assert Shape.parse(str(shape)) == shape
    assert len(str(shape)) < 1_800


@pytest.mark.parametrize("text", ["box:35,32,43,38", "circle:179,0,300", "polygon:0,0,40,0,40,30"])
def test_the_line_around_an_area_is_closed_and_has_a_corner_at_every_degree(text):
    line = Shape.parse(text).line()
    assert line[0] == line[-1]
    assert max(math.dist(a, b) for a, b in itertools.pairwise(line)) <= 1 + 1e-9
    assert set(Shape.parse(text).ring()) <= set(line)
