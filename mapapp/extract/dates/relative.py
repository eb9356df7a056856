"""Meanings that count from the report's own day: "yesterday", "Monday", "last week", "two days ago"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from math import ceil

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.months import month_of
from mapapp.extract.dates.standpoint import (
    EARLIEST,
    Interval,
    Meaning,
    Standpoint,
    Undatable,
    day_of,
    in_words,
    month_end,
    moved,
    moved_months,
)

LONGEST = 12_000
"""“300,000 years ago”: so many units are counted at most, and then nothing is dated before `EARLIEST`."""
FEW_HOURS = 3
"""“In the last two hours” is taken for the report's own day."""
Amount = tuple[int, int]
"""At least and at most: "two" is (2, 2), "a few" is (1, 5)."""


@dataclass(frozen=True, slots=True)
class DayFromReport:
    """“yesterday”, “last night”, “tomorrow”."""

    days: int

    def interval(self, seen: Standpoint) -> Interval:
        """One day."""
        rule = {-1: "the day before", 0: "the day itself", 1: "the day after"}.get(self.days, f"{self.days:+d} days")
        return one_day(moved(seen.today, self.days), rule)


@dataclass(frozen=True, slots=True)
class Overnight:
    """“overnight”: between the day before and the report's day."""

    def interval(self, seen: Standpoint) -> Interval:
        """Two days that share a night."""
        return Interval(moved(seen.today, -1), seen.today, TimePrecision.DAY, "the night before")


@dataclass(frozen=True, slots=True)
class WeekdayNamed:
    """“on Monday”, “last Friday”, “Tuesday of last week”."""

    weekday: int
    """Monday is 0."""
    which: str = ""
    """"last", "next", "this", "before last", "week" as in "on Friday week", or empty."""
    week: int | None = None
    """Of which week: 0 is the report's, -1 the one before; None where none is named."""

    def interval(self, seen: Standpoint) -> Interval:
        """One day."""
        today = seen.today
        if self.week is not None:
            day = moved(today, self.week * 7 + self.weekday - today.weekday())
            return one_day(day, f"the {day:%A} of that week")
        ahead = self.which in {"next", "week"} or (seen.future and self.which not in {"last", "before last"})
        day = nearest_weekday(today, self.weekday, ahead=ahead)
        if self.which in {"before last", "week"} or (day == today and self.which in {"last", "next"}):
            day = moved(day, 7 if self.which in {"next", "week"} else -7)
        return one_day(day, f"the {'next' if day > today else 'latest'} {day:%A}")


@dataclass(frozen=True, slots=True)
class WeekdayAbout:
    """“a week ago on Tuesday”, “two weeks ago Saturday”."""

    weekday: int
    """Monday is 0."""
    weeks: int

    def interval(self, seen: Standpoint) -> Interval:
        """The one nearest to the day so many weeks ago."""
        base = moved(seen.today, -7 * self.weeks)
        days = nearest_weekday(base, self.weekday, ahead=False), nearest_weekday(base, self.weekday, ahead=True)
        day = min(days, key=lambda one: abs((one - base).days))
        return one_day(day, f"the {day:%A} nearest to {self.weeks} week{'s' if self.weeks > 1 else ''} before")


@dataclass(frozen=True, slots=True)
class WeekdayBeside:
    """“the Saturday before Christmas”."""

    weekday: int
    """Monday is 0."""
    sign: int
    """-1 is before, 1 after."""
    base: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """The nearest one that is not the day itself."""
        base = self.base.interval(seen)
        day = nearest_weekday(moved(base.last, self.sign), self.weekday, ahead=self.sign > 0)
        return one_day(day, f"the {day:%A} {'after' if self.sign > 0 else 'before'} {in_words(base.last)}")


def nearest_weekday(today: date, weekday: int, *, ahead: bool) -> date:
    """The latest such weekday up to a day, or the first from it on."""
    return moved(today, (weekday - today.weekday()) % 7 if ahead else -((today.weekday() - weekday) % 7))


