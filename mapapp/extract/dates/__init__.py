"""When it happened: the time words of a text → an interval with the rule that dated it."""

from __future__ import annotations

from datetime import timedelta

from mapapp.domain.when import TimePrecision, When
from mapapp.extract.dates.anchor import anchor_of, dateline_end, long_dateline_end
from mapapp.extract.dates.phrase import TimeWords, time_words
from mapapp.extract.dates.standpoint import Anchor, Standpoint, Undatable, instant, moved
from mapapp.extract.dates.timeline import Timeline

__all__ = [
    "Anchor",
    "Standpoint",
    "TimeWords",
    "Timeline",
    "Undatable",
    "anchor_of",
    "dated",
    "dateline_end",
    "is_long_past",
    "long_dateline_end",
    "time_words",
    "undated",
    "when_of",
]


def dated(words: TimeWords, seen: Standpoint) -> When:
    """The interval that time words mean from a standpoint.

    Raises:
        Undatable: it cannot be worked out, as for "31 February"; the message says why.
    """
    interval = words.meaning.interval(seen)
    start, end = interval.bounds()
    counted = "" if seen.anchor.day is None else f", read from {seen.anchor.rule}"
    rule = f"“{words.wording}”: {interval.rule}{counted}"
    return When(start=start, end=end, precision=interval.precision, wording=words.wording, rule=rule)


def when_of(words: TimeWords, anchor: Anchor, *, future: bool = False) -> When | None:
    """The interval that time words mean by themselves; None where it cannot be worked out.

    Args:
        words: from `time_words`.
        anchor: the report's day.
        future: the event is planned, so that "Wednesday" is the next one, not the last.
    """
    try:
        return dated(words, Standpoint(anchor=anchor, future=future))
    except Undatable:
        return None


def undated(anchor: Anchor) -> When | None:
    """An event that the text does not date: on or before the report's day, where that is known."""
    if anchor.day is None:
        return None
    return When(
        start=None,
        end=instant(moved(anchor.day, 1)),
        precision=TimePrecision.UNTIL,
        wording="",
        rule=f"not dated in the text; on or before {anchor.rule}",
    )


def is_long_past(when: When, anchor: Anchor) -> bool:
    """Did it end so long before the report that it is history, not news? A month that is only named is so sooner."""
    days = 21 if when.precision in {TimePrecision.MONTH, TimePrecision.YEAR} else 45
    if anchor.day is None:
        return False
    years = when.precision is TimePrecision.YEAR and when.start is not None
    return when.end < instant(anchor.day) - timedelta(days=days) or (
        years and when.start is not None and when.start < instant(anchor.day) - timedelta(days=366)
    )
