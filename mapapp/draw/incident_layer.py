"""The folium layer of incidents. It holds constants; the browser fetches the incidents."""

from __future__ import annotations

from folium.elements import JSCSSMixin
from folium.map import Layer
from folium.template import Template

from mapapp.draw import constants
from mapapp.draw.lean import ASSETS
from mapapp.draw.legend import Palette, palette

POINT_URL = "/api/v1"


class IncidentLayer(JSCSSMixin, Layer):
    """Incidents, fetched for what is in view and drawn with their legend by mapapp/static/incident-layer.js."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapapp.incidentLayer({{ this._parent.get_name() }}, {{ this.settings|tojson }});
        {% endmacro %}
        """
    )
    default_js = [  # noqa: RUF012  folium reads lists of pairs from the class
        ("mapapp-marks", f"{ASSETS}/incident-marks.js"),
        ("mapapp-popup", f"{ASSETS}/incident-popup.js"),
        ("mapapp-popups", f"{ASSETS}/popups.js"),
        ("mapapp-legend", f"{ASSETS}/legend.js"),
        ("mapapp-hexagons", f"{ASSETS}/hexagons.js"),
        ("mapapp-areas", f"{ASSETS}/area-layer.js"),
        ("mapapp-tracks", f"{ASSETS}/tracks.js"),
        ("mapapp-switch", f"{ASSETS}/layer-switch.js"),
        ("mapapp-in-view", f"{ASSETS}/in-view.js"),
        ("mapapp-changes", f"{ASSETS}/changes.js"),
        ("mapapp-drawn", f"{ASSETS}/drawn-area.js"),
        ("mapapp-incidents", f"{ASSETS}/incident-layer.js"),
    ]

    def __init__(self, *, query: str = "", url: str = POINT_URL, shown: Palette | None = None) -> None:
        super().__init__(name="Incidents", control=False)
        self._name = "IncidentLayer"
        self.settings = {
            "url": constants.path(url),
            "query": constants.query_text(query),
            "palette": shown or palette(),
        }
