"""Numbers, days and countries as the language that is spoken writes them: by Babel's CLDR data, English by hand."""

from __future__ import annotations

from datetime import date, datetime

from mapapp.spoken.catalogs import SOURCE, locale_of
from mapapp.spoken.speaker import language

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def number(value: float) -> str:
    """Such as "1,234", "1 234"; of a broken one four digits at most."""
    if language() == SOURCE:
        return f"{value:,}" if isinstance(value, int) else f"{value:,.4g}"
    from babel.numbers import format_decimal  # noqa: PLC0415  see `locale_of`

    rounded = value if isinstance(value, int) else float(f"{value:.4g}")
    return str(format_decimal(rounded, locale=locale_of(language())))


def percent(share: float) -> str:
    """A share from 0 to 1: "94%", "94 %"."""
    if language() == SOURCE:
        return f"{share:.0%}"
    from babel.numbers import format_percent  # noqa: PLC0415

    return str(format_percent(share, locale=locale_of(language())))


def day(when: date) -> str:
    """Such as "14 Dec 2016"."""
    if language() == SOURCE:
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return _dated(when, "medium")


def long_day(when: date) -> str:
    """Such as "14 December 2016"."""
    if language() == SOURCE:
        return f"{when:%d %B %Y}"
    return _dated(when, "long")


def _dated(when: date, how: str) -> str:
    from babel.dates import format_date  # noqa: PLC0415

    return str(format_date(when, how, locale=locale_of(language())))


def clock_time(when: datetime) -> str:
    """Such as "14 Dec 2016, 10:05 UTC", of a UTC instant."""
    return f"{day(when)}, {when:%H:%M} UTC"


def interval(first: date, last: date, unit: str = "day") -> str:
    """Two days, months or years, both included, with what they share said once: "13–14 Dec 2016"."""
    if language() == SOURCE:
        return _span(_parts(first, unit), _parts(last, unit))
    from babel.dates import format_interval, format_skeleton  # noqa: PLC0415

    skeleton = {"day": "yMMMd", "month": "yMMM", "year": "y"}[unit]
    locale = locale_of(language())
    if _parts(first, unit) == _parts(last, unit):
        return str(format_skeleton(skeleton, first, locale=locale))
    return str(format_interval(first, last, skeleton, locale=locale))


def _parts(when: date, unit: str) -> tuple[str, ...]:
    """Coarsest first: ("2016", "Dec", "14")."""
    parts = (str(when.year), _MONTHS[when.month - 1], str(when.day))
    return parts[: ("year", "month", "day").index(unit) + 1]


def _span(first: tuple[str, ...], last: tuple[str, ...]) -> str:
    if first == last:
        return " ".join(reversed(last))
    shared = next(index for index, pair in enumerate(zip(first, last, strict=True)) if pair[0] != pair[1])
    opening = " ".join(reversed(first[shared:]))
    dash = "–" if len(first) - shared == 1 else " – "
    return f"{opening}{dash}{' '.join(reversed(last))}"


def country_name(code: str | None, english: str) -> str:
    """A country in the reader's language, by its ISO code; as it is in English where the language has no name."""
    if language() == SOURCE or not code:
        return english
    return str(locale_of(language()).territories.get(code, english))
