"""Persons told one by one or by a word that fixes their number: "a woman and her child", "himself", "twins"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import NUMBERED, PERSONS, WORDS
from mapapp.extract.counts.nouns import Sort, sort_of
from mapapp.extract.counts.one_person import (
    has_noun,
    is_aged,
    is_hurt,
    is_ordered,
    is_passer,
    is_rank,
    is_single,
    opening_word,
)
from mapapp.extract.counts.standing import stands
from mapapp.sentence import Sentence, Word

_REFLEXIVE = frozenset(WORDS["persons"]["reflexive"])
_PRONOUNS = frozenset(WORDS["persons"]["pronouns"])
_SUBJECTS = frozenset(WORDS["persons"]["subjects"])
_FALLING = frozenset(WORDS["persons"]["falling"])
_ENDS_ASIDE = re.compile(r"(?:\s+(?:of|from|with|in|at|for)\s[^,;:]{1,60})?\s*,")
_NO_PERSONS = frozenset({"PUNCT", "SPACE", "CCONJ", "SCONJ", "AUX", "NUM"})
_LOOSE = frozenset({"appos", "compound", "attr", "npadvmod", "amod", "nmod", "poss"})
"""Parts in which a person only describes another: "Haniyeh, the leader of Hamas"."""


def persons_in(sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """Persons that no number of `figures` counts, each as a figure of its own."""
    counted = {token.i for figure in figures for token in (figure.noun, figure.number, figure.first)}
    found = [
        as_figure(sentence, token, first, value)
        for token, first, value in chain(_numbered(sentence), _single(sentence))
        if token.i not in counted and first.i not in counted
    ]
    return list(_each_once(found))


def _each_once(persons: Sequence[Figure]) -> Iterator[Figure]:
    """Each person once: what only describes the one before belongs to that one's wording."""
    last: Figure | None = None
    for person in persons:
        if last is not None and _describes(person, last):
            last = replace(last, end=person.end)
            continue
        if last is not None:
            yield last
        last = person
    if last is not None:
        yield last


def _describes(person: Figure, before: Figure) -> bool:
    """“Haji Abdul Sattar, a 52-year-old trader, was shot”: one person, by name and by what he is."""
    named = [figure.noun.ent_type_ == "PERSON" for figure in (before, person)]
    beside = person.text[before.end : person.begin].strip(' \t\n"”’') == ","
    return named[0] != named[1] and beside and _ENDS_ASIDE.match(person.text, person.end) is not None


def _numbered(sentence: Sentence) -> Iterator[tuple[Word, Word, int]]:
    """“Twins”, “twin daughters”, “the couple”, “both pilots”."""
    for token in sentence:
        value = NUMBERED.get(token.lower_) or (2 if token.lower_ in {"both", "twin"} else None)
        if value is None or token.ent_type_ == "PERSON":
            continue
        noun = token.head if token.dep_ in {"amod", "compound", "det", "predet", "nmod"} else token
        plural = noun != token and noun.tag_ == "NNS" and lemma_of(noun) in PERSONS
        if plural or (noun == token and token.dep_ not in {"preconj", "cc", "cc:preconj"}):
            yield noun, next((c for c in noun.children if c.dep_ == "det" and c.i < token.i), token), value


def _single(sentence: Sentence) -> Iterator[tuple[Word, Word, int]]:
    for token in sentence:
        if token.pos_ in _NO_PERSONS or is_passer(token):
            continue
        determiner = next((c for c in token.children if c.dep_ in {"det", "poss"} and c.i < token.i), None)
        own_life = is_own_death(token)
        listed = token.i > token.sent.start and token.nbor(-1).lower_ in {"then", "and"}
        object_ = token.lower_ in _REFLEXIVE and (token.dep_ in {"dobj", "conj", "pobj"} or listed)
        pronoun = token.lower_ in _PRONOUNS and token.dep_ == "dobj"
        if own_life:
            yield token, next((child for child in token.children if child.dep_ == "poss"), token), 1
        elif object_ or pronoun or (is_pronoun(token) and token.dep_ in {"nsubj", "nsubjpass"}):
            yield token, token, 1
        elif token.dep_ in _LOOSE and not stands(token) and not (is_rank(token) and is_hurt(token)):
            continue
        elif is_rank(token):
            ranked = token.i + 1 < token.sent.end and token.nbor().lower_ in {"to", "of"}
            if (
                (token.pos_ in {"ADJ", "NOUN", "DET", "PRON"} or is_hurt(token))
                and not ranked
                and not is_ordered(token, determiner)
                and not has_noun(token)
            ):
                yield token, determiner or token, 1
        elif is_single(token, determiner):
            yield token, opening_word(token, determiner), 1


def is_own_death(token: Word) -> bool:
    """“Took his own life”, “before falling to his death”."""
    if lemma_of(token) == "life":
        return any(child.lower_ == "own" for child in token.children)
    falls = token.dep_ == "pobj" and token.head.lower_ == "to" and lemma_of(token.head.head) in _FALLING
    return falls and token.lower_ == "death" and token.head.head.dep_ in {"pcomp", "advcl"}


def is_own_self(token: Word) -> bool:
    """“Himself”, “his own life”."""
    return token.lower_ in _REFLEXIVE or is_own_death(token)


def is_pronoun(token: Word) -> bool:
    """“He”, “she”: somebody named elsewhere."""
    return token.lower_ in _SUBJECTS


def as_figure(sentence: Sentence, noun: Word, first: Word, value: int) -> Figure:
    """Persons told without a number, as a figure."""
    unknown = noun.tag_ == "NN" and not is_rank(noun) and not is_aged(noun) and sort_of(noun, None) is Sort.UNKNOWN
    start = first.idx - sentence.start_char
    return Figure(
        first=first,
        number=first,
        noun=noun,
        sort=Sort.UNKNOWN if unknown else Sort.PERSONS,
        text=sentence.text,
        begin=start,
        start=start,
        end=max(noun.idx + len(noun), first.idx + len(first)) - sentence.start_char,
        low=value,
        high=value,
        approximate=False,
        single=True,
    )
