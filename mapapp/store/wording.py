"""Dates and numbers of persons as words for people."""

from __future__ import annotations

from datetime import datetime, timedelta

from mapapp.domain.claim import CountRange
from mapapp.domain.names import persons
from mapapp.domain.when import TimePrecision, When
from mapapp.spoken import _, clock_time, day, interval, number

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
        return _("on or before {day}", day=day(last))
    if precision == TimePrecision.HOUR and end - start < _DAY:  # else local time, of which only the day is known
        return clock_time(start)
    unit = precision.value if precision in {TimePrecision.MONTH, TimePrecision.YEAR} else "day"
    return interval(start, last, unit)


def count_words(count: CountRange) -> str:
    """A number of persons: "at least 107 killed", "up to 1,500 surrendered", "about 6,000 evacuated"."""
    most = count.high if count.high is not None else count.low
    return persons(count.kind, _number_words(count.low, count.high, approximate=count.approximate), most or 0)


def _number_words(low: int | None, high: int | None, *, approximate: bool) -> str:
    if low is None and high is None:
        return _("an unknown number")
    if high is None:
        return _("at least {n}", n=low)
    if low is None:
        return _("up to {n}", n=high)
    told = number(low) if low == high else f"{number(low)}–{number(high)}"
    return _("about {n}", n=told) if approximate and high else told
