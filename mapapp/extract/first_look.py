"""Is a text worth parsing? A look at its words alone: cheap, and never wrong when it says no."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from mapapp.domain.event_types import EventTypeRow
from mapapp.extract import cues
from mapapp.extract.word_forms import forms_of

_WORD = re.compile(r"\w+")
_HARM = -1
"""Stands for the words which only add numbers to an event told before."""


class FirstLook:
    """The first words of every row and its companions, in all their forms."""

    def __init__(self, rows: Iterable[EventTypeRow]) -> None:
        tells: dict[str, set[int]] = defaultdict(set)
        accompanies: dict[str, set[int]] = defaultdict(set)
        alone = {_HARM}
        for number, row in enumerate(rows):
            _add(tells, (*row.verbs, *row.person_verbs, *row.nouns, *row.weak_nouns), number)
            _add(accompanies, row.companions, number)
            if not row.companions:
                alone.add(number)
        _add(tells, cues.HARM_WORDS, _HARM)
        self._tells: Mapping[str, set[int]] = dict(tells)
        self._accompanies: Mapping[str, set[int]] = dict(accompanies)
        self._alone = frozenset(alone)

    def may_tell(self, text: str) -> bool:
        """Does the text have an event word of some row, and a companion where that row asks for one?"""
        words = set(_WORD.findall(text.lower()))
        told = set().union(*(self._tells[word] for word in words if word in self._tells))
        if not told.isdisjoint(self._alone):
            return True
        return any(not told.isdisjoint(self._accompanies.get(word, ())) for word in words)


def _add(index: dict[str, set[int]], phrases: Iterable[str], number: int) -> None:
    for phrase in phrases:
        for form in forms_of(re.split(r"\W", phrase)[0]):
            index[form].add(number)
