"""A time that moves along: the last 24 hours, 7 days, 12 months. It stays relative wherever it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mapapp.domain import clock
from mapapp.spoken import _, clock_time, day, ngettext

_HOURS = {"h": 1, "d": 24, "m": 730, "y": 8_760}
"""About so many, to tell which of two is shorter."""
MOST = 9_999


@dataclass(frozen=True, slots=True)
class Lately:
    """So many hours, days, months or years until now."""

    amount: int
    """From 1 to MOST."""
    unit: str
    """"h", "d", "m" or "y"."""

    @classmethod
    def parse(cls, text: str) -> Lately:
        """From "7d". Raises ValueError, saying how it is written."""
        found = re.fullmatch("([1-9][0-9]{0,3})([hdmy])", text)
        if not found:
            raise ValueError(_("it is written 24h, 7d, 12m or 2y"))
        return cls(int(found[1]), found[2])

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"

    def __lt__(self, other: Lately) -> bool:
        """Is it shorter?"""
        return (self.amount * _HOURS[self.unit], self.unit) < (other.amount * _HOURS[other.unit], other.unit)

    def window(self) -> tuple[datetime, datetime]:
        """The half-open interval of UTC instants that it means now. Hours end with the present hour; the rest are whole
        days, of which today is the last: the last 7 days are today and the six before.
        """
        now = clock.now()
        if self.unit == "h":
            end = now + timedelta(hours=1)
            return end - timedelta(hours=self.amount), end
        end = _midnight(now.date() + timedelta(days=1))
        if self.unit == "d":
            return end - timedelta(days=self.amount), end
        return _midnight(_months_before(end.date(), self.amount * (12 if self.unit == "y" else 1))), end

    def words(self) -> str:
        """For people, with what it means now: "in the last 7 days (21 Nov 2026 to 27 Nov 2026)"."""
        start, end = self.window()
        said = self._length()
        if self.unit == "h":
            times = {"first": f"{day(start)}, {start:%H:%M}", "last": clock_time(end)}
            return _("{lately} ({first} to {last})", lately=said, **times)
        days = {"first": day(start), "last": day(end - timedelta(days=1))}
        return _("{lately} ({first} to {last})", lately=said, **days)

    def _length(self) -> str:
        if self.unit == "h":
            return ngettext("in the last hour", "in the last {n} hours", self.amount)
        if self.unit == "d":
            return ngettext("in the last day", "in the last {n} days", self.amount)
        if self.unit == "m":
            return ngettext("in the last month", "in the last {n} months", self.amount)
        return ngettext("in the last year", "in the last {n} years", self.amount)


def _months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last; the calendar's first day where there is none."""
    count = day.year * 12 + day.month - 1 - months
    year, month = divmod(count, 12)
    if year < 1:
        return date.min
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
