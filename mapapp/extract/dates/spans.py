"""Meanings made of others: ranges, “since”, “as of”, nights, times of day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from mapapp.domain.when import TimePrecision
from mapapp.extract.dates.easter import EasterDay
from mapapp.extract.dates.standpoint import Interval, Meaning, Standpoint, Undatable, in_words, moved

_LONG_WEEKENDS = {0: (-2, 0), 3: (0, 3), 4: (0, 2), 5: (0, 1), 6: (-1, 0)}
"""Weekday of a feast → first and last day of its weekend, from the feast: of a Monday it begins on Saturday."""
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
            return replace(end, rule=rule, hour=end.hour if begin.hour == end.hour else None)
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
        """Without a beginning; for a plan from the report on."""
        end = self.end.interval(seen)
        whole = end.precision is TimePrecision.DAYS  # "before the end of the month" is still in it
        last = end.last if self.inclusive or whole else moved(_known(end), -1)
        if seen.future and seen.today <= last:
            return Interval(seen.today, last, TimePrecision.DAYS, f"from the report's day up to that; {end.rule}")
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
class WeekOf:
    """“the week of 4 May”, “the week ending Sunday”."""

    day: Meaning
    side: str
    """"of", "ending", "beginning", or "weekend of"."""

    def interval(self, seen: Standpoint) -> Interval:
        """Seven days."""
        day = _known(self.day.interval(seen))
        monday = moved(day, -day.weekday())
        if self.side == "weekend of":
            return Interval(moved(monday, 5), moved(monday, 6), TimePrecision.DAYS, f"the weekend of {in_words(day)}")
        first = {"of": monday, "ending": moved(day, -6), "beginning": day}[self.side]
        return Interval(first, moved(first, 6), TimePrecision.DAYS, f"the week {self.side} {in_words(day)}")


@dataclass(frozen=True, slots=True)
class FeastWeekend:
    """“over the Labor Day weekend”."""

    feast: Meaning

    def interval(self, seen: Standpoint) -> Interval:
        """Saturday and Sunday with what days between them and the feast are free. Raises Undatable for a feast in
        the middle of a week.
        """
        feast = self.feast.interval(seen)
        if feast.last.weekday() not in _LONG_WEEKENDS:
            raise Undatable("the feast is in the middle of a week")
        first, last = _LONG_WEEKENDS[feast.last.weekday()]
        if isinstance(self.feast, EasterDay) and self.feast.days == 0:
            first, last = -2, 1
        return Interval(
            moved(feast.last, first), moved(feast.last, last), TimePrecision.DAYS, f"its weekend; {feast.rule}"
        )


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
