"""The folium layer of incidents. It holds constants; the browser fetches the incidents."""

from __future__ import annotations

from folium.map import Layer
from folium.template import Template

from mapapp.draw import constants
from mapapp.draw.legend import Palette, palette

POINT_URL = "/api/v1"


class IncidentLayer(Layer):
    """Incidents, fetched for what is in view and drawn with their legend by mapapp/static/incident-layer.js."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = mapapp.incidentLayer({{ this._parent.get_name() }}, {{ this.settings|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, *, query: str = "", url: str = POINT_URL, shown: Palette | None = None) -> None:
        super().__init__(name="Incidents", control=False)
        self._name = "IncidentLayer"
        self.settings = {
            "url": constants.path(url),
            "query": constants.query_text(query),
            "palette": shown or palette(),
        }
