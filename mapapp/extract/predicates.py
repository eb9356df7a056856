"""Find the words of a sentence that tell of an event, and their type, by the event type table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapapp.domain.event_types import EVENT_ROWS, EventTypeRow
from mapapp.extract import cues
from mapapp.extract.clause import (
    OBJECTS,
    lemma_of,
    objects_of,
    objects_of_noun,
    stands_for_persons,
    words_around,
)
from mapapp.extract.first_look import FirstLook
from mapapp.extract.word_forms import forms_of, plural_of
from mapapp.sentence import Sentence, Word

REACH = 7
"""A phrase may be spread over so many words after its verb: "laid down all their arms"."""
OWN_CLAUSE = frozenset({"advcl", "acl", "xcomp", "ccomp", "relcl", "conj", "pcomp"})
NAMES = frozenset({"DATE", "TIME", "PERSON", "ORG", "GPE"})
"""A word inside a name or a date tells of nothing: "in March", "the Storm party"."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that tells of an event."""

    token: Word
    """The verb, or the last word of the noun phrase."""
    row: EventTypeRow
    words: str
    """The words that matched, as lemmas."""
    weak: bool
    """Not enough without a count, a victim or a verb of happening."""
    effect: bool
    """Only says what was done to people ("killed"): another event in the sentence may be its cause."""
    why: str = ""
    """Why it is taken for its kind, where not by its own words."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    phrase: str
    words: tuple[frozenset[str], ...]
    """Each word in all its forms."""
    row: EventTypeRow
    person: bool
    weak: bool

    @classmethod
    def of(cls, phrase: str, row: EventTypeRow, *, person: bool = False, weak: bool = False) -> _Pattern:
        words = re.split(r"[ -]", phrase)
        return cls(" ".join(words), tuple(map(forms_of, words)), row, person, weak)

    @classmethod
    def noun(cls, phrase: str, row: EventTypeRow, *, weak: bool = False) -> _Pattern:
        *before, last = re.split(r"[ -]", phrase)
        words = (*(frozenset({word}) for word in before), plural_of(last))
        return cls(phrase.replace("-", " "), words, row, person=False, weak=weak)


@dataclass(frozen=True, slots=True)
class _Match:
    """A pattern found at a token."""

    pattern: _Pattern
    last: Word
    span: int
    company: int
    """How many of the row's companion words stand beside it."""

    @property
    def rank(self) -> tuple[int, bool, bool, int]:
        """The longest phrase first, then what has company, then the choosiest about its object."""
        row = self.pattern.row
        return len(self.pattern.words), bool(row.companions), bool(row.objects), self.company


class EventWords:
    """The table's words, indexed by their first lemma."""

    def __init__(self, rows: Iterable[EventTypeRow] = EVENT_ROWS) -> None:
        self._verbs: dict[str, list[_Pattern]] = defaultdict(list)
        self._nouns: dict[str, list[_Pattern]] = defaultdict(list)
        rows = tuple(rows)
        self._first_look = FirstLook(rows)
        for row in rows:
            for phrase in row.verbs:
                _add(self._verbs, _Pattern.of(phrase, row))
            for phrase in row.person_verbs:
                _add(self._verbs, _Pattern.of(phrase, row, person=True))
            for phrase in row.nouns:
                _add(self._nouns, _Pattern.noun(phrase, row))
            for phrase in row.weak_nouns:
                _add(self._nouns, _Pattern.noun(phrase, row, weak=True))

    def may_tell(self, text: str) -> bool:
        """Could this text tell of an event? Cheap, and never wrong when it says no."""
        return self._first_look.may_tell(text)

    def triggers(self, sentence: Sentence) -> list[Trigger]:
        """The triggers of a parsed sentence, in order; each token tells at most one."""
        found: list[Trigger] = []
        taken: set[int] = set()
        clauses: dict[int, str] = {}
        for token in sentence:
            if _may_be_verb(token) and (match := self._verb(token, clauses)):
                found.append(_verb_trigger(token, match))
                taken.update(range(token.i, token.i + 1 + (match.span if len(match.pattern.words) > 1 else 0)))
        for token in sentence:
            noun = self._noun(token, clauses)
            if noun is not None and (token.i not in taken or len(noun.pattern.words) > 1):
                taken.update(range(token.i, noun.last.i + 1))
                found.append(Trigger(noun.last, noun.pattern.row, noun.pattern.phrase, noun.pattern.weak, False))
        return sorted(found, key=lambda trigger: trigger.token.i)

    def _noun(self, token: Word, clauses: dict[int, str]) -> _Match | None:
        matches = []
        for pattern in self._nouns.get(token.lower_, ()):
            last = _noun_end(token, pattern.words)
            if last is None or _acts(token) or (token.ent_type_ in NAMES and not pattern.row.in_names):
                continue
            if last.dep_ in {"compound", "amod", "npadvmod", "advmod"} or (
                token.pos_ in {"ADJ", "ADV"} and last == token
            ):
                continue
            if pattern.row.objects and not _object_is(objects_of_noun(last), pattern):
                continue
            if (company := _company(last, pattern, clauses)) is not None:
                matches.append(_Match(pattern, last, 0, company))
        return _best(matches)

    def _verb(self, token: Word, clauses: dict[int, str]) -> _Match | None:
        matches = []
        for pattern in self._verbs.get(token.lower_, ()):
            span = _follows(token, pattern.words[1:])
            if span is None or not _object_fits(token, pattern):
                continue
            if (company := _company(token, pattern, clauses)) is not None:
                matches.append(_Match(pattern, token, span, company))
        return _best(matches)


