"""The words of `counts.toml`, once, in the shapes in which they are asked for."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from mapapp.domain.claim import CountKind
from mapapp.extract import cues
from mapapp.extract.clause import OBJECTS, lemma_of
from mapapp.extract.dates.words import LONG_MONTHS
from mapapp.sentence import Word

WORDS: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("counts.toml").read_text(encoding="utf-8"))

_ASIDES = frozenset({"some", "many", "most", "several", "including", "half", "all", "mostly"})
REACH = 9
"""The later words of a phrase stand within so many tokens of its first."""


class Role(StrEnum):
    """Where the counted persons stand to a verb."""

    PATIENT = "patient"
    SUBJECT = "subject"


def _phrases(role: Role) -> dict[str, list[tuple[tuple[str, ...], CountKind]]]:
    index: dict[str, list[tuple[tuple[str, ...], CountKind]]] = defaultdict(list)
    for kind in CountKind:
        for phrase in WORDS[kind.value][role.value]:
            words = tuple(phrase.split())
            index[words[0]].append((words[1:], kind))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return index


_PHRASES = {role: _phrases(role) for role in Role}
STATES: Mapping[str, CountKind] = {word: kind for kind in CountKind for word in WORDS[kind.value]["state"]}
"""Words after the persons, as written: "12 dead"."""
NOUNS: Mapping[str, CountKind] = {word: kind for kind in CountKind for word in WORDS[kind.value]["noun"]}
"""Nouns that say what befell: "12 deaths", "the death of 12"."""
_WEAK = frozenset(WORDS["verbs"]["weak"])
_SICK = frozenset(WORDS["verbs"]["sick"])
_DOERS = WORDS["verbs"]["doers"]
_NATURE = frozenset(_DOERS["nature"])
_SOLDIERS = frozenset(_DOERS["soldiers"])
_FALLEN = frozenset(_DOERS["fallen"])
_UNDER = frozenset(_DOERS["under"])
_CHEMICAL = frozenset(WORDS["verbs"]["chemical"])
_DEADLY = WORDS["verbs"]["deadly"]
PERSONS = cues.PEOPLE | frozenset(WORDS["persons"]["words"])
GROUPS = frozenset(WORDS["persons"]["groups"])
NEVER = frozenset(WORDS["never"]["things"]) | frozenset(WORDS["never"]["animals"])
MONTHS = "|".join(sorted(word.capitalize() for word in LONG_MONTHS))
"""Alternatives of a regular expression."""
ORDINALS = WORDS["nth"]["ordinals"]
_ORDINALS = {word: at for at, word in enumerate(ORDINALS, 2)}
_NUMERAL = re.compile(r"(\d{1,3})(?:nd|rd|th|st)", re.IGNORECASE)
NUMBERED: Mapping[str, int] = WORDS["persons"]["numbered"]
"""Nouns of so many persons: "couple"."""
REMAINING = frozenset(WORDS["persons"]["remaining"])


def phrase_kind(verb: Word, role: Role) -> CountKind | None:
    """What befalls those who stand in this role to the verb: by the longest phrase of the data that is there."""
    found = _phrase(verb, role)
    return found[1] if found else None


def is_weak(verb: Word) -> bool:
    """Must the verb's persons be named as such: "moved 300 people", never "moved 300"?"""
    return any(found[0] in _WEAK for role in Role if (found := _phrase(verb, role)))


def _phrase(verb: Word, role: Role) -> tuple[str, CountKind] | None:
    if _is_deadly(verb) and (role is Role.PATIENT or not any(c.dep_ in OBJECTS for c in verb.children)):
        return "", CountKind.KILLED  # "froze to death"; who stabs another to death is alive
    if verb.i + 1 < verb.sent.end and verb.nbor().lower_ == "off" and lemma_of(verb) == "kill":
        return None
    for first in _lemmas(verb):
        there = [
            (reach, " ".join((first, *rest)), kind)
            for rest, kind in _PHRASES[role].get(first, ())
            if (reach := _reach(verb, rest)) is not None and _has_doer(verb, " ".join((first, *rest)))
        ]
        phrases = [phrase for _, phrase, _ in there]  # "give up the ghost" is no "give up"
        there = [one for one in there if not any(phrase.startswith(f"{one[1]} ") for phrase in phrases)]
        if there:
            reach, phrase, kind = min(there, key=lambda entry: entry[0] or REACH)  # "shot dead and four wounded"
            sick = kind is CountKind.INJURED and reach and _is_of_the_sick(verb)
            return phrase, CountKind.INFECTED if sick else kind
    return None


