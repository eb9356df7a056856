"""Which of several time expressions in a sentence is the act's: by the dependency tree, nearest clause first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from mapapp.domain.when import TimePrecision
from mapapp.extract import cues
from mapapp.extract.clause import is_now, is_parted
from mapapp.extract.dates import words as lexicon
from mapapp.extract.dates.named import FromNamed, UnitFromNamed, WeekdayFromNamed
from mapapp.extract.dates.phrase import TimeWords
from mapapp.extract.dates.spans import Since
from mapapp.extract.dates.standpoint import Interval, Undatable
from mapapp.sentence import Sentence, Word


class Standing(IntEnum):
    """How time words stand to an act, best first."""

    OWN = 0
    """They hang on the act itself."""
    CLAUSE = 1
    """They hang on a verb above it: "a bomb that killed four exploded on Monday"."""
    BESIDE = 2
    """They hang on a verb joined to it: "stormed the market and shot four on Monday"."""
    CAUSE = 3
    """They date what led to it: "five were killed after a bus overturned on Monday"."""
    STATEMENT = 4
    """They date what was said: "police said on Tuesday"."""
    ASIDE = 5
    """They date what somebody in it did: "fought off rebels who attacked on Tuesday"; the last resort."""
    BACKGROUND = 6
    """They date something else: "arrested in March", "the deadliest since 1999"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Time words of a sentence with what they mean."""

    words: TimeWords
    told: Interval | Undatable
    standing: Standing

    @property
    def rank(self) -> tuple[int, int, bool, int, int]:
        """Least is best: the clause, then the finer of two, then what needs no other day to count from, then the
        nearer: “A week earlier, on 8 October”.
        """
        near = 0 if self.standing <= Standing.CLAUSE else int(self.standing)
        precision = self.told.precision if isinstance(self.told, Interval) else TimePrecision.DAY
        leans = isinstance(self.words.meaning, FromNamed | UnitFromNamed | WeekdayFromNamed)
        return near, _COARSENESS[precision], leans, int(self.standing), self.words.start


_COARSENESS = {precision: max(0, n - 1) for n, precision in enumerate(TimePrecision)}
"""A day is no coarser than an hour."""
_APART = frozenset({"relcl", "acl"})
_OTHER_TIME = frozenset({"after", "before", "since", "until", "following", "because"})
"""What follows one of these happened at another time."""
RECENT_DAYS = 10
_LOOK_BACK = 40
"""So many characters before "since" a comparison may stand."""


def standing_of(words: TimeWords, act: Word, sentence: Sentence) -> Standing:
    """How time words stand to an act of the same sentence; the best of their readings where the parse splits them."""
    if isinstance(words.meaning, Since) and _compares(words, sentence):
        return Standing.BACKGROUND
    inside = [token for token in sentence if words.start <= token.idx < words.end]
    roots = [t for t in inside if t.head == t or not words.start <= t.head.idx < words.end]
    told = _told_by(act)
    best = min((_standing(token, told) for token in roots if not token.is_punct), default=Standing.CLAUSE)
    return max(best, Standing.CAUSE) if any(is_parted(token, act) for token in roots) else best


def _told_by(act: Word) -> Word:
    """“The army said that it killed four”: where the speaker or the statement is marked, what was said is the act."""
    verb = act.head if act.dep_ == "nsubj" else act
    if verb.lemma_.lower() not in cues.SPEECH_VERBS:
        return act
    return next((child for child in verb.children if child.dep_ == "ccomp"), act)


def _standing(token: Word, act: Word) -> Standing:
    if token == act:
        return Standing.OWN
    through_noun = False
    for above in token.ancestors:
        if above == act:
            return Standing.STATEMENT if _counts(act) else Standing.OWN
        if above.pos_ in {"VERB", "AUX"}:
            return Standing.CLAUSE if _is_of_what_was_said(token, above, act) else _by_verb(above, act)
        if through_noun and above.lower_ in _OTHER_TIME:
            return Standing.BACKGROUND
        through_noun = through_noun or above.pos_ in {"NOUN", "PROPN"}
    return Standing.CLAUSE


def _is_of_what_was_said(token: Word, verb: Word, act: Word) -> bool:
    """“They opened fire over the weekend, officials said”: parsers hang the time on the speaker's verb."""
    speakers = [child for child in verb.children if child.dep_ == "nsubj"]
    return verb.is_ancestor(act) and any(act.i < token.i < speaker.left_edge.i < verb.i for speaker in speakers)


