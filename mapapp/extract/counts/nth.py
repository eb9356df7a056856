"""“The sixth victim”: a toll told as a number in a row."""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.counts.lexicon import WORDS, one_of

_WORDS = WORDS["nth"]
_NTH = rf"(?P<nth>{one_of(_WORDS['ordinals'])})"
_TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|\bthe\s+){_NTH}\s+{one_of(_WORDS['persons'])}(?:\s+[\w-]+){{0,4}}?\s+{one_of(_WORDS['dies'])}\b",
        rf"\b{one_of(_WORDS['claims'])}\s+{_NTH}\s+{one_of(_WORDS['persons'])}\b",
    )
)
_VICTIM = re.compile(rf"\bthe\s+{_NTH}\s+victim\b", re.IGNORECASE)


def number_in(text: str, start: int, *, dead: bool) -> CountRange | None:
    """The toll that a sentence tells as "the sixth victim"; None where it tells none so.

    Args:
        text: of the sentence.
        start: where it begins in the report's text.
        dead: it counts somebody dead.
    """
    patterns = (*_TOLD, _VICTIM) if dead else _TOLD
    match = next((found for pattern in patterns if (found := pattern.search(text))), None)
    if match is None:
        return None
    number = _WORDS["ordinals"].index(match["nth"].lower()) + 2
    return CountRange(
        kind=CountKind.KILLED,
        low=number,
        high=number,
        approximate=False,
        wording=match.group(),
        span=Span(start=start + match.start(), end=start + match.end()),
    )
