"""Incidents as GeoJSON: one feature an incident, so that numbers agree; all of its places in one MultiPoint."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Incident, IncidentPlace, PlaceRole
from mapapp.store.whole import Told
from mapapp.store.wording import when_words
from mapapp.web.cards import title

Json = dict[str, Any]

_NULL = "null"
_TEXT: Json = {"type": "string"}
_TEXT_OR_NULL: Json = {"type": ["string", _NULL]}
_PERSONS: Json = {"type": ["integer", _NULL], "minimum": 0}
_INSTANT: Json = {"type": ["string", _NULL], "format": "date-time"}
_LIST: Json = {"type": "array", "items": _TEXT}

PLACE: Json = {
    "type": "object",
    "required": ["name", "kind", "role", "lat", "lon", "radius_km"],
    "properties": {
        "place_id": _TEXT,
        "name": {**_TEXT, "description": "“Aleppo”, or what the words describe: “30 km east of Aleppo”."},
        "kind": {**_TEXT, "description": "How exactly the place is known: a kind of place."},
        "role": {
            **_TEXT,
            "enum": [role.value for role in PlaceRole],
            "description": "“scene”; of a movement “origin” and “destination”.",
        },
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
        "radius_km": {"type": "number", "minimum": 0, "description": "How far from the point it may have been."},
        "country_code": _TEXT_OR_NULL,
        "admin1": _TEXT_OR_NULL,
        "admin1_id": _TEXT_OR_NULL,
    },
}

PROPERTIES: dict[str, Json] = {
    "title": {**_TEXT, "description": "What and where."},
    "type": {**_TEXT, "description": "Stable code of the type: “battle.clash”."},
    "type_name": _TEXT,
    "sub_type": _TEXT,
    "status": _TEXT,
    "when": {**_TEXT_OR_NULL, "description": "For people; null when it is not dated."},
    "starts": {**_INSTANT, "description": "The first instant; null where none is told."},
    "ends": {**_INSTANT, "description": "The first instant after it; null when it is not dated."},
    "time_precision": _TEXT_OR_NULL,
    "killed": {**_PERSONS, "description": "At least; null where no number is told."},
    "killed_high": {**_PERSONS, "description": "At most; null where no upper end is told."},
    "injured": {**_PERSONS, "description": "At least; null where no number is told."},
    "actors": _LIST,
    "targets": _LIST,
    "sources": {**_LIST, "description": "Who published the reports that tell it."},
    "reports": {"type": "integer", "minimum": 1},
    "countries": {**_LIST, "description": "ISO 3166-1 alpha-2."},
    "places": {"type": "array", "items": PLACE},
    "evidence": {**_TEXT, "description": "The fullest sentence of a report that tells it."},
    "review": _TEXT,
    "confidence": {"type": "number", "minimum": 0, "maximum": 1},
}
"""What each property is; a test holds features to it."""


def feature(told: Told) -> Json:
    """One incident. Countries are no points: an incident of which no more is known has no geometry."""
    incident = told.incident
    points = list(dict.fromkeys(p.point for p in incident.places if p.kind != PlaceKind.COUNTRY))
    coordinates = [point.geojson() for point in points]
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "MultiPoint", "coordinates": coordinates} if coordinates else None,
        "properties": _properties(incident, told.sources),
    }


def _properties(incident: Incident, sources: tuple[str, ...]) -> Json:
    killed, injured, when = incident.count(CountKind.KILLED), incident.count(CountKind.INJURED), incident.when
    return {
        "title": title(incident.event_type.sub_type, [place.label for place in incident.places]),
        "type": incident.event_type.code,
        "type_name": incident.event_type.name,
        "sub_type": incident.event_type.sub_type,
        "status": incident.status.value,
        "when": when_words(when) or None,
        "starts": _instant(when.start) if when else None,
        "ends": _instant(when.end) if when else None,
        "time_precision": when.precision.value if when else None,
        "killed": _bounded(killed.low if killed else None),
        "killed_high": _bounded(killed.high if killed else None),
        "injured": _bounded(injured.low if injured else None),
        "actors": [party.label for party in incident.actors],
        "targets": [party.label for party in incident.targets],
        "sources": list(sources),
        "reports": len(incident.report_ids),
        "countries": list(dict.fromkeys(p.country_code for p in incident.places if p.country_code)),
        "places": [_place(place) for place in incident.places],
        "evidence": incident.claims[0].wording if incident.claims else "",
        "review": incident.review.value,
        "confidence": incident.confidence,
    }


def _place(place: IncidentPlace) -> Json:
    return {
        "place_id": place.place_id,
        "name": place.label,
        "kind": place.kind.value,
        "role": place.role.value,
        "lat": place.point.latitude,
        "lon": place.point.longitude,
        "radius_km": place.radius_km,
        "country_code": place.country_code,
        "admin1": place.admin1,
        "admin1_id": place.admin1_id,
    }


def _instant(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="seconds").replace("+00:00", "Z") if instant else None


def _bounded(persons: int | None) -> int | None:
    """JSON readers keep whole numbers up to 2**53."""
    return None if persons is None else min(persons, 2**53)
