"""A figure of an incident beside a later one of the same kind, and what the later one's sentence says of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mapapp.domain.claim import CountRange
from mapapp.extract import cues
from mapapp.extract.counts.lexicon import one_of
from mapapp.extract.tellings import Telling, words_of

_COUNTED_BEFORE = re.compile(
    rf"\b(?:{one_of(cues.BEFORE)}\s+{one_of(cues.FIGURES['counted'])}"
    rf"|had\b(?:\s+\w+){{0,4}}\s+{one_of(cues.FIGURES['had_counted'])})\b",
    re.IGNORECASE,
)


class Op(StrEnum):
    """What becomes of the earlier figure."""

    KEEP = "keep"
    REPLACE = "replace"
    ADD = "add"
    """The later one counts other persons."""
    RANGE = "range"
    """Two accounts: from the lower to the higher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A figure of an incident, and a later one of the same kind."""

    old: CountRange
    """As it stands, after what was done to it before."""
    holder: Telling
    """The sentence whose figure stands."""
    new: CountRange
    telling: Telling
    """Its sentence."""

    @property
    def falls(self) -> bool:
        """Is the later figure the lower one?"""
        return (self.new.high or self.new.low or 0) < (self.old.low or 0)


def voice(telling: Telling) -> str | None:
    """Who says so."""
    return telling.attribution.said_by if telling.attribution else None


def updates(telling: Telling) -> bool:
    """“The toll rose to 29”: does the sentence put a number in another's place?"""
    return any(words in telling.wording.lower() for words in cues.UPDATES) and not is_outdated(telling)


def is_outdated(telling: Telling) -> bool:
    """“A hospital had first counted six”: a number that another has replaced."""
    words = words_of(telling)
    before = "had" in words and not words.isdisjoint(cues.BEFORE)
    if before or any(phrase in telling.wording.lower() for phrase in cues.OUTDATED):
        return True
    return _COUNTED_BEFORE.search(telling.wording) is not None
