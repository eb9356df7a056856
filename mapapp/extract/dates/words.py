"""The words of `words.toml` and the days of `feasts.toml`, once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any, Generic, TypeVar

from mapapp.extract.dates.tokens import Token, tokens_of

Value = TypeVar("Value")


def _read(file: str) -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8"))


_TABLE = _read("words.toml")


class Phrases(Generic[Value]):
    """Phrases with what each means; the longest that stands at a place is found.

    Args:
        meanings: phrase in lower case → its meaning.
    """

    def __init__(self, meanings: Mapping[str, Value] | Iterable[tuple[str, Value]]) -> None:
        self._at: dict[str, list[tuple[list[str], Value]]] = {}
        for phrase, meaning in dict(meanings).items():
            words = [token.lower for token in tokens_of(phrase)]
            self._at.setdefault(words[0], []).append((words, meaning))
        for found in self._at.values():
            found.sort(key=lambda item: -len(item[0]))

    @property
    def first_words(self) -> frozenset[str]:
        """With which words they begin."""
        return frozenset(self._at)

    @property
    def all_words(self) -> frozenset[str]:
        """All words and marks in them."""
        return frozenset(word for found in self._at.values() for words, _ in found for word in words)

    def at(self, tokens: list[Token], i: int) -> tuple[Value, int] | None:
        """(meaning, index after it) of the longest phrase that begins with token `i`; None: there is none."""
        if not 0 <= i < len(tokens):
            return None
        for words, meaning in self._at.get(tokens[i].lower, ()):
            end = i + len(words)
            if [token.lower for token in tokens[i:end]] == words:
                return meaning, end
        return None


def _numbered(table: Iterable[Iterable[str]], first: int) -> dict[str, int]:
    return {word: number for number, words in enumerate(table, first) for word in words}


MONTHS = _numbered(_TABLE["months"], 1)
LONG_MONTHS = frozenset(words[0] for words in _TABLE["months"])
WEEKDAYS = _numbered(_TABLE["weekdays"], 0)
CAPITAL_ONLY = frozenset(_TABLE["capital_only"])
ALSO_NAMES = frozenset(_TABLE["also_names"])
NAMES_BEFORE = frozenset(_TABLE["names_before"])
NAMES_AFTER = frozenset(_TABLE["names_after"])
HABITS = frozenset(_TABLE["habits"])
AFTER_DAY_NUMBER = frozenset(_TABLE["after_day_number"])
SEASONS = frozenset(_TABLE["seasons"])
COMPARES = frozenset(_TABLE["compares"])
DENIES = tuple(tuple(words.split()) for words in _TABLE["denies"])
"""Each as its words."""
LOCAL_TIME = frozenset(_TABLE["local_time"])
WORLD_TIME = frozenset(_TABLE["world_time"])
POINTING = frozenset(_TABLE["pointing"])
LEADS = frozenset(_TABLE["leads"])
ABOUT = tuple(_TABLE["about"])
NUMBERS: Mapping[str, int] = _TABLE["numbers"]
FEW: Phrases[list[int]] = Phrases(_TABLE["few"])
LOOSE: Phrases[bool] = Phrases((words, True) for words in _TABLE["loose"]["words"])
ORDINALS: Mapping[str, int] = _TABLE["ordinals"]
UNITS: Mapping[str, tuple[int, str]] = _TABLE["units"]
PARTS: Phrases[str] = Phrases(_TABLE["parts"])
DAY_PARTS: Phrases[bool] = Phrases(
    chain(((p, False) for p in _TABLE["day_parts"]["phrases"]), ((p, True) for p in _TABLE["day_parts"]["night"]))
)
"""Phrase → is it of the night?"""
DAYS_FROM_REPORT: Phrases[int] = Phrases(_TABLE["days_from_report"])
DAYS_FROM_TEXT: Phrases[int] = Phrases(_TABLE["days_from_text"])
BESIDE_FEASTS = frozenset(_TABLE["beside_feasts"]["nouns"])
FESTIVALS: Phrases[str] = Phrases(_TABLE["festivals"])
EASTER: Phrases[int] = Phrases(_TABLE["easter"])
MOVABLE: Phrases[str] = Phrases(_TABLE["movable"]["feasts"])
"""Name → key in `FEASTS`; empty: it is on no known day."""
FEASTS: Mapping[str, Sequence[date]] = _read("feasts.toml")
"""On which days each began, year by year."""
DAYS_OF_FEASTS: Mapping[str, int] = _TABLE["movable"]["days"]
BEFORE_FEASTS: Phrases[int | None] = Phrases(
    _TABLE["movable"]["before"] | dict.fromkeys(_TABLE["movable"]["before_unknown"])
)
"""Phrase → days after the feast's first; None: nobody knows how many."""

_PHRASES: tuple[Phrases[Any], ...] = (
    FEW,
    LOOSE,
    PARTS,
    DAY_PARTS,
    DAYS_FROM_REPORT,
    DAYS_FROM_TEXT,
    FESTIVALS,
    EASTER,
    MOVABLE,
)
FIRST_WORDS = frozenset(MONTHS).union(
    WEEKDAYS, NUMBERS, ORDINALS, UNITS, LEADS, ABOUT, SEASONS, _TABLE["begins"], *(p.first_words for p in _PHRASES)
)
"""No time expression begins with another word; a number it may begin with besides."""
TELLING = frozenset(MONTHS).union(
    WEEKDAYS, NUMBERS, ORDINALS, UNITS, SEASONS, {"weekend", "overnight", "q"}, *(p.all_words for p in _PHRASES)
) - frozenset(_TABLE["glue"])
"""Each time expression has a number or one of these words in it."""
