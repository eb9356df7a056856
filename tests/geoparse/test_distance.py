"""Distances as people say them → from and to, in kilometres."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.geoparse.distance import DISTANCE, TRAVEL, distance_of
from tests.extract.tables import rows

SAID = rows(
    ("30 km", 25, 35),
    ("30km", 25, 35),
    ("30-km", 25, 35),
    ("30 kms", 25, 35),
    ("30-kilometre", 25, 35),
    ("thirty kilometres", 25, 35),
    ("twenty-five km", 22.5, 27.5),
    ("about 30 kilometers", 25, 35),
    ("some 12 km", 10.2, 13.8),
    ("20-30 km", 20, 30),
    ("20–30 km", 20, 30),
    ("20 to 30 kilometres", 20, 30),
    ("a few kilometres", 2, 5),
    ("several kilometres", 3, 8),
    ("a couple of kilometres", 1.5, 3),
    ("100 km", 83.3, 116.7),
    ("7 km", 6.5, 7.5),
    ("2.5 km", 2.25, 2.75),
    ("1,200 metres", 1.15, 1.25),
    ("10 miles", 13.4, 18.8),
    ("a mile", 1.3, 1.9),
    ("ten nautical miles", 15.4, 21.6),
    ("half a mile", 0.67, 0.94),
    ("1/2 mile", 0.67, 0.94),
)
TRAVELLED = rows(
    ("an hour's drive", 25, 70),
    ("a two-hour drive", 50, 140),
    ("40-minute drive", 16.7, 46.7),
    ("two hours' walk", 6, 10),
    ("two hours by road", 50, 140),
    ("half an hour's drive", 12.5, 35),
    ("an hour", 20, 70),
)


def read(pattern, said):
    match = re.search(pattern + "$", said, re.IGNORECASE)
    assert match, said
    return distance_of(match)


@pytest.mark.parametrize(("said", "low", "high"), SAID)
def test_a_distance_has_the_slack_of_its_rounding(said, low, high):
    distance = read(DISTANCE, said)
    assert (distance.low_km, distance.high_km) == (pytest.approx(low, abs=0.06), pytest.approx(high, abs=0.06))


@pytest.mark.parametrize(("said", "low", "high"), TRAVELLED)
def test_a_travel_time_is_as_vague_as_the_speed(said, low, high):
    distance = read(TRAVEL, said)
    assert (distance.low_km, distance.high_km) == (pytest.approx(low, abs=0.06), pytest.approx(high, abs=0.06))


@pytest.mark.parametrize("said", ["km", "30", "30 kg", "G30 km", "30 kmh"])
def test_what_is_no_distance_is_not_read_as_one(said):
    assert not re.search(DISTANCE + "$", said, re.IGNORECASE)


@given(st.integers(1, 100_000))
def test_the_number_itself_is_always_within(number):
    distance = read(DISTANCE, f"{number} km")
    assert distance.low_km < number < distance.high_km
    assert distance.middle_km == pytest.approx(number)
