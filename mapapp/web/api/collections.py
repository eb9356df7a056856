"""The landing page, what it conforms to, and the one collection: OGC API – Features, parts 1 and 3 (queryables)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np

from mapapp.domain.view import View
from mapapp.store.filters import FILTERS
from mapapp.store.snapshot import Snapshot
from mapapp.web.api.asked import Asked
from mapapp.web.api.parameters import CRS84, filter_schema

Json = dict[str, Any]

ROOT = "/ogc"
COLLECTIONS = f"{ROOT}/collections"
INCIDENTS = f"{COLLECTIONS}/incidents"
ITEMS = f"{INCIDENTS}/items"
QUERYABLES = f"{INCIDENTS}/queryables"
OPENAPI = "/api/openapi.json"
PAGE = "/api"

OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1"
SCHEMA_TYPE = "application/schema+json"
GREGORIAN = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"
CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables",
    "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/queryables-query-parameters",
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def a_link(rel: str, href: str, media_type: str, title: str) -> Json:
    """A link as OGC's documents have it."""
    return {"rel": rel, "href": href, "type": media_type, "title": title}


def landing(asked: Asked) -> Json:
    """Where everything is."""
    return {
        "title": "Incidents",
        "description": "Incidents read from news reports, with place, time, type, toll and source.",
        "links": [
            a_link("self", asked.href(ROOT), "application/json", "This document"),
            a_link("service-desc", asked.href(OPENAPI), OPENAPI_TYPE, "The OpenAPI description"),
            a_link("service-doc", asked.href(PAGE), "text/html", "The same for people"),
            a_link("conformance", asked.href(f"{ROOT}/conformance"), "application/json", "What it conforms to"),
            a_link("data", asked.href(COLLECTIONS), "application/json", "The collections"),
        ],
    }


def conformance(asked: Asked) -> Json:  # noqa: ARG001
    """What it conforms to."""
    return {"conformsTo": list(CONFORMS_TO)}


def collections(asked: Asked) -> Json:
    """The one there is."""
    links = [a_link("self", asked.href(COLLECTIONS), "application/json", "This document")]
    return {"links": links, "collections": [collection(asked)]}


def collection(asked: Asked) -> Json:
    """What the incidents are and where and when they lie."""
    return {
        "id": "incidents",
        "title": "Incidents",
        "description": "One feature an incident; its geometry has all its places. Provinces and the like are points "
        "too: each place says in radius_km how far it may be off.",
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
        "extent": {
            "spatial": {"bbox": [_box(asked.snapshot)], "crs": CRS84},
            "temporal": {"interval": [_times(asked.snapshot)], "trs": GREGORIAN},
        },
        "links": [
            a_link("self", asked.href(INCIDENTS), "application/json", "This document"),
            a_link("items", asked.href(ITEMS), "application/geo+json", "The incidents"),
            a_link(
                "http://www.opengis.net/def/rel/ogc/1.0/queryables",
                asked.href(QUERYABLES),
                SCHEMA_TYPE,
                "What can be asked of them",
            ),
        ],
    }


def queryables(asked: Asked) -> Json:
    """Our filters as a JSON schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": asked.href(QUERYABLES),
        "type": "object",
        "title": "Incidents",
        "description": "Each is a parameter of the query. Alternatives are given as type=battle&type=explosion; "
        "parameters narrow each other.",
        "properties": {row.key: {"title": row.label, **filter_schema(row)} for row in FILTERS},
        "additionalProperties": False,
    }


def _box(snapshot: Snapshot) -> list[float]:
    around = snapshot.around(View())
    return [around.west, around.south, around.east, around.north] if around else [-180.0, -90.0, 180.0, 90.0]


def _times(snapshot: Snapshot) -> list[str | None]:
    """The first and the last instant of dated incidents."""
    starts, ends = snapshot.columns.starts, snapshot.columns.ends
    dated = starts < ends
    if not dated.any():
        return [None, None]
    return [_instant(int(np.min(starts[dated]))), _instant(int(np.max(ends[dated])) - 1)]


def _instant(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).isoformat(timespec="seconds").replace("+00:00", "Z")
