"""Where made-up incidents happen: real places, clumped in some provinces, most of it in a few towns of each."""

from __future__ import annotations

import sqlite3
from bisect import bisect
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random

from gazetteer.place import PlaceKind
from gazetteer.schema import KINDS

CLUMPS = 60
"""Provinces in conflict."""
SCATTERED = 0.12
"""Share of incidents that happen anywhere else."""
FEWEST = 12
"""A province needs so many places to be one of them."""
LEAVE_PROVINCE = 0.4
"""Share of movements that lead into another province."""
_COARSE = {PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3}


@dataclass(frozen=True, slots=True)
class Site:
    """A place of the gazetteer, as an incident has it."""

    place_id: str
    name: str
    kind: str
    latitude: float
    longitude: float
    radius_km: float
    country: str | None
    admin1_id: str | None
    admin1: str | None


class Ground:
    """Places with how often each is drawn."""

    def __init__(self, gazetteer_file: Path, random: Random) -> None:
        self.countries, by_province = _read(gazetteer_file)
        rich = sorted(key for key, sites in by_province.items() if len(sites) >= FEWEST)
        chosen = random.sample(rich, min(CLUMPS, len(rich)))
        self._clumps = [(sites, _weights(sites)) for sites in (by_province[key] for key in chosen)]
        self._fullness = list(accumulate(1 / (rank + 2) for rank in range(len(self._clumps))))
        self._of_province = by_province
        self._of_country = _larger_by_country(by_province)
        self._everywhere = [site for _, sites in sorted(by_province.items()) for site in sites]

    def draw(self, random: Random) -> Site:
        """One place."""
        if random.random() < SCATTERED:
            return self._everywhere[int(random.random() * len(self._everywhere))]
        sites, weights = self._clumps[bisect(self._fullness, random.random() * self._fullness[-1])]
        return sites[bisect(weights, random.random() * weights[-1])]

    def near(self, site: Site, random: Random) -> Site:
        """A larger place of the same province or country, whither people of this one may go; rarely itself."""
        leaves = random.random() < LEAVE_PROVINCE
        around = self._of_country[site.country or ""] if leaves else self._of_province[site.admin1_id or ""]
        return around[int(min(len(around), FEWEST) * random.random() ** 2)]


def _larger_by_country(by_province: dict[str, list[Site]]) -> dict[str, list[Site]]:
    """The first place of each province, which has most people, by country."""
    found: dict[str, list[Site]] = defaultdict(list)
    for _, sites in sorted(by_province.items()):
        found[sites[0].country or ""].append(sites[0])
    return found


def _weights(sites: list[Site]) -> list[float]:
    """The first places, which have most people, far more often than the last; divisions a little."""
    return list(accumulate(0.02 if site.kind in _COARSE else 1 / (rank + 1) for rank, site in enumerate(sites)))


def _read(gazetteer_file: Path) -> tuple[list[Site], dict[str, list[Site]]]:
    """The countries, and the places of each province, those with most people first."""
    with closing(sqlite3.connect(f"file:{gazetteer_file}?mode=ro", uri=True)) as connection:
        divisions = {row[0]: row[1:] for row in connection.execute("SELECT id, code, name FROM first_order")}
        rows = connection.execute(
            "SELECT id, code, name, kind, latitude, longitude, radius_km, country, admin1 FROM place"
            " WHERE country IS NOT NULL AND (kind = 0 OR admin1 IS NOT NULL) AND (kind != 5 OR population >= 1000)"
            " ORDER BY population DESC, id"
        ).fetchall()
    countries, provinces = [], defaultdict(list)
    for number, code, name, kind, latitude, longitude, radius_km, country, admin1 in rows:
        admin1_id, admin1_name = divisions.get(admin1, (None, None)) if admin1 else (None, None)
        site = Site(
            code or f"geonames:{number}",
            name,
            KINDS[kind].value,
            latitude,
            longitude,
            radius_km,
            country,
            admin1_id,
            admin1_name,
        )
        if site.kind == PlaceKind.COUNTRY:
            countries.append(site)
        elif admin1_id:
            provinces[admin1_id].append(site)
    return countries, provinces
