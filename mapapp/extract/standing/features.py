"""What can be seen of how real a sentence's event is: its verbs with their tenses and what governs them, its words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from mapapp.extract.clause import lemma_of
from mapapp.extract.linear import Vector, content_words, direction
from mapapp.sentence import Sentence, Word

_AROUND = frozenset({"aux", "auxpass", "neg", "mark", "advmod", "prt", "nsubj", "nsubjpass", "expl", "xcomp", "ccomp"})
_FIRST = 3
"""Words at the head of the sentence that are told apart."""


def sparse(sentence: Sentence) -> set[str]:
    """The features that are there or not."""
    found = {"", f"root={sentence.root.tag_}", f"root={lemma_of(sentence.root)}"}
    found.update(f"l={lemma_of(token)}" for token in sentence if not token.is_punct and not token.ent_type_)
    found.update(f"b={_shape(a)}_{_shape(b)}" for a, b in pairwise(sentence))
    found.update(f"first={_shape(token)}" for token in sentence[:_FIRST])
    for token in sentence:
        if token.pos_ in {"VERB", "AUX"}:
            found.update(_of_verb(token))
        elif token.pos_ == "NOUN":
            found.update(_of_noun(token))
    return found


def _of_verb(verb: Word) -> Iterator[str]:
    lemma, above = lemma_of(verb), _governor(verb)
    yield from (f"verb={verb.tag_} {verb.dep_}", f"v={verb.meaning}", f"{lemma} {verb.tag_}")
    yield from (f"above={lemma_of(above)}", f"{lemma_of(above)} > {verb.tag_}", f"{lemma_of(above)} > {lemma}")
    helpers = [child for child in verb.children if child.dep_ in _AROUND]
    yield from (f"{child.dep_}={lemma_of(child)}" for child in helpers if child.pos_ not in {"NOUN", "PROPN"})
    tense = " ".join(child.lower_ for child in helpers if child.dep_ in {"aux", "auxpass", "neg"})
    yield from (f"tense={tense} {verb.tag_}", f"tense={tense} {verb.tag_} {verb.dep_}", f"{tense} {lemma}")
    if any(child.ent_type_ in {"DATE", "TIME"} for child in verb.children):
        yield f"dated {tense} {verb.tag_}"


def _of_noun(noun: Word) -> Iterator[str]:
    lemma, above = lemma_of(noun), _governor(noun)
    yield from (
        f"v={noun.meaning}",
        f"{noun.dep_}={lemma} of {lemma_of(above)}",
        f"{noun.dep_} of {lemma_of(above)}",
    )
    yield from (f"{lemma_of(child)} {lemma}" for child in noun.children if child.dep_ in {"det", "amod"})


def _governor(token: Word) -> Word:
    return token.head.head if token.dep_ == "pobj" else token.head


def _shape(token: Word) -> str:
    """Names and numbers are one as good as the other."""
    if token.ent_type_:
        return token.ent_type_
    return "Name" if token.pos_ == "PROPN" else "number" if token.like_num else token.lower_


def dense(sentence: Sentence) -> Vector:
    """What its words, its verbs and the words next to its root mean together."""
    words = content_words(sentence)
    verbs = [token for token in sentence if token.pos_ in {"VERB", "AUX"}]
    near = [token for token in (sentence.root, *sentence.root.children) if token.is_alpha]
    return np.concatenate([direction(some) for some in (words, verbs, near)])
