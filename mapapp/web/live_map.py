"""The map in its frame. The script in the frame never changes while a page is open: what changes goes in beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from gazetteer.place import Extent, PlaceKind, Point
from mapapp.domain.incident import Incident
from mapapp.domain.view import View
from mapapp.draw.build import feature_group, incident_map
from mapapp.draw.constants import LAYERS
from mapapp.draw.incident_layer import POINT_URL
from mapapp.draw.state import Ground
from mapapp.spoken import SOURCE, language
from mapapp.web import backend as backends
from mapapp.web import grounds, link
from mapapp.web.routes import LENIENT

GROUND_KEYS = frozenset({"basemap", "names"})
"""Of a link, that say what lies below the incidents."""
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
    ground: Ground | None = None,
    on_ground: Callable[[str, str], None] | None = None,
    on_seen: Callable[[str], None] | None = None,
    on_area: Callable[[str], None] | None = None,
    version: int | None = None,
    on_changed: Callable[[], None] | None = None,
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
        ground: what lies below them.
        on_ground: called with "basemap" or "names" and a code when the reader wants another.
        on_seen: called with the box of the map as a link says it, when the reader asks for only what is in view and
            whenever the map was moved since; empty when it is asked for no more.
        on_area: called with what the reader drew, as a link says it; empty when the area was taken away.
        version: of the record, as the page around shows it.
        on_changed: called when the record has become another one since.
        point_url: where the layer asks.
        addressed: does the page's address hold what the map shows?
        follows: does the map go to what a filter leaves, where nothing of it is in view?
    """
    if language() != SOURCE:  # its script holds what it says: another language is another frame
        key = f"{key}-{language()}"

    def told() -> None:
        answer = st.session_state.get(key) or {}
        if on_choice and (incident_id := answer.get("selected")):
            on_choice(str(incident_id))
        if on_layer and (wanted := answer.get("layer")) in LAYERS:
            on_layer(wanted)
        for changed in GROUND_KEYS & answer.keys():
            if on_ground:
                on_ground(changed, str(answer[changed]))
        if on_seen and isinstance(box := answer.get("seen"), str):
            on_seen(box)
        if on_changed and answer.get("changed") not in {None, version}:
            on_changed()
        if on_area and isinstance(drawn := answer.get("area"), str):
            on_area(drawn)

    st_folium(
        incident_map(
            bounds=bounds,
            point_url=point_url,
            addressed=addressed,
            own_basemaps=bool(grounds.own_basemaps()),
            held=grounds.held(backends.current()),
            draws=on_area is not None,
        ),
        key=key,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=feature_group(
            _query(view),
            chosen.id if chosen else None,
            _where(chosen) if chosen else None,
            layer,
            replace(ground or Ground(), dark=_is_dark()),
            switch=on_seen is not None,
            seen=box_of(view),
            follows=follows,
            version=version,
            heard=_heard(st.session_state.get(key)),
        ),
        on_change=told,
    )


def _heard(answer: Mapping[str, Any] | None) -> int:
    """The number of the last choice of the map, which is in its answer; 0 before the first."""
    choice = (answer or {}).get("choice")
    return choice if isinstance(choice, int) else 0


def _is_dark() -> bool | None:
    """What the page's theme is; None before the browser has said so."""
    theme = st.context.theme.type
    return None if theme is None else theme == "dark"


def _query(view: View) -> str:
    """The query of the view for the layer: percent-encoded throughout, as folium may hold nothing else. The map shows
    what lies around the view as well: what is counted is only what is in view.
    """
    query = link.throughout(link.encode(replace(view, incident=None, seen=None)))
    return f"{query}&{LENIENT}=1" if query else ""


def box_of(view: View) -> Extent | None:
    """What the view sees of the map."""
    if view.seen is None:
        return None
    west, south, east, north = view.seen.numbers
    return Extent(west=west, south=south, east=east, north=north)


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
