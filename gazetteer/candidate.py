"""A place that a name may mean, and how alike two names are written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.fuzz import ratio

from gazetteer.names import fold, without_articles
from gazetteer.place import NameForm, Place
from gazetteer.romanise import romanise

LEAST_SIMILAR = 60.0
"""Of 100: below, two names which sound alike are not the same name."""


class Match(StrEnum):
    """How a looked-up name meets a place's name."""

    EXACT = "exact"
    """Letter for letter."""
    FOLDED = "folded"
    """But for case, diacritics, apostrophes, hyphens."""
    TRANSLITERATED = "transliterated"
    """Another way to write the same sounds."""
    MISSPELT = "misspelt"
    """One letter too many, too few, wrong or swapped."""


WRITTEN = frozenset({Match.EXACT, Match.FOLDED})
"""Matches of a name that is written as the place's is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean."""

    place: Place
    match: Match
    form: NameForm
    """The place's own name that matched."""


def similarity(one: str, other: str) -> float:
    """How alike two names are written, 0 to 100, whatever their case, diacritics and articles."""
    return float(ratio(without_articles(fold(one)), without_articles(fold(other))))


def written_alike(name: str, form: str) -> float:
    """How alike a name of any script and a Latin form are written, 0 to 100."""
    folded = fold(name)
    return similarity(folded if folded.isascii() else romanise(folded) or folded, form)
