"""Single cells: numbers of persons and dates, as people write them in tables."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from mapapp.intake.tables.errors import BadRow

NOT_KNOWN = frozenset({"", "unknown", "n/a", "na", "nan", "null", "none", "-", "–", "—", "?", ".", "not known", "#n/a"})
"""Cells that mean "not known", folded."""
LONGEST_UNKNOWN = max(map(len, NOT_KNOWN))
MOST_PERSONS = 10_000_000_000
GROUPED = re.compile(r"\d{1,3}(?:[,. '’\u00a0\u202f]\d{3})+")
"""A number with marks between its thousands."""
NUMBER = re.compile(r"(\d+)(?:[.,](\d+))?")
RANGE = re.compile(r"(\d+)\s*[-–—]\s*(\d+)")
AT_LEAST = re.compile(r"(?:[>≥]=?\s*|at least\s+|over\s+)(\d+)|(\d+)\s*\+")
FIRST_SERIAL, LAST_SERIAL = 15_000, 75_000
"""Days that spreadsheets count from the end of 1899: from 1941 to 2105. A smaller number is a year."""
DAY_ZERO = date(1899, 12, 30)
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = re.compile(r"(\d{1,2})[ .-]+([a-z]{3,9})\.?[ ,.-]+(\d{4})|([a-z]{3,9})\.? (\d{1,2}),? (\d{4})")
DIVIDED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?|(\d{4})(\d{2})(\d{2})")


@lru_cache(10_000)
def persons(text: str) -> tuple[int | None, int | None] | None:
    """At least and at most so many persons; None is not known. Raises BadRow.

    >>> persons("1,234"), persons("10-20"), persons("50+"), persons("unknown"), persons("2.5")
    ((1234, 1234), (10, 20), (50, None), None, (2, 3))
    """
    plain = " ".join(text.casefold().split())
    if plain in NOT_KNOWN:
        return None
    if GROUPED.fullmatch(plain):
        plain = re.sub(r"\D", "", plain)
    if found := NUMBER.fullmatch(plain):
        low = _counted(found[1], text)
        return low, low + (1 if (found[2] or "").strip("0") else 0)
    if found := RANGE.fullmatch(plain):
        low, high = _counted(found[1], text), _counted(found[2], text)
        if low > high:
            raise BadRow(f"{text[:40]!r} is no range: the first number is the larger one")
        return low, high
    if found := AT_LEAST.fullmatch(plain):
        return _counted(found[1] or found[2], text), None
    if plain.startswith(("-", "−")):
        raise BadRow(f"{text[:40]!r} is below zero; leave the cell empty where the number is not known")
    raise BadRow(f"{text[:40]!r} is no number of persons; leave the cell empty where it is not known")


def _counted(digits: str, text: str) -> int:
    if len(digits) > 11 or int(digits) > MOST_PERSONS:
        raise BadRow(f"{text[:40]!r} are more persons than there are")
    return int(digits)


@lru_cache(50_000)
def day_of(text: str, day_first: bool | None = None) -> date | int:
    """A day, or a year alone. Raises BadRow.

    >>> day_of("2016-12-14"), day_of("14 December 2016"), day_of("42718"), day_of("14/12/2016"), day_of("2016")
    (datetime.date(2016, 12, 14), datetime.date(2016, 12, 14), datetime.date(2016, 12, 14), \
datetime.date(2016, 12, 14), 2016)
    """
    plain = " ".join(text.casefold().split())
    try:
        return _read_day(plain, day_first)
    except (ValueError, OverflowError) as problem:
        raise BadRow(f"{text[:40]!r} is no date: {problem}") from None


def _read_day(plain: str, day_first: bool | None) -> date | int:
    if found := ISO.fullmatch(plain):
        year, month, day = [part for part in found.groups() if part]
        return date(int(year), int(month), int(day))
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return _counted_day(float(plain))
    if found := NAMED.fullmatch(plain):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        if month[:3] not in MONTHS:
            raise ValueError(f"no month is called {month}")
        return date(int(year), MONTHS.index(month[:3]) + 1, int(day))
    if found := DIVIDED.fullmatch(plain.split(" ", maxsplit=1)[0]):
        return _divided(int(found[1]), int(found[2]), int(found[3]), day_first)
    raise ValueError("write it as 2016-12-14")


def _counted_day(number: float) -> date | int:
    if FIRST_SERIAL <= number <= LAST_SERIAL:  # as spreadsheets keep dates
        return DAY_ZERO + timedelta(days=int(number))
    if number == int(number) and 1 <= number <= 9_999:
        return int(number)
    raise ValueError("it is neither a year nor a day as spreadsheets count them")


def _divided(first: int, second: int, year: int, day_first: bool | None) -> date:
    if first <= 12 and second <= 12 and first != second and day_first is None:
        raise ValueError("the day or the month may come first; write day_first = true or false into the mapping")
    swap = second > 12 or (day_first is False and first <= 12)
    day, month = (second, first) if swap else (first, second)
    return date(year, month, day)
