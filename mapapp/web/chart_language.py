"""Months and numbers on the axes of charts in the reader's language, as Vega takes them: by d3's locales."""

from __future__ import annotations

from typing import Any

import altair as alt

from mapapp.spoken import SOURCE, language
from mapapp.spoken.catalogs import locale_of


def spoken_axes(drawn: alt.Chart) -> alt.Chart:
    """The chart with its axes in the language that is spoken; English is Vega's own."""
    if language() == SOURCE:
        return drawn
    made: alt.Chart = drawn.configure(locale={"time": _times(), "number": _numbers()})
    return made


def _times() -> dict[str, Any]:
    """d3-time-format's locale. Its week begins with Sunday."""
    locale = locale_of(language())
    days, months = locale.days["stand-alone"], locale.months["stand-alone"]
    week = (6, 0, 1, 2, 3, 4, 5)
    return {
        "dateTime": "%A %e %B %Y, %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": [locale.periods.get(half, half.upper()) for half in ("am", "pm")],
        "days": [days["wide"][one] for one in week],
        "shortDays": [days["abbreviated"][one] for one in week],
        "months": [months["wide"][month] for month in range(1, 13)],
        "shortMonths": [months["abbreviated"][month] for month in range(1, 13)],
    }


def _numbers() -> dict[str, Any]:
    """d3-format's locale."""
    symbols = locale_of(language()).number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}
