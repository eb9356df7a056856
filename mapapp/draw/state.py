"""Small elements that tell the map in the browser what changed, without remounting its frame.

They go into a feature group of their own (`feature_group_to_add`): a change of the map's own script would give it
a new frame, and the reader would lose place and zoom.
"""

from __future__ import annotations

from dataclasses import dataclass

from branca.element import MacroElement
from folium.template import Template

from gazetteer.place import Extent, Point
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies below the incidents."""

    basemap: str | None = None
    """The code of one that this server has; None: what the reader chose on the map."""
    names: str = "both"
    """The script of its names, where it is the offline one."""
    dark: bool | None = None
    """None: as the browser likes it."""


class ChangeGround(MacroElement):
    """Gives the map another ground; raises ValueError for what is no code of ours."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.mapapp) mapapp.setScheme({{ this.scheme|tojson }});
            {% if this.arguments %}
            if (window.mapGround) window.mapGround.set(...{{ this.arguments|tojson }});
            {% endif %}
        {% endmacro %}
        """
    )

    def __init__(self, ground: Ground) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ChangeGround"
        self.scheme = None if ground.dark is None else "dark" if ground.dark else "light"
        self.arguments: list[str] = []
        if ground.basemap is not None:
            self.arguments = [constants.identifier(ground.basemap), constants.names(ground.names)]


class ChangeSeen(MacroElement):
    """Says in which box the page around counts; None: everywhere, but the reader may ask for only what is in view."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.incidentLayer) window.incidentLayer.setSeen({{ this.box|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, box: Extent | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ChangeSeen"
        self.box = None if box is None else [float(side) for side in (box.west, box.south, box.east, box.north)]


class SayVersion(MacroElement):
    """Says of which version of the record the page around is drawn."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.incidentLayer) window.incidentLayer.setVersion({{ this.version|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, version: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SayVersion"
        self.version = int(version)


class SayHeard(MacroElement):
    """Says which choice of the map the page around has heard last.

    A choice shows on the map before the page has heard it. What the page answers to an earlier one meanwhile is not
    shown. If the reader goes Back before the page could answer, its answer would be the one before, word for word, and
    not be read again: the map would keep what the link has not.
    """

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            if (window.mapapp) mapapp.setHeard({{ this.choice|tojson }});
        {% endmacro %}
        """
    )

    def __init__(self, choice: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "SayHeard"
        self.choice = int(choice)


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
