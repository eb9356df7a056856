"""Tokens → a single day: dates, weekdays, festivals, “the 12th”, “yesterday”, “the previous day”."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.easter import EasterDay
from mapapp.extract.dates.explicit import DayMonth, DayOfMonth, Feast, Festival, FullDate, NumericDate
from mapapp.extract.dates.named import FromNamed
from mapapp.extract.dates.read_dates import Found, day_month, day_number, full_date, numeric_date
from mapapp.extract.dates.read_weekdays import DAY_CONTEXT, nth_weekday, weekday
from mapapp.extract.dates.relative import DayFromReport, WeekdayBeside, WeekdayNamed
from mapapp.extract.dates.spans import DayBeside, FeastWeekend
from mapapp.extract.dates.tokens import Line, remembered

_BESIDE = frozenset({"before", "after"})
_NO_SECOND = 4
"""“On the first” and “on the third” may be of anything; “on the twelfth” is a day."""
_MONTH_STEPS = {"this": 0, "the": None, "last": -1, "next": 1}


@remembered
def point(line: Line, i: int) -> Found | None:
    """The day told at token `i`, by the longest words that tell one."""
    if (found := nth_weekday(line, i)) is not None:
        return found
    if (found := weekday(line, i)) is not None:
        return _beside(line, found) or _with_date(line, found)
    for read in (full_date, numeric_date, day_month, day_of_month, feast, day_near):
        if (other := read(line, i)) is not None:
            return _with_weekday(line, other)
    return None


def day_of_month(line: Line, i: int) -> Found | None:
    """“on the 12th”, “the 24th instant”; not “on the 12th floor”."""
    at = line.skip(i, "the")
    if (first := _of_the_month(line, at)) is not None:
        return first
    in_words = words.ORDINALS.get(line.word(at), 0) >= _NO_SECOND and at > i
    if not in_words and (line.number(at) is None or not line.suffix(at + 1)):
        return None
    if (told := day_number(line, at)) is None:
        return None
    number, end = told
    if line.word(end) in {"instant", "inst"}:
        return DayOfMonth(number, months=0), line.skip(end + 1, ".")
    if line.word(end) in {"ultimo", "ult"}:
        return DayOfMonth(number, months=-1), line.skip(end + 1, ".")
    if line.word(end) == "of" and line.word(end + 1) in _MONTH_STEPS and line.word(end + 2) == "month":
        return DayOfMonth(number, months=_MONTH_STEPS[line.word(end + 1)]), end + 3
    follows = line.word(end)
    alone = not follows or not follows[0].isalnum() or follows in words.AFTER_DAY_NUMBER
    dated = line.word(i - 1) in DAY_CONTEXT or line.word(i - (2 if line.word(i - 1) == "," else 1)) in words.WEEKDAYS
    return (DayOfMonth(number), end) if alone and dated else None


def _of_the_month(line: Line, i: int) -> Found | None:
    """“(on) the first of the month”, “the third day of this month”."""
    number = words.ORDINALS.get(line.word(i))
    at = line.skip(i + 1, "day")
    if number is None or line.word(i - 2) != "on" or line.word(at) != "of" or line.word(at + 1) not in {"the", "this"}:
        return None
    return (DayOfMonth(number), at + 3) if line.word(at + 2) == "month" else None


def feast(line: Line, i: int) -> Found | None:
    """“Christmas Day”, “the first day of Eid”; not “a pre-Christmas party”."""
    found = _feast(line, i)
    if found is not None and line.word(found[1]) == "weekend":
        return FeastWeekend(found[0]), found[1] + 1
    beside = found is not None and (line.word(found[1]) in words.BESIDE_FEASTS or line.word(i - 2) in {"pre", "post"})
    return None if beside else found


def _feast(line: Line, i: int) -> Found | None:
    after = words.BEFORE_FEASTS.at(line.tokens, i)
    start = after[1] if after else i
    eastern = line.word(i) in {"orthodox", "coptic"}
    if (easter := words.EASTER.at(line.tokens, i + eastern)) is not None and line.capital(i):
        return EasterDay(_as_written(line, i, easter[1]), easter[0], eastern_only=eastern), easter[1]
    if (moving := words.MOVABLE.at(line.tokens, start)) is not None and line.capital(start):
        eve = line.skip(moving[1], "'s")
        if after is None and line.word(eve) == "eve":
            after = -1, eve
        end = eve + 1 if line.word(eve) == "eve" else moving[1]
        return _movable(_as_written(line, start, moving[1]), moving[0], after), end
    if (fixed := words.FESTIVALS.at(line.tokens, i)) is not None and line.capital(i):
        which, number = map(int, fixed[0].split("-"))
        return Festival(_as_written(line, i, fixed[1]), which, number), fixed[1]
    return None


def _movable(name: str, key: str, before: tuple[int | None, int] | None) -> Feast:
    begins = words.FEASTS.get(key, ())
    if before is not None:
        return Feast(name, begins, before[0])
    return Feast(name, begins, days=words.DAYS_OF_FEASTS.get(key, 1))


def _as_written(line: Line, first: int, end: int) -> str:
    return line.text[line.tokens[first].start : line.tokens[end - 1].end]


def day_near(line: Line, i: int) -> Found | None:
    """“yesterday evening”, “the previous day”."""
    if (near := words.DAYS_FROM_REPORT.at(line.tokens, i)) is not None:
        return DayFromReport(near[0]), near[1]
    start = line.skip(i, "the")
    told = words.DAYS_FROM_TEXT.at(line.tokens, i) or words.DAYS_FROM_TEXT.at(line.tokens, start)
    if told is None or (line.word(told[1] - 1) in _BESIDE and _noun_follows(line, told[1])):
        return None
    return FromNamed((abs(told[0]),) * 2, "day", 1 if told[0] > 0 else -1 if told[0] < 0 else 0), told[1]


def _noun_follows(line: Line, i: int) -> bool:
    """“the day before the vote”: it counts from something else."""
    named = line.capital(i) or line.number(i) is not None or line.word(i) in words.WEEKDAYS
    return named or line.word(i) in words.POINTING


def _beside(line: Line, found: Found) -> Found | None:
    """“the Saturday before Christmas”, “the Sunday after 8 May”."""
    meaning, end = found
    sign = {"before": -1, "after": 1}.get(line.word(end))
    if sign is None or not isinstance(meaning, WeekdayNamed) or meaning.week is not None or meaning.which:
        return None
    for read in (full_date, numeric_date, day_month, feast):
        if (day := read(line, line.skip(end + 1, "the"))) is not None:
            return WeekdayBeside(meaning.weekday, sign, day[0]), day[1]
    return None


def _with_date(line: Line, found: Found) -> Found:
    """“Monday 5 May”, “Mon., Apr. 29”, “Wednesday the 12th”: the date stands, the weekday is held against it."""
    meaning, end = found
    if not isinstance(meaning, WeekdayNamed) or meaning.week is not None:
        return found
    at = line.skip(end, ",", "(", "-")
    for read in (full_date, numeric_date, day_month, day_of_month):
        if (date := read(line, at)) is not None:
            return DayBeside(date[0], meaning.weekday), line.skip(date[1], ")") if at > end else date[1]
    return found


def _with_weekday(line: Line, found: Found) -> Found:
    """“5 May (Monday)”, “5 May, a Monday”."""
    meaning, end = found
    at = line.skip(line.skip(end, ",", "("), "a")
    if at > end and isinstance(meaning, FullDate | DayMonth | NumericDate) and line.word(at) in words.WEEKDAYS:
        told = weekday(line, at)
        if told is not None and isinstance(told[0], WeekdayNamed):
            return DayBeside(meaning, told[0].weekday), line.skip(told[1], ")")
    return found
