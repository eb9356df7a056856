"""GeoJSON (RFC 7946): one feature an incident; the collection says about itself in the member "about"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import orjson

from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_text
from mapapp.takeaway.columns import COLUMNS
from mapapp.takeaway.export import Export
from mapapp.takeaway.geometry import geojson


def write(export: Export) -> Iterator[bytes]:
    """One line a feature."""
    return of_text(_pieces(export))


def feature(incident: KeptIncident) -> dict[str, Any]:
    """One incident; its geometry is null where no place is known."""
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": geojson(incident),
        "properties": {column.name: column.value(incident) for column in COLUMNS},
    }


def _pieces(export: Export) -> Iterator[str]:
    about = orjson.dumps(export.about.json()).decode()
    yield f'{{"type":"FeatureCollection","name":"incidents","about":{about},"features":['
    between = "\n"
    for incident in export.incidents():
        yield between + orjson.dumps(feature(incident)).decode()
        between = ",\n"
    yield "\n]}\n"
