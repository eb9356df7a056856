"""When a row says that it was: its cells → an interval with its precision."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from mapapp.domain.when import TimePrecision, When
from mapapp.intake.tables.cells import NOT_KNOWN, day_of
from mapapp.intake.tables.errors import BadRow

DAY = timedelta(days=1)
AROUND = timedelta(days=3)
"""Of a week only the middle is told."""
PRECISION = {
    "day": TimePrecision.DAY,
    "days": TimePrecision.DAYS,
    "week": TimePrecision.DAYS,
    "month": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
}


@lru_cache(50_000)
def spell(first: str, last: str, known_to: str, day_first: bool | None) -> When:
    """The time that one or two dates tell, known to a day, some days, a week, a month or a year. Raises BadRow."""
    begun = day_of(first, day_first)
    begin = date(begun, 1, 1) if isinstance(begun, int) else begun
    if isinstance(begun, int):
        end, known_to = date(begun, 12, 31), "year"
    elif last.strip():
        told = day_of(last, day_first)
        end = date(told, 12, 31) if isinstance(told, int) else told
        if end < begin:
            raise BadRow(f"it ends on {end.isoformat()}, before it begins on {begin.isoformat()}")
        known_to = "days" if known_to == "day" and end > begin else known_to
    else:
        begin, end = _widened(begin, known_to)
    wording = f"{first.strip()} – {last.strip()}" if last.strip() and last != first else first.strip()
    return _when(begin, end, known_to, wording)


@lru_cache(50_000)
def parts(year: str, month: str, day: str) -> When:
    """The time that a year, a month and a day in columns of their own tell; 0 or nothing is not known."""
    numbers = [_number(text, what) for text, what in ((year, "year"), (month, "month"), (day, "day"))]
    wording = "-".join(f"{number:02}" for number in numbers if number)
    try:
        begin = date(numbers[0] or 0, numbers[1] or 1, (numbers[2] or 1) if numbers[1] else 1)
    except ValueError as problem:
        raise BadRow(f"{wording or 'an empty date'!r} is no date: {problem}") from None
    known_to = "year" if not numbers[1] else "month" if not numbers[2] else "day"
    return _when(*_widened(begin, known_to), known_to, wording)


def _number(text: str, what: str) -> int:
    plain = text.strip().removesuffix(".0")
    if plain.casefold() in NOT_KNOWN:
        return 0
    if not plain.isascii() or not plain.isdigit() or len(plain) > 4:
        raise BadRow(f"the {what} is {text[:40]!r}, which is no number")
    return int(plain)


def _widened(day: date, known_to: str) -> tuple[date, date]:
    """The first and the last day on which it may have been."""
    if known_to in {"week", "days"}:
        return day - AROUND, day + AROUND
    if known_to == "month":
        return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    return (date(day.year, 1, 1), date(day.year, 12, 31)) if known_to == "year" else (day, day)


def _when(begin: date, end: date, known_to: str, wording: str) -> When:
    try:
        after = datetime(end.year, end.month, end.day, tzinfo=UTC) + DAY
    except OverflowError:
        raise BadRow(f"{wording!r} lies beyond the calendar") from None
    start = datetime(begin.year, begin.month, begin.day, tzinfo=UTC)
    rule = f"as the table tells it, known to the {known_to}" if known_to != "days" else "as the table tells its days"
    return When(start=start, end=after, precision=PRECISION[known_to], wording=wording, rule=rule)