def _is_of_the_sick(verb: Word) -> bool:
    words = {lemma_of(token) for token in verb.sent}
    return bool(words & _SICK) and not words & _CHEMICAL


def _has_doer(verb: Word, phrase: str) -> bool:
    """Does what the phrase asks for do it: nature, or persons?"""
    doer = _DOERS.get(phrase)
    if doer is None:
        return True
    own = [t for t in verb.children if t.dep_ in {"nsubj", "agent"}]
    named = {lemma_of(t) for t in own or verb.head.children if t.dep_ in {"nsubj", "agent"}}
    if doer == "soldiers":
        behind = verb.nbor() if verb.i + 1 < verb.sent.end else verb
        return bool(named & _SOLDIERS) and (behind == verb or behind.is_punct or behind.lower_ in _FALLEN)
    if doer == "nature":
        return bool(named & _NATURE)
    active = any(t.dep_ == "dobj" for t in verb.children)
    return (
        (not active or bool(named & PERSONS))
        and not named & _NATURE
        and not any(t.lower_ in _UNDER for t in verb.children)
    )


def _is_deadly(verb: Word) -> bool:
    """“Crushed to death”, “fatally shot”: any verb with these words."""
    if not verb.tag_.startswith("VB") or lemma_of(verb) in _DEADLY["never"]:
        return False
    beside = verb.doc[max(verb.sent.start, verb.i - 1) : min(verb.sent.end, verb.i + 2)]
    behind = verb.doc[verb.i + 1 : _clause_end(verb)].text.lower()
    return any(t.lower_ in _DEADLY["adverbs"] for t in beside) or any(
        re.match(rf"(?:[^\s;:]+\s+)*?{re.escape(phrase)}\b", behind) for phrase in _DEADLY["phrases"]
    )


def _clause_end(verb: Word) -> int:
    """Where another verb begins, at the latest so many words behind: "hacked his brother, 29, to death"."""
    end = min(verb.sent.end, verb.i + _DEADLY["reach"])
    return next((t.i for t in verb.doc[verb.i + 1 : end] if t.pos_ in {"VERB", "AUX"}), end)


def nth(word: str) -> int | None:
    """“Third”, “15th”: the number, from the second on; None: the word is no ordinal."""
    if match := _NUMERAL.fullmatch(word):
        return int(match.group(1))
    return _ORDINALS.get(word.lower())


def noun_kind(noun: Word) -> CountKind | None:
    """The kind that the noun says by itself: "deaths", "corpses"."""
    return NOUNS.get(lemma_of(noun)) or NOUNS.get(noun.lower_) or NOUNS.get(noun.lower_.removesuffix("s"))


def _lemmas(token: Word) -> Iterable[str]:
    """Its lemma, and what its form can be where the parser took a headline's verb for a noun: "kills", "lynches"."""
    yield lemma_of(token)
    word = token.lower_
    for ending, stem in (("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 2 and token.pos_ in {"NOUN", "PROPN", "ADJ"}:
            yield word.removesuffix(ending) + stem


def _reach(verb: Word, words: tuple[str, ...]) -> int | None:
    """How many tokens behind the verb the last of the words stands; None: they do not follow."""
    at, end = verb.i + 1, min(verb.sent.end, verb.i + REACH)
    for word in words:
        while at < end and word not in _forms(verb.doc[at]):
            if verb.doc[at].text in {";", ":"}:
                return None
            if verb.doc[at].text == "," and (closing := _closing(verb, at)):
                at, end = closing, min(verb.sent.end, end + closing - at)
            at += 1
        if at >= end:
            return None
        at += 1
    return at - verb.i - 1


def _closing(verb: Word, at: int) -> int | None:
    """The second comma of an aside: "taken, some of them in private cars, to hospitals"."""
    ahead = range(at + 1, min(verb.sent.end, at + REACH))
    closing = next((i for i in ahead if verb.doc[i].text == ","), None)
    return closing if closing and verb.doc[at + 1].lower_ in _ASIDES else None


def _forms(token: Word) -> set[str]:
    return {lemma_of(token), token.lower_, token.lower_.removesuffix("s")}


def one_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first."""
    return "(?:" + "|".join(sorted((re.escape(p).replace(r"\ ", r"\s+") for p in phrases), key=len, reverse=True)) + ")"
