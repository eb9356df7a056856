"""Dates and numbers of persons as words for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.when import TimePrecision, When

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_INSTANT = timedelta(microseconds=1)
_DAY = timedelta(days=1)


def when_words(when: When | None) -> str:
    """The time of an incident: "14 Dec 2016", "on or before 14 Dec 2016"; empty for None.

    >>> from datetime import UTC
    >>> when_words(When(start=datetime(2016, 12, 13, tzinfo=UTC), end=datetime(2016, 12, 15, tzinfo=UTC),
    ...     precision=TimePrecision.DAYS, wording="", rule=""))
    '13–14 Dec 2016'
    """
    return "" if when is None else interval_words(when.start, when.end, when.precision)


def interval_words(start: datetime | None, end: datetime, precision: TimePrecision) -> str:
    """The same from the parts of a `When`: a half-open interval of UTC instants."""
    last = end - _INSTANT
    if start is None or precision == TimePrecision.UNTIL:
        return f"on or before {_day(last)}"
    if precision == TimePrecision.HOUR and end - start < _DAY:  # else local time, of which only the day is known
        return f"{_day(start)}, {start:%H:%M} UTC"
    if precision == TimePrecision.MONTH:
        return _span((str(start.year), _MONTHS[start.month - 1]), (str(last.year), _MONTHS[last.month - 1]))
    if precision == TimePrecision.YEAR:
        return _span((str(start.year),), (str(last.year),))
    return _span(_parts(start), _parts(last))


def count_words(count: CountRange) -> str:
    """A number of persons: "at least 107 killed", "up to 1,500 surrendered", "about 6,000 evacuated"."""
    verb = count.kind.value if count.kind != CountKind.PARTICIPANTS else "taking part"
    return f"{_number_words(count.low, count.high, approximate=count.approximate)} {verb}"


def _number_words(low: int | None, high: int | None, *, approximate: bool) -> str:
    if low is None and high is None:
        return "an unknown number"
    if high is None:
        return f"at least {low:,}"
    if low is None:
        return f"up to {high:,}"
    about = "about " if approximate else ""
    return f"{about}{low:,}" if low == high else f"{about}{low:,}–{high:,}"


def _day(instant: datetime) -> str:
    return " ".join(reversed(_parts(instant)))


def _parts(instant: datetime) -> tuple[str, ...]:
    """Coarsest first: ("2016", "Dec", "14")."""
    return str(instant.year), _MONTHS[instant.month - 1], str(instant.day)


def _span(first: tuple[str, ...], last: tuple[str, ...]) -> str:
    """Two dates with what they share said once: "13–14 Dec 2016", "30 Nov – 2 Dec 2016"."""
    if first == last:
        return " ".join(reversed(last))
    shared = next(index for index, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1])
    opening = " ".join(reversed(first[shared:]))
    dash = "–" if len(first) - shared == 1 else " – "
    return f"{opening}{dash}{' '.join(reversed(last))}"
