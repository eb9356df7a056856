"""Find the words of a sentence that tell of an event, and their type, by the event type table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from spacy.tokens import Span, Token

from mapapp.domain.event_types import EVENT_ROWS, EventTypeRow
from mapapp.extract import cues

OBJECTS = frozenset({"dobj", "nsubjpass", "obj", "nsubj:pass"})
CLAUSE_ENDS = frozenset({"advcl", "ccomp", "conj", "relcl", "acl", "xcomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event."""

    token: Token
    """The verb, or the last word of the noun phrase."""
    row: EventTypeRow
    words: str
    """The words that matched, as lemmas."""
    weak: bool
    """Not enough without a count, a victim or a verb of happening."""
    span: int
    """How many tokens after the verb belong to the phrase; 0 for a noun."""
    effect: bool
    """Only says what was done to people ("killed"): another event in the sentence may be its cause."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    words: tuple[str, ...]
    row: EventTypeRow
    person: bool
    weak: bool


def _specificity(pattern: _Pattern) -> tuple[int, bool, int]:
    """Longer phrases first, then those that ask for company, the choosiest first."""
    companions = len(pattern.row.companions)
    return -len(pattern.words), companions == 0, companions


_NAMES = frozenset({"DATE", "TIME", "PERSON", "ORG", "GPE"})
"""A word inside a name or a date tells of nothing: "in March", "the Storm party"."""


class EventWords:
    """The table's words, indexed by their first lemma."""

    def __init__(self, rows: Iterable[EventTypeRow] = EVENT_ROWS) -> None:
        self._verbs: dict[str, list[_Pattern]] = defaultdict(list)
        self._nouns: dict[str, list[_Pattern]] = defaultdict(list)
        for row in rows:
            for person, phrases in ((False, row.verbs), (True, row.person_verbs)):
                for phrase in phrases:
                    words = tuple(phrase.split())
                    self._verbs[words[0]].append(_Pattern(words, row, person, False))
            for noun in (*row.nouns, *row.weak_nouns):
                words = tuple(re.split(r"[ -]", noun))
                self._nouns[words[0]].append(_Pattern(words, row, False, noun in row.weak_nouns))
        for index in (self._verbs, self._nouns):
            for patterns in index.values():
                patterns.sort(key=_specificity)
        self._any = _stems([*self._verbs, *self._nouns])

    def may_tell(self, text: str) -> bool:
        """Could this text tell of an event? Cheap, and never wrong when it says no."""
        return self._any.search(text) is not None

    def triggers(self, sentence: Span) -> list[Trigger]:
        """The triggers of a parsed sentence, in order; each token tells at most one."""
        found: list[Trigger] = []
        taken: set[int] = set()
        for token in sentence:
            if token.ent_type_ in _NAMES:
                continue
            if token.tag_.startswith("VB") and (match := self._verb(token)):
                found.append(match)
                taken.update(range(token.i, token.i + 1 + (match.span if " " in match.words else 0)))
        for token in sentence:
            if token.i in taken or token.ent_type_ in _NAMES:
                continue
            if token.pos_ in {"NOUN", "PROPN", "ADJ"} and (match := self._noun(token, taken)):
                found.append(match)
        return sorted(found, key=lambda trigger: trigger.token.i)

    def _noun(self, token: Token, taken: set[int]) -> Trigger | None:
        doc = token.doc
        for pattern in self._nouns.get(_lemma(token), ()):
            words, at = [_lemma(token)], token.i
            while len(words) < len(pattern.words) and at + 1 < len(doc):
                at += 1
                if doc[at].text != "-":
                    words.append(_lemma(doc[at]))
            last = doc[at]
            if token.pos_ == "ADJ" and len(pattern.words) == 1:
                continue
            if tuple(words) != pattern.words or last.dep_ in {"compound", "amod", "npadvmod"}:
                continue
            if pattern.row.companions and not _companion(last, pattern):
                continue
            taken.update(range(token.i, at + 1))
            return Trigger(last, pattern.row, " ".join(words), pattern.weak, span=0, effect=False)
        return None

    def _verb(self, token: Token) -> Trigger | None:
        if token.dep_ in {"amod", "compound"}:
            return None
        for pattern in self._verbs.get(token.lemma_.lower(), ()):
            span = _follows(token, pattern.words[1:])
            if span is None:
                continue
            if pattern.person and not _has_person_object(token):
                continue
            if pattern.row.companions and not _companion(token, pattern):
                continue
            if pattern.row.object_words and not _object_is(token, pattern.row.object_words):
                continue
            if not pattern.person and len(pattern.words) == 1 and _in_figure_of_speech(token):
                continue
            effect = pattern.person and pattern.words[0] in {"kill", "infect"}
            return Trigger(token, pattern.row, " ".join(pattern.words), weak=False, span=span, effect=effect)
        return None