@dataclass(frozen=True, slots=True)
class UnitNear:
    """“last week”, “this month”, “late last month”, “over the weekend”."""

    unit: str
    """"week", "weekend", "month" or "year"."""
    step: int
    """0 is the one that the report stands in, -1 the one before it."""
    part: str = ""
    """Of a month: "early", "mid", "late"; empty for all of it."""
    later: bool = False
    """“later this week”: what is left of it."""

    def interval(self, seen: Standpoint) -> Interval:
        """All its days; of the present one those up to the report, or for a plan those from it on."""
        today = seen.today
        if self.unit == "weekend":
            return self._weekend(seen)
        first, last, precision = self._whole(today)
        if self.part and self.unit == "month":
            return self._part(first, seen)
        if self.step:
            return Interval(first, last, precision, self._rule())
        if self.unit != "year":
            precision = TimePrecision.DAYS
        if seen.future or self.later:
            return Interval(today, last, precision, f"what is left of the {self.unit}")
        return Interval(first, today, precision, f"the {self.unit} up to the report's day")

    def _part(self, first: date, seen: Standpoint) -> Interval:
        whole = month_of(first, self.part, self._rule())
        if self.step or seen.future or whole.first is None or whole.first > seen.today:
            return whole
        return replace(whole, last=min(whole.last, seen.today))

    def _rule(self) -> str:
        return f"the {self.unit} {('before', 'of the report', 'after')[(self.step > 0) - (self.step < 0) + 1]}"

    def _whole(self, today: date) -> tuple[date, date, TimePrecision]:
        if self.unit == "week":
            monday = moved(today, 7 * self.step - today.weekday())
            return monday, moved(monday, 6), TimePrecision.DAYS
        if self.unit == "month":
            first = moved_months(today, self.step)
            return first, month_end(first), TimePrecision.MONTH
        year = today.year + self.step
        return day_of(year, 1, 1), day_of(year, 12, 31), TimePrecision.YEAR

    def _weekend(self, seen: Standpoint) -> Interval:
        today = seen.today
        saturday = nearest_weekday(today, 5, ahead=False)
        if self.step > 0 or (self.step == 0 and seen.future):
            saturday = moved(saturday, 0 if today.weekday() >= 5 and self.step == 0 else 7)
        elif self.step < 0:
            saturday = moved(saturday, 7 * (self.step + (today.weekday() < 5)))
        return Interval(saturday, moved(saturday, 1), TimePrecision.DAYS, "the weekend nearest to the report")


@dataclass(frozen=True, slots=True)
class PastSpan:
    """“over the past 24 hours”, “in the last three weeks”."""

    amount: Amount
    unit: str
    until: Meaning | None = None
    """“in the 24 hours to Monday”; None: up to the report's day."""

    def interval(self, seen: Standpoint) -> Interval:
        """From so long before the report, or the day it is counted to, up to that day."""
        today = self.until.interval(seen).last if self.until else seen.today
        count = self.amount[1]
        rule = f"the time up to {in_words(today)}, {count} {self.unit}{'s' if count > 1 else ''} back"
        if self.unit in {"month", "year"}:
            first = months_away(today, -count * (12 if self.unit == "year" else 1))
            whole = TimePrecision.YEAR if self.unit == "year" else TimePrecision.MONTH
            return Interval(first, today, whole if count > 1 or self.unit == "year" else TimePrecision.DAYS, rule)
        if self.unit == "minute" or (self.unit == "hour" and count <= FEW_HOURS):
            return one_day(today, rule)
        days = days_in(count, self.unit) or 1
        precision = TimePrecision.DAY if days == 1 else TimePrecision.DAYS
        return Interval(moved(today, -min(days, LONGEST)), today, precision, rule)


@dataclass(frozen=True, slots=True)
class Ago:
    """“two days ago”, “a fortnight ago”, “in three weeks' time”."""

    amount: Amount
    unit: str
    sign: int = -1
    exact: bool = False
    """“a year ago today”: the very day."""

    def interval(self, seen: Standpoint) -> Interval:
        """The day, month or year so far away; of a vague number the days that it may be."""
        found = away(seen.today, self.amount, self.unit, self.sign)
        if not self.exact or self.unit not in {"month", "year"}:
            return found
        months = self.sign * self.amount[0] * (12 if self.unit == "year" else 1)
        return one_day(months_away(seen.today, months), found.rule)


def away(base: date, amount: Amount, unit: str, sign: int) -> Interval:
    """So many units before or after a day. Raises Undatable where that leads out of the calendar."""
    low, high = amount
    rule = f"{_amount_words(amount)} {unit}{'s' if high > 1 else ''} {'after' if sign > 0 else 'before'}"
    if unit in {"month", "year"}:
        near, far = (months_away(base, sign * n * (12 if unit == "year" else 1)) for n in (low, high))
        first, last = min(near, far), max(near, far)
        if unit == "year":
            return Interval(day_of(first.year, 1, 1), day_of(last.year, 12, 31), TimePrecision.YEAR, rule)
        return Interval(first.replace(day=1), month_end(last), TimePrecision.MONTH, rule)
    near, far = (moved(base, sign * days_in(min(n, LONGEST), unit)) for n in (low, high))
    first, last = min(near, far), max(near, far)
    if first < EARLIEST:
        raise Undatable("it lies before the calendar begins")
    return Interval(first, last, TimePrecision.DAY if first == last else TimePrecision.DAYS, rule)


def days_in(count: int, unit: str) -> int:
    """Whole days; hours and minutes count as days only where they make some."""
    return {"minute": 0, "hour": ceil(count / 24) if count >= 24 else 0, "day": count, "week": 7 * count}[unit]


def months_away(day: date, months: int) -> date:
    """The same day of another month, or its last day where it has fewer. Raises Undatable before `EARLIEST`."""
    first = moved_months(day, months)
    if first < EARLIEST:
        raise Undatable("it lies before the calendar begins")
    return first.replace(day=min(day.day, month_end(first).day))


def _amount_words(amount: Amount) -> str:
    low, high = amount
    return str(low) if low == high else f"{low} to {high}"
