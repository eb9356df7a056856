"""A toll of zero: “nobody was hurt”, “there were no casualties”. Zero is known; no toll at all is not.

Who writes that nobody was hurt says that nobody was killed, too; that is kept as an approximate zero.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.sentence import Sentence

_WORDS = WORDS["nobody"]


def _pattern(acts: str, nouns: str, verbs: str, phrases: Collection[str] = ()) -> re.Pattern[str]:
    """Words for nobody with words of one kind of harm."""
    who, between = one_of(_WORDS["who"]), one_of(_WORDS["between"])
    told = (
        rf"{who}(?:\s+{between}){{0,4}}\s+{one_of(_WORDS[acts])}",
        rf"(?:no|without(?:\s+causing)?(?:\s+any)?)\s+(?:human\s+|reported\s+|\w+\s+(?:or|and|nor)\s+)?{one_of(_WORDS[nouns])}",
        rf"{one_of(_WORDS['without'])}\s+{one_of(_WORDS[verbs])}\s+{one_of(_WORDS['anybody'])}",
        rf"{one_of(_WORDS[verbs])}\s+{one_of(_WORDS['nobody'])}",
        *([one_of(phrases)] if phrases else ()),
    )
    return re.compile(rf"\b(?:{'|'.join(told)})\b", re.IGNORECASE)


_HURT = _pattern("hurt", "hurt_nouns", "acts_hurt")
_KILLED = _pattern("killed", "killed_nouns", "acts_killed", _WORDS["lost"])
_ANY = re.compile(r"\b(?:no|nobody|not|anyone|anybody|without|failed|never)\b|n't\b", re.IGNORECASE)
"""Without one of these a sentence tells of no zero."""
_NOT_SAID = re.compile(rf"\b{one_of(_WORDS['not_said'])}\b", re.IGNORECASE)
_NOT_QUITE = re.compile(rf"\b{one_of(_WORDS['not_said_behind'])}\b", re.IGNORECASE)
NEAR = 40
"""Letters before and behind the words in which they can be taken back."""


def nobody_in(sentence: Sentence, offset: int, counted: Collection[CountKind]) -> Iterator[CountRange]:
    """The zeros that a sentence tells.

    Args:
        sentence: parsed.
        offset: where the sentence's block begins in the report's text.
        counted: kinds of which it counts somebody: of those there is no zero.
    """
    text = sentence.text
    if not _ANY.search(text):
        return
    hurt, killed = (_said(pattern, text) for pattern in (_HURT, _KILLED))
    start = offset + sentence.start_char
    for kind, match, implied in (
        (CountKind.KILLED, killed or hurt, killed is None),
        (CountKind.INJURED, hurt, False),
    ):
        if match is not None and kind not in counted:
            yield CountRange(
                kind=kind,
                low=0,
                high=0,
                approximate=implied,
                wording=match.group(),
                span=Span(start=start + match.start(), end=start + match.end()),
            )


def _said(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match that nothing near it takes back."""
    for match in pattern.finditer(text):
        around = text[max(0, match.start() - NEAR) : match.end() + NEAR]
        if not _NOT_SAID.search(around) and not _NOT_QUITE.search(text, match.start(), match.end() + NEAR):
            return match
    return None
