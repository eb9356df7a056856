"""Put the map together."""

from __future__ import annotations

import folium

from gazetteer.place import Extent, Point
from mapapp.domain.view import Window
from mapapp.draw.area_drawing import AreaDrawing
from mapapp.draw.basemap import OfflineBasemap
from mapapp.draw.incident_layer import POINT_URL, IncidentLayer
from mapapp.draw.lean import LeanMap
from mapapp.draw.state import (
    ChangeGround,
    ChangeLayer,
    ChangeQuery,
    ChangeSeen,
    Ground,
    SayHeard,
    SayVersion,
    SelectIncident,
)


def incident_map(
    *,
    query: str = "",
    window: Window | None = None,
    bounds: Extent | None = None,
    point_url: str = POINT_URL,
    addressed: bool = True,
    own_basemaps: bool = False,
    held: bool = False,
    draws: bool = False,
) -> LeanMap:
    """The map with basemap, incidents and legend. Build it anew in each run: adding to it changes it.

    Under Streamlit keep all arguments the same for as long as the frame shall live, and give filters and selection
    by `feature_group`. With `own_basemaps` the reader may choose one of the settings; `held` draws contested borders
    like others. A map that is not `addressed` neither reads nor writes the page's address; one that `draws` lets the
    reader draw an area. Raises ValueError for a query which is not percent-encoded ASCII.
    """
    made = LeanMap(window=window, bounds=bounds, addressed=addressed)
    OfflineBasemap(own=own_basemaps, held=held).add_to(made)
    IncidentLayer(query=query, url=point_url).add_to(made)
    if draws:
        AreaDrawing().add_to(made)
    return made


def feature_group(
    query: str,
    selected_id: str | None = None,
    selected_at: Point | None = None,
    layer: str | None = None,
    ground: Ground | None = None,
    *,
    switch: bool = False,
    seen: Extent | None = None,
    follows: bool = True,
    version: int | None = None,
    heard: int = 0,
) -> folium.FeatureGroup:
    """What changes while the map stays: the canonical query, the chosen incident, how incidents are drawn, and on
    what ground.

    `selected_at` is where it lies; without it the browser looks the place up. With `switch` the reader can ask for
    only what is in view; `seen` is the box that was asked for. A map that `follows` goes to what another query leaves,
    where nothing of it is in view. `version` is that of the record which the page around shows. `heard` is the number
    of the last choice of the map that it has heard. Raises ValueError for other than percent-encoded ASCII.
    """
    group = folium.FeatureGroup(name="state", control=False)
    SayHeard(heard).add_to(group)  # before all that is shown only if it was
    if switch:  # before the query, which it keeps from moving the map
        ChangeSeen(seen).add_to(group)
    ChangeQuery(query, follows=follows).add_to(group)
    if version is not None:
        SayVersion(version).add_to(group)
    if layer is not None:
        ChangeLayer(layer).add_to(group)
    if ground is not None:
        ChangeGround(ground).add_to(group)
    if selected_id is not None:
        SelectIncident(selected_id, selected_at).add_to(group)
    return group
