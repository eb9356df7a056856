"""Meanings that name their place in the calendar: a day, a month, a year, a festival."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.standpoint import Interval, Standpoint, Undatable, day_of, month_end, moved, moved_months

PARTS = {
    "early": (1, 10),
    "mid": (11, 20),
    "late": (21, 31),
    "week 1": (1, 7),
    "week 2": (8, 14),
    "week 3": (15, 21),
    "week 4": (22, 28),
    "half 1": (1, 15),
    "half 2": (16, 31),
}
"""Part of a month → its first and last day; the last week counts from the month's end."""


def one_day(day: date, rule: str) -> Interval:
    """A single day."""
    return Interval(day, day, TimePrecision.DAY, rule)


def month_of(first: date, part: str, rule: str) -> Interval:
    """A month, or the part of it that `part` names."""
    if not part:
        return Interval(first, month_end(first), TimePrecision.MONTH, rule)
    end = month_end(first).day
    low, high = PARTS.get(part, (end - 6, end))
    high = min(high, end)
    days = first.replace(day=low), first.replace(day=high)
    return Interval(*days, TimePrecision.DAYS, f"{rule}, days {low} to {high} of it")


@dataclass(frozen=True, slots=True)
class FullDate:
    """“3 May 2020”."""

    year: int
    month: int
    day: int

    def interval(self, seen: Standpoint) -> Interval:  # noqa: ARG002 - the same from everywhere
        """That day."""
        return one_day(self.exact(), "the date stands in the text")

    def exact(self) -> date:
        """The day. Raises Undatable where the calendar has none."""
        return day_of(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class NumericDate:
    """“12/05/2021”: day first or month first, which the numbers alone may not tell."""

    first: int
    second: int
    year: int

    def interval(self, seen: Standpoint) -> Interval:
        """The only day that it can be. Raises Undatable where it can be two or none."""
        days = self.readings()
        if len(days) == 2 and seen.published is not None and not seen.future:
            days = [day for day in days if day <= seen.published] or days
        if len(days) == 1:
            return one_day(days[0], "the date stands in the text, in figures")
        if not days:
            raise Undatable("there is no such day in the calendar")
        raise Undatable("it may be day and month or month and day")

    def readings(self) -> list[date]:
        """The days that it can be, each once."""
        found: list[date] = []
        for month, day in ((self.second, self.first), (self.first, self.second)):
            if 1 <= month <= 12 and 1 <= day <= month_end(date(self.year, month, 1)).day:
                found.append(date(self.year, month, day))
        return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class DayMonth:
    """“3 May” without a year: the latest one, or the next one of a plan."""

    month: int
    day: int
    years: int | None = None
    """“last year” is -1; None: no year is told."""

    def interval(self, seen: Standpoint) -> Interval:
        """The day in the report's year, or in the one before or after it."""
        today = seen.today
        year = today.year
        if self.years is not None:
            return one_day(day_of(year + self.years, self.month, self.day), "the year is told from the report's")
        if not seen.future and (self.month, self.day) > _of_year(moved(today, 1), year):
            year -= 1
        if seen.future and (self.month, self.day) < _of_year(today, year):
            year += 1
        which = "is the report's" if year == today.year else f"is {year}, so that it lies {_side(seen)} the report"
        return one_day(day_of(year, self.month, self.day), f"the year {which}")


def _of_year(day: date, year: int) -> tuple[int, int]:
    """Month and day; past all where the day has left the year."""
    return (day.month, day.day) if day.year == year else (13, 1)


def _side(seen: Standpoint) -> str:
    return "after" if seen.future else "before"


@dataclass(frozen=True, slots=True)
class DayOfMonth:
    """“the 12th”: of the month that the text speaks of."""

    day: int
    months: int | None = None
    """“the 24th instant” is 0, “the 24th ultimo” -1; None: the month is not told."""

    def interval(self, seen: Standpoint) -> Interval:
        """The latest such day, or the next one of a plan."""
        today = seen.today
        months = self.months
        if months is None:
            months = (self.day < today.day) if seen.future else -(self.day > today.day)
        first = moved_months(today, months)
        return one_day(day_of(first.year, first.month, self.day), "the month is the one that the report speaks from")


@dataclass(frozen=True, slots=True)
class MonthNamed:
    """“in early May”, “last March”, “April 1994”."""

    month: int
    year: int | None = None
    part: str = ""
    """A key of `PARTS`, "last week", or empty for all of it."""
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
class YearNamed:
    """“in 2014”, “in the 1990s”."""

    year: int
    years: int = 1

    def interval(self, seen: Standpoint) -> Interval:  # noqa: ARG002 - the same from everywhere
        """From its first day to its last."""
        last = day_of(self.year + self.years - 1, 12, 31)
        return Interval(day_of(self.year, 1, 1), last, TimePrecision.YEAR, "the year stands in the text")


@dataclass(frozen=True, slots=True)
class Festival:
    """“on Christmas Day”."""

    name: str
    month: int
    day: int

    def interval(self, seen: Standpoint) -> Interval:
        """The latest one, or the next one of a plan."""
        day = DayMonth(self.month, self.day).interval(seen)
        return one_day(day.last, f"“{self.name}” is the same day each year, and {day.rule}")


@dataclass(frozen=True, slots=True)
class Feast:
    """“the first day of Eid”."""

    name: str

    def interval(self, seen: Standpoint) -> Interval:  # noqa: ARG002 - nowhere known
        """Raises Undatable: its day differs."""
        raise Undatable(f"“{self.name}” is on another day each year or in each country")
