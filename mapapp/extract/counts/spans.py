"""The numbers of a text as spans: one number, or the two ends of a range; exact, vague or a share of another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mapapp.extract.counts.lexicon import STATES, WORDS, one_of
from mapapp.extract.numbers import Number, numbers_in

_VAGUE = re.compile(rf"\b(?<!\bas )(?<!\bhow ){one_of(WORDS['vague'])}\b(?! as\b)", re.IGNORECASE)
_OTHERS = re.compile(r"\b(?:and|while|with|[^\W\d]+ing|[^\W\d]+(?<!hundr)ed)\s+$", re.IGNORECASE)
_ALL_BUT = re.compile(r"\ball\s+but\s+$", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\s+(?:of\s+)?(?:the|its|their)\s+$", re.IGNORECASE)
_MOST = ("most", "a majority")
_SHARE = re.compile(r"\bof\s+(?:the|its|their)$", re.IGNORECASE)
_HARMED = re.compile(
    rf"\s+(?:(?!(?:is|are|was|were|ha[sd]|have|be|been)\b)[^\W\d]+\s+){{0,3}}?{one_of(STATES)}\b", re.IGNORECASE
)
"""Behind a number: "or more people killed"."""
_OF_THE = re.compile(r"\s+of\s+(?:the|its|their|those|these|his|her)\s+", re.IGNORECASE)
_JOINT = re.compile(
    r"\s*(?:-|–|—|\bto\b|\bor\b|,?\s*(?:\bperhaps\b|\bpossibly\b|\bmaybe\b|\bif\s+not\b|\bor\s+even\b|\band\s+perhaps\b|\band\s+possibly\b))\s*",
    re.IGNORECASE,
)
_AND_AT_MOST = re.compile(rf"\s+{one_of(WORDS['bounds']['and_at_most'])}\s+", re.IGNORECASE)
_LEAST = re.compile(rf"\b{one_of(WORDS['bounds']['at_least_of_two'])}\s+$", re.IGNORECASE)
_AGAIN = re.compile(r"\s*\(\s*")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_BEFORE_RANGE = 20
"""Letters before a range in which the word that opens it can begin."""


@dataclass(frozen=True, slots=True)
class Vague(Number):
    """A number word that only says about how many; its value is the least it can mean."""


def spans_in(text: str) -> Iterator[tuple[Number, ...]]:
    """The numbers of a text in order, two together where they are the ends of one range."""
    return _ranges(text, list(_all_but(text, list(_shares(text, list(_said_twice(text, _numbers(text))))))))


def opening_of(text: str, start: int) -> int:
    """Where the wording of a range begins whose first number begins at `start`: at its "between" or "at least"."""
    found = _opening(_BETWEEN, text, start) or _opening(_LEAST, text, start)
    return found.start() if found else start


def has_both_ends(text: str, numbers: Sequence[Number]) -> bool:
    """“At least six and at most nine”: what bounds the first number bounds it alone."""
    return len(numbers) > 1 and _AND_AT_MOST.fullmatch(text, numbers[0].end, numbers[-1].start) is not None


def _opening(pattern: re.Pattern[str], text: str, start: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, start - _BEFORE_RANGE), start)


def _numbers(text: str) -> list[Number]:
    return sorted([*numbers_in(text), *_vague(text)], key=lambda number: (number.start, -number.end))


def _shares(text: str, numbers: list[Number]) -> Iterator[Number]:
    """“Half of the 22” are 11 and “most of the 30” at least 16; but of “the 30 people killed” all 30 were, whatever
    most of them did for a living.
    """
    skip = False
    for number, following in pairwise([*numbers, None]):
        if skip or number is None:
            skip = False
        elif following and _is_share_of(text, number, following):
            if not _HARMED.match(text, following.end):
                most = text[number.start : number.end].lower().startswith(_MOST)
                least = following.value // 2 + 1 if most else number.value
                yield Vague(least, number.start, following.end)
                skip = True
        else:
            yield _half(text, number)


def _is_share_of(text: str, number: Number, following: Number) -> bool:
    of = isinstance(number, Vague) and _SHARE.search(text, number.start, number.end)
    return bool(of) and not text[number.end : following.start].strip()


def _half(text: str, number: Number) -> Number:
    share = _HALF.search(text[max(0, number.start - 24) : number.start])
    if not share or number.value % 2 or not number.value or _HARMED.match(text, number.end):
        return number
    return Number(number.value // 2, number.start - len(share.group()), number.end)


def _all_but(text: str, numbers: list[Number]) -> Iterator[Number]:
    """“All but three of the 30 passengers” are 27; so are “of the 30 passengers all but three”."""
    skip = False
    there = 0
    for number, following in pairwise([*numbers, None]):
        if skip or number is None:
            skip = False
            continue
        but = _ALL_BUT.search(text[max(0, number.start - 20) : number.start])
        if (
            but
            and following
            and _OF_THE.fullmatch(text[number.end : following.start])
            and number.value < following.value
        ):
            yield Number(following.value - number.value, number.start, following.end)
            skip = True
        elif but and number.value < there:
            yield Number(there - number.value, number.start - len(but.group()), number.end)
        else:
            there = number.value
            yield number


def _said_twice(text: str, numbers: list[Number]) -> Iterator[Number]:
    """“Twelve (12) persons” are twelve."""
    skip = False
    for number, following in pairwise([*numbers, None]):
        if skip or number is None:
            skip = False
            continue
        bracket = following and _AGAIN.fullmatch(text, number.end, following.start)
        if following and bracket and number.value == following.value and text.startswith(")", following.end):
            yield Number(number.value, number.start, following.end + 1)
            skip = True
        else:
            yield number


def _vague(text: str) -> Iterator[Vague]:
    for match in _VAGUE.finditer(text):
        if match.group().lower() == "others" and not _OTHERS.search(text, 0, match.start()):
            continue  # "five others"
        key = " ".join(match.group().lower().split())
        yield Vague(int(WORDS["vague"][key]), match.start(), match.end())


def _ranges(text: str, numbers: list[Number]) -> Iterator[tuple[Number, ...]]:
    """Each number alone, or two that are the ends of one range: "10-15", "between 30 and 40", "two or three"."""
    at, end = 0, 0
    while at < len(numbers):
        size = 2 if at + 1 < len(numbers) and _is_range(text, numbers[at], numbers[at + 1]) else 1
        if numbers[at].start >= end:  # "several dozen" is not a dozen
            yield tuple(numbers[at : at + size])
            end = numbers[at + size - 1].end
        at += size


def _is_range(text: str, left: Number, right: Number) -> bool:
    joint = text[left.end : right.start]
    before = text[max(0, left.start - 12) : left.start]
    if left.value >= right.value:
        return False
    if has_both_ends(text, (left, right)):
        return _opening(_LEAST, text, left.start) is not None
    if len(joint) > 16:
        return False
    if joint.strip().lower() == "and":
        return _opening(_BETWEEN, text, left.start) is not None
    return _JOINT.fullmatch(joint) is not None and not re.search(
        r"(?<!anywhere )(?<!ranging )\b(?:from|by)\s+$", before, re.IGNORECASE
    )
