import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapapp.store.text import LONGEST_KEY, fold, keyed, language_tag, source_name, storable
from tests.store.strategies import any_text

FOLDED = [
    ("ALEPPO", "aleppo"),
    ("Ḥamāh", "hamah"),
    ("Straße", "strasse"),
    ("İstanbul", "istanbul"),
    ("ﬁre", "fire"),
    ("حَلَب", "حلب"),
    ("서울", "서울"),
    ("  two\n\u00a0words ", "two words"),
    ("a\x00b", "a\ufffdb"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_words_are_found_without_case_and_accents(text, folded):
    assert fold(text) == folded


@given(
    st.lists(any_text | st.sampled_from(["\u0301", "\u00a0", "\u2028", "\u00a8", "\x1c", "\u1e9b\u0323"])).map("".join)
)
def test_words_are_folded_alone_as_in_a_sentence(text):
    whole = unicodedata.normalize("NFKD", storable(text))
    bare = "".join(mark for mark in whole if not unicodedata.combining(mark)).casefold()
    marked = unicodedata.normalize("NFKD", bare)
    plain = "".join(mark for mark in marked if not unicodedata.combining(mark))
    assert fold(text) == " ".join(unicodedata.normalize("NFC", plain).split())


@given(any_text)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_stored_text_has_a_utf8_form_and_no_nul(text):
    for stored in (storable(text), fold(text), source_name(text) or ""):
        assert "\x00" not in stored.encode("utf-8").decode("utf-8")


@pytest.mark.parametrize(
    ("text", "name"), [(" Inter\tfax ", "Interfax".replace("rf", "r f")), ("", None), (" \n", None)]
)
def test_a_source_has_one_spelling_or_none(text, name):
    assert source_name(text) == name


@pytest.mark.parametrize(
    ("given", "kept"), [("en", "en"), ("pt-BR", "pt-BR"), ("", None), ("0", None), ("no language", None), (None, None)]
)
def test_a_language_is_kept_where_a_link_can_ask_for_it(given, kept):
    assert language_tag(given) == kept


def test_a_long_name_is_kept_short_and_stays_another_than_one_like_it():
    long, other = "a" * 100_000, "a" * 99_999 + "b"
    assert len(keyed(long)) <= LONGEST_KEY
    assert keyed(long) != keyed(other)
    assert keyed(keyed(long)) == keyed(long)
    assert source_name(source_name(f"{long} ")) == source_name(long)
    assert keyed("Reuters") == "Reuters"
