"""Tokens → what is counted from another day: "two days ago", "a week later", "three days before the poll of 8 June"."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.named import AwayFrom, FromNamed, NthDay, RunningDays, UnitFromNamed
from mapapp.extract.dates.read_calendar import WHOLE
from mapapp.extract.dates.read_dates import Found, day_number
from mapapp.extract.dates.read_days import point
from mapapp.extract.dates.read_spans import amount
from mapapp.extract.dates.relative import Ago, Amount, WeekdayAbout, WeekdayNamed
from mapapp.extract.dates.tokens import Line

_SIGNS = {"earlier": -1, "before": -1, "previously": -1, "later": 1, "after": 1, "afterwards": 1, "afterward": 1}
_EXACT = ((1, ["today"]), (3, ["to", "the", "day"]))
_GAP = 6
"""So many words may stand between "three days before" and the date: "the British poll of"."""


def counted(line: Line, i: int) -> Found | None:
    """What is told at token `i`, if it counts from another day."""
    for read in (_eve, _amounts, _unit, _nth):
        if (found := read(line, i)) is not None:
            return found
    return None


def _amounts(line: Line, i: int) -> Found | None:
    loose = words.LOOSE.at(line.tokens, i)
    start = line.skip(loose[1] if loose else i, "only", "just")
    told = amount(line, line.skip(start, "in") if line.word(start) == "in" else start)
    if told is None and line.word(start) in {"hours", "minutes", "days"}:
        told = ((0, 0) if line.word(start) != "days" else (2, 6)), start
    if told is None:
        return None
    if (weekday := words.WEEKDAYS.get(line.word(told[1]).removesuffix("s"))) is not None:
        past = line.word(told[1]).endswith("s") and line.word(told[1] + 1) == "ago"  # "three Fridays ago"
        return (AwayFrom(_less_one(told[0]), "week", -1, WeekdayNamed(weekday)), told[1] + 2) if past else None
    if line.word(told[1]) not in words.UNITS:
        return None
    size, unit = words.UNITS[line.word(told[1])]
    count = told[0][0] * size, told[0][1] * size
    end = told[1] + 1
    if unit == "week" and not loose and (day := _on_weekday(line, count, end)) is not None:
        return day
    return _directed(line, _loosened(count, unit) if loose else (count, unit), end, bare=told[1] == start)


def _less_one(count: Amount) -> Amount:
    return count[0] - 1, count[1] - 1


def _on_weekday(line: Line, count: Amount, i: int) -> Found | None:
    """“(a week) last Sunday”, “(a fortnight) ago last Tuesday”, “(two weeks) ago on Saturday”."""
    ago = line.word(i) == "ago"
    at = line.skip(line.skip(i + ago, ","), "on")
    last = line.word(at) == "last"
    weekday = words.WEEKDAYS.get(line.word(at + last))
    if weekday is None or not (ago or last) or count[0] != count[1]:
        return None
    if last:
        return AwayFrom(count, "week", -1, WeekdayNamed(weekday, "last")), at + 2
    return WeekdayAbout(weekday, count[0]), at + 1


def _loosened(count: Amount, unit: str) -> tuple[Amount, str]:
    """“about two weeks” are days, give or take three."""
    slack = {"week": 3, "day": 1}.get(unit)
    if slack is None:
        return count, unit
    days = 7 if unit == "week" else 1
    return (max(0, count[0] * days - slack), count[1] * days + slack), "day"


def _directed(line: Line, told: tuple[Amount, str], end: int, *, bare: bool) -> Found | None:
    count, unit = told
    word = line.word(end)
    if word == "ago" or (word == "back" and (not line.word(end + 1).isalpha() or line.word(end + 1) in {"in", "at"})):
        exact = next((n for n, told in _EXACT if [line.word(end + 1 + k) for k in range(n)] == told), 0)
        return Ago(count, unit, exact=exact > 0), end + 1 + exact
    if (word, line.word(end + 1)) == ("from", "now") or (word == "'" and line.word(end + 1) == "time"):
        return Ago(count, unit, 1), end + 2
    if [line.word(end + k) for k in range(4)] == ["to", "the", "day", "since"]:
        return Ago(count, unit, exact=True), end + 4
    if word == "from" and (base := point(line, end + 1)) is not None:
        return AwayFrom(count, unit, 1, base[0]), base[1]
    if word not in _SIGNS:
        return None
    sign = _SIGNS[word]
    if word in {"before", "after"}:
        if line.word(end + 1) in {"that", "this"} and not line.capital(end + 2) and unit != "year":
            return FromNamed(count, unit, sign), end + 2
        if (base := _base(line, end + 1)) is not None:
            return AwayFrom(count, unit, sign, base[0]), base[1]
        if _noun_follows(line, end + 1) or bare:
            return None
    return FromNamed(count, unit, sign), end + 1


def _base(line: Line, i: int) -> Found | None:
    """The date that is counted from: “8 June”, or “the British poll of 8 June”."""
    if (day := point(line, i)) is not None and not isinstance(day[0], FromNamed):
        return day
    for at in range(i, i + _GAP):
        if line.word(at)[:1] in {"", ",", ".", ";", "("}:
            return None
        if line.word(at) in {"of", "on"} and (day := point(line, at + 1)) is not None:
            return day
    return None


def _noun_follows(line: Line, i: int) -> bool:
    word = line.word(i)
    return word in words.POINTING or (line.capital(i) and line.word(i - 1) != ",") or word.endswith("ing")


def _eve(line: Line, i: int) -> Found | None:
    """“the day before Christmas”, “on the eve of 8 June”."""
    at = line.skip(i, "the")
    if line.word(at) == "eve" and line.word(at + 1) == "of":
        day, sign = point(line, at + 2), -1
    elif line.word(at) in {"day", "night", "morning", "evening"} and line.word(at + 1) in {"before", "after"}:
        day, sign = _base(line, at + 2), _SIGNS[line.word(at + 1)]
    else:
        return None
    if day is None or line.word(at + 2) in {"yesterday", "tomorrow"}:
        return None
    return AwayFrom((1, 1), "day", sign, day[0]), day[1]


def _unit(line: Line, i: int) -> Found | None:
    """“the following week”, “the previous month”, “the week before”."""
    if line.word(i) != "the":
        return None
    step = {"following": 1, "next": 1, "previous": -1, "preceding": -1}.get(line.word(i + 1))
    if step is not None and line.word(i + 2) in WHOLE:
        return UnitFromNamed(line.word(i + 2), step), i + 3
    beside = line.word(i + 1) in WHOLE and line.word(i + 2) in {"before", "after"} and line.word(i + 3) != "last"
    if beside and not _noun_follows(line, i + 3):
        return UnitFromNamed(line.word(i + 1), _SIGNS[line.word(i + 2)]), i + 3
    return None


def _running(line: Line, i: int) -> Found | None:
    told = day_number(line, line.skip(i + 1, "a", "an", "the"))
    if told is None or told[0] < 2 or line.number(told[1] - 1) is not None:
        return None
    end = line.skip(told[1], "straight", "consecutive", "running", "successive")
    return (RunningDays(told[0]), end + 1) if line.word(end) == "day" else None


def _nth(line: Line, i: int) -> Found | None:
    """“on the third day”, “on day three”, “for a third straight day”."""
    if line.word(i) == "for":
        return _running(line, i)
    if line.word(i) == "on" and line.word(i + 1) == "day" and (count := amount(line, i + 2)) is not None:
        return NthDay(count[0][0]), count[1]
    if line.word(i) != "on" or line.word(i + 1) != "the" or point(line, i + 1) is not None:
        return None  # "on the first day of Eid" is the feast's
    told = day_number(line, i + 2)
    if told is None or line.word(told[1]) != "day" or line.number(i + 2) is not None:
        return None
    return NthDay(told[0]), told[1] + 1
