"""Persons told one by one or by a word that fixes their number: "a woman and her child", "himself", "twins"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from mapapp.extract.counts.figures import Figure, Sort
from mapapp.extract.counts.lexicon import GROUPS, NOUNS, PERSONS, WORDS, lemma
from mapapp.extract.clause import is_person

_NUMBERED: Mapping[str, int] = WORDS["persons"]["numbered"]
_REFLEXIVE = frozenset(WORDS["persons"]["reflexive"])
_ORDINALS = frozenset(WORDS["persons"]["ordinals"])
_DETERMINERS = frozenset({"a", "an", "the", "another", "one", "his", "her", "their", "its", "this", "that"})
_LOOSE = frozenset({"appos", "compound", "attr", "npadvmod", "amod", "nmod", "poss"})
"""Parts in which a person only describes another: "Haniyeh, the leader of Hamas"."""


def persons_in(sentence: Sentence, figures: list[Figure]) -> list[Figure]:
    """Persons that no number of `figures` counts, each as a figure of its own."""
    counted = {token.i for figure in figures for token in (figure.noun, figure.number, figure.first)}
    return [
        _as_figure(token, first, value)
        for token, first, value in chain(_numbered(sentence), _single(sentence))
        if token.i not in counted and first.i not in counted
    ]


def _numbered(sentence: Sentence) -> Iterator[tuple[Token, Token, int]]:
    """“Twins”, “twin daughters”, “the couple”, “both pilots”."""
    for token in sentence:
        value = _NUMBERED.get(token.lower_) or (2 if token.lower_ in {"both", "twin"} else None)
        if value is None or token.ent_type_ == "PERSON":
            continue
        noun = token.head if token.dep_ in {"amod", "compound", "det", "predet", "nmod"} else token
        plural = noun != token and noun.tag_ == "NNS" and lemma(noun) in PERSONS
        if plural or (noun == token and token.dep_ not in {"preconj", "cc", "cc:preconj"}):
            yield noun, token, value


def _single(sentence: Sentence) -> Iterator[tuple[Token, Token, int]]:
    for token in sentence:
        determiner = next((c for c in token.children if c.dep_ in {"det", "poss"} and c.i < token.i), None)
        if token.lower_ in _REFLEXIVE:
            yield token, token, 1
        elif token.dep_ in _LOOSE:
            continue
        elif token.lower_ in _ORDINALS or token.lower_ == "another":
            if token.pos_ in {"ADJ", "NOUN", "DET", "PRON"} and not _has_noun(token):
                yield token, determiner or token, 1
        elif _is_single(token, determiner):
            yield token, _opening(token, determiner), 1


def _has_noun(token: Token) -> bool:
    """“A second blast”: the ordinal only orders a noun."""
    following = token.nbor() if token.i + 1 < token.sent.end else None
    return token.dep_ in {"amod", "det"} or (following is not None and following.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"})


def _is_single(token: Token, determiner: Token | None) -> bool:
    if token.tag_ not in {"NN", "NNP"} or any(child.dep_ == "nummod" for child in token.children):
        return False
    if token.ent_type_ == "PERSON":
        return token.tag_ == "NNP" and token.dep_ in {"dobj", "nsubj", "nsubjpass", "conj"}
    word = lemma(token)
    if word in GROUPS or word in NOUNS or not (word in PERSONS or token.lower_ in PERSONS or is_person(token)):
        return False
    if determiner is None:  # a headline: "Soldier killed in border clash"
        return token.tag_ == "NN" and token.i <= token.sent.start + 3 and token.dep_ != "pobj"
    return determiner.lower_ in _DETERMINERS or determiner.dep_ == "poss"


def _opening(token: Token, determiner: Token | None) -> Token:
    if determiner is not None and determiner.dep_ == "det":
        return determiner
    return token.doc[token.left_edge.i] if token.left_edge.i >= token.sent.start else token


def _as_figure(noun: Token, first: Token, value: int) -> Figure:
    return Figure(
        first=first,
        number=first,
        noun=noun,
        sort=Sort.PERSONS,
        begin=first.idx,
        start=first.idx,
        end=max(noun.idx + len(noun), first.idx + len(first)),
        low=value,
        high=value,
        approximate=False,
        single=True,
    )
