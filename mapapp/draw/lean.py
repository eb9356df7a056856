"""A folium map with Leaflet alone, from our own server: it shows without internet, and asks nobody for anything."""

from __future__ import annotations

from typing import Any, cast

import folium
from branca.element import Figure
from folium.template import Template

from gazetteer.place import Extent
from mapapp.domain.view import Window
from mapapp.draw import constants
from mapapp.draw.assets import BUNDLE, address
from mapapp.spoken import language
from mapapp.spoken.catalogs import for_scripts

NEAREST_ZOOM = 14
"""As far as one can zoom in; the basemap's data end at zoom 8 and are drawn larger from there."""
FARTHEST_ZOOM = 2
WORLD = Window(latitude=24.0, longitude=15.0, zoom=3)
"""Shown when nothing else says what to show."""

_Links = list[tuple[str, str]]


class LeanMap(folium.Map):
    """folium's map without jQuery, Bootstrap, Font Awesome and outside addresses.

    The first view: what the page's address says (`#map=zoom/lat/lon`), else `window`, else `bounds`, else the world.
    """

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1" />
            <style>
                html, body { width: 100%; height: 100%; margin: 0; padding: 0; }
                #{{ this.get_name() }} { position: relative; width: 100%; height: 100%; }
            </style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }} ></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                ...{{ this.options|tojavascript }},
                ...mapapp.motion()
            });
            mapapp.speak({{ this.words|tojson }});
            mapapp.startView({{ this.get_name() }}, {{ this.first_bounds|tojson }}, {{ this.addressed|tojson }});
        {% endmacro %}
        """
    )
    default_js: _Links = [("mapapp", address(BUNDLE))]  # noqa: RUF012  folium reads lists of pairs from the class
    default_css: _Links = [  # noqa: RUF012
        ("leaflet_css", address("vendor/leaflet/leaflet.css")),
        ("mapapp_css", address("map.css")),
    ]

    def __init__(self, *, window: Window | None = None, bounds: Extent | None = None, addressed: bool = True) -> None:
        first = window or WORLD
        super().__init__(
            location=[first.latitude, first.longitude],
            zoom_start=round(first.zoom),
            tiles=None,
            prefer_canvas=True,
            minZoom=FARTHEST_ZOOM,
            maxZoom=NEAREST_ZOOM,
            worldCopyJump=True,
        )
        self._name = "Map"  # streamlit-folium builds the frame's variable from it
        self.addressed = addressed
        self.words = words()
        self.first_bounds = None if window or bounds is None else _corners(bounds)
        cast(Figure, self.get_root()).title = "Map of incidents"


def words() -> dict[str, Any]:
    """What the browser's scripts say, in the language that is spoken. Raises ValueError for what is no sentence."""
    told = for_scripts(language())
    for key, string in told["words"].items():
        for one in (key, *([string] if isinstance(string, str) else string)):
            constants.sentence(one)
    return told


def _corners(bounds: Extent) -> list[list[float]]:
    """South-west and north-east as Leaflet takes them; the east grows past 180 across the antimeridian."""
    east = bounds.east if bounds.east >= bounds.west else bounds.east + 360
    return [[bounds.south, bounds.west], [bounds.north, east]]
