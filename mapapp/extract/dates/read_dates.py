"""Tokens → a date: “3 May 2020”, “15-Jun-2014”, “25/11/2022”, “3 May”."""

from __future__ import annotations

from mapapp.extract.dates import words
from mapapp.extract.dates.explicit import DayMonth, FullDate, NumericDate
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line, remembered

Found = tuple[Meaning, int]
"""What the words mean, and the index of the token after them."""
_DATED = frozenset({"on", "dated", "since", "from", "until"})
HIGHEST_DAY = 39
"""“32 May” is a date that does not exist; “45 May” is no date."""


def month(line: Line, i: int) -> tuple[int, int] | None:
    """(1 to 12, index after it) of the month at token `i`."""
    word = line.word(i)
    number = words.MONTHS.get(word)
    if number is None or (word in words.CAPITAL_ONLY and not line.capital(i)):
        return None
    short = word not in words.LONG_MONTHS or line.number(i + 2) is not None
    dotted = short and line.touches(i) and line.word(i + 1) == "."
    return number, i + 1 + dotted


def day_number(line: Line, i: int) -> tuple[int, int] | None:
    """(1 to `HIGHEST_DAY`, index after it) of "3", "3rd", "third", "twenty-first"."""
    number = line.number(i)
    if number is not None:
        broken = line.touches(i - 1) and line.word(i - 1) in {".", ",", ":", "$", "€", "£", "#", "+"}
        broken = broken and not (line.word(i - 1) == "." and line.word(i - 2) in words.MONTHS)  # "Sept.13"
        if not 1 <= number <= HIGHEST_DAY or line.digits(i) > 2 or broken or line.word(i + 1) == "%":
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


def _glued(line: Line, i: int) -> tuple[int, int] | None:
    """“12May2020”."""
    if line.touches(i - 1) and line.touches(i - 2) and line.digits(i) == 4 and line.tokens[i].number:
        return line.tokens[i].number or 0, i + 1
    return None


def century(short: int) -> int:
    """The year of two figures: 16 is 2016, 98 is 1998."""
    return 2000 + short if short < 70 else 1900 + short


def _goes_on(line: Line, i: int) -> bool:
    """Is the number only the beginning of a longer word?"""
    return line.touches(i) and line.word(i + 1)[:1].isalnum()


@remembered
def full_date(line: Line, i: int) -> Found | None:
    """“3 May 2020”, “May 3rd, 2020”, “15-Jun-2014”, “2020-05-03”."""
    if (found := day_and_month(line, i)) is not None:
        number, which, end = found
        if (told := year(line, line.skip(end, ",", "-", "/", "of")) or _glued(line, end)) is not None:
            return FullDate(told[0], which, number), told[1]
        short = line.number(end + 1)
        dashed = line.word(end) == "-" and line.touches(end) and line.number(end - 1) is None  # not "June 11-13"
        if dashed and short is not None and line.digits(end + 1) == 2:
            return FullDate(century(short), which, number), end + 2
    return _year_first(line, i) or _without_marks(line, i)


def _year_first(line: Line, i: int) -> Found | None:
    told, which, number = line.number(i), line.number(i + 2), line.number(i + 4)
    same = line.word(i + 1) == line.word(i + 3) and line.word(i + 1) in {"-", "/", "."}
    if told is None or which is None or number is None or not same or not _joined(line, i, i + 4):
        return None
    if line.digits(i) != 4 or line.digits(i + 2) > 2 or line.digits(i + 4) > 2 or told < 1000:
        return None
    return FullDate(told, which, number), i + 5


def _without_marks(line: Line, i: int) -> Found | None:
    """“20220917”, where that is a day of these decades."""
    text = line.tokens[i].text if i < len(line) else ""
    if len(text) != 8 or not text.isascii() or not text.isdigit() or line.touches(i - 1) or _goes_on(line, i):
        return None
    told, which, number = int(text[:4]), int(text[4:6]), int(text[6:])
    fits = 1990 <= told < 2040 and 1 <= which <= 12 and 1 <= number <= HIGHEST_DAY
    return (FullDate(told, which, number), i + 1) if fits else None


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
    if lengths[2] == 2 and mark != "/" and line.word(i - 1) not in _DATED:
        return None  # a version, a score, a telephone number
    if lengths[2] == 4 and not 1000 <= told < 2200:
        return None
    whole = told if lengths[2] == 4 else century(told)
    if mark == "." and second <= 12:  # with full stops the day comes first wherever dates are written so
        return FullDate(whole, second, first), i + 5
    return NumericDate(first, second, whole), i + 5


@remembered
def day_and_month(line: Line, i: int) -> tuple[int, int, int] | None:
    """(day, month, index after both) of "3 May", "the 3rd of May", "May 3"."""
    start = line.skip(i, "the")
    if (day := day_number(line, start)) is not None:
        after = line.skip(day[1], "day") if line.word(day[1] + 1) == "of" else day[1]
        after = line.skip(after, "of", "-", "/")
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


@remembered
def day_month(line: Line, i: int) -> Found | None:
    """“3 May”, “Sept. 3”; not “the March 23 Movement”, nor “in May 30 people”."""
    found = day_and_month(line, i)
    if found is None:
        return _dotted(line, i)
    number, which, end = found
    counted = line.word(i - 1) == "in" and line.word(i) in words.MONTHS and not line.suffix(end - 1)
    named = line.capital(end) and line.word(end) in words.NAMES_AFTER
    if counted or named:
        return None
    years, end = year_near(line, end)
    return DayMonth(which, number, years), end


def _dotted(line: Line, i: int) -> Found | None:
    """“on 30.12”; figures with a point are a number everywhere else."""
    first, second = line.number(i), line.number(i + 2)
    if first is None or second is None or line.word(i - 1) not in _DATED or line.word(i + 1) != ".":
        return None
    if not _joined(line, i, i + 2) or (line.digits(i), line.digits(i + 2)) != (2, 2) or _goes_on(line, i + 2):
        return None
    fits = 1 <= first <= HIGHEST_DAY and 1 <= second <= 12 and line.word(i + 3) not in {"%", "per", "percent"}
    return (DayMonth(second, first), i + 3) if fits else None


def year_near(line: Line, i: int) -> tuple[int | None, int]:
    """(-1, index after it) of "last year"; (None, i) where no such words stand at token `i`."""
    at = line.skip(i, "of")
    step = {"last": -1, "this": 0, "next": 1}.get(line.word(at))
    return (step, at + 2) if step is not None and line.word(at + 1) == "year" else (None, i)
