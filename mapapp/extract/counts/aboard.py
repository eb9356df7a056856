"""All who were there: "a plane with 12 people aboard crashed, killing everyone", "carrying 44 … Only 17 survived".

How many were there is told in the same sentence or in one before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.echoes import NOBODY, is_aboard, is_survival, only_before
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.extract.counts.nouns import Sort
from mapapp.sentence import Sentence, Word

_WORDS = WORDS["aboard"]
_CARRYING = frozenset(_WORDS["carrying"])
_VESSELS = frozenset(WORDS["persons"]["vessels"]) | frozenset(_WORDS["other_vessels"])
_ALL = rf"{one_of(_WORDS['all'])}(?:\s+{one_of(_WORDS['who'])})?(?:\s+{one_of(WORDS['persons']['aboard'])})?"
_WERE = rf"(?:{one_of(_WORDS['were'])}\s+)"
_ALL_DIED = re.compile(
    rf"\b{one_of(_WORDS['killing'])}\s+{_ALL}(?=\s*(?:[.,;)]|$|and\b|in\b|on\b|when\b))"
    rf"|(?<!\bnot\s)\b{_ALL},?\s+(?:{_WERE}+{one_of(_WORDS['dead'])}|{_WERE}*{one_of(_WORDS['died'])})\b",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|,?\s+and|plus)\s+")


@dataclass(frozen=True, slots=True)
class Aboard:
    """Those who were in a plane, a boat or a bus to which something happened."""

    persons: int
    figures: tuple[Figure, ...]


def aboard_in(figures: Sequence[Figure]) -> Aboard | None:
    """Who was there, by the numbers of a sentence; None: it tells no exact number."""
    first = next((f for f in figures if f.sort is not Sort.THINGS and (is_aboard(f) or _is_carried(f.noun))), None)
    if first is None:
        return None
    there = [first]
    for figure in figures:
        if figure.begin > first.begin and (figure.noun in first.noun.conjuncts or _are_joined(there[-1], figure)):
            there.append(figure)
    if any(figure.low is None or figure.low != figure.high for figure in there):
        return None
    return Aboard(sum(figure.low or 0 for figure in there), tuple(there))


def _are_joined(before: Figure, figure: Figure) -> bool:
    return _AND.fullmatch(figure.text, before.end, figure.begin) is not None


def _is_carried(noun: Word) -> bool:
    """“A helicopter carrying two ministers”, “the bus was carrying 44 people”."""
    verb = noun.head
    if noun.dep_ != "dobj" or lemma_of(verb) not in _CARRYING:
        return False
    carriers = [verb.head, *(child for child in verb.children if child.dep_ == "nsubj")]
    return any(lemma_of(word) in _VESSELS for word in carriers)


def dead_of(aboard: Aboard, sentence: Sentence, told: Sequence[Told], offset: int) -> CountRange | None:
    """How many of those who were there a sentence calls dead without a number of its own; None: none.

    Args:
        aboard: who was there.
        sentence: parsed.
        told: what it tells of its figures.
        offset: where it begins in the report's text.
    """
    if any(one.kind is CountKind.KILLED and one.figure not in aboard.figures for one in told):
        return None
    if saved := next(filter(None, map(_only_survivors, told)), None):
        survivors, begin, end = saved
        dead = aboard.persons - survivors
    elif match := _ALL_DIED.search(sentence.text) or NOBODY.search(sentence.text):
        dead, (begin, end) = aboard.persons, match.span()
    else:
        return None
    if dead <= 0:
        return None
    return CountRange(
        kind=CountKind.KILLED,
        low=dead,
        high=dead,
        approximate=False,
        wording=" ".join(sentence.text[begin:end].split()),
        span=Span(start=offset + begin, end=offset + end),
    )


def _only_survivors(one: Told) -> tuple[int, int, int] | None:
    """“Only 17 survived”: how many, and where the words begin and end in the sentence."""
    figure, cue = one.figure, one.cue
    only = only_before(figure)
    if only is None or one.kind is not CountKind.RESCUED or not is_survival(cue):
        return None
    return figure.low or 0, only.start(), max(figure.end, cue.idx + len(cue) - cue.sent.start_char)
