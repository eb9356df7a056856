"""Two sources, two numbers for the same persons: is that so, and what range do they make?"""

from __future__ import annotations

import re
from dataclasses import replace

from mapapp.domain.claim import CountRange
from mapapp.extract.clause import is_parted, lemma_of, verb_of
from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.extract.counts.sums import added
from mapapp.sentence import Word

_WORDS = WORDS["relations"]
MORE = re.compile(r"\b(?:other|others|more|another|further|additional|second|third)\b", re.IGNORECASE)
"""Words of persons beside those told before: such numbers add up."""

_OWN_SIDE = re.compile(rf"\b{one_of(_WORDS['own_side'])}\b", re.IGNORECASE)
_CONTRAST = re.compile(
    "|".join(rf"\b{word}\b" if word.isalpha() else re.escape(word) for word in _WORDS["contrast"]), re.I
)
_CONTESTED = re.compile(rf"\b{one_of(_WORDS['contested'])}\b", re.IGNORECASE)
_ACCOUNT = frozenset(_WORDS["account"])
_RECKONING = frozenset(_WORDS["reckoning"])


def told_apart(left: Told, right: Told) -> bool:
    """Do two sources speak, each with its own number for the same persons?"""
    text, first, second = left.figure.text, left.figure, right.figure
    if any(c.dep_ == "nsubj" and c.ent_type_ == "GPE" for c in right.cue.children) and lemma_of(right.cue) == "count":
        return False  # "Ratnapura has 79 dead; Kalutara counts 56"
    if _OWN_SIDE.search(text) or MORE.search(text, first.end, second.end):
        return False
    if right.recount or _CONTESTED.search(text, first.end, second.begin):
        return True
    if text[first.begin : second.end + 40].lower().count("according to") >= 2:
        return True
    speakers = _speaker(left.cue), _speaker(right.cue)
    contrast = _CONTRAST.search(text, first.end, second.begin) is not None
    if contrast and speakers[0] is None and lemma_of(speakers[1] or right.cue) in _RECKONING:
        return first.is_general and second.is_general  # of no side, so that both can be of the same persons
    return left.cue != right.cue and None not in speakers and speakers[0] != speakers[1] and contrast


def _speaker(cue: Word) -> Word | None:
    """The verb of saying that governs the word."""
    verbs = (t for t in [cue, *cue.ancestors] if lemma_of(t) in _ACCOUNT and t.pos_ == "VERB")
    verb = next(verbs, None)
    return verb if verb is not None and not is_parted(cue, verb) else None


def is_past(cue: Word) -> bool:
    """Was it said before what else is told: “had spoken of 50”?"""
    said = _speaker(cue) or verb_of(cue)
    return any(child.dep_ == "aux" and child.lower_ == "had" for child in said.children)


def is_told_before(cue: Word, other: Word) -> bool:
    """“89 have died; on Monday the mayor had spoken of 50 dead”: had somebody given a number before?"""
    return _speaker(cue) is not None and is_past(cue) and not is_past(other)


def range_of(left: CountRange, right: CountRange) -> CountRange:
    """From the lowest to the highest that two voices say."""
    return replace(either(left, right), disputed=True)


def either(left: CountRange, right: CountRange) -> CountRange:
    """From the lowest to the highest that the two say."""
    lows = [count.low for count in (left, right) if count.low is not None]
    highs = [count.high for count in (left, right) if count.high is not None]
    return replace(
        added(left, right),
        low=min(lows, default=None),
        high=max(highs) if len(highs) == 2 else None,
        approximate=False,
        wording=f"{left.wording} or {right.wording}",
    )
