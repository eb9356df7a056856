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


def with_values(sums: AreaSums, level: Level, measure: Measure, gazetteer: Gazetteer) -> dict[str, Any]:
    """The answer for the map. An area that the gazetteer does not know, or of whose people it knows nothing where they
    are asked for, is in `unknown` and not drawn; never is it zero.
    """
    rows: list[dict[str, Any]] = []
    for area in sums.areas:
        place = _place(gazetteer, level, area.key)
        if place is not None and (value := _value(area, place, measure)) is not None:
            rows.append(_row(area, place, value))
    return {
        "version": sums.version,
        "level": level.value,
        "measure": measure.value,
        "total": sums.total,
        "used": sums.used,
        "left_out": sums.left_out,
        "more": sums.more,
        "unknown": len(sums.areas) - len(rows),
        "areas": rows,
    }


def _place(gazetteer: Gazetteer, level: Level, key: str) -> Place | None:
    if level is Level.COUNTRY:
        return gazetteer.country(key)
    try:
        return gazetteer.place(key)
    except KeyError:
        return None


def _value(area: AreaSum, place: Place, measure: Measure) -> float | None:
    if measure is Measure.COUNT:
        return area.n
    if measure is Measure.KILLED:
        return area.killed
    return round(area.n * PEOPLE / place.population, 3) if place.population else None


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
