"""A time that moves along: the last 24 hours, 7 days, 12 months. It stays relative wherever it is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mapapp.domain import clock

_UNITS = {"h": "hour", "d": "day", "m": "month", "y": "year"}
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
            raise ValueError("it is written 24h, 7d, 12m or 2y")
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
        count = f"{self.amount} " if self.amount > 1 else ""
        said = f"in the last {count}{_UNITS[self.unit]}{'s' if self.amount > 1 else ''}"
        if self.unit == "h":
            return f"{said} ({_day(start)}, {start:%H:%M} to {_day(end)}, {end:%H:%M} UTC)"
        return f"{said} ({_day(start)} to {_day(end - timedelta(days=1))})"


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


def _day(instant: datetime) -> str:
    return f"{instant.day} {instant:%b} {instant.year}"
