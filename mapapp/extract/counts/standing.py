"""Persons told without a number who stand for themselves, where the parser lets them describe another."""

from __future__ import annotations

from mapapp.extract.clause import is_person, lemma_of
from mapapp.extract.counts.lexicon import PERSONS, STATES
from mapapp.sentence import Word


def stands(token: Word) -> bool:
    """Does a person stand for itself where the parser lets it describe another?"""
    ways = (_is_listed, _is_behind_a_dateline, _is_identity, is_nationality, is_headline, _is_fatal)
    return any(way(token) for way in ways)


def _is_listed(token: Word) -> bool:
    """“Two men, a woman and an infant”, “killing on the spot a rider”: taken for an apposition, and none."""
    listed = any(child.dep_ in {"cc", "conj"} for child in token.children)
    described = is_person(token.head) or token.head.pos_ != "NOUN" or lemma_of(token.head) in PERSONS
    return token.dep_ == "appos" and token.ent_type_ != "PERSON" and (listed or not described)


def _is_behind_a_dateline(token: Word) -> bool:
    """“MORELIA, Mexico - The mayor was shot dead”."""
    between = token.doc[token.head.i + 1 : token.i] if token.head.i < token.i else token.doc[0:0]
    return token.head.pos_ == "PROPN" and any(word.text in {"-", "–", "—", "--"} for word in between)


def _is_identity(token: Word) -> bool:
    """“The dead are a nurse and two porters”."""
    return token.dep_ == "attr" and any(c.dep_ == "nsubj" and c.lower_ in STATES for c in token.head.children)


def is_headline(token: Word) -> bool:
    """“Gunmen kill mayor, aide”, “Mother, son killed”: persons without articles, side by side."""
    before = token.nbor(-2) if token.i - 1 > token.sent.start and token.nbor(-1).text == "," else None
    behind = token.nbor(2) if token.i + 2 < token.sent.end and token.nbor().text == "," else None
    beside = (before is not None and _is_bare(before)) or (
        behind is not None and (_is_bare(behind) or (behind.like_num and token.i == token.sent.start))
    )
    return beside and _is_bare(token)


def _is_bare(token: Word) -> bool:
    named = is_person(token) or lemma_of(token) in PERSONS or token.lower_ in PERSONS
    behind = token.doc[token.i + 1 : min(token.i + 3, token.sent.end)].text.lower()
    of = behind.startswith(("of ", "to ")) and behind != "to death"
    return (
        named and token.tag_ in {"NN", "NNP"} and not of and not any(c.dep_ in {"det", "poss"} for c in token.children)
    )


def _is_fatal(token: Word) -> bool:
    """“…, the driver fatally”."""
    return token.i + 1 < token.sent.end and token.nbor().lower_ in {"fatally", "mortally"}


def is_nationality(token: Word) -> bool:
    """“A Pakistani and two Afghans”."""
    article = token.i > token.sent.start and token.nbor(-1).lower_ in {"a", "an", "another", "one"}
    alone = token.i + 1 == token.sent.end or (token.nbor().pos_ not in {"NOUN", "PROPN", "ADJ", "NUM"})
    return (
        token.ent_type_ == "NORP"
        and article
        and alone
        and token.nbor(0 if token.i + 1 == token.sent.end else 1).text != "-"
    )
