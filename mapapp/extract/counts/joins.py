"""Lists of persons: is what was said of one figure said of the next, or of the one before?"""

from __future__ import annotations

import re

from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.beside import WITH_OTHERS
from mapapp.extract.counts.echoes import is_whole
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import nth
from mapapp.extract.counts.nouns import Sort
from mapapp.sentence import Word

_JOINT = re.compile(
    r"(?:,|;|\band|\bor|\bplus|\bas well as|\balong with|\btogether with|&)\s*"
    r"(?:(?:\w+ly|then|later|also)\s+)*(?:(?:his|her|their|its|the|another|a\s+further|all|both)\s+)?(?:of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_AS_WERE = re.compile(r"\bas\s+(?:were|was|did|had|have|has|are|is)\s+(?:all\s+|the\s+)*$", re.IGNORECASE)
_AND_SO = re.compile(r"(?:\band|,|;)\s*$", re.IGNORECASE)
_AND = re.compile(r"(?:\s+(?:in|of|from)\s+(?:[\w'’-]+\s*){1,4})?,?\s*(?:and|&|,)\s*(?:also\s+)?", re.IGNORECASE)
_BY_SOURCE = re.compile(
    r",?\s*\baccording\s+to\s[^,;]{2,60}(?:,\s*|\s+(?=and|but|or|while))(?:and\s+|but\s+|or\s+|while\s+)?$",
    re.IGNORECASE,
)
_PLACED = re.compile(r"(?:^|[,;]|\band)\s*(?:in|at|near)\s+[\w\s'’-]{2,40}$", re.IGNORECASE)
_ROW = re.compile(r"\s+(?:in|at|near)\s+[\w'’-]+(?:\s+[\w'’-]+){0,3}?,?\s+(?:and\s+)?", re.IGNORECASE)


def is_joined(figure: Figure, previous: Figure, cue: Word) -> bool:
    """Is the figure one more of the list that the one before began: "killing 10 soldiers and five civilians"?"""
    between = figure.text[previous.end : figure.begin]
    if between.strip() == ":" and not previous.single and figure.sort is Sort.PERSONS and not _has_own_verb(figure):
        return True  # "killed three: a guard, a cook and a driver"
    placed = figure.sort is Sort.BARE and _next_is(figure, "IN")
    if placed and previous.sort is Sort.BARE and _ROW.fullmatch(between):
        return True  # "three in Ilam and two in Udayapur", whatever the parser makes of it
    if not _may_share(figure) or (is_name(figure) and not previous.single):
        return False
    if _AS_WERE.search(between) or (is_next(figure, previous) and _AND_SO.search(between)):
        return True
    led = figure.first.i > figure.first.sent.start and figure.first.nbor(-1).pos_ == "VERB"  # "… and captured five"
    if _BY_SOURCE.search(between) or (figure.sort is Sort.BARE and not led and _PLACED.search(between)):
        return True
    placed = placed or WITH_OTHERS.search(between) is not None
    begin = max(previous.last.i, cue.i) if placed else previous.last.i
    aside = figure.first.sent.start_char + previous.end  # past “, a feared commander,”
    passed = [t for t in figure.noun.doc[begin + 1 : figure.first.i] if t.idx >= aside]
    if any(t.pos_ in {"VERB", "AUX"} and t.tag_ != "VB" for t in passed):  # past "on their way to pick grapes"
        return figure.noun in previous.noun.conjuncts and _JOINT.search(between) is not None
    return _JOINT.search(between) is not None


def leads_to(figure: Figure, following: Figure, cue: Word) -> bool:
    """“A woman and an infant injured”: what is said behind the second holds for the first too."""
    between = figure.text[figure.end : following.begin]
    own = _has_own_verb(figure) and figure.noun.head.i < following.first.i
    if (figure.single and figure.sort is Sort.UNKNOWN) or own or cue.i < following.first.i:
        return False
    if is_whole(figure) and between.strip() == ",":
        return False  # "of the party of five, three were killed"
    words = figure.noun.doc[figure.last.i + 1 : following.first.i]
    beside = _AND.fullmatch(between) is not None and (figure.noun.dep_ != "pobj" or between.strip().lower() == "and")
    return beside and not any(t.pos_ in {"VERB", "AUX"} for t in words)


def _may_share(figure: Figure) -> bool:
    """Can what is said of the figures beside it hold for this one: are they persons, without a verb of their own?"""
    unknown = figure.single and figure.sort is Sort.UNKNOWN
    return not unknown and not _has_own_verb(figure)


def is_name(figure: Figure) -> bool:
    """Is it a person told by name?"""
    return figure.single and figure.noun.ent_type_ == "PERSON"


def is_next(figure: Figure, previous: Figure | None = None) -> bool:
    """“Nine miners died and a tenth …”: the next of those counted before."""
    number = nth(figure.noun.lower_) if figure.single else None
    return number is not None and (previous is None or previous.high == number - 1)


def _next_is(figure: Figure, *tags: str) -> bool:
    return figure.last.i + 1 < figure.last.sent.end and figure.last.nbor().tag_ in tags


def _has_own_verb(figure: Figure) -> bool:
    """“…, an official said”: the persons are the subject of a verb of their own."""
    noun = figure.noun
    subject = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i > figure.last.i
    first = noun.head
    says = noun.dep_ == "conj" and first.dep_ == "nsubj" and lemma_of(first.head) in cues.SPEECH_VERBS
    return subject or says or _next_is(figure, "VBD", "VBZ", "VBP", "MD")
