"""Meanings that count from a date which the words themselves or the text before them name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.relative import Amount, UnitNear, away, nearest_weekday
from mapapp.extract.dates.standpoint import Interval, Meaning, Standpoint, Undatable, in_words, moved


@dataclass(frozen=True, slots=True)
class ThatDay:
    """“at dawn”, “at 3 p.m.” and no day: of the day named before, else of the dateline's."""

    def interval(self, seen: Standpoint) -> Interval:
        """One day."""
        if seen.named is not None:
            return one_day(seen.named, f"the day named before, {in_words(seen.named)}")
        if seen.anchor.dateline:
            return one_day(seen.today, "the day of the dateline")
        raise Undatable("it tells a time of day, but no day")


@dataclass(frozen=True, slots=True)
class FromNamed:
    """“the previous day”, “a week later”, “the same day”: counted from the date that the text named before."""

    amount: Amount
    unit: str
    sign: int

    def interval(self, seen: Standpoint) -> Interval:
        """So far from it; what is "earlier" may count from the report itself."""
        base = named_or_today(seen, backwards=self.sign < 0 and self.amount[1] > 0)
        return away(base, self.amount, self.unit, self.sign)


def named_or_today(seen: Standpoint, *, backwards: bool) -> date:
    """The day named before; for what looks back also the report's own. Raises Undatable where there is neither."""
    if seen.named is not None:
        return seen.named
    if backwards:
        return seen.today
    raise Undatable("the text names no day before it to count from")


@dataclass(frozen=True, slots=True)
class UnitFromNamed:
    """“the following week”, “the month before”."""

    unit: str
    step: int

    def interval(self, seen: Standpoint) -> Interval:
        """All its days."""
        base = named_or_today(seen, backwards=self.step < 0)
        found = UnitNear(self.unit, self.step).interval(seen.at(base))
        return replace(found, rule=f"{found.rule} {in_words(base)}, the day named before")


@dataclass(frozen=True, slots=True)
class WeekdayFromNamed:
    """“the following Monday”, “the previous Sunday”."""

    weekday: int
    sign: int

    def interval(self, seen: Standpoint) -> Interval:
        """The nearest one before or after the day named before."""
        base = moved(named_or_today(seen, backwards=self.sign < 0), self.sign)
        return one_day(nearest_weekday(base, self.weekday, ahead=self.sign > 0), "counted from the day named before")


@dataclass(frozen=True, slots=True)
class NthDay:
    """“on the third day”: the day named before is the first."""

    number: int

    def interval(self, seen: Standpoint) -> Interval:
        """One day."""
        base = named_or_today(seen, backwards=False)
        return one_day(moved(base, self.number - 1), "the day named before is the first")


@dataclass(frozen=True, slots=True)
class RunningDays:
    """“for a third day”: the report's day and the two before."""

    number: int

    def interval(self, seen: Standpoint) -> Interval:
        """So many days."""
        rule = f"{self.number} days up to {in_words(seen.today)}"
        return Interval(moved(seen.today, 1 - self.number), seen.today, TimePrecision.DAYS, rule)


@dataclass(frozen=True, slots=True)
class AwayFrom:
    """“three days before the poll of 8 June”."""

    amount: Amount
    unit: str
    sign: int
    base: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """So far from a date that the words name themselves."""
        base = self.base.interval(seen)
        found = away((base.first or base.last), self.amount, self.unit, self.sign)
        return replace(found, rule=f"{found.rule} {in_words(base.first or base.last)}")
