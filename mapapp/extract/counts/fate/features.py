"""What can be seen of a figure: the rules' word, its noun, the words above, below and beside it, its neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.fate.seen import Seen
from mapapp.extract.counts.figures import Figure
from mapapp.extract.linear import Vector, content_words, direction, sum_of
from mapapp.sentence import Word

BEFORE, BEHIND = 6, 7
"""Words beside a figure that are looked at."""
STEPS = 5
"""Steps up the dependency tree."""
BETWEEN = 3
"""So many words between two figures are told; more are “far”."""
_TOLD_OF_VERBS = frozenset(
    {"auxpass", "neg", "agent", "prt", "acomp", "oprd", "mark", "dobj", "nsubj", "nsubjpass", "prep", "aux"}
    | {"xcomp", "ccomp", "attr"}
)
_TOLD_OF_NOUNS = frozenset({"amod", "compound", "poss", "det"})


def sparse(seen: Sequence[Seen], at: int) -> set[str]:
    """The features that are there or not of one of a sentence's figures."""
    return {
        "",
        *_own(seen[at]),
        *_above(seen[at].figure),
        *_below(seen[at].figure.noun),
        *_beside(seen[at].figure),
        *_neighbours(seen, at),
    }


def dense(figure: Figure) -> Vector:
    """The vectors of its noun, of the verb and the word that govern it, of the words beside it and of the sentence."""
    verb, (left, right) = _verb(figure.noun), _around(figure)
    return np.concatenate(
        [
            sum_of([figure.noun]),
            sum_of([verb] if verb is not None else []),
            direction(left),
            direction(right),
            direction(content_words(figure.noun.sent)),
            sum_of([figure.noun.head] if figure.noun.head != figure.noun else []),
        ]
    )


def _own(seen: Seen) -> Iterator[str]:
    figure, code = seen.figure, seen.code
    yield f"rule={code}"
    yield f"sort={figure.sort.value}"
    yield f"sort={figure.sort.value}&{code}"
    yield f"single={figure.single}&{figure.sort.value}"
    yield f"noun={lemma_of(figure.noun)}"
    yield f"first={figure.first.lower_}"
    yield f"noun is {figure.noun.ent_type_} {figure.noun.tag_}"
    size = figure.low if figure.low is not None else figure.high
    yield f"size={len(str(size)) if size is not None else '?'}&{figure.approximate}"
    yield from (f"cue={lemma_of(one.cue)}" for one in seen.told[:1])
    yield from (f"w={lemma_of(word)}" for word in content_words(figure.noun.sent))


def _above(figure: Figure) -> Iterator[str]:
    path: list[str] = []
    verb, second = _verb(figure.noun), False
    for step, (label, word) in enumerate(_governors(figure.noun)):
        path.append(label)
        if step < 3:
            yield f"up{step}={label}>{lemma_of(word)}"
            yield f"up={lemma_of(word)}"
        if word == verb:
            yield from _of_verb("/".join(path), word)
        elif word.pos_ in {"VERB", "AUX"} and not second:
            second = True
            yield f"verb2={label}>{lemma_of(word)}"


def _of_verb(way: str, verb: Word) -> Iterator[str]:
    lemma = lemma_of(verb)
    yield f"way={way}"
    yield f"verb={lemma}"
    yield f"verb tag={verb.tag_}"
    yield f"verb={way}>{lemma}"
    yield f"verb={way}>{lemma}>{verb.tag_}"
    meaning = verb.meaning
    yield f"v={meaning}"
    yield f"v={way}>{meaning}"
    for child in verb.children:
        if child.dep_ in _TOLD_OF_VERBS:
            yield f"has={child.dep_}"
            yield f"has={child.dep_}:{lemma_of(child)}"
            yield f"has={child.dep_}:{lemma_of(child)}>{lemma}"


def _below(noun: Word) -> Iterator[str]:
    for child in noun.children:
        if child.i > noun.i:
            yield f"child={child.dep_}:{lemma_of(child)}"
            yield from (f"child={child.dep_}:{lemma_of(child)}>{lemma_of(inner)}" for inner in child.children)
        elif child.dep_ in _TOLD_OF_NOUNS:
            yield f"mod={lemma_of(child)}"


def _beside(figure: Figure) -> Iterator[str]:
    left, right = ([lemma_of(word) for word in words] for words in _around(figure))
    for side, words in (("L", left[::-1]), ("R", right)):
        yield from (f"{side}={word}" for word in words)
        yield from (f"{side}{at}={word}" for at, word in enumerate(words[:3]))
        yield f"{side}2={' '.join(words[:2])}"
    yield f"LR={left[-1] if left else '^'} {right[0] if right else '$'}"


def _neighbours(seen: Sequence[Seen], at: int) -> Iterator[str]:
    mine = seen[at].figure
    for side, other in (("prev", at - 1), ("next", at + 1)):
        if not 0 <= other < len(seen):
            yield f"{side}=none"
            continue
        figure, code = seen[other].figure, seen[other].code
        first, second = (figure, mine) if other < at else (mine, figure)
        words = mine.text[first.end : second.begin].split()
        between = " ".join(words) if len(words) <= BETWEEN else "far"
        yield f"{side}={code}"
        yield f"{side}={code}&{between}"
        yield f"{side} by {between}"
        yield f"{side} is less={(figure.low or 0) < (mine.low or 0)}&{code}"
        if figure.noun in mine.noun.conjuncts:
            yield f"{side} joined={code}"
    yield from (f"some={code}" for code in {one.code for one in seen})


def _around(figure: Figure) -> tuple[list[Word], list[Word]]:
    sentence = figure.noun.sent
    begin, end = sentence.start_char + figure.begin, sentence.start_char + figure.end
    left = [word for word in sentence if word.idx < begin][-BEFORE:]
    return left, list(islice((word for word in sentence if word.idx >= end), BEHIND))


def _governors(token: Word) -> list[tuple[str, Word]]:
    """The words above it, each with the label by which one comes to it."""
    found: list[tuple[str, Word]] = []
    while token.head != token and len(found) < STEPS:
        found.append((token.dep_, token.head))
        token = token.head
    return found


def _verb(noun: Word) -> Word | None:
    return next((word for _, word in _governors(noun) if word.pos_ in {"VERB", "AUX"}), None)
