"""A map in one HTML file: it opens from a disk, without a server, and asks nobody for anything.

Scripts are files of ours, unchanged, and the page allows these and no others by their digests. What was reported
stands in JSON blocks, which no browser runs, and is written into the page as text.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from html import escape
from typing import Any

import orjson

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import COUNTED
from mapapp.domain.names import event_name, persons
from mapapp.draw.assets import STATIC
from mapapp.draw.frame import extent_of
from mapapp.draw.legend import palette
from mapapp.draw.spots import Spots
from mapapp.draw.tiles import ATTRIBUTION, world
from mapapp.spoken import N_, _, language, number
from mapapp.spoken.catalogs import for_scripts
from mapapp.store import KeptIncident, KeptPlace
from mapapp.takeaway.chunks import of_text
from mapapp.takeaway.columns import type_name
from mapapp.takeaway.export import Export

MOST = 100_000
"""Incidents that a browser can still hold in one page."""

STYLES = ("vendor/leaflet/leaflet.css", "map.css", "alone.css")
SCRIPTS = (
    "words.js",
    "vendor/leaflet/leaflet.js",
    "map-view.js",
    "vendor/protomaps-leaflet/protomaps-leaflet.js",
    "basemap.js",
    "incident-marks.js",
    "incident-popup.js",
    "legend.js",
    "alone.js",
)
"""In this order."""

LICENCES = ("vendor/leaflet/LICENSE", "vendor/protomaps-leaflet/LICENSE")
"""They travel with the scripts that they are for."""

BASEMAP_ZOOM = 4
"""The world to this zoom level takes 1.4 MB of the file; nearer, its lines are drawn larger."""

BODY = """<body>
<main><div id="map" role="application" aria-label="{map}"></div></main>
<aside aria-label="{list}">
<div id="panel" aria-live="polite"></div>
<footer><details><summary>{about}</summary><dl id="told"></dl></details></footer>
</aside>
"""
"""Its words are the program's own, escaped where they are filled in."""
WORDS = {"map": N_("Map of incidents"), "list": N_("Incidents"), "about": N_("About this map")}

_IN_SCRIPT = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})
"""In JSON these stand only inside strings; so written, no text ends the block or begins another."""


def write(export: Export) -> Iterator[bytes]:
    """The page."""
    return of_text(_pieces(export))


def json_block(value: object) -> str:
    """JSON that can stand inside a script element."""
    return orjson.dumps(value).decode().translate(_IN_SCRIPT)


def _pieces(export: Export) -> Iterator[str]:
    yield _head(language())
    yield BODY.format(**{place: escape(_(words)) for place, words in WORDS.items()})
    yield _block("words", json_block(for_scripts(language())))
    spots = Spots.of(export.reading.spots())
    said = {
        "about": export.about.spoken_lines,
        "palette": palette(),
        "bounds": _bounds(spots),
        "basemap": {"maxDataZoom": BASEMAP_ZOOM, "attribution": ATTRIBUTION},
    }
    yield _block("about", json_block(said))
    yield '<script type="application/json" id="incidents">['
    between = "\n"
    for incident in export.incidents():
        yield between + json_block(card(incident))
        between = ",\n"
    yield "]</script>\n"
    yield _block("tiles", _tiles())
    for licence in LICENCES:
        yield f'<script type="text/plain">{_static(licence)}</script>\n'
    for script in SCRIPTS:
        yield f"<script>{_static(script)}</script>\n"
    yield "</body>\n</html>\n"


def card(incident: KeptIncident) -> dict[str, Any]:
    """One incident as the popup's script takes it."""
    evidence = {
        "parts": [{"text": incident.evidence}],
        "report_title": incident.titles[0] if incident.titles else None,
        "source": ", ".join(incident.sources),
        "published": incident.published,
    }
    return {
        "id": incident.id,
        "type": incident.type_code,
        "name": event_name(type_name(incident.type_code)),
        "sub_type": event_name(incident.sub_type),
        "title": _title(incident),
        "status": incident.status,
        "counted": incident.status in COUNTED,
        "when": {"words": incident.when} if incident.when else None,
        "killed": incident.killed_low,
        "counts": [{"words": words} for words in counts(incident)],
        "places": [_place(place) for place in incident.places],
        "actors": [{"label": name} for name in incident.actors],
        "targets": [{"label": name} for name in incident.targets],
        "source": {"said_by": incident.said_by} if incident.said_by else None,
        "evidence": [evidence],
        "maker": incident.maker,
    }


def counts(incident: KeptIncident) -> list[str]:
    """The tolls in words: "4 to 6 killed", "at least 3 injured"."""
    told = (
        (CountKind.KILLED, incident.killed_low, incident.killed_high),
        (CountKind.INJURED, incident.injured_low, incident.injured_high),
    )
    return [
        persons(kind, _range(low, high), max(low or 0, high or 0))
        for kind, low, high in told
        if low is not None or high is not None
    ]


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return _("up to {n}", n=high)
    if high is None:
        return _("at least {n}", n=low)
    return number(low) if low == high else _("{low} to {high}", low=low, high=high)


def _title(incident: KeptIncident) -> str:
    where = ", ".join(place.name for place in incident.places) or _("not placed")
    return _("{what}: {where}", what=event_name(incident.sub_type), where=where)


def _place(place: KeptPlace) -> dict[str, Any]:
    return {
        "name": place.name,
        "admin1": place.province,
        "country_code": place.country_code,
        "kind": place.kind,
        "radius_km": place.radius_km,
        "lat": place.latitude,
        "lon": place.longitude,
        "described": place.described,
        "role": place.role,
        "precision": _("ground that the text describes"),
    }


def _bounds(spots: Spots) -> list[list[float]] | None:
    """South-west and north-east as Leaflet takes them; the east grows past 180 across the antimeridian."""
    box = extent_of(spots.latitudes, spots.longitudes)
    if box is None:
        return None
    east = box.east if box.east >= box.west else box.east + 360
    return [[box.south, box.west], [box.north, east]]


def _head(spoken: str) -> str:
    title = escape(_("Incident map"))
    return f'<!doctype html>\n<html lang="{escape(spoken)}">\n<head>\n{_resources()}<title>{title}</title>\n</head>\n'


@cache
def _resources() -> str:
    digests = (hashlib.sha256(_static(script).encode()).digest() for script in SCRIPTS)
    allowed = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
    styles = "\n".join(f"<style>{_static(style)}</style>" for style in STYLES)
    return (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"{styles}\n"
    )


@cache
def _tiles() -> str:
    """The basemap's tiles by "zoom/column/row", as they lie in its file."""
    found: dict[str, str] = {}
    for zoom in range(BASEMAP_ZOOM + 1):
        for x in range(1 << zoom):
            for y in range(1 << zoom):
                if tile := world().packed(zoom, x, y):
                    found[f"{zoom}/{x}/{y}"] = base64.b64encode(tile).decode()
    return json_block(found)


@cache
def _static(name: str) -> str:
    """A file of ours, which holds nothing that ends the element around it."""
    text = (STATIC / name).read_text(encoding="utf-8").replace("\r\n", "\n")
    if "</script" in text or "</style" in text or "<!--" in text:
        raise ValueError(f"{name} cannot stand inside a page: it holds the end of an element")
    return text


def _block(name: str, json: str) -> str:
    return f'<script type="application/json" id="{name}">{json}</script>\n'
