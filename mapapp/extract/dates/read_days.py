"""Tokens → a single day: dates in words and figures, weekdays, festivals, "yesterday", "the previous day"."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.explicit import DayMonth, DayOfMonth, Feast, Festival, FullDate, NumericDate
from mapapp.extract.dates.relative import DayFromReport, WeekdayNamed
from mapapp.extract.dates.spans import DayBeside, FromNamed, WeekdayFromNamed
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line

Found = tuple[Meaning, int]
"""What the words mean, and the index of the token after them."""

POINTING = frozenset("the a an his her their its he she they it this that these".split(" "))
"""What begins a noun phrase: "the day before the vote" counts from something else."""
_DAY_CONTEXT = frozenset({"on", "since", "from", "by", "until", "and", "to", "between", "of", "before", "after"})
_WEEKDAY_CONTEXT = _DAY_CONTEXT | {"last", "next", "this", "late", "early", "-", "(", "past", "coming"}
_WHICH = {"last": "last", "past": "", "next": "next", "this": "this", "coming": "next", "previous": "last"}


def point(line: Line, i: int) -> Found | None:
    """The day told at token `i`, by the longest words that tell one."""
    if (found := weekday(line, i)) is not None:
        return _with_date(line, found)
    for read in (full_date, numeric_date, day_month, day_of_month, feast, day_near):
        if (other := read(line, i)) is not None:
            return _with_weekday(line, other)
    return None


def month(line: Line, i: int) -> tuple[int, int] | None:
    """(1 to 12, index after it) of the month at token `i`."""
    word = line.word(i)
    number = words.MONTHS.get(word)
    if number is None or (word in words.CAPITAL_ONLY and not line.capital(i)):
        return None
    dotted = word not in words.LONG_MONTHS and line.touches(i) and line.word(i + 1) == "."
    return number, i + 1 + dotted


def day_number(line: Line, i: int) -> tuple[int, int] | None:
    """(1 to 31, index after it) of "3", "3rd", "third", "twenty-first"."""
    number = line.number(i)
    if number is not None:
        broken = line.touches(i - 1) and line.word(i - 1) in {".", ",", ":", "/", "$", "€", "£", "#", "+"}
        if not 1 <= number <= 31 or line.digits(i) > 2 or broken or line.word(i + 1) == "%":
            return None
        return number, i + 2 if line.suffix(i + 1) else i + 1
    tens = words.NUMBERS.get(line.word(i), 0)
    if tens in {20, 30} and line.word(i + 1) == "-" and line.word(i + 2) in words.ORDINALS:
        return tens + words.ORDINALS[line.word(i + 2)], i + 3
    return (words.ORDINALS[line.word(i)], i + 1) if line.word(i) in words.ORDINALS else None


def year(line: Line, i: int) -> tuple[int, int] | None:
    """(the year, index after it) of "2016" or "'16"."""
    number = line.number(i)
    if number is not None and line.digits(i) == 4 and 1000 <= number < 2200 and not _goes_on(line, i):
        return number, i + 1
    short = line.number(i + 1)
    if line.word(i) in {"'", "‘"} and line.touches(i) and short is not None and line.digits(i + 1) == 2:
        return century(short), i + 2
    return None


def century(short: int) -> int:
    """The year of two figures: 16 is 2016, 98 is 1998."""
    return 2000 + short if short < 70 else 1900 + short


def _goes_on(line: Line, i: int) -> bool:
    """Is the number only the beginning of a longer word?"""
    return line.touches(i) and line.word(i + 1)[:1].isalnum()


def full_date(line: Line, i: int) -> Found | None:
    """“3 May 2020”, “May 3rd, 2020”, “15-Jun-2014”, “2020-05-03”."""
    if (found := day_and_month(line, i)) is not None:
        number, which, end = found
        if (told := year(line, line.skip(end, ",", "-", "/", "of"))) is not None:
            return FullDate(told[0], which, number), told[1]
        short = line.number(end + 1)
        if line.word(end) == "-" and line.touches(end) and short is not None and line.digits(end + 1) == 2:
            return FullDate(century(short), which, number), end + 2
    return _year_first(line, i)


def _year_first(line: Line, i: int) -> Found | None:
    told, which, number = line.number(i), line.number(i + 2), line.number(i + 4)
    same = line.word(i + 1) == line.word(i + 3) and line.word(i + 1) in {"-", "/", "."}
    if told is None or which is None or number is None or not same or not _joined(line, i, i + 4):
        return None
    if line.digits(i) != 4 or line.digits(i + 2) > 2 or line.digits(i + 4) > 2 or told < 1000:
        return None
    return FullDate(told, which, number), i + 5


def _joined(line: Line, first: int, last: int) -> bool:
    """Do the tokens touch each other, and nothing beside them that could be part of a longer number?"""
    before = line.touches(first - 1) and line.word(first - 1) in {"-", "/", ".", ":"}
    after = line.touches(last) and line.word(last + 1) in {"-", "/", ".", ":"} and line.touches(last + 1)
    return all(line.touches(k) for k in range(first, last)) and not before and not (after and line.number(last + 2))


def numeric_date(line: Line, i: int) -> Found | None:
    """“25/11/2022”, “5/6/16”, “12.05.2021”."""
    first, second, told = line.number(i), line.number(i + 2), line.number(i + 4)
    mark = line.word(i + 1)
    if first is None or second is None or told is None or mark not in {"/", "-", "."} or mark != line.word(i + 3):
        return None
    lengths = line.digits(i), line.digits(i + 2), line.digits(i + 4)
    if max(lengths[:2]) > 2 or lengths[2] not in {2, 4} or not _joined(line, i, i + 4):
        return None
    if lengths[2] == 2 and mark != "/":
        return None  # a version, a score, a telephone number
    if lengths[2] == 4 and not 1000 <= told < 2200:
        return None
    whole = told if lengths[2] == 4 else century(told)
    if mark == "." and second <= 12:  # with full stops the day comes first wherever dates are written so
        return FullDate(whole, second, first), i + 5
    return NumericDate(first, second, whole), i + 5


def day_and_month(line: Line, i: int) -> tuple[int, int, int] | None:
    """(day, month, index after both) of "3 May", "the 3rd of May", "May 3"."""
    start = line.skip(i, "the")
    if (day := day_number(line, start)) is not None:
        after = line.skip(day[1], "of", "-", "/")
        after = line.skip(after, "the")
        named = month(line, after)
        return (day[0], named[0], named[1]) if named is not None else None
    if (named := month(line, i)) is None:
        return None
    at = line.skip(named[1], "-", "the")
    number = day_number(line, at)
    if number is None or (line.number(at) is None and line.word(at) in words.ORDINALS and at == named[1]):
        return None
    cut = line.word(number[1]) in {",", ".", ":"} and line.touches(number[1] - 1) and line.touches(number[1])
    if cut and line.number(number[1] + 1) is not None and line.digits(number[1] + 1) != 4:
        return None  # "May 7.8": a number that goes on
    return number[0], named[0], number[1]


def day_month(line: Line, i: int) -> Found | None:
    """“3 May”, “Sept. 3”; not “the March 23 Movement”, nor “in May 30 people”."""
    found = day_and_month(line, i)
    if found is None:
        return None
    number, which, end = found
    counted = line.word(i - 1) == "in" and line.word(i) in words.MONTHS and not line.suffix(end - 1)
    named = line.capital(end) and line.word(end) in words.NAMES_AFTER
    return None if counted or named else (DayMonth(which, number), end)


def day_of_month(line: Line, i: int) -> Found | None:
    """“on the 12th”, “the 24th instant”; not “on the 12th floor”."""
    if line.word(i) != "the" or line.number(i + 1) is None or not line.suffix(i + 2):
        return None
    number, end = day_number(line, i + 1) or (0, 0)
    if not number:
        return None
    if line.word(end) in {"instant", "inst"}:
        return DayOfMonth(number, this_month=True), line.skip(end + 1, ".")
    if line.word(end) == "of" and line.word(end + 1) in {"this", "the"} and line.word(end + 2) == "month":
        return DayOfMonth(number, this_month=line.word(end + 1) == "this"), end + 3
    follows = line.word(end)
    alone = not follows or not follows[0].isalnum() or follows in words.AFTER_DAY_NUMBER
    dated = line.word(i - 1) in _DAY_CONTEXT or line.word(i - (2 if line.word(i - 1) == "," else 1)) in words.WEEKDAYS
    return (DayOfMonth(number), end) if alone and dated else None


def feast(line: Line, i: int) -> Found | None:
    """“Christmas Day”, “the first day of Eid”."""
    start = after[1] if (after := words.BEFORE_FEASTS.at(line.tokens, i)) else i
    if (moving := words.MOVABLE.at(line.tokens, start)) is not None and line.capital(start):
        return Feast(moving[0]), moving[1]
    if (fixed := words.FESTIVALS.at(line.tokens, i)) is not None and line.capital(i):
        which, number = map(int, fixed[0].split("-"))
        name = line.text[line.tokens[i].start : line.tokens[fixed[1] - 1].end]
        return Festival(name, which, number), fixed[1]
    return None


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
    dated = line.number(line.skip(i + 1, ",")) is not None or month(line, line.skip(i + 1, ",")) is not None
    return line.word(i - 1) in _WEEKDAY_CONTEXT or dated


def _of_week(line: Line, i: int) -> tuple[int, int] | None:
    """(which week, index after it) of "of last week", "night last week", "prayers this week"."""
    if (part := words.DAY_PARTS.at(line.tokens, i)) is not None:
        i = part[1]
    i = line.skip(i, "of")
    i = line.skip(i, "the")
    if [line.word(k) for k in range(i, i + 3)] == ["week", "before", "last"]:
        return -2, i + 3
    step = {"last": -1, "this": 0, "next": 1}.get(line.word(i))
    return (step, i + 2) if step is not None and line.word(i + 1) == "week" else None


def day_near(line: Line, i: int) -> Found | None:
    """“yesterday evening”, “the previous day”."""
    if (near := words.DAYS_FROM_REPORT.at(line.tokens, i)) is not None:
        return DayFromReport(near[0]), near[1]
    start = line.skip(i, "the")
    told = words.DAYS_FROM_TEXT.at(line.tokens, i) or words.DAYS_FROM_TEXT.at(line.tokens, start)
    if told is None or (line.word(told[1] - 1) in {"before", "after"} and _noun_follows(line, told[1])):
        return None
    return FromNamed((abs(told[0]),) * 2, "day", 1 if told[0] > 0 else -1 if told[0] < 0 else 0), told[1]


def _noun_follows(line: Line, i: int) -> bool:
    """“the day before the vote”: it counts from something else."""
    return line.word(i) in POINTING or line.capital(i) or line.number(i) is not None or line.word(i) in words.WEEKDAYS


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
    """“5 May (Monday)”."""
    meaning, end = found
    at = line.skip(end, ",", "(")
    if at > end and isinstance(meaning, FullDate | DayMonth | NumericDate) and line.word(at) in words.WEEKDAYS:
        told = weekday(line, at)
        if told is not None and isinstance(told[0], WeekdayNamed):
            return DayBeside(meaning, told[0].weekday), line.skip(told[1], ")")
    return found
