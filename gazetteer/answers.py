"""A place as the JSON that the command line and the geocoder give."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, Point
from gazetteer.ranking import Ranked


def as_json(place: Place, ranked: Ranked | None = None, distance_km: float | None = None) -> dict[str, Any]:
    """One answer. `score` and `reasons` for a found name, `distance_km` for a place near a point."""
    answer: dict[str, Any] = {
        "name": place.name,
        "lat": place.point.latitude,
        "lon": place.point.longitude,
        "place_id": place.id,
        "kind": place.kind.value,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "population": place.population,
        "radius_km": place.radius_km,
    }
    if place.claimed_by:
        answer["claimed_by"] = list(place.claimed_by)
    if ranked is not None:
        answer["score"] = round(ranked.score, 4)
        answer["reasons"] = [
            {"feature": r.feature, "points": round(r.points, 4), "sentence": r.sentence} for r in ranked.reasons
        ]
    if distance_km is not None:
        answer["distance_km"] = round(distance_km, 2)
    return answer


def reverse(gazetteer: Gazetteer, point: Point, limit: int = 1) -> list[dict[str, Any]]:
    """What is at a point, innermost first: the nearest towns within 100 km, then the province and the country."""
    near = [pair for pair in gazetteer.nearest(point, limit) if pair[1] <= 100]
    towns = [as_json(place, distance_km=distance) for place, distance in near]
    return [*towns, *(as_json(place) for place in reversed(gazetteer.containing(point)))]


def address(place: Place, country: Place | None) -> str:
    """What a letter would say: "Aleppo, Syria"."""
    parts: Sequence[str | None] = (place.name, place.admin1, country.name if country else None)
    return ", ".join(dict.fromkeys(part for part in parts if part))
