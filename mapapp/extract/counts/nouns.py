"""The noun that a number counts, and whether it stands for persons."""

from __future__ import annotations

from enum import StrEnum

from mapapp.extract.clause import is_person, lemma_of
from mapapp.extract.counts.lexicon import GROUPS, NEVER, NOUNS, PERSONS, STATES, Role, phrase_kind
from mapapp.sentence import Word

_MODIFIER_TAGS = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "POS", "ADD", "AFX", "XX"}
)
_ADVERB_TAGS = frozenset({"RB", "RBR", "RBS"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
TIMES = frozenset({"DATE", "TIME"})
_PRONOUNS = frozenset({"them", "whom", "which", "those", "these", "us", "that"})


class Sort(StrEnum):
    """What a figure counts, by its noun alone."""

    PERSONS = "persons"
    THINGS = "things"
    UNKNOWN = "unknown"
    """A noun of no list: the verb must tell."""
    BARE = "bare"
    """No noun: "wounding 238", "four more"."""


def noun_after(number: Word) -> Word:
    """The head of the noun phrase that the number opens: "three of its [servicemen]"; the number itself if none."""
    doc, end = number.doc, number.sent.end
    at = number.i + 1
    while at < end and doc[at].lower_ in {"-", "plus", "odd", "or", "so", "+"} and doc[at].lower_ != "or":
        at += 1
    if at < end and doc[at].lower_ == "of":
        if at + 1 < end and doc[at + 1].lower_ in _PRONOUNS:
            return number
        at += 1
        if any(t.tag_ == "CD" for t in doc[at : min(end, at + 2)]):
            return number  # "nine of the 14 people"
        while at < end and (doc[at].tag_ in {"DT", "PRP$", "CD", "PDT"} or doc[at].lower_ == "all"):
            at += 1
    head = number
    for token in doc[at : min(end, at + 8)]:
        if not _goes_on(token, head, number):
            break
        if token.tag_ in NOUN_TAGS or (token.ent_type_ == "NORP" and next_word(token).tag_ not in _MODIFIER_TAGS):
            head = token  # "one Iraqi was killed"
    return head


def _goes_on(token: Word, head: Word, number: Word) -> bool:
    """Does the token belong to the noun phrase, whose head so far is given?"""
    if token.ent_type_ in TIMES and token.tag_ in {"NNP", "NN"}:
        return False
    if token.tag_ in _ADVERB_TAGS:  # "fifteen heavily armed men"
        return token.head.dep_ == "amod" and token.i < token.head.i <= token.i + 2
    if token.lower_ == "and":
        return token.nbor(-1).tag_ == "JJ" and token.i + 1 < len(token.doc) and token.nbor().tag_ == "JJ"
    compound = token.dep_ == "compound" and token.tag_ == "NN"  # "hostage-takers"
    fate = token.lower_ in STATES and token.tag_ != "NNS" and not compound and not _is_of_thing(token)
    shot = token.lower_ == "shot" and next_word(token).lower_ in {"dead", "and", "by", "in"}
    if token.tag_ not in _MODIFIER_TAGS or fate or shot:
        return False
    if head == number:
        needs = token.tag_ == "VBN" and phrase_kind(token, Role.SUBJECT) is not None  # "8 needed stitches"
        return token.tag_ not in {"VBN", "VBG"} or (token.dep_ in {"amod", "compound"} and not needs)
    if token.tag_ in {"VBN", "VBG", "JJ", "JJR", "JJS"} and head.tag_ in {"NNS", "NNPS"}:
        return False
    of_plural = head.tag_ == "NNS" and head.dep_ != "compound" and token.text not in {"-", "'s", "’s"}
    return not (of_plural and lemma_of(head) in PERSONS)


def _is_of_thing(state: Word) -> bool:
    """“Ten dead phones”."""
    return state.dep_ == "amod" and state.head.i > state.i and lemma_of(state.head) in NEVER


def sort_of(noun: Word, number: Word | None) -> Sort:
    """What the noun stands for."""
    if noun == number:
        return Sort.BARE
    word = lemma_of(noun)
    if word == "head" and number is not None and next_word(noun).lower_ == "of":
        return Sort.THINGS  # "two million head of livestock"
    if word in PERSONS or noun.lower_ in PERSONS or is_person(noun) or noun.ent_type_ == "NORP":
        return Sort.PERSONS
    if {word, noun.lower_, noun.lower_.removesuffix("s")} & NEVER or noun.pos_ == "SYM":
        return Sort.THINGS
    if {word, noun.lower_, noun.lower_.removesuffix("s")} & (NOUNS.keys() | GROUPS):
        return Sort.PERSONS
    suffixes = ("ers", "ists", "ians", "ees", "ors", "ants", "men", "women", "folk", "fighters")
    return Sort.PERSONS if noun.tag_ == "NNS" and noun.lower_.endswith(suffixes) else Sort.UNKNOWN


def next_word(token: Word) -> Word:
    """The word after it in its sentence; itself at the end."""
    return token.nbor() if token.i + 1 < token.sent.end else token


def word_before(token: Word) -> Word:
    """The word before it in its sentence; itself at the beginning."""
    return token.nbor(-1) if token.i > token.sent.start else token
