from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer.names import fold, sound
from gazetteer.romanise import romanise, skeleton, sound_of

SAME_CONSONANTS = [
    ("كناكر", "Kanaker"),
    ("دير الزور", "Deir ez-Zor"),
    ("سراقب", "Saraqib"),
    ("خان شيخون", "Khan Sheikhoun"),
    ("معرة النعمان", "Maarat al-Numan"),
    ("اللطامنة", "Latamneh"),
    ("Trmanin", "Termanin"),
]


@pytest.mark.parametrize(("one", "other"), SAME_CONSONANTS)
def test_a_name_written_without_its_vowels_keeps_its_consonants(one, other):
    assert skeleton(one) == skeleton(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Авдеевка", "Avdiivka"), ("Кадиевка", "Kadiyevka")])
def test_a_cyrillic_name_sounds_like_its_romanised_one(one, other):
    assert sound_of(one) == sound(other) != ""


@pytest.mark.parametrize("name", ["東京", "Hama", "Aden", "", "123"])
def test_too_few_consonants_tell_nothing(name):
    assert skeleton(name) == ""


@given(st.text(max_size=40))
def test_any_text_is_romanised_to_ascii_or_not_at_all(text):
    assert romanise(fold(text)).isascii()
    assert skeleton(text).isascii()
