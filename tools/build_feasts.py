"""Makes mapapp/extract/dates/feasts.toml: the days of feasts that move, from the tables of the package `holidays`.

    pip install holidays==0.109 && python tools/build_feasts.py

Moons are sighted: elsewhere a feast of Islam may begin a day sooner or later than the table says.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from holidays.calendars import chinese, hebrew, hindu, islamic
from holidays.calendars.gregorian import _get_nth_weekday_of_month

FILE = Path(__file__).parents[1] / "mapapp" / "extract" / "dates" / "feasts.toml"
YEARS = range(2000, 2036)
TABLES: Mapping[str, Mapping[int, Any]] = {
    "eid al-fitr": islamic._IslamicLunar.EID_AL_FITR_DATES,
    "eid al-adha": islamic._IslamicLunar.EID_AL_ADHA_DATES,
    "ramadan": islamic._IslamicLunar.RAMADAN_BEGINNING_DATES,
    "ashura": islamic._IslamicLunar.ASHURA_DATES,
    "arbaeen": islamic._IslamicLunar.ARBAEEN_DATES,
    "mawlid": islamic._IslamicLunar.MAWLID_DATES,
    "diwali": hindu._HinduLunisolar.DIWALI_INDIA_DATES,
    "holi": hindu._HinduLunisolar.HOLI_DATES,
    "dussehra": hindu._HinduLunisolar.DUSSEHRA_DATES,
    "lunar new year": chinese._ChineseLunisolar.LUNAR_NEW_YEAR_DATES,
    "passover": hebrew._HebrewLunisolar.PASSOVER_DATES,
    "rosh hashanah": hebrew._HebrewLunisolar.ROSH_HASHANAH_DATES,
    "yom kippur": hebrew._HebrewLunisolar.YOM_KIPPUR_DATES,
    "purim": hebrew._HebrewLunisolar.PURIM_DATES,
    "hanukkah": hebrew._HebrewLunisolar.HANUKKAH_DATES,
}
NTH_WEEKDAYS = {
    "thanksgiving": (4, 3, 11),
    "labor day": (1, 0, 9),
    "memorial day": (-1, 0, 5),
    "martin luther king day": (3, 0, 1),
    "presidents' day": (3, 0, 2),
    "columbus day": (2, 0, 10),
    "remembrance sunday": (2, 6, 11),
}
"""Which weekday (Monday is 0) of which month; -1 is the last. Names that one country alone has, or writes so."""
HEAD = """\
# The days on which feasts that move begin, made by tools/build_feasts.py. Where the moon is sighted, a country may
# keep an Islamic feast a day sooner or later. A line by hand stays until the file is made anew.
"""


def main() -> None:
    """Write the file."""
    feasts = {name: sorted(_days(table)) for name, table in TABLES.items()}
    for name, nth in NTH_WEEKDAYS.items():
        feasts[name] = [_get_nth_weekday_of_month(*nth, year) for year in YEARS]
    lines = (f'"{name}" = [{", ".join(map(str, days))}]' for name, days in feasts.items())
    FILE.write_text("\n".join([HEAD, *lines, ""]), encoding="utf-8")


def _days(table: Mapping[int, Any]) -> list[date]:
    """The tables hold (month, day) for each year, or several of them where a year has two."""
    found: list[date] = []
    for year in YEARS:
        told = table.get(year, ())
        for month, day in told if told and isinstance(told[0], tuple) else [told] if told else []:
            found.append(date(year, month, day))
    return found


if __name__ == "__main__":
    main()
