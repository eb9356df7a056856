"""Stretches that were taken for one name: trimmed, parted where they are lists, freed of generic words."""

from __future__ import annotations

import re

import pytest

from mapapp.domain.report import Span
from mapapp.geoparse.lists import joined, keeps_generic_words, names_in, without_generic_words
from tests.extract.tables import rows

PARTED = rows(
    ("Helmand, Kandahar and Uruzgan", ["Helmand", "Kandahar", "Uruzgan"]),
    ("Trinidad and Tobago", ["Trinidad and Tobago"]),
    ("Bosnia and Herzegovina", ["Bosnia and Herzegovina"]),
    ("Homs/Hama", ["Homs", "Hama"]),
    ("the Dominican Republic", ["Dominican Republic"]),
    (" “Aleppo”, ", ["Aleppo"]),
    ("Calif.", ["Calif."]),
    ("Aleppo", ["Aleppo"]),
    (" ,;", []),
    ("Sakhour district of eastern Aleppo", ["Sakhour district", "Aleppo"]),
    ("Port of Aleppo", ["Aleppo"]),
    ("Gulf of Aden", ["Gulf of Aden"]),
    ("Church of Xqzvb", ["Church of Xqzvb"]),
    ("ALEPPO - Xqzvb", ["ALEPPO", "Xqzvb"]),
)


@pytest.mark.parametrize(("stretch", "names"), PARTED)
def test_a_list_is_parted_and_a_name_with_and_stays_whole(gazetteer, stretch, names):
    text = f"In {stretch} it snowed."
    assert [text[a:b] for a, b in names_in(text, 3, 3 + len(stretch), gazetteer)] == names


def test_a_name_that_was_cut_at_a_small_word_is_made_one():
    text = "The Córrego do Feijão mine, Aleppo and Homs."
    cut = [Span(start=4, end=11), Span(start=15, end=21), Span(start=28, end=34), Span(start=39, end=43)]
    assert [span.of(text) for span in joined(text, cut)] == ["Córrego do Feijão", "Aleppo", "Homs"]


NARROWED = rows(
    ("northern Idlib", "Idlib"),
    ("North Darfur", "North Darfur"),
    ("Xqzvb district", "Xqzvb"),
    ("Sofala province", "Sofala"),
    ("Damascus-Homs highway", "Damascus-Homs"),
    ("Rif Dimashq Province", "Rif Dimashq Province"),
    ("New York City", "New York City"),
    ("Aleppo", "Aleppo"),
)


HABITS = rows(
    ("In Ibb governorate, Taizz governorate and Hajjah governorate it rained.", "governorate", True),
    ("In Ibb governorate it rained.", "governorate", False),
)


@pytest.mark.parametrize(("text", "word", "habit"), HABITS)
def test_what_several_names_of_a_text_have_in_them_is_its_habit(text, word, habit):
    spans = [Span(start=m.start(), end=m.end()) for m in re.finditer(rf"\w+ {word}", text)]
    assert keeps_generic_words([(text, spans)]) is habit
    bare = [Span(start=span.start, end=span.end - len(word) - 1) for span in spans]
    assert keeps_generic_words([(text, bare)]) is False


@pytest.mark.parametrize(("surface", "name"), NARROWED)
def test_generic_words_are_left_off_unless_the_name_is_known_with_them(gazetteer, surface, name):
    start, end = without_generic_words(surface, 0, len(surface), gazetteer)
    assert surface[start:end] == name
