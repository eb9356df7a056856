"""Is a text worth parsing? A look at its words alone: cheap, and never wrong when it says no."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from mapapp.domain.event_types import EventTypeRow
from mapapp.extract import cues
from mapapp.language import irregular_forms

_WORD = re.compile(r"\w+")
_REMEMBERED = 50_000
"""Words whose answer is kept: more than a newspaper uses."""


class FirstLook:
    """The first words and the companions of every row, by the stems that all their forms share."""

    def __init__(self, rows: Iterable[EventTypeRow]) -> None:
        self._tells: dict[str, set[int]] = defaultdict(set)
        self._accompanies: dict[str, set[int]] = defaultdict(set)
        self._alone = {-1}
        for number, row in enumerate(rows):
            for phrase in (*row.verbs, *row.person_verbs, *row.nouns, *row.weak_nouns):
                self._add(self._tells, phrase, number)
            for phrase in row.companions:
                self._add(self._accompanies, phrase, number)
            if not row.companions:
                self._alone.add(number)
        for word in cues.HARM_WORDS:  # what only adds numbers to an event told before
            self._add(self._tells, word, -1)
        self._rows_of = lru_cache(maxsize=_REMEMBERED)(self._look_up)

    def may_tell(self, text: str) -> bool:
        """Does the text have an event word of some row, and a companion where that row asks for one?"""
        told: set[int] = set()
        beside: set[int] = set()
        for word in set(_WORD.findall(text.lower())):
            tells, accompanies = self._rows_of(word)
            told |= tells
            beside |= accompanies
        return not told.isdisjoint(self._alone) or not told.isdisjoint(beside)

    def _add(self, index: dict[str, set[int]], phrase: str, number: int) -> None:
        word = re.split(r"[ -]", phrase)[0]
        index[_stem(word)].add(number)
        for form in irregular_forms().get(word, ()):
            index[form].add(number)

    def _look_up(self, word: str) -> tuple[frozenset[int], frozenset[int]]:
        stems = [word[:end] for end in range(2, len(word) + 1)]
        return (
            frozenset().union(*(self._tells.get(stem, ()) for stem in stems)),
            frozenset().union(*(self._accompanies.get(stem, ()) for stem in stems)),
        )


def _stem(word: str) -> str:
    """What all regular forms begin with: "demonstrat"."""
    return word[: max(3, len(word) - 1)] if len(word) > 3 else word