def _add(index: dict[str, list[_Pattern]], pattern: _Pattern) -> None:
    for form in pattern.words[0]:
        index[form].append(pattern)


def _may_be_verb(token: Word) -> bool:
    """A verb that is not used as an adjective; or, in a headline, what the tagger takes for a noun: “bus plunges”."""
    if token.dep_ in {"amod", "compound"} or token.ent_type_ in NAMES:
        return False
    if token.tag_.startswith("VB"):
        return True
    inflected = token.pos_ in {"NOUN", "PROPN"} and token.lower_.endswith(("s", "ed"))
    return inflected and (token.dep_ == "ROOT" or token.sent.root.pos_ not in {"VERB", "AUX"})


def _acts(token: Word) -> bool:
    """A verb, and no noun that the tagger mistook: “…, killing its pilot”, “planning to storm”."""
    own_clause = token.tag_.startswith("VB") and token.dep_ in OWN_CLAUSE
    return own_clause or bool(token.i and token.nbor(-1).tag_ == "TO")


def _best(matches: Sequence[_Match]) -> _Match | None:
    """Of several the highest; of equals the first in the table."""
    return max(matches, key=lambda match: match.rank) if matches else None


def _verb_trigger(token: Word, match: _Match) -> Trigger:
    phrase = match.pattern.phrase
    return Trigger(token, match.pattern.row, phrase, weak=False, effect=phrase in cues.EFFECTS)


def _noun_end(token: Word, words: Sequence[frozenset[str]]) -> Word | None:
    """The last token of a noun phrase that begins here; hyphens between its words do not count."""
    at, doc = token.i, token.doc
    for forms in words[1:]:
        at += 1
        while at < len(doc) and doc[at].text in {"-", "‑"}:
            at += 1
        if at >= len(doc) or doc[at].lower_ not in forms:
            return None
    return doc[at]


def _follows(verb: Word, words: Sequence[frozenset[str]]) -> int | None:
    """How many tokens after the verb the words end; 0 where they stand in its passive subject; None: they do not."""
    at, end = verb.i + 1, min(len(verb.doc), verb.i + 1 + REACH)
    for forms in words:
        begin = at  # "digging trenches around Barsalogho in the north" is not digging in
        while at < end and verb.doc[at].lower_ not in forms:
            at += 1
        if at >= end or (at > begin and "in" in forms and verb.doc[at].dep_ == "prep"):
            return 0 if _in_passive_subject(verb, words) else None
        at += 1
    return at - verb.i - 1


def _in_passive_subject(verb: Word, words: Sequence[frozenset[str]]) -> bool:
    """“A truce was signed”, “weapons were seized”: the phrase the other way round; but a road is “left open”."""
    if any(child.dep_ == "oprd" for child in verb.children):
        return False
    subjects = [child for child in objects_of(verb) if child.dep_ != "dobj"]
    return any(all(noun.lower_ in forms for forms in words) for noun in subjects)


def _object_fits(verb: Word, pattern: _Pattern) -> bool:
    if pattern.person and not _has_person_object(verb):
        return False
    if not pattern.row.objects:
        return True
    objects = objects_of(verb)
    if not any(noun.dep_ in OBJECTS for noun in objects):  # "the town fell to", "took control of"
        objects = [*objects, *(child for child in verb.children if child.dep_ == "nsubj")]
        objects += [inner for child in verb.children if child.dep_ == "prep" for inner in child.children]
    return _object_is([*objects, *(inner for noun in objects for inner in objects_of_noun(noun))], pattern)


def _has_person_object(verb: Word) -> bool:
    if any(stands_for_persons(noun) for noun in objects_of(verb)):
        return True
    subject_number = [child for child in verb.children if child.dep_ in {"nsubj", "npadvmod"}]
    return verb.tag_ == "VBN" and any(child.like_num or stands_for_persons(child) for child in subject_number)


def _object_is(nouns: Iterable[Word], pattern: _Pattern) -> bool:
    """A noun that the row asks for; a name of a place does where the row asks for ground, not for persons."""
    return any(
        lemma_of(noun) in pattern.row.objects
        or (not pattern.person and (noun.ent_type_ in {"GPE", "LOC", "FAC"} or noun.pos_ == "PROPN"))
        for noun in nouns
    )


def _company(token: Word, pattern: _Pattern, clauses: dict[int, str]) -> int | None:
    """How many of the row's companions stand in the clause; None where one is missing, or one that must not stand.

    `clauses` keeps the words around each token of the sentence: dozens of patterns ask for the same ones.
    """
    row = pattern.row
    if not row.companions and not row.banned:
        return 0
    if token.i not in clauses:
        clauses[token.i] = words_around(token)
    around = clauses[token.i]
    if row.banned and any(f" {word} " in around for word in row.banned):
        return None
    company = sum(f" {word} " in around for word in row.companions)
    return company if company or not row.companions else None
