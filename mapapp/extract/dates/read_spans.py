"""Tokens → a stretch of time: “since Monday”, “as of 14 March”, “over the past 24 hours”, and all shorter ones."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.read_calendar import WHOLE, calendar, near, no_day, single, some_weekday
from mapapp.extract.dates.read_dates import Found, month
from mapapp.extract.dates.read_ranges import spread
from mapapp.extract.dates.read_times import timed
from mapapp.extract.dates.relative import PastSpan, UnitNear
from mapapp.extract.dates.spans import NoLater, Since, WeekOf
from mapapp.extract.dates.tokens import Line

_PAST = frozenset({"past", "last", "previous", "preceding"})
_NO_LATER = {"as of": True, "as at": True, "by": True, "until": True, "till": True, "up to": True, "up until": True}
_EARLIER = {"before": False, "prior to": False}
LIMITS = words.Phrases(_NO_LATER | _EARLIER | {"no later than": True, "not later than": True})


def span(line: Line, i: int) -> Found | None:
    """The longest of all that is told at token `i`."""
    found = [told for read in _READERS if (told := read(line, i)) is not None]
    return max(found, key=lambda one: one[1]) if found else None


def since(line: Line, i: int) -> Found | None:
    """“since Monday”, “from Monday onwards”."""
    if line.word(i) != "since":
        return None
    at = line.skip(i + 1, "the") if line.word(i + 2) in {"weekend", "previous", "day"} else i + 1
    begin = _start_of(line, at) or single(line, at, bare=True)
    if begin is None or line.word(begin[1]) == "'s":
        return None
    return Since(begin[0]), begin[1]


def _start_of(line: Line, i: int) -> Found | None:
    """“the start of the year”."""
    part = words.PARTS.at(line.tokens, i)
    if part is None or part[0] != "early" or line.word(part[1]) not in {"the", "this"}:
        return None
    unit = line.word(part[1] + 1)
    return (UnitNear(unit, 0), part[1] + 2) if unit in WHOLE else None


def week_of(line: Line, i: int) -> Found | None:
    """“the week of 4 May”, “the week ending Sunday”."""
    side = {"starting": "beginning"}.get(line.word(i + 1), line.word(i + 1))
    if line.word(i) == "weekend" and side == "of":
        side = "weekend of"
        if (both := spread(line, i + 2)) is not None:
            return both
    if line.word(i) not in {"week", "weekend"} or side not in {"of", "ending", "beginning", "weekend of"}:
        return None
    at = line.skip(i + 2, "on")
    day = timed(line, at)
    return (WeekOf(day[0], side), day[1]) if day is not None and not no_day(day[0]) else None


def no_later(line: Line, i: int) -> Found | None:
    """“as of 14 March”, “by Monday”, “before 12 May”; not “by Monday's blast”, nor “before dawn on Monday”."""
    limit = LIMITS.at(line.tokens, i)
    if limit is None or words.DAY_PARTS.at(line.tokens, i) is not None:
        return None
    at = line.skip(limit[1], "the") if line.word(limit[1] + 1) == "weekend" else limit[1]
    end = single(line, at, bare=True)
    if end is None or line.word(end[1]) == "'s":
        return None
    return NoLater(end[0], inclusive=limit[0]), end[1]


def past_span(line: Line, i: int) -> Found | None:
    """“over the past 24 hours”, “the last three weeks”, “within 48 hours”."""
    at = line.skip(i, "over", "in", "within", "during", "for", "throughout")
    hours = line.word(at - 1) in {"in", "within"} and at > i
    the = line.word(at) == "the"
    at += the
    at = (
        loose[1] if hours and (loose := words.LOOSE.at(line.tokens, at)) is not None else line.skip(at, "just", "under")
    )
    past = at
    if line.word(at) in _PAST:
        told = amount(line, at + 1)
        one = told is None and (the or line.word(at) == "past") and line.word(at + 1) in words.UNITS
        count, end = ((1, 1), at + 1) if one else told or ((0, 0), at)
    elif the and line.word(at) in words.UNITS:
        count, end = (1, 1), at
    elif (told := amount(line, at)) is not None and (the or hours):
        count, end = told
    else:
        return None
    if line.word(end) not in words.UNITS or not count[0]:
        return None
    size, unit = words.UNITS[line.word(end)]
    count = count[0] * size, count[1] * size
    if (until := _counted_to(line, end + 1)) is not None:
        if count == (1, 1) and unit == "week" and line.word(end + 1) != "before":
            return WeekOf(until[0], "ending"), until[1]
        return PastSpan(count, unit, until[0]), until[1]
    alone = line.word(past) in _PAST or (hours and unit == "hour" and count[0] >= 24)
    of_month = line.word(end + 1) == "of" and (month(line, end + 2) or line.word(end + 2) in {"last", "this", "the"})
    return (PastSpan(count, unit), end + 1) if alone and not of_month else None


def _counted_to(line: Line, i: int) -> Found | None:
    """“in the 24 hours to Monday”."""
    if line.word(i) not in {"to", "until", "before"}:
        return None
    day = single(line, line.skip(i + 1, "on"))
    return day if day is not None and line.word(day[1]) != "'s" else None


def amount(line: Line, i: int) -> tuple[tuple[int, int], int] | None:
    """((at least, at most), index after it) of “3”, “two”, “twenty-four”, “a few”."""
    if (few := words.FEW.at(line.tokens, i)) is not None:
        return (few[0][0], few[0][1]), few[1]
    if (number := line.number(i)) is not None:
        return ((number, number), i + 1) if number else None
    value = words.NUMBERS.get(line.word(i))
    if value is None:
        return None
    end = i + 1
    if value >= 20 and line.word(end) == "-" and 0 < words.NUMBERS.get(line.word(end + 1), 0) < 10:
        value, end = value + words.NUMBERS[line.word(end + 1)], end + 2
    return (value, value), end


_READERS = (timed, calendar, near, some_weekday, spread, since, no_later, past_span, week_of)
