from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.geoparse.words import touching, words_of

LIKELY = st.text(st.sampled_from("aA l-'’ʿ.sS\u00a0\u200b\n\U0001f4a5é1"), max_size=30)


@given(st.one_of(st.text(max_size=60), LIKELY))
def test_each_word_of_any_text_stands_where_it_says(text):
    words = words_of(text)
    assert all(text[word.start : word.end] == word.text != "" for word in words)
    assert all(left.end <= right.start for left, right in pairwise(words))


@given(st.one_of(st.text(max_size=60), LIKELY))
def test_no_letter_is_lost(text):
    covered = {i for word in words_of(text) for i in range(word.start, word.end)}
    lost = "".join(c for i, c in enumerate(text) if i not in covered and c.isalpha())
    assert lost.lower().strip("s") == ""  # only the s of a possessive stands outside


CUT = [
    ("al-Kalasseh fell", ["al-Kalasseh", "fell"]),
    ("Jam’iat Zahra", ["Jam’iat", "Zahra"]),
    ("Aleppo’s west", ["Aleppo", "west"]),
    ("Homs' gate", ["Homs", "gate"]),
    ("U.S. troops", ["U.S.", "troops"]),
    ("in Kyiv.", ["in", "Kyiv"]),
    ("Guinea-Bissau", ["Guinea-Bissau"]),
    ("São Tomé", ["São", "Tomé"]),
    ("Deir\u00a0Ezzor", ["Deir", "Ezzor"]),
    ("", []),
    ("— … !", []),
]


@pytest.mark.parametrize(("text", "expected"), CUT, ids=[text or "nothing" for text, _ in CUT])
def test_names_are_cut_as_people_write_them(text, expected):
    assert [word.text for word in words_of(text)] == expected


@pytest.mark.parametrize(
    ("word", "name_like"),
    [("Homs", True), ("al-Bab", True), ("el-Geneina", True), ("homs", False), ("12", False), ("ÉVIAN", True)],
)
def test_a_capital_makes_a_word_look_like_a_name(word, name_like):
    assert [w.name_like for w in words_of(word)] == [name_like]


@pytest.mark.parametrize(("text", "together"), [("Port Said", True), ("Port, Said", False), ("Port. Said", False)])
def test_only_words_with_nothing_between_them_can_be_one_name(text, together):
    left, right = words_of(text)
    assert touching(text, left, right) is together
