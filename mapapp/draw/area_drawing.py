"""The control that draws an area on the map. It holds nothing; what was drawn goes to Python as the map's value."""

from __future__ import annotations

from branca.element import MacroElement
from folium.template import Template


class AreaDrawing(MacroElement):
    """A button on the map for a box, a circle or a polygon, drawn by mapapp/static/draw-area.js."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            mapapp.areaControl({{ this._parent.get_name() }}).addTo({{ this._parent.get_name() }});
        {% endmacro %}
        """
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "AreaDrawing"
