"""Where an incident happened, as other programs read it: WGS84, longitude first.

One place is a Point, several are a MultiPoint: one incident stays one row. Nothing more exact than a country is no
geometry at all: a pin in the middle of a country would say more than is known.
"""

from __future__ import annotations

import struct
from typing import Any

from mapapp.store import KeptIncident

POINT, MULTIPOINT = 1, 4
"""Codes of well-known binary."""


def pairs(incident: KeptIncident) -> list[tuple[float, float]]:
    """Longitude and latitude of each place that is drawn."""
    return [(place.longitude, place.latitude) for place in incident.drawn]


def geojson(incident: KeptIncident) -> dict[str, Any] | None:
    """A GeoJSON geometry, or None."""
    at = pairs(incident)
    if not at:
        return None
    return {"type": "Point", "coordinates": at[0]} if len(at) == 1 else {"type": "MultiPoint", "coordinates": at}


def wkb(incident: KeptIncident) -> bytes | None:
    """Well-known binary, or None."""
    at = pairs(incident)
    if not at:
        return None
    return _point(*at[0]) if len(at) == 1 else _multipoint(at)


def multipoint(incident: KeptIncident) -> bytes | None:
    """Well-known binary that is a MultiPoint also for one place: a layer has one kind of geometry."""
    at = pairs(incident)
    return _multipoint(at) if at else None


def _point(longitude: float, latitude: float) -> bytes:
    return struct.pack("<BIdd", 1, POINT, longitude, latitude)


def _multipoint(at: list[tuple[float, float]]) -> bytes:
    return struct.pack("<BII", 1, MULTIPOINT, len(at)) + b"".join(_point(*pair) for pair in at)
