"""The files a browser is sent: where they lie, the map's scripts as one file, and addresses that know their version."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ASSETS = "/assets"
"""Where the server keeps them."""
STATIC = Path(__file__).resolve().parents[1] / "static"

BUNDLE = "map.js"
"""All of the below in one file: streamlit-folium loads each script only when the one before has come."""
BUNDLED = (
    "words.js",
    "vendor/leaflet/leaflet.js",
    "map-view.js",
    "vendor/protomaps-leaflet/protomaps-leaflet.js",
    "basemap.js",
    "own-basemap.js",
    "ground.js",
    "incident-marks.js",
    "incident-popup.js",
    "popups.js",
    "legend.js",
    "hexagons.js",
    "area-layer.js",
    "tracks.js",
    "layer-switch.js",
    "in-view.js",
    "changes.js",
    "drawn-area.js",
    "incident-layer.js",
    "area-text.js",
    "draw-area.js",
)
"""In this order."""


def content(name: str) -> bytes:
    """What a file holds, or the bundle. Raises FileNotFoundError."""
    if name == BUNDLE:
        return b"\n".join(content(part) for part in BUNDLED)
    return (STATIC / name).read_bytes()


@cache
def address(name: str) -> str:
    """Where a file is asked for. Another version has another address, so that a browser never keeps an old one."""
    return f"{ASSETS}/{name}?{hashlib.sha256(content(name)).hexdigest()[:12]}"
