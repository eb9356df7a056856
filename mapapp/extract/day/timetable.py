"""Which times the sentences of a report name, in reading order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from mapapp.domain.when import When
from mapapp.extract.dates.standpoint import Anchor
from mapapp.extract.dates.time_named import TimeNamed

AHEAD, BEHIND = 12, 6
"""So many sentences before and behind an incident's are looked at, so that a book takes time in proportion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sentence and the times that it names."""

    order: int
    """Number of the sentence in the report."""
    paragraph: int
    """Where its block begins in the report's text."""
    stands: str
    """In a headline, in the lead or in the body."""
    named: tuple[TimeNamed, ...]


@dataclass(slots=True)
class Timetable:
    """The times of one report; sentences without any are left out."""

    anchor: Anchor
    entries: list[Entry] = field(default_factory=list)
    often: Counter[date] = field(default_factory=Counter)
    """How often each day is named."""
    most: int = 0
    """How often the day is named that is named most."""

    def add(self, entry: Entry) -> None:
        """The times of the next sentence."""
        self.entries.append(entry)
        for day in filter(None, (the_day(named.when) for named in entry.named)):
            self.often[day] += 1
            self.most = max(self.most, self.often[day])

    def near(self, orders: Sequence[int]) -> list[Entry]:
        """What stands near some sentences, or at the head of the report."""
        first, last = min(orders) - AHEAD, max(orders) + BEHIND
        begin = bisect_left(self.entries, first, key=_order)
        end = bisect_left(self.entries, last + 1, key=_order)
        head = [entry for entry in self.entries[: min(begin, AHEAD)] if entry.stands != "body"]
        return [*head, *self.entries[begin:end]]


def the_day(when: When | None) -> date | None:
    """The day, where it is one day."""
    if when is None or when.start is None or (when.end - when.start).days > 1:
        return None
    return when.start.date()


def same_time(one: When, other: When | None) -> bool:
    """Are they one interval, whatever their words?"""
    return other is not None and (one.start, one.end) == (other.start, other.end)


def _order(entry: Entry) -> int:
    return entry.order
