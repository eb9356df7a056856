"""What the words around a number make of it: at least, at most, about."""

from __future__ import annotations

import re
from enum import StrEnum

from mapapp.extract.counts.lexicon import WORDS, one_of

REACH = 60
"""Characters before a number in which its bound can begin."""


class Bound(StrEnum):
    """How a number bounds the count."""

    EXACT = ""
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


_KINDS = (Bound.AT_LEAST, Bound.AT_MOST, Bound.ABOUT)
_BETWEEN = one_of(WORDS["bounds"]["between"])
_BEFORE = re.compile(
    r"(?<![\w-])(?<!toll )(?:"
    + "|".join(rf"(?P<{kind.value}>{one_of(WORDS['bounds'][kind.value])})" for kind in _KINDS)
    + rf")\s*(?:(?<=\W){_BETWEEN}\s+)?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\s*(?:"
    + "|".join(rf"(?P<{kind.value}>{one_of(WORDS['bounds'][f'after_{kind.value}'])})" for kind in _KINDS)
    + r")(?!\w)",
    re.IGNORECASE,
)


def bound_of(text: str, start: int, end: int) -> tuple[Bound, int]:
    """The bound of the number text[start:end], and where the wording begins with it."""
    opening = max(0, start - REACH)
    before = text[opening:start]
    match = _BEFORE.search(before)
    if match and match.lastgroup:
        return Bound(match.lastgroup), opening + match.start()
    after = _AFTER.match(text, end)
    return (Bound(after.lastgroup), start) if after and after.lastgroup else (Bound.EXACT, start)


def ends(low: int, high: int, bound: Bound, *, vague: bool) -> tuple[int | None, int | None]:
    """The range in persons. "Almost 40" and "up to 40" say no more than that it was not above; "dozens" has no top."""
    if bound is Bound.AT_MOST and not (vague and low == high):
        return (low if low < high else None), high
    if bound is Bound.AT_LEAST or vague:
        return low, None
    return low, high
