"""Stretches that were taken for one name: trimmed, parted where they are lists, freed of generic words."""

from __future__ import annotations

import pytest

from mapapp.geoparse.lists import names_in, without_generic_words
from tests.extract.tables import rows

PARTED = rows(
    ("Helmand, Kandahar and Uruzgan", ["Helmand", "Kandahar", "Uruzgan"]),
    ("Trinidad and Tobago", ["Trinidad and Tobago"]),
    ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
    ("Askira/Uba", ["Askira", "Uba"]),
    ("the Dominican Republic", ["Dominican Republic"]),
    (" “Aleppo”, ", ["Aleppo"]),
    ("Calif.", ["Calif."]),
    ("Aleppo", ["Aleppo"]),
    (" ,;", []),
)


@pytest.mark.parametrize(("stretch", "names"), PARTED)
def test_a_list_is_parted_and_a_name_with_and_stays_whole(gazetteer, stretch, names):
    text = f"In {stretch} it snowed."
    assert [text[a:b] for a, b in names_in(text, 3, 3 + len(stretch), gazetteer)] == names


NARROWED = rows(
    ("northern Idlib", "Idlib"),
    ("North Darfur", "North Darfur"),
    ("Xqzvb district", "Xqzvb"),
    ("Rif Dimashq Province", "Rif Dimashq Province"),
    ("New York City", "New York City"),
    ("Aleppo", "Aleppo"),
)


@pytest.mark.parametrize(("surface", "name"), NARROWED)
def test_generic_words_are_left_off_unless_the_name_is_known_with_them(gazetteer, surface, name):
    start, end = without_generic_words(surface, 0, len(surface), gazetteer)
    assert surface[start:end] == name