def _by_verb(verb: Word, act: Word) -> Standing:
    """How a verb that time words hang on stands to the act."""
    if verb.lemma_.lower() in cues.SPEECH_VERBS or _counts(verb):
        said_now = is_now(verb) and act.dep_ == "dobj" and act.head == verb
        return Standing.CLAUSE if said_now else Standing.STATEMENT  # "we condemn the massacre of 44 on 21 March"
    if verb.is_ancestor(act):
        return Standing.BACKGROUND if act.dep_ == "ccomp" and _absolute(verb) else Standing.CLAUSE
    if act.is_ancestor(verb):
        return _below(verb, act)
    top = _verb_above(act)
    if top is not None and top.is_ancestor(verb):
        return _below(verb, top)
    return Standing.STATEMENT


def _counts(verb: Word) -> bool:
    """“The number killed rose to 29 on Wednesday”: that day somebody counted again."""
    if verb.lemma_.lower() not in cues.COUNTING:
        return False
    clauses = [verb, verb.head] if verb.dep_ == "conj" else [verb]  # parsers take "killed" for the verb of the number
    subjects = (child for clause in clauses for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"})
    return any(subject.lemma_.lower() in cues.TOLLS for subject in subjects)


def _verb_above(act: Word) -> Word | None:
    return next((above for above in act.ancestors if above.pos_ in {"VERB", "AUX"}), None)


def _below(verb: Word, act: Word) -> Standing:
    """How a verb below the act stands to it."""
    if _absolute(verb):
        return Standing.BACKGROUND
    worst = Standing.ASIDE if _had(verb) and not _had(act) else Standing.BESIDE
    at = verb
    while at != act:
        worst = max(worst, _step(at, act))
        at = at.head
    return worst


def _step(verb: Word, act: Word) -> Standing:
    """What one step up from a word means for the time that hangs below it."""
    if verb.dep_ in _APART:
        event = verb.head == act or verb.head.lemma_.lower() in cues.REFERENCE_NOUNS
        return Standing.BESIDE if event and verb.head.pos_ == "NOUN" else Standing.ASIDE
    if verb.dep_ not in {"advcl", "pcomp"}:
        return Standing.BESIDE
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "prep", "advmod"}} | {verb.head.lower_}
    if "after" in marks:
        return Standing.CAUSE
    past = verb.dep_ == "advcl" and verb.tag_ == "VBN"  # "..., wanted since 2009"
    return Standing.BACKGROUND if past or not marks.isdisjoint(_OTHER_TIME) else Standing.BESIDE


def _absolute(verb: Word) -> bool:
    """“arrested two men, one of them wanted since 2009”: a participle with a subject of its own."""
    labels = {child.dep_ for child in verb.children}
    since = any(child.lower_ == "since" for child in verb.children)  # the parser takes many for a past tense
    participle = verb.tag_ == "VBN" or (verb.tag_ == "VBD" and since)
    return participle and bool(labels & {"nsubj", "nsubjpass"}) and not labels & {"aux", "auxpass"}


def _had(verb: Word) -> bool:
    return any(child.lower_ in {"had", "'d"} and child.dep_ == "aux" for child in verb.children)


def _compares(words: TimeWords, sentence: Sentence) -> bool:
    """“the deadliest attack since 1999”."""
    at = words.start - sentence.start_char
    before = sentence.text[max(0, at - _LOOK_BACK) : at].lower().replace("-", " ").split()
    return any(word in lexicon.COMPARES or (word.endswith("est") and len(word) > 5) for word in before[-5:])


def best_first(candidates: Sequence[Candidate], today: date | None) -> list[Candidate]:
    """Those that may date the act, best first.

    Args:
        candidates: all of a sentence.
        today: the report's day; what stands aside counts only where it is a day shortly before.
    """
    return sorted((c for c in candidates if c.standing < Standing.ASIDE or _recent(c, today)), key=lambda c: c.rank)


def _recent(candidate: Candidate, today: date | None) -> bool:
    told = candidate.told
    if candidate.standing is Standing.BACKGROUND or not isinstance(told, Interval) or today is None:
        return False
    return told.is_day and 0 <= (today - told.last).days <= RECENT_DAYS


def looks_back(words: TimeWords, act: Word, sentence: Sentence) -> bool:
    """“agreed on Friday to withdraw”: the plan was made then, so that Friday has been."""
    inside = [token for token in sentence if words.start <= token.idx < words.end]
    above = next((a for token in inside for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), None)
    between = above is not None and above.idx < words.start and words.end <= act.idx
    if not between or above is None or any(c.dep_ == "auxpass" and c.tag_ in {"VBZ", "VBP"} for c in above.children):
        return False  # "is expected on Friday to open"
    return above.tag_ in {"VBD", "VBN"} and above.is_ancestor(act)
