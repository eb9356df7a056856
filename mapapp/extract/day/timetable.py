"""Which times the sentences of a report name, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapapp.domain.when import When
from mapapp.extract.dates.standpoint import Anchor
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.extract.register import Register


@dataclass(slots=True, kw_only=True)
class Timetable(Register[TimeNamed, date]):
    """The times of one report."""

    anchor: Anchor

    def key_of(self, named: TimeNamed) -> date | None:
        """The day, where it is one day."""
        return the_day(named.when)


def the_day(when: When | None) -> date | None:
    """The day, where it is one day."""
    if when is None or when.start is None or (when.end - when.start).days > 1:
        return None
    return when.start.date()


def same_time(one: When, other: When | None) -> bool:
    """Are they one interval, whatever their words?"""
    return other is not None and (one.start, one.end) == (other.start, other.end)
