"""Tokens → more than a day: ranges, "since", "as of", months, years, weeks, "two days ago", "a week later"."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.explicit import DayMonth, FullDate, MonthNamed, YearNamed
from mapapp.extract.dates.read_days import Found, day_and_month, day_number, month, year
from mapapp.extract.dates.read_times import timed
from mapapp.extract.dates.relative import DayFromReport, Overnight, PastSpan, UnitNear, WeekdayNamed
from mapapp.extract.dates.spans import NightInto, NoLater, Range, Since, ThatDay
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line

_JOINS = frozenset({"to", "and", "until", "till", "through", "-", "or", "&", "into", "/"})
_IN = frozenset("in during since until by from between throughout of before for till".split(" "))
_NEAR = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "previous": -1}
_WHOLE = frozenset({"week", "weekend", "month", "year"})


def span(line: Line, i: int) -> Found | None:
    """The longest of all that is told at token `i`."""
    found = [told for read in _READERS if (told := read(line, i)) is not None]
    return max(found, key=lambda one: one[1]) if found else None


def single(line: Line, i: int, *, bare: bool = False) -> Found | None:
    """A day, month, week or year; with `bare` also a month or a year that no preposition leads in."""
    found = [told for told in (timed(line, i), calendar(line, i, bare=bare), near(line, i)) if told is not None]
    found = [told for told in found if not isinstance(told[0], ThatDay)]
    return max(found, key=lambda one: one[1]) if found else None


def calendar(line: Line, i: int, *, bare: bool = False) -> Found | None:
    """“in early May”, “last March”, “April 1994”, “in 2014”, “the summer of 2015”."""
    led = bare or line.word(i - 1) in _IN
    part, at = "", i
    if (told := words.PARTS.at(line.tokens, i)) is not None:
        part, at = told[0], line.skip(told[1], "-", "in")
        led = True
    which = line.word(at) if line.word(at) in {"last", "next", "this"} else ""
    at += bool(which)
    at = at + 2 if line.word(at) == "month" and line.word(at + 1) == "of" else at
    if (named := month(line, at)) is not None:
        return _month(line, named, part, which, led=led)
    if line.word(at) in words.SEASONS and (season := year(line, line.skip(at + 1, "of", "in"))) is not None:
        return YearNamed(season[0]), season[1]
    return _year(line, at) if led and not which else None


def _month(line: Line, named: tuple[int, int], part: str, which: str, *, led: bool) -> Found | None:
    number, end = named
    if (told := year(line, line.skip(end, ",", "of", "/", "-"))) is not None:
        return MonthNamed(number, told[0], part), told[1]
    if line.word(end) == "last" and line.word(end + 1) == "year":
        return None
    owning = line.word(end) == "'s"
    if not (led or which or owning) or line.word(end - 1) not in words.LONG_MONTHS:
        return None
    return MonthNamed(number, None, part, which), end


def _year(line: Line, i: int) -> Found | None:
    number = line.number(i)
    if number is None or line.digits(i) != 4 or not 1900 <= number < 2100 or line.word(i + 1) == "%":
        return None
    if line.word(i + 1) == "s" and line.touches(i) and number % 10 == 0:
        return YearNamed(number, 10), i + 2
    return (YearNamed(number), i + 1) if year(line, i) is not None else None


def near(line: Line, i: int) -> Found | None:
    """“last week”, “earlier this month”, “late last month”, “the week before last”, “over the weekend”."""
    part, at = "", i
    if (told := words.PARTS.at(line.tokens, i)) is not None:
        part, at = told[0], told[1]
    at = line.skip(at, "earlier", "later") if at == i else at
    later = line.word(at - 1) == "later" and at > i
    at = at + 1 if line.word(at) == "this" and line.word(at + 1) in {"past", "coming"} else at
    unit = line.word(at + 1)
    if line.word(at) in _NEAR and unit in _WHOLE and not (line.word(at) == "past" and unit != "weekend"):
        return _on_weekday(line, unit, _NEAR[line.word(at)], part, at + 2)
    if line.word(at) in _WHOLE - {"weekend"} and line.word(at + 1) == "before" and line.word(at + 2) == "last":
        return UnitNear(line.word(at), -2, part), at + 3
    weekend = line.word(at) == "weekend" and line.word(at - 1) in {"the", "at", "over", "during"}
    return (UnitNear("weekend", 0), at + 1) if weekend and not later else None


def _on_weekday(line: Line, unit: str, step: int, part: str, end: int) -> Found:
    """“last week on Tuesday” is the day."""
    if unit == "week":
        at = line.skip(end, ",", "'s")
        at = line.skip(at, "on")
        day = timed(line, at) if at > end else None
        if day is not None and isinstance(day[0], WeekdayNamed) and day[0].week is None:
            return WeekdayNamed(day[0].weekday, week=step), day[1]
    return UnitNear(unit, step, part if unit == "month" else ""), end


def spread(line: Line, i: int) -> Found | None:
    """“between Monday and Wednesday”, “from 30 April to 2 May”, “Friday and Saturday”, “March to May 2020”."""
    led = line.word(i) in {"from", "between"}
    night = line.word(i) == "overnight" or _night_of(line, i) > i
    start = i + led
    if night:
        start = line.skip(max(_night_of(line, i), i + 1), "from", "between", "of", "on")
    numbers = _numbers(line, start, night=night)
    if numbers is not None:
        return numbers
    first = single(line, start, bare=led)
    if first is None or isinstance(first[0], Overnight | NightInto):
        return _one_night(first) if night and first else None
    join = line.skip(first[1], ",") if line.word(first[1] + 1) in _JOINS else first[1]
    if line.word(join) not in _JOINS or (line.word(join) == "-" and not _dash(line, join)):
        return _one_night(first) if night else None
    second = _second(line, join, bare=led or isinstance(first[0], MonthNamed | YearNamed))
    if second is None or not _fits(first[0], second[0]):
        return _one_night(first) if night else None
    into = line.word(join) == "into" or _nightly(line, start, first[1])
    return Range(first[0], second[0], night=night or into), second[1]


def _second(line: Line, join: int, *, bare: bool) -> Found | None:
    at = line.skip(join + 1, "to") if line.word(join) == "up" else join + 1
    at = line.skip(at, "on", "in", "of")
    return single(line, at, bare=bare)


def _one_night(found: Found) -> Found:
    """“the night of 4 March”."""
    return found


def _night_of(line: Line, i: int) -> int:
    """The index after “the intervening night of”; `i` where there is no such phrase."""
    at = line.skip(i, "on", "in", "during", "over")
    at = line.skip(at, "the")
    at = line.skip(at, "intervening")
    if line.word(at) in {"night", "nights"} and line.word(at + 1) in {"of", "between", "from"}:
        return at + 2
    return i


def _nightly(line: Line, first: int, last: int) -> bool:
    return any(line.word(k) in {"night", "evening", "overnight", "midnight"} for k in range(first, last))


def _dash(line: Line, join: int) -> bool:
    """A dash between two times, not one that opens the text after a dateline."""
    return line.touches(join - 1) == line.touches(join)


def _fits(first: Meaning, second: Meaning) -> bool:
    """Days go with days, and months with months or days."""
    months = MonthNamed, YearNamed
    if isinstance(first, DayFromReport) or isinstance(second, UnitNear):
        return isinstance(second, DayFromReport)
    return not isinstance(second, months) or isinstance(first, months)


def _numbers(line: Line, i: int, *, night: bool) -> Found | None:
    """“3-5 May 2020”, “3, 4 and 5 May”, “May 3 and 4”: days that share their month."""
    if (named := month(line, i)) is not None:
        listed = _listed(line, named[1])
        if listed is None:
            return None
        days, end = listed
        told = year(line, line.skip(end, ","))
        return _of_month(days, named[0], told[0] if told else None, told[1] if told else end, night=night)
    listed = _listed(line, line.skip(i, "the"))
    if listed is None:
        return None
    days, end = listed
    last = day_and_month(line, end - (2 if line.suffix(end - 1) else 1))
    if last is None or last[0] != days[-1]:
        return None
    told = year(line, line.skip(last[2], ",", "-"))
    return _of_month(days, last[1], told[0] if told else None, told[1] if told else last[2], night=night)


def _listed(line: Line, i: int) -> tuple[list[int], int] | None:
    """(at least two days, index after them) of “3, 4 and 5”, “3-5”, “18th and 19th”."""
    days: list[int] = []
    end = at = i
    while len(days) < 8 and line.number(at) is not None and (told := day_number(line, at)) is not None:
        days.append(told[0])
        end = told[1]
        at = line.skip(end, ",")
        if line.word(at) not in _JOINS and at == end:
            break
        at = line.skip(at, *_JOINS)
        at = line.skip(at, "the")
    return (days, end) if len(days) > 1 and days == sorted(days) else None


def _of_month(days: list[int], which: int, told: int | None, end: int, *, night: bool) -> Found:
    first, last = (FullDate(told, which, n) if told else DayMonth(which, n) for n in (days[0], days[-1]))
    return Range(first, last, night), end


def since(line: Line, i: int) -> Found | None:
    """“since Monday”, “from Monday onwards”."""
    if line.word(i) != "since":
        return None
    at = line.skip(i + 1, "the") if line.word(i + 2) in {"weekend", "previous", "day"} else i + 1
    begin = single(line, at, bare=True)
    if begin is None or line.word(begin[1]) == "'s":
        return None
    return Since(begin[0]), begin[1]


_NO_LATER = {"as of": True, "as at": True, "by": True, "until": True, "till": True, "up to": True, "up until": True}
_EARLIER = {"before": False, "prior to": False}
LIMITS = words.Phrases(_NO_LATER | _EARLIER | {"no later than": True, "not later than": True})


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
    if line.word(at) in {"past", "last", "previous", "preceding"}:
        told = amount(line, at + 1)
        one = told is None and (the or line.word(at) == "past") and line.word(at + 1) in words.UNITS
        count, end = ((1, 1), at + 1) if one else told or ((0, 0), at)
    elif hours and (told := amount(line, at)) is not None and line.word(told[1]) == "hours" and told[0][0] >= 24:
        count, end = told
    else:
        return None
    if line.word(end) not in words.UNITS or not count[0]:
        return None
    size, unit = words.UNITS[line.word(end)]
    of_month = line.word(end + 1) == "of" and month(line, end + 2) is not None
    return None if of_month else (PastSpan((count[0] * size, count[1] * size), unit), end + 1)


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


_READERS = (timed, calendar, near, spread, since, no_later, past_span)
