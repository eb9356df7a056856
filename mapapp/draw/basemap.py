"""What lies below the incidents: the offline basemap, and those of the settings. mapapp/static/ground.js draws them."""

from __future__ import annotations

from typing import Any

from folium.map import Layer
from folium.template import Template

from mapapp.draw.assets import address
from mapapp.draw.tiles import ATTRIBUTION, DATA_ZOOM

OWN_URL = "/basemaps.json"
"""Where the browser asks for the basemaps of the settings: their names are text, and no text enters the map."""


class OfflineBasemap(Layer):
    """Land, water, borders and names, from our own server.

    With `own` there are others to choose. `held`: contested borders are drawn like others, as they run on the ground.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapapp.ground({{ this._parent.get_name() }}, {{ this.settings|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, own: bool = False, held: bool = False) -> None:
        super().__init__(name="World", overlay=False, control=False)
        self._name = "OfflineBasemap"
        self.settings: dict[str, Any] = {
            "url": address("world.pmtiles"),
            "maxDataZoom": DATA_ZOOM,
            "attribution": ATTRIBUTION,
        }
        if own:
            self.settings["own"] = OWN_URL
        if held:
            self.settings["held"] = True
