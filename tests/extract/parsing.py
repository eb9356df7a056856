"""Parsed sentences for the tests of what reads them."""

from __future__ import annotations

from functools import lru_cache

from mapapp import language
from mapapp.sentence import ParsedText, Sentence, Word


@lru_cache(maxsize=512)
def parsed(text: str) -> ParsedText:
    return next(language.parsed(language.entities([text])))


def the_sentence(text: str) -> Sentence:
    """The first sentence of a text; the tests give one sentence each."""
    return next(iter(parsed(text).sents))


def the_word(text: str, word: str) -> Word:
    """The first token written so."""
    return next(token for token in parsed(text) if token.text == word)
