"""Parsed sentences for the tests of what reads them."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from mapapp import language


@lru_cache(maxsize=512)
def parsed(text: str) -> Doc:
    return next(language.parsed(language.entities([text])))


def the_sentence(text: str) -> Span:
    """The first sentence of a text; the tests give one sentence each."""
    return next(iter(parsed(text).sents))


def the_word(text: str, word: str) -> Token:
    """The first token written so."""
    return next(token for token in parsed(text) if token.text == word)
