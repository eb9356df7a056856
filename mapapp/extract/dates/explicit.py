"""Meanings that name their day: “3 May 2020”, “12/05/2021”, “the 12th”, a festival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.standpoint import Interval, Standpoint, Undatable, day_of, month_end, moved, moved_months


def one_day(day: date, rule: str) -> Interval:
    """A single day."""
    return Interval(day, day, TimePrecision.DAY, rule)


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
    """“the first day of Eid al-Fitr”, “during Ramadan”."""

    name: str
    begins: Sequence[date] = ()
    """On which days it began, year by year; empty where nobody can say."""
    after: int | None = 0
    """Which of its days is meant: so many after the first; None: not known."""
    days: int = 1
    """How long it is, where all of it is meant."""

    def interval(self, seen: Standpoint) -> Interval:
        """The latest one, or the next one of a plan. Raises Undatable where its day differs or is in no table."""
        if not self.begins or self.after is None:
            raise Undatable(f"“{self.name}” is on another day each year or in each country")
        firsts = [moved(day, self.after) for day in self.begins]
        fitting = [day for day in firsts if (day >= seen.today if seen.future else day <= seen.today)]
        if not fitting or fitting == firsts:
            raise Undatable(f"the table of feasts has no “{self.name}” near the report's day")
        first = fitting[0] if seen.future else fitting[-1]
        rule = f"“{self.name}” by the table of feasts; a country may keep it a day sooner or later"
        if self.days == 1:
            return one_day(first, rule)
        return Interval(first, moved(first, self.days - 1), TimePrecision.DAYS, rule)
