"""The map in its frame. The script in the frame never changes while a page is open: what changes goes in beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit_folium import st_folium

from gazetteer.place import Extent, PlaceKind, Point
from mapapp.domain.incident import Incident
from mapapp.domain.view import View
from mapapp.draw.build import feature_group, incident_map
from mapapp.draw.constants import LAYERS
from mapapp.draw.incident_layer import POINT_URL
from mapapp.web import link
from mapapp.web.routes import LENIENT

MARGIN_DEGREES = 1.0
"""Around the outermost incidents, so that none lies on the edge."""


def draw(
    view: View,
    *,
    key: str,
    height: int,
    bounds: Extent | None,
    chosen: Incident | None = None,
    on_choice: Callable[[str], None] | None = None,
    layer: str | None = None,
    on_layer: Callable[[str], None] | None = None,
    on_area: Callable[[str], None] | None = None,
    point_url: str = POINT_URL,
    addressed: bool = True,
    follows: bool = True,
) -> None:
    """Draw the map.

    Args:
        view: which incidents.
        key: of the widget; the same for as long as the frame shall live, as are `bounds` and `point_url`.
        height: pixels.
        bounds: what to show first, where the address says nothing else.
        chosen: the incident that is open.
        on_choice: called with an incident's id when the reader opens one on the map.
        layer: how the incidents are drawn, as a link says it.
        on_layer: called when the reader wants them drawn another way.
        on_area: called with what the reader drew, as a link says it; empty when the area was taken away.
        point_url: where the layer asks.
        addressed: does the page's address hold what the map shows?
        follows: does the map go to what a filter leaves, where nothing of it is in view?
    """

    def told() -> None:
        answer = st.session_state.get(key) or {}
        if on_choice and (incident_id := answer.get("selected")):
            on_choice(str(incident_id))
        if on_layer and (wanted := answer.get("layer")) in LAYERS:
            on_layer(wanted)
        if on_area and isinstance(drawn := answer.get("area"), str):
            on_area(drawn)

    st_folium(
        incident_map(bounds=bounds, point_url=point_url, addressed=addressed, draws=on_area is not None),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=feature_group(
            _query(view),
            chosen.id if chosen else None,
            _where(chosen) if chosen else None,
            layer,
            follows=follows,
        ),
        on_change=told,
    )


def _query(view: View) -> str:
    """The query of the view for the layer: percent-encoded throughout, as folium may hold nothing else."""
    query = link.encode(replace(view, incident=None)).replace(":", "%3A").replace(",", "%2C")
    return f"{query}&{LENIENT}=1" if query else ""


def _where(incident: Incident) -> Point | None:
    """The first place that is drawn; a country is not."""
    return next((place.point for place in incident.places if place.kind is not PlaceKind.COUNTRY), None)


def around(latitudes: Sequence[float], longitudes: Sequence[float]) -> Extent | None:
    """A box around points, both in degrees; None where there are none. The world is cut at the antimeridian."""
    if not latitudes:
        return None
    return with_margin(Extent(west=min(longitudes), south=min(latitudes), east=max(longitudes), north=max(latitudes)))


def with_margin(box: Extent) -> Extent:
    """A little more than the box, within the map."""
    return Extent(
        west=max(-180.0, box.west - MARGIN_DEGREES),
        south=max(-85.0, box.south - MARGIN_DEGREES),
        east=min(180.0, box.east + MARGIN_DEGREES),
        north=min(85.0, box.north + MARGIN_DEGREES),
    )
