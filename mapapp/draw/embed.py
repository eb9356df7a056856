"""What a page needs that shows the map without folium: the same files, and the same constants."""

from __future__ import annotations

from typing import Any

from mapapp.domain.view import Look
from mapapp.draw import constants
from mapapp.draw.assets import BUNDLE, address
from mapapp.draw.basemap import OfflineBasemap
from mapapp.draw.incident_layer import IncidentLayer
from mapapp.draw.lean import FARTHEST_ZOOM, NEAREST_ZOOM, WORLD, LeanMap, words

SCRIPTS = (address(BUNDLE), address("embed.js"))
STYLES = (*(link for _, link in LeanMap.default_css), address("embed.css"))


def settings(*, query: str, url: str, look: Look, held: bool = False) -> dict[str, Any]:
    """For mapapp/static/embed.js. Raises ValueError for a query which is not percent-encoded ASCII, and for a layer
    that is not known.
    """
    return {
        "words": words(),
        "map": {
            "center": [WORLD.latitude, WORLD.longitude],
            "zoom": WORLD.zoom,
            "minZoom": FARTHEST_ZOOM,
            "maxZoom": NEAREST_ZOOM,
        },
        "basemap": OfflineBasemap(held=held).settings | {"basemap": look.basemap, "names": constants.names(look.names)},
        "incidents": IncidentLayer(query=query, url=url).settings | {"layer": constants.layer(look.layer)},
    }
