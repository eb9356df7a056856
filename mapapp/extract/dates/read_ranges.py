"""Tokens → from a day to another: “between Monday and Wednesday”, “3-5 May”, “March to May 2020”."""

from __future__ import annotations

from mapapp.extract.dates.explicit import DayMonth, FullDate
from mapapp.extract.dates.months import MonthNamed, YearNamed
from mapapp.extract.dates.read_calendar import single
from mapapp.extract.dates.read_dates import Found, day_and_month, day_number, month, year
from mapapp.extract.dates.relative import DayFromReport, Overnight, UnitNear
from mapapp.extract.dates.spans import NightInto, Range
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line

_JOINS = frozenset({"to", "and", "until", "till", "through", "thru", "-", "or", "&", "into", "/"})


_GOING = frozenset({"going", "heading", "running", "stretching"})
_LONGEST_LIST = 6


def spread(line: Line, i: int) -> Found | None:
    """“between Monday and Wednesday”, “from 30 April to 2 May”, “Friday and Saturday”, “March to May 2020”."""
    led = line.word(i) in {"from", "between"}
    after_night = _night_of(line, i)
    night = after_night > i or line.word(i) == "overnight"
    start = line.skip(max(after_night, i + 1), "from", "between", "of", "on") if night else i + led
    if (numbers := _numbers(line, start, night=night)) is not None:
        return numbers
    first = single(line, start, bare=led or _months_joined(line, start))
    if first is None or isinstance(first[0], Overnight | NightInto):
        return first if night else None
    join = _join(line, _list_end(line, first[1]))
    second = _second(line, join, bare=led or isinstance(first[0], MonthNamed | YearNamed)) if join else None
    if join is None or second is None or not _fits(first[0], second[0]):
        return first if night else None
    into = "into" in {line.word(join), line.word(join + 1)} or _nightly(line, start, first[1])
    into = into or (line.word(join) in {"-", "/"} and _nightly(line, join, second[1]))
    return Range(first[0], second[0], night=night or into), second[1]


def _months_joined(line: Line, i: int) -> bool:
    """“March and April”: months that need no preposition."""
    first = month(line, i)
    return first is not None and line.word(first[1]) in _JOINS and month(line, first[1] + 1) is not None


def _list_end(line: Line, i: int) -> int:
    """Where the commas of “Saturday, Sunday and Monday” end."""
    for _ in range(_LONGEST_LIST):
        if line.word(i) != "," or (following := single(line, i + 1)) is None:
            break
        i = following[1]
    return i


def _join(line: Line, i: int) -> int | None:
    """The index of the word or dash that joins two times; None: nothing does."""
    at = line.skip(i, ",") if line.word(i + 1) in _JOINS | _GOING else i
    at = line.skip(at, *_GOING) if line.word(at + 1) == "into" else at
    return at if line.word(at) in _JOINS and (line.word(at) != "-" or _dash(line, at)) else None


def _second(line: Line, join: int, *, bare: bool) -> Found | None:
    at = line.skip(join + 1, "to") if line.word(join) == "up" else join + 1
    at = line.skip(at, "into", "again", "then")
    at = line.skip(at, "on", "in", "of")
    return single(line, at, bare=bare)


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
    while len(days) <= _LONGEST_LIST and line.number(at) is not None and (told := day_number(line, at)) is not None:
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