def _stems(words: Iterable[str]) -> re.Pattern[str]:
    """One expression for all first words: their stems, so that every inflected form is seen."""
    irregular = {
        "lay": "laid",
        "flee": "fled",
        "steal": "stole",
        "shoot": "shot",
        "overrun": "overran",
        "sink": "sank|sunk",
        "take": "took|taken",
        "give": "gave|given",
        "find": "found",
        "throw": "threw|thrown",
        "sweep": "swept",
        "leave": "left",
        "catch": "caught",
        "force": "force",
        "fall": "fell",
        "withdraw": "withdrew",
        "retake": "retook",
        "go": "went",
        "run": "ran",
        "make": "made",
    }
    parts = {word[: max(3, len(word) - 1)] if len(word) > 3 else word for word in words}
    parts.update(form for word, forms in irregular.items() if word in words for form in forms.split("|"))
    parts.update({"die", "dead", "death", "toll", "injur", "wound", "casualt", "victim", "missing", "displac"})
    return re.compile(r"\b(?:" + "|".join(sorted(map(re.escape, parts), key=len, reverse=True)) + ")", re.IGNORECASE)


def _lemma(token: Token) -> str:
    return token.lemma_.lower()


def _follows(verb: Token, words: tuple[str, ...]) -> int | None:
    """How many tokens after the verb the words end, following it in order, at most seven on; None: they do not."""
    at, end = verb.i + 1, min(len(verb.doc), verb.i + 8)
    for word in words:
        while at < end and _lemma(verb.doc[at]) != word:
            at += 1
        if at >= end:
            return None
        at += 1
    return at - verb.i - 1


def is_person(token: Token) -> bool:
    """Does the noun, as written, stand for persons?"""
    if token.lemma_.lower() in cues.PEOPLE or token.lower_ in cues.PEOPLE or token.ent_type_ == "PERSON":
        return True
    return token.pos_ == "PRON" and token.lower_ in {"them", "him", "her", "themselves", "others", "everyone"}


def objects_of(verb: Token) -> list[Token]:
    """The verb's object, or its subject in the passive, with everything joined to it by "and"."""
    found = [child for child in verb.children if child.dep_ in OBJECTS]
    if verb.dep_ in {"acl", "relcl"} and verb.tag_ == "VBN" and not found:
        found = [verb.head]
    if verb.dep_ == "conj" and not found and verb.tag_ in {"VBN", "VBD"}:
        found = [child for child in verb.head.children if child.dep_ == "nsubjpass"]
    return [token for head in found for token in (head, *head.conjuncts)]


def _has_person_object(verb: Token) -> bool:
    for noun in objects_of(verb):
        if is_person(noun) or noun.like_num or noun.ent_type_ in {"CARDINAL", "PERSON", "NORP"}:
            return True
        if any(is_person(inner) for child in noun.children if child.dep_ == "prep" for inner in child.children):
            return True
    subject_number = [child for child in verb.children if child.dep_ in {"nsubj", "npadvmod"}]
    return verb.tag_ == "VBN" and any(child.like_num or is_person(child) for child in subject_number)


def _object_is(verb: Token, words: tuple[str, ...]) -> bool:
    return any(_lemma(noun) in words or noun.ent_type_ in {"GPE", "LOC", "FAC"} for noun in objects_of(verb))


def _companion(token: Token, pattern: _Pattern) -> bool:
    """Does one of the row's companion words stand in the trigger's clause?"""
    words = set(pattern.row.companions)
    if set(pattern.words) & words:
        return True
    clause = token
    while clause.dep_ not in CLAUSE_ENDS | {"ROOT"} and clause.head != clause:
        clause = clause.head
    return any(_lemma(other) in words for other in clause.subtree)


_FIGURES: Mapping[str, frozenset[str]] = {
    "march": frozenset({"month", "time"}),
    "flood": frozenset({"market", "memory"}),
    "bomb": frozenset({"film", "movie"}),
    "crash": frozenset({"market", "price", "currency", "computer", "site"}),
    "collapse": frozenset(
        {"talk", "talks", "economy", "market", "government", "price", "currency", "negotiation", "deal"}
    ),
    "surrender": frozenset({"passport", "document"}),
}


def _in_figure_of_speech(verb: Token) -> bool:
    partners = _FIGURES.get(_lemma(verb))
    return partners is not None and any(_lemma(child) in partners for child in verb.children)
