"""What time words mean in a report of Wednesday 20 May 2020."""

from __future__ import annotations

from datetime import date, timedelta

from mapapp.extract.dates import Anchor, Standpoint, Undatable, dated, time_words

REPORT_DAY = date(2020, 5, 20)
UNKNOWN = Anchor(None, "the report has no date")
Days = tuple[date | None, date, str]


def on(day):
    return Anchor(day, "the report's date")


def days_of(when):
    first = when.start.date() if when.start else None
    return first, (when.end - timedelta(seconds=1)).date(), when.precision.value


def all_of(text, day=REPORT_DAY, *, future=False):
    """(first day, last day, precision), or why there is none, of each expression, each counted from the one before."""
    found, named = [], None
    for words in time_words(text):
        seen = Standpoint(anchor=on(day) if day else UNKNOWN, named=named, future=future, published=day)
        try:
            when = dated(words, seen)
        except Undatable as why:
            found.append(str(why))
            continue
        found.append(days_of(when))
        named = when.start.date() if when.start else named
    return found


def only(text, day=REPORT_DAY, *, future=False):
    """The same of a text with one expression."""
    (found,) = all_of(f"{text}, they said", day, future=future)
    return found


def last(text, day=REPORT_DAY, *, future=False):
    """The same of the last expression of a text."""
    return all_of(text, day, future=future)[-1]


def span(first, last=None, precision="day"):
    """Days of 2020 as "05-03", or of any year as "2019-05-03"."""
    return _date(first), _date(last or first), precision


def _date(text):
    return None if text is None else date.fromisoformat(text if len(text) == 10 else f"2020-{text}")
