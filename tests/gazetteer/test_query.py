from __future__ import annotations

import pytest

from gazetteer.place import PlaceKind
from gazetteer.query import Reading, foreign_readings, head_and_tail, readings

DESCRIBED = [
    ("Nineveh province", "Nineveh", PlaceKind.ADMIN1),
    ("Province of Aleppo", "Aleppo", PlaceKind.ADMIN1),
    ("City of Gaza", "Gaza", PlaceKind.SETTLEMENT),
    ("Koweït-Ville", "Koweït", PlaceKind.SETTLEMENT),
    ("Donetsk oblast", "Donetsk", PlaceKind.ADMIN1),
    ("محافظة إدلب", "إدلب", PlaceKind.ADMIN1),
]


@pytest.mark.parametrize(("text", "name", "kind"), DESCRIBED)
def test_the_word_for_what_it_is_is_read_apart_from_the_name(text, name, kind):
    assert (name, kind) in [(reading.name, reading.prefer) for reading in readings(text)]


@pytest.mark.parametrize(
    ("text", "long"), [("St Louis", "saint Louis"), ("Ft. Worth", "fort Worth"), ("Mt Sinai", "mount Sinai")]
)
def test_abbreviations_are_written_out(text, long):
    assert long in [reading.name for reading in readings(text)]


def test_a_name_is_first_read_as_it_is_written():
    assert next(readings("Kansas City")).name == "Kansas City"


@pytest.mark.parametrize("text", ["St", "city", "", "Province", "of"])
def test_a_lone_word_is_never_read_away(text):
    assert [reading.name for reading in readings(text)] == [text]


FOREIGN = [
    ("Chan Scheichun", "khan sheikhun", "German"),
    ("Dschabaliya", "jabaliya", "German"),
    ("Xankəndi", "khankandi", "Turkic"),
    ("Djénine", "jénine", "French"),
]


@pytest.mark.parametrize(("text", "read", "habit"), FOREIGN)
def test_sounds_are_read_as_other_languages_write_them(text, read, habit):
    assert (read, habit) in [(reading.name, reading.habit) for reading in foreign_readings([Reading(name=text)])]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Idlib, Syria", ("Idlib", "Syria")),
        ("Diyarbakir (Amed)", ("Diyarbakir", "Amed")),
        ("Paris, Texas, US", ("Paris", "Texas, US")),
        ("Idlib", None),
        (", Syria", None),
        ("Idlib,", None),
        ("(x)", None),
    ],
)
def test_what_a_name_lies_in_is_read_apart(text, parts):
    assert head_and_tail(text) == parts
