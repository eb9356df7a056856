"""Results as plain data, for JSON: the shapes that `geoparse` and `extract` print (docs/tour.md shows them)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from mapapp.domain.area import Area
from mapapp.domain.incident import Incident, IncidentPlace, Party
from mapapp.domain.mention import Resolution
from mapapp.domain.when import When


def toponym_json(resolution: Resolution) -> dict[str, Any]:
    """One place name; coordinates are null where we abstain."""
    place = resolution.place
    mention = resolution.mention
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.surface,
        "use": mention.use.value,
        "lat": place.point.latitude if place else None,
        "lon": place.point.longitude if place else None,
        "place_id": place.id if place else None,
        "name": place.name if place else None,
        "kind": place.kind.value if place else None,
        "country_code": place.country_code if place else None,
        "radius_km": place.radius_km if place else None,
        "confidence": resolution.confidence,
        "area": _area_json(resolution.area),
    }


def _area_json(area: Area | None) -> dict[str, Any] | None:
    """The ground that the words around the name describe; null where they mean the place itself."""
    if area is None:
        return None
    return {
        "lat": area.point.latitude,
        "lon": area.point.longitude,
        "radius_km": area.radius_km,
        "words": area.words,
        "start": area.span.start,
        "end": area.span.end,
        "relation": area.relation.value,
        "rule": area.rule,
    }


def incident_json(incident: Incident) -> dict[str, Any]:
    """One incident. Offsets are half-open code points of the text as given; dates name their last day."""
    attribution = incident.attribution
    return {
        "id": incident.id,
        "event_type": incident.event_type.name,
        "sub_type": incident.event_type.sub_type,
        "status": incident.status.value,
        "places": [_place_json(place) for place in incident.places],
        "date": _date_json(incident.when),
        "counts": [
            {
                "kind": c.kind.value,
                "low": c.low,
                "high": c.high,
                "approximate": c.approximate,
                "subset_of": c.subset_of,
                "replaced_by": c.replaced_by,
            }
            for c in incident.counts
        ],
        "actors": [_party_json(party) for party in incident.actors],
        "targets": [_party_json(party) for party in incident.targets],
        "attribution": {
            "source": attribution.said_by if attribution else None,
            "via": attribution.via if attribution else None,
            "stance": attribution.stance.value if attribution else None,
            "kind": attribution.kind.value if attribution else None,
        },
        "evidence": [{"start": claim.span.start, "end": claim.span.end} for claim in incident.claims],
        "confidence": incident.confidence,
    }


def _party_json(party: Party) -> dict[str, Any]:
    """Somebody who acted or suffered; "name" is the one that all its names share, or the words themselves."""
    return {
        "text": party.name,
        "name": party.label,
        "kind": party.kind.value,
        "alleged": party.alleged,
        "start": party.span.start,
        "end": party.span.end,
    }


def _place_json(place: IncidentPlace) -> dict[str, Any]:
    return {
        "text": place.surface,
        "start": place.span.start,
        "end": place.span.end,
        "lat": place.point.latitude,
        "lon": place.point.longitude,
        "precision": place.kind.value,
        "radius_km": place.radius_km,
        "place_id": place.place_id,
        "described": place.described,
        "role": place.role.value,
    }


def _date_json(when: When | None) -> dict[str, Any] | None:
    if when is None:
        return None
    return {
        "start": when.start.date().isoformat() if when.start else None,
        "end": (when.end - timedelta(seconds=1)).date().isoformat(),
        "precision": when.precision.value,
        "rule": when.rule,
    }
