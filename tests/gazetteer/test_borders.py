"""Near a border the country of a point is a doubt, until the row or a town there says it."""

from __future__ import annotations

import numpy as np
import pytest

from gazetteer.borders import whereabouts
from gazetteer.place import Point
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Outcome
from tests.gazetteer.small_world import opened, write_world


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """The usual one, with towns at the border of Syria and Turkey, which is the 37th parallel."""
    towns = [
        (31, "Kobani", 37.003, 38.0, "SY", 11, 50_000),
        (32, "Tal Abyad", 36.999, 39.0, "SY", 11, 15_000),
        (33, "Akcakale", 37.001, 39.0, "TR", 12, 90_000),
    ]
    return opened(write_world(tmp_path_factory.mktemp("world") / "gazetteer.sqlite", towns))


WHERE = [
    # latitude, longitude, the countries it may lie in, the one it lies in
    (36.0, 38.0, ["SY"], "SY"),
    (36.95, 38.0, ["SY"], "SY"),
    (36.98, 38.0, ["SY", "TR"], None),
    (37.02, 38.0, ["TR", "SY"], None),
    (37.003, 38.0, ["TR", "SY"], "SY"),
    (37.003, 38.005, ["TR", "SY"], "SY"),
    (37.0, 39.0, ["SY", "TR"], None),
    (32.05, 34.95, ["SY"], "SY"),
    (37.05, 45.05, ["TR"], "TR"),
    (36.95, 34.95, ["SY", "TR"], None),
    (0.0, -150.0, [], None),
]


@pytest.mark.parametrize(("latitude", "longitude", "lands", "country"), WHERE)
def test_a_point_lies_in_one_country_or_in_one_of_several(world, latitude, longitude, lands, country):
    found = whereabouts(world, Point(latitude=latitude, longitude=longitude))
    assert (list(found.lands), found.country) == (lands, country)


ROWS = [
    # name, country, outcome, country of the answer or of the candidates, part of a sentence
    ("37.003, 38", "", Outcome.SURE, ["SY"], "lies where Kobani does, close to a border"),
    ("37.003, 38", "SY", Outcome.SURE, ["SY"], "lies in Syria or close to its border, as the row says"),
    ("37.003, 38", "TR", Outcome.SURE, ["TR"], "lies in Turkey or close to its border, as the row says"),
    ("37.003, 38", "UA", Outcome.AMBIGUOUS, ["TR"], "the point lies in Turkey, not in Ukraine"),
    ("37.02, 38", "", Outcome.AMBIGUOUS, ["TR", "SY"], "it may lie in Turkey or Syria; give the country"),
    ("37.02, 38", "SY", Outcome.SURE, ["SY"], "as the row says"),
    ("38.5, 36", "SY", Outcome.AMBIGUOUS, ["TR"], "not in Syria; are latitude and longitude swapped?"),
    ("0, -150", "SY", Outcome.AMBIGUOUS, [""], "the point lies on the high seas, not in Syria"),
    ("0, -150", "", Outcome.SURE, [""], "is written as coordinates"),
    ("0, 0", "", Outcome.REJECTED, [], "which stands for no point"),
]


@pytest.mark.parametrize(("name", "country", "outcome", "codes", "sentence"), ROWS)
def test_a_row_with_a_point_near_a_border(world, name, country, outcome, codes, sentence):
    answer = TableGeocoder(world).answer(name, country=country)
    assert (answer.outcome, [spot.country_code for spot in answer.candidates]) == (outcome, codes)
    assert sentence in "; ".join((*answer.notes, *(answer.spot.reasons if answer.spot else ())))
    assert "swapped" in sentence or "swapped" not in "".join(answer.notes)


KNOWN = [
    ("36.891, 38.353", "", "SY"),  # Kobani
    ("36.891, 38.353", "Syria", "SY"),
    ("31.7587, -106.4869", "", "US"),  # El Paso
    ("59.377, 28.19", "", "EE"),  # Narva
    ("-1.679, 29.228", "CD", "CD"),  # Goma
]


@pytest.mark.parametrize(("name", "country", "code"), KNOWN)
def test_border_towns_of_the_world_are_in_their_own_country(gazetteer, name, country, code):
    assert TableGeocoder(gazetteer).answer(name, country=country).spot.country_code == code


def test_the_closest_area_is_the_one_that_contains_the_point(gazetteer):
    chance = np.random.default_rng(5)
    for latitude, longitude in zip(chance.uniform(-60, 75, 400), chance.uniform(-180, 180, 400), strict=True):
        around = gazetteer.coverage.around(Point(latitude=latitude, longitude=longitude))
        containing = gazetteer.containing(Point(latitude=latitude, longitude=longitude))
        assert around[:1] == [place.id for place in containing][-1:]
