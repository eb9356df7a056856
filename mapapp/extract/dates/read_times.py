"""Tokens → a day with its time of day: "at 14:30 on 12 May", "early on Sunday", "Friday at dawn"."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.extract.dates import words
from mapapp.extract.dates.read_days import Found, point
from mapapp.extract.dates.relative import Overnight
from mapapp.extract.dates.spans import AtTime, NightInto, Range, ThatDay
from mapapp.extract.dates.tokens import Line

_ABOUT = tuple("at around about approximately roughly nearly circa by just shortly before after".split(" "))
_HOUR_WORDS = frozenset({"hrs", "hours", "hour", "h", "hr"})
_BARE = frozenset({"at", "before", "around", "in", "after", "towards", "toward", "shortly", "just", "about", "during"})
"""With these first words a time of day may stand without a day."""
_PARTS_AT_MOST = 3
"""“early in the morning, at about 3 a.m. local time, on Friday” is as long as it gets."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    hour: int
    """0 to 23."""
    world: bool
    """Is it told in UTC?"""
    end: int
    """Index of the token after it."""


def timed(line: Line, i: int) -> Found | None:
    """A day with what stands around it of a time of day; or a time of day alone."""
    start, clock = _before(line, i)
    found: Found | None
    if line.word(start) == "overnight":
        found = _overnight(line, start)
    else:
        at = start
        if start > i:
            at = line.skip(at, ",")
            at = line.skip(at, "on", "of", "from")
            at = at if line.word(at) != "the" or line.suffix(at + 2) or line.word(at + 1) in _NAMED else at + 1
        found = point(line, at)
    if found is None:
        return _alone(line, i, start, clock)
    meaning, end = found
    end, later = _after(line, end)
    told = clock or later
    return (AtTime(meaning, told.hour, told.world) if told and not isinstance(meaning, Range) else meaning), end


_NAMED = frozenset({"previous", "following", "preceding", "next", "same", "day", "night", "morning", "evening"})


def _before(line: Line, i: int) -> tuple[int, Clock | None]:
    """(index of the day, the clock) of the words before a day."""
    told: Clock | None = None
    start = i
    for _ in range(_PARTS_AT_MOST):
        at = line.skip(start, ",") if start > i else start
        if told is None and (found := clock(line, at)) is not None:
            told, start = found, found.end
        elif (part := _day_part(line, at)) is not None:
            start = part
        else:
            break
    return start, told


def _day_part(line: Line, i: int) -> int | None:
    at = line.skip(i, "on", "during") if line.word(i + 1) == "the" else i
    if line.word(at) == "overnight":
        return None
    part = words.DAY_PARTS.at(line.tokens, at)
    return part[1] if part is not None else None


def _after(line: Line, i: int) -> tuple[int, Clock | None]:
    """(index after all, the clock) of the words after a day."""
    told: Clock | None = None
    end = i
    for _ in range(_PARTS_AT_MOST):
        at = line.skip(end, ",", "(")
        if told is None and (found := clock(line, at)) is not None:
            told = found
            end = line.skip(found.end, ")") if line.word(at - 1) == "(" else found.end
        elif (part := words.DAY_PARTS.at(line.tokens, end)) is not None:
            end = part[1]
        else:
            break
    return end, told


def _alone(line: Line, i: int, end: int, told: Clock | None) -> Found | None:
    if told is not None:
        return AtTime(ThatDay(), told.hour, told.world), end
    return (ThatDay(), end) if end > i + 1 and line.word(i) in _BARE else None


def _overnight(line: Line, i: int) -> Found:
    """“overnight”, “overnight on Tuesday”, “overnight into Wednesday”."""
    at = line.skip(i + 1, "on", "into", "to", "through", "until")
    into = line.word(at - 1) in {"into", "to", "through", "until"}
    if (day := point(line, at)) is None:
        return Overnight(), i + 1
    return (NightInto(day[0]) if into else day[0]), day[1]


def clock(line: Line, i: int) -> Clock | None:
    """“at about 3 p.m. local time”, “14:30”, “1430 GMT”, “0600 hrs”, “5 o'clock in the morning”."""
    start = i
    for _ in range(3):
        start = line.skip(start, *_ABOUT)
    hour = line.number(start)
    if hour is None or line.word(start - 1) in {".", "/", "$"}:
        return None
    end, minutes, digits = start + 1, False, line.digits(start)
    if line.word(end) in {":", "."} and line.touches(start) and line.touches(end) and line.digits(end + 1) == 2:
        if line.number(end + 1) is None or (line.number(end + 1) or 0) > 59:
            return None
        minutes, end = line.word(end) == ":", end + 2
    elif digits == 4 and hour % 100 < 60 and hour < 2400:
        hour = hour // 100
    elif digits > 2:
        return None
    return _ended(line, hour, end, exact=minutes and digits <= 2, told=start > i, long=digits == 4)


def _ended(line: Line, hour: int, end: int, *, exact: bool, told: bool, long: bool) -> Clock | None:
    """The clock with what must follow its numbers to make them one.

    Args:
        exact: hour and minutes with a colon between them.
        told: "at", "around" or the like stands before.
        long: four figures without a mark, as in "1430 hrs".
    """
    half = line.word(end)
    if half in {"am", "pm"} and 1 <= hour <= 12 and not long:
        hour = hour % 12 + (12 if half == "pm" else 0)
        end += 1
    elif half == "o'clock" or (half in _HOUR_WORDS and (long or exact)):
        end += 1
    elif half not in words.WORLD_TIME and not _is_local(line, end) and not (exact and told):
        return None
    if hour > 23:
        return None
    opened = line.skip(end, "(")
    if line.word(opened) in words.WORLD_TIME:
        return Clock(hour, True, line.skip(opened + 1, ")") if opened > end else opened + 1)
    return Clock(hour, False, end + 2 if _is_local(line, end) else end)


def _is_local(line: Line, i: int) -> bool:
    return line.word(i) == "local" and line.word(i + 1) == "time"
