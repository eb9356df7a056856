"""The offline basemap: one file of vector tiles of the world, drawn by mapapp/static/basemap.js."""

from __future__ import annotations

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from mapapp.draw.lean import ASSETS
from mapapp.draw.tiles import ATTRIBUTION, DATA_ZOOM


class OfflineBasemap(JSCSSMixin, Layer):
    """Land, water, borders and names, from our own server."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapapp.basemap({{ this.settings|tojson }});
        {% endmacro %}
        """
    )
    default_js = [  # noqa: RUF012  folium reads lists of pairs from the class
        ("protomaps-leaflet", f"{ASSETS}/vendor/protomaps-leaflet/protomaps-leaflet.js"),
        ("mapapp-basemap", f"{ASSETS}/basemap.js"),
    ]

    def __init__(self) -> None:
        super().__init__(name="World", overlay=False, control=False)
        self._name = "OfflineBasemap"
        self.settings = {"url": f"{ASSETS}/world.pmtiles", "maxDataZoom": DATA_ZOOM, "attribution": ATTRIBUTION}
