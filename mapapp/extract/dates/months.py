"""Meanings that name a month or a year, and days counted in one: “in early May”, “in 2014”."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.standpoint import Interval, Standpoint, Undatable, day_of, month_end, moved

PARTS = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "week 1": (1, 7),
    "week 2": (8, 14),
    "week 3": (15, 21),
    "week 4": (22, 28),
    "week 1 to 2": (1, 14),
    "half 1": (1, 15),
    "half 2": (16, 31),
}
"""Part of a month → its first and last day; besides, "first 3" and "last 3" are so many days from either end."""
MONTHS_OF = {
    "half 1": (1, 6),
    "half 2": (7, 12),
    "quarter 1": (1, 3),
    "quarter 2": (4, 6),
    "quarter 3": (7, 9),
    "quarter 4": (10, 12),
}
"""Part of a year → its first and last month."""


def _days_of(part: str, end: int) -> tuple[int, int]:
    """The first and the last day of a part of a month that has `end` days."""
    side, _, count = part.partition(" ")
    if side == "first":
        return 1, int(count)
    return (end - int(count) + 1, end) if side == "last" else PARTS[part]


def month_of(first: date, part: str, rule: str) -> Interval:
    """A month, or the part of it that `part` names."""
    if not part:
        return Interval(first, month_end(first), TimePrecision.MONTH, rule)
    end = month_end(first).day
    low, high = _days_of(part, end)
    high = min(high, end)
    days = first.replace(day=low), first.replace(day=high)
    if low == high:
        return one_day(days[0], f"{rule}, day {low} of it")
    return Interval(*days, TimePrecision.DAYS, f"{rule}, days {low} to {high} of it")


@dataclass(frozen=True, slots=True)
class MonthNamed:
    """“in early May”, “last March”, “April 1994”."""

    month: int
    year: int | None = None
    part: str = ""
    """A key of `PARTS`, "first 3", "last 3", or empty for all of it."""
    which: str = ""
    """"last", "next", "this", or empty."""
    years: int | None = None
    """“last year” is -1; None: no year is told."""

    def interval(self, seen: Standpoint) -> Interval:
        """All days of it. Without a year it is the latest one begun, or the next one of a plan."""
        if self.year is not None:
            return month_of(day_of(self.year, self.month, 1), self.part, "the month stands in the text")
        year = seen.today.year
        if self.years is not None:
            return self._of(year + self.years, "the year is told from the report's")
        ahead = self.which == "next" or (seen.future and self.which != "last")
        return next(
            found for n in (0, 1, 2) if (found := self._of(year + (n if ahead else -n))) and self._fits(found, seen)
        )

    def _of(self, year: int, rule: str = "the nearest month of that name") -> Interval:
        return month_of(day_of(year, self.month, 1), self.part, rule)

    def _fits(self, found: Interval, seen: Standpoint) -> bool:
        """Has it begun, or for a plan not yet ended? “Last March” is over, and “next March” still to come."""
        this = (found.last.year, found.last.month) == (seen.today.year, seen.today.month)
        if self.which in {"last", "next"} and this:
            return False
        if self.which == "next" or (seen.future and self.which != "last"):
            return found.last >= seen.today
        return found.first is not None and found.first <= seen.today


@dataclass(frozen=True, slots=True)
class NthWeekday:
    """“the second Sunday of May”."""

    number: int
    """1 to 5; -1 is the last."""
    weekday: int
    """Monday is 0."""
    month: MonthNamed

    def interval(self, seen: Standpoint) -> Interval:
        """One day, the latest or for a plan the next. Raises Undatable where the month has no such day."""
        month = self.month.interval(seen)
        day = self._of(month.last)
        if self.month.year is None and not seen.future and day > moved(seen.today, 1):
            day = self._of(day_of(day.year - 1, day.month, 1))
        if self.month.year is None and seen.future and day < seen.today:
            day = self._of(day_of(day.year + 1, day.month, 1))
        return one_day(day, f"counted in its month; {month.rule}")

    def _of(self, month: date) -> date:
        days = [day_of(month.year, month.month, n) for n in range(1, month_end(month).day + 1)]
        days = [day for day in days if day.weekday() == self.weekday]
        if self.number > len(days):
            raise Undatable("there is no such day in the calendar")
        return days[self.number - (self.number > 0)]


@dataclass(frozen=True, slots=True)
class NthWeekend:
    """“the first weekend of June”."""

    number: int
    """1 to 5; -1 is the last."""
    month: MonthNamed

    def interval(self, seen: Standpoint) -> Interval:
        """Its Saturday, which lies in the month, and the Sunday after."""
        saturday = NthWeekday(self.number, 5, self.month).interval(seen)
        return Interval(saturday.last, moved(saturday.last, 1), TimePrecision.DAYS, saturday.rule)


@dataclass(frozen=True, slots=True)
class YearNamed:
    """“in 2014”, “in the 1990s”."""

    year: int
    years: int = 1
    part: str = ""
    """A key of `MONTHS_OF`, or empty for all of it."""

    def interval(self, seen: Standpoint) -> Interval:  # noqa: ARG002 - the same from everywhere
        """From its first day to its last."""
        if self.part in MONTHS_OF:
            first, end = MONTHS_OF[self.part]
            days = day_of(self.year, first, 1), month_end(day_of(self.year, end, 1))
            return Interval(*days, TimePrecision.DAYS, f"the year stands in the text, months {first} to {end} of it")
        last = day_of(self.year + self.years - 1, 12, 31)
        return Interval(day_of(self.year, 1, 1), last, TimePrecision.YEAR, "the year stands in the text")
