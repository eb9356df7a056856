"""“The sixth victim”: a toll told as a number in a row."""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.counts.lexicon import ORDINALS, WORDS, nth, one_of

_WORDS = WORDS["nth"]
_NTH = rf"(?:{one_of(ORDINALS)}|\d{{1,3}}(?:nd|rd|th|st))"
_NO_CLAUSE = rf"(?:(?!\b{one_of(_WORDS['parts'])}\b)[^;:.])*?"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\bthe\s+)(?P<nth>{_NTH})\s+{one_of(_WORDS['persons'])}(?:\s+[\w-]+){{0,4}}?\s+{one_of(_WORDS['dies'])}\b",
        rf"\b{one_of(_WORDS['claims'])}\s+(?P<nth>{_NTH})\s+{one_of(_WORDS['persons'])}\b",
        rf"(?:^|\ban?\s+)(?P<nth>{_NTH})\s+{one_of(_WORDS['victims'])}\b{_NO_CLAUSE}\s{one_of(_WORDS['died'])}\b",
        rf"\b{one_of(_WORDS['becomes'])}\s+the\s+(?P<nth>{_NTH})\s+{one_of(_WORDS['victims'])}\b",
        rf"\b{one_of(_WORDS['bodies'])}\s+(?P<nth>{_NTH})\s+(?:missing\s+)?{one_of(_WORDS['persons'])}(?:\s+[\w-]+){{0,3}}?"
        rf"\s+{one_of(_WORDS['recovered'])}\b",
        rf"\b{one_of(_WORDS['recovered'])}\s+(?:out\s+)?(?:an?|the)\s+(?P<nth>{_NTH})\s+{one_of(_WORDS['dead'])}\b",
        rf"(?:^|\b(?:an?|the)\s+)(?P<nth>{_NTH})\s+{one_of(_WORDS['dead'])}(?:\s+[\w-]+){{0,3}}?\s+{one_of(_WORDS['recovered'])}\b",
    )
)
_OF_THE_DEAD = (
    re.compile(rf"\bthe\s+(?P<nth>{_NTH})\s+victim\b", re.IGNORECASE),
    re.compile(rf"\b{one_of(_WORDS['becomes'])}\s+the\s+(?P<nth>{_NTH})\b", re.IGNORECASE),
)
_RUNNING = re.compile(rf"\s+{one_of(_WORDS['running'])}\b", re.IGNORECASE)


def number_in(text: str, start: int, *, dead: bool) -> CountRange | None:
    """The toll that a sentence tells as "the sixth victim"; None where it tells none so.

    Args:
        text: of the sentence.
        start: where it begins in the report's text.
        dead: it counts somebody dead.
    """
    patterns = (*_TOLD, *_OF_THE_DEAD) if dead else _TOLD
    match = next((found for pattern in patterns if (found := pattern.search(text))), None)
    if match is None or _RUNNING.match(text, match.end()):
        return None
    number = nth(match["nth"])
    return CountRange(
        kind=CountKind.KILLED,
        low=number,
        high=number,
        approximate=False,
        wording=match.group(),
        span=Span(start=start + match.start(), end=start + match.end()),
    )
