"""Meanings made of others: ranges, "since", "as of", nights, times of day, and what counts from a date named before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.relative import Amount, away, nearest_weekday
from mapapp.extract.dates.standpoint import Interval, Meaning, Standpoint, Undatable, in_words, moved

_COARSENESS = (TimePrecision.HOUR, TimePrecision.DAY, TimePrecision.DAYS, TimePrecision.MONTH, TimePrecision.YEAR)


@dataclass(frozen=True, slots=True)
class Range:
    """“between Monday and Wednesday”, “3-5 May”, “from March to May”."""

    first: Meaning
    last: Meaning
    night: bool = False
    """“the night of 4-5 March”: one night over two days."""

    def interval(self, seen: Standpoint) -> Interval:
        """From the first day of the one to the last day of the other."""
        if seen.future:
            begin = self.first.interval(seen)
            end = self.last.interval(seen.at(_known(begin), future=True))
        else:
            end = self.last.interval(seen)
            begin = self.first.interval(seen.at(end.last))
        first = _known(begin)
        if first > end.last:
            raise Undatable("its end lies before its beginning")
        rule = f"both days count; {end.rule}"
        if self.night and (end.last - first).days == 1:
            return Interval(first, end.last, TimePrecision.DAY, f"one night over two days; {end.rule}")
        if first == end.last:
            return replace(end, rule=rule)
        return Interval(first, end.last, self._precision(begin, end), rule)

    @staticmethod
    def _precision(begin: Interval, end: Interval) -> TimePrecision:
        finest = min((begin.precision, end.precision), key=_COARSENESS.index)
        return max((finest, TimePrecision.DAYS), key=_COARSENESS.index)


def _known(interval: Interval) -> date:
    return interval.first or interval.last


@dataclass(frozen=True, slots=True)
class Since:
    """“since Monday”."""

    begin: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """From its beginning to the report's day."""
        begin = self.begin.interval(seen)
        first = _known(begin)
        if first >= seen.today:
            return begin
        coarse = begin.precision is TimePrecision.YEAR
        precision = TimePrecision.YEAR if coarse else TimePrecision.DAYS
        return Interval(first, seen.today, precision, f"up to the report's day; it begins with {begin.rule}")


@dataclass(frozen=True, slots=True)
class NoLater:
    """“as of 14 March”, “by Monday”, “before 12 May”: what it tells of is no later than that."""

    end: Meaning
    inclusive: bool = True

    def interval(self, seen: Standpoint) -> Interval:
        """Without a beginning."""
        end = self.end.interval(seen)
        last = end.last if self.inclusive else moved(_known(end), -1)
        return Interval(None, last, TimePrecision.UNTIL, f"no later than that; {end.rule}")


@dataclass(frozen=True, slots=True)
class NightInto:
    """“overnight into Wednesday”."""

    morning: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """The day before and the day."""
        end = self.morning.interval(seen)
        return Interval(moved(end.last, -1), end.last, TimePrecision.DAY, f"the night that led to {end.rule}")


@dataclass(frozen=True, slots=True)
class AtTime:
    """“at 14:30 on 12 May”."""

    day: Meaning
    hour: int
    """0 to 23."""
    world: bool
    """Is it told in UTC? Else it is local time, of which only the day can be kept."""

    def interval(self, seen: Standpoint) -> Interval:
        """The hour, where the zone is known; else the day, with the precision of an hour."""
        day = self.day.interval(seen)
        if not day.is_day:
            return day
        zone = "told in UTC" if self.world else "the time of day is local, so that the day is kept"
        return replace(
            day, precision=TimePrecision.HOUR, hour=self.hour if self.world else None, rule=f"{day.rule}; {zone}"
        )


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
class WeekFromNamed:
    """“the following week”, “the week before”."""

    step: int

    def interval(self, seen: Standpoint) -> Interval:
        """Monday to Sunday."""
        base = named_or_today(seen, backwards=self.step < 0)
        monday = moved(base, 7 * self.step - base.weekday())
        return Interval(monday, moved(monday, 6), TimePrecision.DAYS, "the week next to the day named before")


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
class AwayFrom:
    """“three days before the poll of 8 June”."""

    amount: Amount
    unit: str
    sign: int
    base: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """So far from a date that the words name themselves."""
        base = self.base.interval(seen)
        found = away(_known(base), self.amount, self.unit, self.sign)
        return replace(found, rule=f"{found.rule} {in_words(_known(base))}")


@dataclass(frozen=True, slots=True)
class DayBeside:
    """“Monday 5 May”: the written date stands, whatever weekday it is said to be."""

    day: Meaning
    weekday: int

    def interval(self, seen: Standpoint) -> Interval:
        """The date."""
        day = self.day.interval(seen)
        if day.last.weekday() == self.weekday:
            return day
        return replace(day, rule=f"{day.rule}, though it is a {day.last:%A} and not the weekday beside it")
