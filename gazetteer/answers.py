"""A place as the JSON that the command line and the geocoder give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from gazetteer.errors import BadQuery, UnknownCountry
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.ranking import Context, Ranked, rank

POINT = re.compile(r"\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*")


def point_of(text: str) -> Point | None:
    """Read "36.2, 37.16" as a point, latitude first; None for other texts. Raises BadQuery when it is not on Earth."""
    matched = POINT.fullmatch(text)
    return made_point(matched[1], matched[2]) if matched else None


def made_point(latitude: str | float, longitude: str | float) -> Point:
    """Raises BadQuery for what is no point on Earth."""
    try:
        return Point(latitude=float(latitude), longitude=float(longitude))
    except ValueError as problem:
        raise BadQuery(f"{problem}") from None


def find(gazetteer: Gazetteer, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Ranked, ...]:
    """The places that a name may mean, best first.

    "Idlib, Syria": what follows a comma narrows it, when a place before it lies there. Raises BadQuery for an empty
    name and UnknownCountry for a code that no country has.
    """
    if not name.strip():
        raise BadQuery("the name is empty; give a place's name, such as: Aleppo")
    if country is not None and gazetteer.country(country) is None:
        raise UnknownCountry(f"no country has the code {country!r}; give two letters, such as SY for Syria")
    candidates = gazetteer.candidates(name)
    head, comma, tail = name.partition(",")
    if not candidates and comma and head.strip():
        return _narrowed(gazetteer, head, tail, country=country, limit=limit)
    if country:
        candidates = tuple(c for c in candidates if c.place.country_code == country.upper())
    return rank(name, candidates)[:limit]


def _narrowed(gazetteer: Gazetteer, head: str, tail: str, *, country: str | None, limit: int) -> tuple[Ranked, ...]:
    """`head` among the places within what `tail` may mean; all of them when none lies there."""
    wider = [ranked.place for ranked in find(gazetteer, tail, limit=5)] if tail.strip() else []
    provinces = frozenset(place.id for place in wider if place.kind is PlaceKind.ADMIN1)
    context = Context(
        countries={place.country_code: 1.0 for place in wider[:1] if place.country_code}, admin1_ids=provinces
    )
    candidates = gazetteer.candidates(head)
    if country:
        candidates = tuple(c for c in candidates if c.place.country_code == country.upper())
    ranked = rank(head, candidates, context)
    in_province = tuple(r for r in ranked if r.place.admin1_id in provinces and r.place.id not in provinces)
    in_country = tuple(r for r in ranked if r.place.country_code in context.countries)
    return (in_province or in_country or ranked)[:limit]


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
