"""What the gazetteer knows of the words of a text, word by word."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from mapapp.geoparse.marks import Marker
from tests.extract.tables import rows

BLANK = spacy.blank("en")
MARKED = rows(
    ("Shells fell on Aleppo .", {"Aleppo": "B-admin-1"}),
    ("Many Syrian soldiers left .", {"Syrian": "B-demonym"}),
    ("It rained in New York City .", {"New": "B-large", "York": "I-large", "City": "I-large"}),
    ("A Texan came .", {"Texan": "B-demonym"}),
    ("He came by bus .", {"bus": ""}),
)


@pytest.mark.parametrize(("text", "marks"), MARKED)
def test_a_known_name_marks_its_words(gazetteer, text, marks):
    doc = BLANK.make_doc(text)
    told = {token.text: mark for token, mark in zip(doc, Marker(gazetteer).marks(doc), strict=True)}
    assert {word: told[word] for word in marks} == marks
    assert all(told[word] == "" for word in ("fell", "rained", "left", "came", "unit") if word in told)


@settings(max_examples=60)
@given(st.text(max_size=80))
def test_every_word_of_any_text_has_one_mark(gazetteer, text):
    doc = BLANK.make_doc(text)
    assert len(Marker(gazetteer).marks(doc)) == len(doc)
