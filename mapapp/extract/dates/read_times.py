"""Tokens → a day with its time of day: "at 14:30 on 12 May", "early on Sunday", "Friday at dawn"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.extract.dates import words
from mapapp.extract.dates.explicit import FullDate
from mapapp.extract.dates.named import ThatDay
from mapapp.extract.dates.read_dates import HIGHEST_DAY, Found, century
from mapapp.extract.dates.read_days import point
from mapapp.extract.dates.relative import Overnight
from mapapp.extract.dates.spans import AtTime, NightInto
from mapapp.extract.dates.tokens import Line, remembered

_HOUR_WORDS = frozenset({"hrs", "hours", "hour", "h", "hr"})
_BARE = frozenset({"at", "before", "around", "in", "after", "towards", "toward", "shortly", "just", "about", "during"})
"""With these first words a time of day may stand without a day."""
_PARTS_AT_MOST = 3
"""“early in the morning, at about 3 a.m. local time, on Friday” is as long as it gets."""


_GROUP = re.compile(r"(\d\d)(\d\d)[0-5]\d\s?([A-Z])\s?([A-Z]{3})\s?(\d\d)\b")
"""A military date-time group: “281530ZSEP22” is the 28th, 15:30 UTC."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day."""

    hour: int
    """0 to 23."""
    world: bool
    """Is it told in UTC?"""
    end: int
    """Index of the token after it."""


@remembered
def timed(line: Line, i: int) -> Found | None:
    """A day with what stands around it of a time of day; or a time of day alone."""
    if (group := date_time_group(line, i)) is not None:
        return group
    start, clock = _before(line, i)
    led = _day(line, start, led=start > i)
    plain = _day(line, i, led=False) if start > i else None
    if plain is not None and (led is None or led[1] <= plain[1]):
        led, clock = plain, None  # "the night before": no time of day stands before the day
    if led is None:
        return _alone(line, i, start, clock)
    meaning, end = led
    end, later = _after(line, end)
    told = clock or later
    return (AtTime(meaning, told.hour, told.world) if told else meaning), end


def date_time_group(line: Line, i: int) -> Found | None:
    """“281530ZSEP22”."""
    if line.digits(i) != 6 or (found := _GROUP.match(line.text, line.tokens[i].start)) is None:
        return None
    day, hour, zone, name, short = found.groups()
    which = words.MONTHS.get(name.lower())
    if which is None or int(hour) > 23 or not 1 <= int(day) <= HIGHEST_DAY:
        return None
    end = next((k for k in range(i, len(line)) if line.tokens[k].start >= found.end()), len(line))
    return AtTime(FullDate(century(int(short)), which, int(day)), int(hour), zone == "Z"), end


def _day(line: Line, i: int, *, led: bool) -> Found | None:
    """The day at token `i`; `led`: a time of day stands before it."""
    if line.word(i) == "overnight":
        return _overnight(line, i)
    if led:
        i = line.skip(i, ",")
        i = line.skip(i, "on", "of", "from")
    return point(line, i)


def _before(line: Line, i: int) -> tuple[int, Clock | None]:
    """(index of the day, the clock) of the words before a day."""
    told: Clock | None = None
    start = i
    for _ in range(_PARTS_AT_MOST):
        at = line.skip(start, ",") if start > i else start
        if told is None and (found := clocks(line, at)) is not None:
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
        if told is None and (found := clocks(line, at)) is not None:
            told = found
            end = _closed(line, found.end) if line.word(at - 1) == "(" else found.end
        elif (part := words.DAY_PARTS.at(line.tokens, end)) is not None:
            end = part[1]
        else:
            break
    return end, told


def _closed(line: Line, i: int) -> int:
    """The index after the bracket, with the day that it is elsewhere: “(2054 GMT Tuesday)”."""
    day = point(line, line.skip(i, "on"))
    return line.skip(day[1] if day is not None else i, ")")


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


