"""JSON schemas of the answers."""

from __future__ import annotations

from typing import Any

from mapapp.store.histogram import Unit
from mapapp.web.api.features import PROPERTIES
from mapapp.web.api.problems import Json

_TEXT: Json = {"type": "string"}
_ADDRESS: Json = {"type": "string", "format": "uri"}
_COUNT: Json = {"type": "integer", "minimum": 0}
_DAY: Json = {"type": "string", "format": "date"}


def _record(**members: Any) -> Json:  # noqa: ANN401
    """An object that has all of these."""
    return {"type": "object", "required": list(members), "properties": members}


def _some(one: Json) -> Json:
    return {"type": "array", "items": one}


LINK = _record(rel=_TEXT, href=_ADDRESS, type=_TEXT, title=_TEXT)
_LINKS = _some(LINK)

LANDING = _record(title=_TEXT, description=_TEXT, links=_LINKS)
CONFORMANCE = _record(conformsTo=_some(_ADDRESS))
COLLECTION = _record(id=_TEXT, title=_TEXT, itemType={"const": "feature"}, extent={"type": "object"}, links=_LINKS)
COLLECTIONS = _record(links=_LINKS, collections=_some(COLLECTION))
QUERYABLES = _record(type={"const": "object"}, properties={"type": "object"})

_POSITION: Json = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
_GEOMETRY: Json = {
    "oneOf": [
        {"type": "null"},
        _record(type={"const": "MultiPoint"}, coordinates={**_some(_POSITION), "minItems": 1}),
    ]
}
FEATURE = _record(type={"const": "Feature"}, id=_TEXT, geometry=_GEOMETRY, properties=_record(**PROPERTIES))
FEATURES = _record(
    type={"const": "FeatureCollection"},
    features=_some(FEATURE),
    numberMatched=_COUNT,
    numberReturned=_COUNT,
    timeStamp={"type": "string", "format": "date-time"},
    links=_LINKS,
)

_FACET = _record(values=_some(_record(value=_TEXT, count=_COUNT)), left_out=_COUNT)
FACETS = _record(version=_COUNT, total=_COUNT, facets={"type": "object", "additionalProperties": _FACET})

_BAR = _record(first=_DAY, last=_DAY, share={"type": "number", "minimum": 0}, within=_COUNT, touching=_COUNT)
HISTOGRAM = _record(
    version=_COUNT,
    total=_COUNT,
    unit={"type": "string", "enum": [unit.value for unit in Unit]},
    bars=_some(_BAR),
    dated=_COUNT,
    undated=_COUNT,
    spanning=_COUNT,
)

TILEJSON = _record(
    tilejson={"const": "3.0.0"}, tiles=_some(_TEXT), minzoom=_COUNT, maxzoom=_COUNT, vector_layers=_some({})
)
TILE: Json = {"type": "string", "contentMediaType": "application/vnd.mapbox-vector-tile"}
DESCRIPTION = _record(openapi=_TEXT, info={"type": "object"}, paths={"type": "object"})
PROBLEM = _record(type=_TEXT, title=_TEXT, status={"type": "integer"}, detail=_TEXT)
