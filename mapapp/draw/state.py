"""Small elements that tell the map in the browser what changed, without remounting its frame.

They go into a feature group of their own (`feature_group_to_add`): a change of the map's own script would give it
a new frame, and the reader would lose place and zoom.
"""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template

from gazetteer.place import Point
from mapapp.draw import constants


class ChangeQuery(MacroElement):
    """Gives the incident layer another query; raises ValueError unless it is percent-encoded."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.incidentLayer) window.incidentLayer.setQuery({{ this.query|tojson }}, {{ this.follows|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, query: str, *, follows: bool = True) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ChangeQuery"
        self.query = constants.query_text(query)
        self.follows = follows


class ChangeLayer(MacroElement):
    """Draws the incidents another way; raises ValueError for a way that is not known."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.incidentLayer) window.incidentLayer.setLayer({{ this.layer|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, layer: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ChangeLayer"
        self.layer = constants.layer(layer)


class SelectIncident(MacroElement):
    """Opens an incident on the map; raises ValueError for what is not an id."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.incidentLayer) window.incidentLayer.select(...{{ this.arguments|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, incident_id: str, at: Point | None = None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SelectIncident"
        self.arguments = [
            constants.identifier(incident_id),
            at.latitude if at else None,
            at.longitude if at else None,
        ]