@remembered
def clocks(line: Line, i: int) -> Clock | None:
    """One time of day, “3 p.m. (1200 GMT)”, or “between 2 p.m. and 4 p.m.”, of which the first counts."""
    found = clock(line, line.skip(i, "from", "between"))
    if found is None:
        return None
    at = line.skip(found.end, "(", ",", "to", "and", "-", "until")
    if at == found.end or (other := clock(line, at)) is None:
        return found
    if line.word(at - 1) in {"(", ","}:
        return Clock(other.hour, other.world, line.skip(other.end, ")")) if other.world else found
    return Clock(found.hour, other.world, other.end)


@remembered
def clock(line: Line, i: int) -> Clock | None:
    """“at about 3 p.m. local time”, “14:30”, “1430 GMT”, “0600 hrs”, “5 o'clock in the morning”."""
    start = i
    for _ in range(3):
        start = line.skip(start, *words.ABOUT)
    if (spoken := _spoken(line, start)) is not None:
        return spoken
    hour = line.number(start)
    if hour is None or (line.word(start - 1) in {".", "/", "$", ":"} and line.touches(start - 1)):
        return None
    end, minutes, dotted, digits = start + 1, False, False, line.digits(start)
    if line.word(end) in {":", "."} and line.touches(start) and line.touches(end) and line.digits(end + 1) == 2:
        if line.number(end + 1) is None or (line.number(end + 1) or 0) > 59:
            return None
        minutes, dotted, end = line.word(end) == ":", line.word(end) == ".", end + 2
        # "at 8.40 on Wednesday": what a day follows is no price and no magnitude
        minutes = minutes or (line.word(start - 1) == "at" and point(line, line.skip(end, "on")) is not None)
    elif line.word(end) == "h" and line.touches(start) and line.digits(end + 1) == 2 and line.touches(end):
        minutes, end, start = True, end + 2, i - 1  # "14h30" needs nothing else
    elif digits == 4 and hour % 100 < 60 and hour < 2400:
        hour = hour // 100
    elif digits > 2:
        return None
    return _ended(line, hour, end, exact=minutes and digits <= 2, told=start != i, long=digits == 4 or dotted)


def _spoken(line: Line, i: int) -> Clock | None:
    """“(at) a quarter past nine”, “half past three”, “ten to six”."""
    at = line.skip(i, "a")
    part = line.word(at) in {"quarter", "half"}
    minutes = line.number(at) or words.NUMBERS.get(line.word(at))
    end = at + 1 if part else line.skip(at + 1, "minutes")
    if not (part or (minutes is not None and line.word(i - 1) == "at")) or line.word(end) not in {"past", "to"}:
        return None
    hour = line.number(end + 1) or words.NUMBERS.get(line.word(end + 1))
    if hour is None or hour > 12 or not (part or (minutes or 0) < 30):
        return None
    end, to = end + 2, line.word(end) == "to"
    hour = (hour - to) % 12
    if line.word(end) == "pm":
        hour += 12
    return Clock(hour, False, _local_end(line, line.skip(end, "am", "pm")))


def _ended(line: Line, hour: int, end: int, *, exact: bool, told: bool, long: bool) -> Clock | None:
    """The clock with what must follow its numbers to make them one.

    Args:
        exact: hour and minutes with a colon between them.
        told: "at", "around" or the like stands before.
        long: four figures with a full stop or no mark, as in "1430 hrs".
    """
    half = line.word(end)
    if half in {"am", "pm"} and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
        end += 1
    elif half == "o" and line.word(end + 2) == "clock":
        end += 3
    elif half in _HOUR_WORDS and (long or exact):
        end += 1
    elif half not in words.WORLD_TIME and _local_end(line, end) == end and not (exact and told):
        return None
    if hour > 23:
        return None
    opened = line.skip(end, "(")
    if line.word(opened) in words.WORLD_TIME:
        return Clock(hour, True, line.skip(opened + 1, ")") if opened > end else opened + 1)
    return Clock(hour, False, _local_end(line, end))


def _local_end(line: Line, i: int) -> int:
    """The index after “local time” or “EST”; `i` where neither stands there."""
    if line.word(i) == "local" and line.word(i + 1) == "time":
        return i + 2
    return i + 1 if line.word(i) in words.LOCAL_TIME and line.capital(i) else i
