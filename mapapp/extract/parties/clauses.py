"""The grammar of an act: whose verb it is, in the active and in the passive, and what governs it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mapapp.extract.clause import OBJECTS
from mapapp.extract.parties import table
from mapapp.sentence import Word

SUBJECTS = frozenset({"nsubj", "csubj"})
RELATIVE = frozenset({"who", "that", "which", "whom"})
CHAIN = 4
"""Verbs that are followed upwards for a subject."""


def with_joined(nouns: Iterable[Word]) -> list[Word]:
    """The nouns and those joined to them by “and”, each once."""
    return list(dict.fromkeys(token for noun in nouns for token in (noun, *noun.conjuncts) if token.i >= noun.i))


def is_passive(verb: Word) -> bool:
    """Is the verb's grammatical subject the one to whom it was done?"""
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    helped = any(child.dep_ == "aux" for child in verb.children)
    return verb.dep_ == "conj" and not helped and is_passive(verb.head) and not _own(verb, SUBJECTS)


def subjects_of(verb: Word, depth: int = 0) -> list[Word]:
    """Whoever does what the verb says, in the active; empty in the passive and where nobody is named."""
    if is_passive(verb) or depth > CHAIN:
        return []
    if own := _own(verb, SUBJECTS):
        return own
    head = verb.head
    if verb.dep_ in {"conj", "xcomp", "advcl", "dep"} and head.pos_ in {"VERB", "AUX"}:
        if verb.dep_ == "xcomp" and is_passive(head):  # "were forced to flee"
            return _own(head, frozenset({"nsubjpass"}))
        if verb.dep_ == "advcl" and verb.tag_ != "VBG" and head.lemma_ != "be":
            return []
        return subjects_of(head, depth + 1)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        return [head]
    if verb.dep_ in {"xcomp", "advcl"} and head.pos_ == "ADJ":  # "were able to take"
        return subjects_of(head.head, depth + 1)
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.pos_ == "VERB":
        accused = head.head.lemma_.lower() in table.BLAMING
        return [] if accused else subjects_of(head.head, depth + 1)
    return []


def objects_of(verb: Word) -> list[Word]:
    """To whom the verb is done, in the active or the passive."""
    if own := _own(verb, OBJECTS):
        return own
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    if verb.dep_ == "conj" and is_passive(verb) and verb.head.pos_ == "VERB":
        return objects_of(verb.head)
    if verb.dep_ == "ccomp" and is_passive(verb):  # "said 6,000 civilians, among them …, were evacuated" parsed amiss
        return [c for c in verb.head.children if c.dep_ == "dobj" and c.i < verb.i]
    return []


def _own(verb: Word, kinds: frozenset[str]) -> list[Word]:
    return [_meant(child, verb) for child in verb.children if child.dep_ in kinds and child.lower_ != "there"]


def _meant(child: Word, verb: Word) -> Word:
    """“Gunmen who killed”: the gunmen."""
    return verb.head if child.lower_ in RELATIVE and verb.dep_ == "relcl" else child


def after(word: Word, prepositions: Iterable[str]) -> list[Word]:
    """The nouns that hang on the word by one of the prepositions."""
    wanted = set(prepositions)
    return [
        inner
        for child in word.children
        if child.dep_ in {"prep", "agent", "dative"} and child.lower_ in wanted
        for inner in child.children
        if inner.dep_ == "pobj"
    ]


def agents_of(word: Word) -> list[Word]:
    """Who stands after “by”."""
    return after(word, ("by",))


def governor(noun: Word) -> tuple[Word | None, str]:
    """The word that governs an event noun and how: “dobj”, "nsubj", "nsubjpass", or the preposition before it."""
    while noun.dep_ in {"conj", "appos", "compound", "nmod"} and noun.head != noun:
        noun = noun.head
    if noun.dep_ in {"pobj", "pcomp"}:
        outer = noun.head
        while outer.dep_ in {"prep", "agent", "conj"} and outer.head != outer:
            if outer.head.dep_ == "prep" or outer.head.pos_ == "ADP":
                outer = outer.head
                continue
            return outer.head, noun.head.lower_
        return None, noun.head.lower_
    return (noun.head, noun.dep_) if noun.head != noun else (None, noun.dep_)


def joined_verbs(verb: Word) -> Iterator[Word]:
    """The verb and those that go on from it: “hit the town and killed two, wounding nine”."""
    yield verb
    for child in verb.children:
        going_on = child.dep_ == "conj" or (child.dep_ in {"advcl", "xcomp", "acl"} and child.tag_ == "VBG")
        if going_on and child.pos_ == "VERB" and not (child.dep_ == "conj" and _own(child, SUBJECTS)):
            yield from joined_verbs(child)


def is_denied(verb: Word) -> bool:
    """“Did not claim”, "no one has claimed"."""
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS | {"nsubjpass"}]
    return any(s.lower_ in {"nobody", "none", "no", "neither"} for s in subjects) or any(
        inner.lower_ in {"no", "neither"} for s in subjects for inner in s.children
    )
