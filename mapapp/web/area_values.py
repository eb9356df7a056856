"""What countries and provinces are coloured by, with their names from the gazetteer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mapapp.store.surfaces import AreaSum, AreaSums, Level

if TYPE_CHECKING:
    from gazetteer.lookup import Gazetteer
    from gazetteer.place import Place

PEOPLE = 100_000
"""A rate is of so many people."""


class Measure(StrEnum):
    """What a colour says."""

    COUNT = "count"
    """Incidents."""
    KILLED = "killed"
    """Persons, at least."""
    PER_100K = "per100k"
    """Incidents per 100,000 people."""


class Ground:
    """Areas of one level that a colour can be told for: an area that the gazetteer does not know, or of whose people
    it knows nothing where they are asked for, is left out; never is it zero.
    """

    def __init__(self, level: Level, measure: Measure, gazetteer: Gazetteer) -> None:
        self._level, self._measure, self._gazetteer = level, measure, gazetteer
        self._found: dict[str, Place | None] = {}

    def knows(self, key: str) -> bool:
        """Can it be coloured?"""
        place = self._place(key)
        return place is not None and (self._measure is not Measure.PER_100K or bool(place.population))

    def answer(self, sums: AreaSums) -> dict[str, Any]:
        """For the map; all areas of `sums` are known."""
        places = ((area, self._place(area.key)) for area in sums.areas)
        return {
            "version": sums.version,
            "level": self._level.value,
            "measure": self._measure.value,
            "total": sums.total,
            "used": sums.used,
            "left_out": sums.left_out,
            "more": sums.more,
            "unknown": sums.unknown,
            "areas": [_row(area, place, _value(area, place, self._measure)) for area, place in places if place],
        }

    def _place(self, key: str) -> Place | None:
        if key not in self._found:
            self._found[key] = self._read(key)
        return self._found[key]

    def _read(self, key: str) -> Place | None:
        if self._level is Level.COUNTRY:
            return self._gazetteer.country(key)
        try:
            return self._gazetteer.place(key)
        except KeyError:
            return None


def _value(area: AreaSum, place: Place, measure: Measure) -> float:
    if measure is Measure.COUNT:
        return area.n
    if measure is Measure.KILLED:
        return area.killed
    return round(area.n * PEOPLE / (place.population or 1), 3)


def _row(area: AreaSum, place: Place, value: float) -> dict[str, Any]:
    return {
        "key": area.key,
        "place_id": place.id,
        "name": place.name,
        "lat": place.point.latitude,
        "lon": place.point.longitude,
        "radius_km": place.radius_km,
        "n": area.n,
        "killed": area.killed,
        "value": value,
    }
