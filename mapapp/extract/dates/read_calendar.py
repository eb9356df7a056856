"""Tokens → one day, week, month or year: “in early May”, “April 1994”, “in 2014”, “late last month”."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.months import MonthNamed, YearNamed
from mapapp.extract.dates.named import ThatDay
from mapapp.extract.dates.read_dates import Found, month, year, year_near
from mapapp.extract.dates.read_times import timed
from mapapp.extract.dates.relative import UnitNear, WeekdayNamed
from mapapp.extract.dates.spans import AtTime
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line, remembered

_NEAR = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "previous": -1}
WHOLE = frozenset({"week", "weekend", "month", "year"})


def single(line: Line, i: int, *, bare: bool = False) -> Found | None:
    """A day, month, week or year; with `bare` also a month or a year that no preposition leads in."""
    found = [told for told in (timed(line, i), calendar(line, i, bare=bare), near(line, i)) if told is not None]
    found = [told for told in found if not no_day(told[0])]
    return max(found, key=lambda one: one[1]) if found else None


def no_day(meaning: Meaning) -> bool:
    """Is it a time of day alone?"""
    return isinstance(meaning.day if isinstance(meaning, AtTime) else meaning, ThatDay)


def calendar(line: Line, i: int, *, bare: bool = False) -> Found | None:
    """“in early May”, “last March”, “April 1994”, “in 2014”, “the summer of 2015”."""
    led = bare or line.word(i - 1) in words.LEADS
    part, at = "", i
    if (told := words.PARTS.at(line.tokens, i)) is not None:
        part, at = told[0], line.skip(told[1], "-", "in")
        led = True
    which = line.word(at) if line.word(at) in {"last", "next", "this"} else ""
    at += bool(which)
    at = at + 2 if line.word(at) == "month" and line.word(at + 1) == "of" else at
    if (named := month(line, at)) is not None:
        return _month(line, named, part, which, led=led)
    if line.word(at) == "q" and line.touches(at) and 1 <= (quarter := line.tokens[at + 1].number or 0) <= 4:
        named = year(line, line.skip(at + 2, ",", "of", "-"))
        return (YearNamed(named[0], part=f"quarter {quarter}"), named[1]) if named is not None else None
    if line.word(at) in words.SEASONS and (season := year(line, line.skip(at + 1, "of", "in"))) is not None:
        return YearNamed(season[0]), season[1]
    decade = line.word(at - 1) == "the" and line.word(at + 1) == "s"
    return _year(line, at, part) if (led or decade) and not which else None


def _month(line: Line, named: tuple[int, int], part: str, which: str, *, led: bool) -> Found | None:
    number, end = named
    if part.startswith("quarter"):
        return None
    if (told := year(line, line.skip(end, ",", "of", "/", "-"))) is not None:
        return MonthNamed(number, told[0], part), told[1]
    years, after = year_near(line, end)
    if years is not None:
        return MonthNamed(number, None, part, years=years), after
    owning = line.word(end) == "'s"
    if not (led or which or owning) or line.word(end - 1) not in words.LONG_MONTHS:
        return None
    return MonthNamed(number, None, part, which), end


def _year(line: Line, i: int, part: str) -> Found | None:
    number = line.number(i)
    if number is None or line.digits(i) != 4 or not 1900 <= number < 2100 or line.word(i + 1) == "%":
        return None
    if line.word(i + 1) == "s" and line.touches(i) and number % 10 == 0:
        return YearNamed(number, 10), i + 2
    return (YearNamed(number, part=part), i + 1) if year(line, i) is not None else None


@remembered
def near(line: Line, i: int) -> Found | None:
    """“last week”, “earlier this month”, “late last month”, “the week before last”, “over the weekend”."""
    part, at = "", i
    if (told := words.PARTS.at(line.tokens, i)) is not None:
        part, at = told[0], told[1]
    at = line.skip(at, "earlier", "later") if at == i else at
    later = line.word(at - 1) == "later" and at > i
    if at > i and (unit := _of_this(line, at)):
        return UnitNear(unit, 0, part if unit == "month" else "", later), at + 3 - (line.word(at) == "the")
    at = at + 1 if line.word(at) == "this" and line.word(at + 1) in {"past", "coming"} else at
    unit = line.word(at + 1)
    if line.word(at) in _NEAR and unit in WHOLE and not (line.word(at) == "past" and unit != "weekend"):
        return _on_weekday(line, unit, _NEAR[line.word(at)], part, at + 2, later=later)
    if unit == "before" and line.word(at) in WHOLE and line.word(at + 2) == "last":
        return UnitNear(line.word(at), -2, part), at + 3
    weekend = line.word(at) == "weekend" and line.word(at - 1) in {"the", "at", "over", "during"}
    return (UnitNear("weekend", 0), at + 1) if weekend and not later else None


def some_weekday(line: Line, i: int) -> Found | None:
    """“one Tuesday in October”, “on a Sunday morning in late April”: some day of that month."""
    if line.word(i) not in {"a", "one"} or line.word(i + 1) not in words.WEEKDAYS or not line.capital(i + 1):
        return None
    at = part[1] if (part := words.DAY_PARTS.at(line.tokens, i + 2)) is not None else i + 2
    return calendar(line, at + 1) if line.word(at) in {"in", "of"} else near(line, at)


def _of_this(line: Line, i: int) -> str:
    """The unit of “(earlier) in the week”, “(the start of) the month”; empty where there is none."""
    at = line.skip(i, "in")
    return line.word(at + 1) if line.word(at) == "the" and line.word(at + 1) in WHOLE - {"weekend"} else ""


def _on_weekday(line: Line, unit: str, step: int, part: str, end: int, *, later: bool) -> Found:
    """“last week on Tuesday” is the day."""
    if unit == "week":
        at = line.skip(end, ",", "'s")
        at = line.skip(at, "on")
        day = timed(line, at)
        if day is not None and isinstance(day[0], WeekdayNamed) and day[0].week is None:
            return WeekdayNamed(day[0].weekday, week=step), day[1]
    return UnitNear(unit, step, part if unit == "month" else "", later), end
