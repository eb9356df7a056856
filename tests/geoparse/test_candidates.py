"""The places that a surface may mean, by every way to read it."""

from __future__ import annotations

import pytest

from mapapp.geoparse.candidates import MOST, candidates_of, is_adjective
from tests.extract.tables import rows

AMONG = rows(
    ("Aleppo", "SY", "Aleppo"),
    ("W. Va.", "US", "West Virginia"),
    ("N.Y.", "US", "New York"),
    ("Loudon Co.", "US", "Tennessee"),
    ("Hamilton Twp.", "US", "Ohio"),
    ("northern Idlib", "SY", "Idlib"),
    ("Helmand Province", "AF", "Helmand"),
    ("Deir Ezzor", "SY", "Deir ez-Zor"),
    ("Texan", "US", "Texas"),
)


@pytest.mark.parametrize(("surface", "country", "division"), AMONG)
def test_what_a_name_means_is_among_its_candidates(gazetteer, surface, country, division):
    places = [candidate.place for candidate in candidates_of(gazetteer, surface)]
    assert any(place.country_code == country and place.admin1 == division for place in places)
    assert len(places) == len({place.id for place in places}) <= MOST


def test_a_people_means_its_country_alone(gazetteer):
    (syria,) = candidates_of(gazetteer, "Syrian")
    assert syria.place.name == "Syria"


@pytest.mark.parametrize("nothing", ["", " ", "—", "Xqzvbwfgh"])
def test_what_is_no_name_has_no_candidates(gazetteer, nothing):
    assert candidates_of(gazetteer, nothing) == ()


@pytest.mark.parametrize(
    ("word", "expected"), [("Syrian", True), ("Texans", True), ("Syria", False), ("Paris", False), ("Xqzvb", False)]
)
def test_words_that_only_say_where_from_are_adjectives(gazetteer, word, expected):
    assert is_adjective(gazetteer, word) is expected
