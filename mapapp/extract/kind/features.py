"""What can be seen of a sentence: the features that the model weighs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from mapapp.extract.clause import lemma_of
from mapapp.extract.linear import Vector, content_words, direction
from mapapp.extract.predicates import Trigger
from mapapp.sentence import Sentence, Word

PARTS = 4
"""Kinds of words whose vectors are averaged apart: all, verbs, nouns, and those next to the root."""
ROLES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})


def sparse(sentence: Sentence, triggers: Sequence[Trigger]) -> set[str]:
    """The features that are there or not: words, pairs of words, who does what, and what the table found."""
    found = {"", *(feature for word in content_words(sentence) for feature in of_word(word))}
    found.update(f"b={lemma_of(a)}_{lemma_of(b)}" for a, b in pairwise(sentence))
    for token in sentence:
        if token.dep_ in ROLES:
            governor = token.head.head if token.dep_ == "pobj" else token.head
            found.add(f"d={lemma_of(token)}_{lemma_of(governor)}")
    return found | set(_table(triggers))


def of_word(word: Word) -> tuple[str, str]:
    """The word itself, and the vector that it shares with words of nearly the same meaning."""
    return f"l={lemma_of(word)}", f"v={word.meaning}"


def _table(triggers: Sequence[Trigger]) -> Iterator[str]:
    strong = {t.row.event_type.code for t in triggers if not t.effect and not t.weak}
    yield from (f"table={code}" for code in strong)
    yield from (f"group={code.partition('.')[0]}" for code in strong)
    yield from (f"weak={t.row.event_type.code}" for t in triggers if t.weak)
    yield from (f"phrase={t.words}>{t.row.event_type.code}" for t in triggers)
    if not strong:
        yield "table=none"
    if len(strong) == 1:
        yield f"only={next(iter(strong))}"


def parts(sentence: Sentence) -> tuple[list[Word], ...]:
    """The words of each part, in the order of the vector's stretches."""
    words = content_words(sentence)
    return (
        words,
        [word for word in words if word.pos_ == "VERB"],
        [word for word in words if word.pos_ in {"NOUN", "PROPN"}],
        [word for word in (sentence.root, *sentence.root.children) if word.is_alpha],
    )


def dense(sentence: Sentence) -> Vector:
    """Word vectors, averaged over each part and of length one (or nought where there is none)."""
    return np.concatenate([direction(words) for words in parts(sentence)])
