"""Easter and the days that move with it, in the calendars of West and East."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.extract.dates.explicit import one_day
from mapapp.extract.dates.standpoint import Interval, Standpoint, Undatable, day_of, moved

BOTH_RECENT_DAYS = 60
"""Where both have passed within so many days, either may be meant."""


@dataclass(frozen=True, slots=True)
class EasterDay:
    """“on Good Friday”."""

    name: str
    days: int
    """After Easter Sunday."""
    eastern_only: bool = False
    """“Orthodox Easter”."""

    def interval(self, seen: Standpoint) -> Interval:
        """The one that has just passed, or for a plan comes next. Raises Undatable where West and East both fit."""
        found = {self._near(seen, eastern): "Eastern"}
        if not self.eastern_only:
            found |= {self._near(seen, western): "Western"}
        day = min(found) if seen.future else max(found)
        if len(found) == 2 and abs(max(found) - min(found)).days < BOTH_RECENT_DAYS:
            raise Undatable(f"“{self.name}” of the Western and of the Eastern church are both near")
        return one_day(day, f"“{self.name}” of the {found[day]} calendar, the nearest")

    def _near(self, seen: Standpoint, easter: Callable[[int], date]) -> date:
        today = seen.today
        days = [moved(easter(year), self.days) for year in range(today.year - 1, today.year + 2)]
        return next(day for day in days if day >= today) if seen.future else max(day for day in days if day <= today)


def western(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return day_of(year, month, day + 1)


def eastern(year: int) -> date:
    """Easter Sunday of the Julian calendar, as a day of the Gregorian one (Meeus)."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return day_of(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)
