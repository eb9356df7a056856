"""The day from which a report speaks, what its words mean from there, and the calendar's sums."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from mapapp.domain.when import TimePrecision

EARLIEST = date(1000, 1, 1)
"""“3000 years ago” is no news: no relative time leads before this day."""


class Undatable(Exception):
    """Words that tell a time which cannot be worked out; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day from which a report speaks."""

    day: date | None
    rule: str
    """How we know it, for people."""
    dateline: bool = False
    """Does it stand in the text's own dateline, so that a bare "at 3 p.m." is of that day?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standpoint:
    """From where time words are understood."""

    anchor: Anchor
    named: date | None = None
    """The day that the text named before: "the previous day" counts from it."""
    future: bool = False
    """The event is planned, so that "Wednesday" is the next one, not the last."""
    published: date | None = None
    """The day after which nothing can have happened; None: not known."""

    @property
    def today(self) -> date:
        """The report's day. Raises Undatable where it is not known."""
        if self.anchor.day is None:
            raise Undatable(self.anchor.rule)
        return self.anchor.day

    def at(self, day: date, *, future: bool = False) -> Standpoint:
        """The same report as if it spoke on another day."""
        return replace(self, anchor=replace(self.anchor, day=day), future=future)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both inclusive, or an hour of one."""

    first: date | None
    """None: no beginning is told."""
    last: date
    precision: TimePrecision
    rule: str
    """How the words were understood, for people."""
    hour: int | None = None
    """0 to 23, UTC; None: not told, or told in local time."""

    @property
    def is_day(self) -> bool:
        """Is it one single day?"""
        return self.first == self.last and self.precision in {TimePrecision.DAY, TimePrecision.HOUR}

    def bounds(self) -> tuple[datetime | None, datetime]:
        """The half-open interval of UTC instants. Raises Undatable beyond the calendar."""
        if self.hour is not None and self.first is not None:
            start = datetime(self.first.year, self.first.month, self.first.day, self.hour, tzinfo=UTC)
            return start, start + timedelta(hours=1)
        return (instant(self.first) if self.first else None), instant(moved(self.last, 1))


class Meaning(Protocol):
    """What time words mean, whatever the report's day."""

    def interval(self, seen: Standpoint) -> Interval:
        """The days from a standpoint. Raises Undatable where they cannot be worked out."""
        ...


def instant(day: date) -> datetime:
    """Its first instant, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def day_of(year: int, month: int, number: int) -> date:
    """A day of the calendar. Raises Undatable where there is no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        raise Undatable("there is no such day in the calendar") from None


def moved(day: date, days: int) -> date:
    """So many days later. Raises Undatable beyond the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        raise Undatable("it lies beyond the calendar") from None


def moved_months(day: date, months: int) -> date:
    """The first day of the month so many months later. Raises Undatable beyond the calendar."""
    count = day.year * 12 + day.month - 1 + months
    return day_of(count // 12, count % 12 + 1, 1)


def month_end(day: date) -> date:
    """The last day of its month."""
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1) if (day.year, day.month) != (9999, 12) else None
    return following - timedelta(days=1) if following else date.max


def in_words(day: date) -> str:
    """As people write it: "3 May 2020"."""
    return f"{day.day} {day:%B} {day.year}"
