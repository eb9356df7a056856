"""Tokens → a weekday: “Monday”, “last Tues”, “Friday of next week”."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.months import MonthNamed, NthWeekday, NthWeekend
from mapapp.extract.dates.named import WeekdayFromNamed
from mapapp.extract.dates.read_dates import Found, month, year
from mapapp.extract.dates.relative import WeekdayNamed
from mapapp.extract.dates.tokens import Line

DAY_CONTEXT = frozenset({"on", "since", "from", "by", "until", "and", "to", "between", "of", "before", "after"})
_WEEKDAY_CONTEXT = DAY_CONTEXT | {"last", "next", "this", "late", "early", "-", "(", "past", "coming"}
_OF = frozenset({"of", "in"})
_WHICH = {"last": "last", "past": "", "next": "next", "this": "this", "coming": "next", "previous": "last"}


def weekday(line: Line, i: int) -> Found | None:
    """“Monday”, “last Tues”, “Friday of next week”; not “Bloody Sunday”, nor “the Sunday market”."""
    start, which = _which(line, i)
    word = line.word(start)
    if word not in words.WEEKDAYS or (word in words.CAPITAL_ONLY and not line.capital(start)):
        return None
    end = start + 1
    dotted = not word.endswith("day") and line.touches(start) and line.word(end) == "."
    if word in words.ALSO_NAMES and not dotted and not _is_weekday(line, start):
        return None
    named = (line.capital(end) and line.word(end) in words.NAMES_AFTER) or line.word(end) in words.HABITS
    if named or line.word(start - 1) in words.NAMES_BEFORE:
        return None
    end += dotted
    number = words.WEEKDAYS[word]
    if line.word(i - 1) == "the" and line.word(i) in {"following", "next", "previous", "preceding"}:
        return WeekdayFromNamed(number, 1 if line.word(i) in {"following", "next"} else -1), end
    if line.word(i) in {"following", "preceding"}:
        return None
    if line.word(end) == "last" and line.word(end + 1) not in words.UNITS:
        return WeekdayNamed(number, "last"), end + 1
    if line.word(end) == "before" and line.word(end + 1) == "last":
        return WeekdayNamed(number, "before last"), end + 2
    if line.word(end) == "week" and line.word(i - 1) == "on":
        return WeekdayNamed(number, "week"), end + 1
    if (week := _of_week(line, end)) is not None:
        return WeekdayNamed(number, week=week[0]), week[1]
    return WeekdayNamed(number, which), end


def _which(line: Line, i: int) -> tuple[int, str]:
    """(index of the weekday, "last", "next", "this" or "")."""
    if line.word(i) in {"following", "preceding"}:
        return i + 1, ""
    if line.word(i) == "this" and line.word(i + 1) in {"past", "coming"}:
        return i + 2, _WHICH[line.word(i + 1)]
    return (i + 1, _WHICH[line.word(i)]) if line.word(i) in _WHICH else (i, "")


def _is_weekday(line: Line, i: int) -> bool:
    if line.word(i + 1) in {"-", "/"} and line.word(i + 2) in words.WEEKDAYS:
        return True
    dated = line.number(line.skip(i + 1, ",")) is not None or month(line, line.skip(i + 1, ",")) is not None
    dated = dated or line.word(i + 1) in {"am", "pm"} or words.DAY_PARTS.at(line.tokens, i + 1) is not None
    return dated or (line.word(i - 1) in _WEEKDAY_CONTEXT and not line.capital(i + 1))  # "of Mon State"


def _of_week(line: Line, i: int) -> tuple[int, int] | None:
    """(which week, index after it) of "of last week", "night last week", "prayers this week"."""
    if (part := words.DAY_PARTS.at(line.tokens, i)) is not None:
        i = part[1]
    i = line.skip(i, "of")
    i = line.skip(i, "the")
    if [line.word(k) for k in range(i, i + 3)] == ["week", "before", "last"]:
        return -2, i + 3
    step = {"last": -1, "previous": -1, "preceding": -1, "this": 0, "next": 1, "following": 1}.get(line.word(i))
    return (step, i + 2) if step is not None and line.word(i + 1) == "week" else None


def nth_weekday(line: Line, i: int) -> Found | None:
    """“the second Sunday of May”, “the last Friday in April 2019”, “the first weekend of June”."""
    at = line.skip(i, "the")
    number = -1 if line.word(at) in {"last", "final"} else words.ORDINALS.get(line.word(at), 0)
    weekend = line.word(at + 1) == "weekend"
    which = words.WEEKDAYS.get(line.word(at + 1))
    if not -1 <= number <= 5 or not number or not (weekend or which is not None) or line.word(at + 2) not in _OF:
        return None
    if (named := month(line, at + 3)) is None:
        return None
    told = year(line, line.skip(named[1], ",", "of"))
    of, end = MonthNamed(named[0], told[0] if told else None), told[1] if told else named[1]
    return (NthWeekday(number, which, of) if which is not None else NthWeekend(number, of)), end
