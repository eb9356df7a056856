"""How far: "thirty kilometres", "20-30 km", "a few miles", "an hour's drive" → from and to, in kilometres.

A distance is never a point. "30 km" was rounded by somebody: the true one may be half a step of the rounding less or
more. Wieczorek, Guo and Hijmans (2004), The point-radius method for georeferencing locality descriptions, International
Journal of Geographical Information Science 18(8), treat distances in this way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.geoparse import spatial_words as words

STEPS = (1.0, 5.0, 10.0, 50.0, 100.0)
"""What people round a number to."""
MOST_ROUNDED = 1 / 6
"""Half a step is never more than this share of the number: nobody says "100 km" of 60."""
HEDGED = 0.15
""" "About 30 km": at least this share less or more."""

_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_NUMBER = (
    rf"(?:\d+/\d+|\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|{_TENS}[-\s]{_ONES}"
    rf"|{words.one_of(words.VAGUE)}|{words.one_of(words.NUMBERS)})"
)
_HEDGE = rf"(?P<hedge>(?:{words.one_of(words.WORDS['about'])}\s)+)?"
_RANGE = rf"(?P<low>{_NUMBER})(?:\s?(?:-|–|to|or)\s?(?P<high>{_NUMBER}))?"
DISTANCE = rf"(?<![\w.,/]){_HEDGE}{_RANGE}[-\s]?(?P<unit>{words.one_of(words.UNITS)})\b\.?"
"""Named groups: hedge, low, high, unit."""
TRAVEL = (
    rf"(?<![\w.,/]){_HEDGE}{_RANGE}[-\s](?P<unit>{words.one_of(words.TRAVEL_UNITS)})"
    rf"['’]?(?:[-\s](?P<how>{words.one_of(words.SPEEDS)}))?"
)
"""Named groups: hedge, low, high, unit, how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """A distance as it was said."""

    low_km: float
    high_km: float

    @property
    def middle_km(self) -> float:
        """Half-way from the one to the other."""
        return (self.low_km + self.high_km) / 2


def distance_of(match: re.Match[str]) -> Distance:
    """The distance of a match of DISTANCE or TRAVEL."""
    unit = " ".join(match["unit"].lower().split())
    if unit in words.UNITS:
        low, high = _numbers(match, rounded=True)
        return Distance(low_km=low * words.UNITS[unit], high_km=high * words.UNITS[unit])
    low, high = _numbers(match, rounded=False)
    hours = words.TRAVEL_UNITS[unit] / 60
    slow, fast = words.SPEEDS.get(" ".join((match["how"] or "").lower().split()), words.ANY_SPEED)
    return Distance(low_km=low * hours * slow, high_km=high * hours * fast)


def _numbers(match: re.Match[str], *, rounded: bool) -> tuple[float, float]:
    """From and to. A range was said as such; a travel time is vaguer by its speed than by its rounding."""
    if match["high"]:
        ends = (*_number(match["low"], rounded=False), *_number(match["high"], rounded=False))
        return min(ends), max(ends)
    low, high = _number(match["low"], rounded=rounded)
    if match["hedge"]:
        middle = (low + high) / 2
        return min(low, middle * (1 - HEDGED)), max(high, middle * (1 + HEDGED))
    return low, high


def _number(written: str, *, rounded: bool) -> tuple[float, float]:
    """From and to of one number; `rounded`: half a step of its rounding less and more."""
    word = " ".join(written.lower().replace("-", " ").split())
    vague = words.VAGUE.get(word)
    if vague:
        return vague
    value = _value(word)
    if not rounded:
        return value, value
    step = max((step for step in STEPS if value % step == 0), default=0.5)
    slack = min(step / 2, value * MOST_ROUNDED)
    return value - slack, value + slack


def _value(word: str) -> float:
    whole, _, parts = word.partition("/")
    if whole[:1].isdigit():
        return float(whole.replace(",", "")) / (float(parts or 1) or 1.0)
    known = words.NUMBERS
    return float(known[word]) if word in known else float(sum(known[part] for part in word.split()))
