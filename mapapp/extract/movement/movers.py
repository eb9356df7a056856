"""Which words of a sentence tell of one movement: the event's own, and the verbs of going and carrying joined to it."""

from __future__ import annotations

from collections.abc import Iterator

from mapapp.extract.clause import SUBJECTS, lemma_of
from mapapp.extract.movement.words import LOADS, MOVES
from mapapp.extract.scene.tree import role_of
from mapapp.sentence import Word

JOINED = frozenset({"conj", "xcomp", "advcl", "ccomp", "acl", "relcl"})
"""How one verb of a movement hangs on another one, or on who moves."""
PATIENTS = frozenset({"dobj", "nsubjpass", "nsubj"})


def movers_of(trigger: Word) -> frozenset[Word]:
    """The words that tell of the movement that the trigger tells of, itself among them."""
    found = [trigger]
    for word in found:
        found += [other for other in _beside(word) if other not in found]
    return frozenset(found)


def _beside(word: Word) -> Iterator[Word]:
    if word.pos_ not in {"VERB", "AUX"}:
        yield from _verb_over(word)
        yield from (child for child in word.children if child.dep_ in {"acl", "relcl"} and lemma_of(child) in MOVES)
        return
    for child in word.children:
        if child.dep_ in JOINED and lemma_of(child) in MOVES and not _has_other_subject(child):
            yield child
        if child.dep_ in SUBJECTS:  # “families who fled Mosul reached Erbil”
            yield from (verb for verb in child.children if verb.dep_ in {"acl", "relcl"} and lemma_of(verb) in MOVES)
    if word.dep_ in {"acl", "relcl"}:
        yield from _beside_noun(word.head)
    elif word.dep_ in JOINED and lemma_of(word.head) in MOVES and not _has_other_subject(word):
        yield word.head


def _verb_over(noun: Word) -> Iterator[Word]:
    """The verb of going whose subject or object a noun is, also as its load: “the ship left with 30 tonnes of aid”."""
    top = role_of(noun)
    while top.dep_ == "pobj" and top.head.lower_ in LOADS:
        top = role_of(top.head.head) if top.head.head.pos_ != "VERB" else top.head
    verb = top.head
    if top.dep_ in {*PATIENTS, "prep"} and verb.pos_ == "VERB" and lemma_of(verb) in MOVES:
        yield verb


def _beside_noun(noun: Word) -> Iterator[Word]:
    """The verb of going that the mover in a relative clause belongs to."""
    top = role_of(noun)
    if top.dep_ == "pobj" and top.head.lower_ == "of":  # “hundreds of families who fled”
        top = top.head.head
    if top.dep_ in PATIENTS and lemma_of(top.head) in MOVES:
        yield top.head


def _has_other_subject(verb: Word) -> bool:
    return any(child.dep_ in SUBJECTS and child.pos_ != "PRON" for child in verb.children)
