"""The usual ways to draw many points in Streamlit, to compare with.

`MARKERS` in the environment names a JSON file of [latitude, longitude, title] rows, `PEER` which way: "MarkerCluster"
and "FastMarkerCluster" of folium through st_folium, "st.map" or "pydeck". folium's maps are as lean as they can be
(Leaflet, and the jQuery of folium's popups, from the same server), so that only the way of drawing differs.
"""

import json
import os
from pathlib import Path
from typing import Any

import folium
import pandas as pd
import pydeck
import streamlit as st
from folium.plugins import FastMarkerCluster, MarkerCluster
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ASSETS = Path(__file__).resolve().parents[1] / "mapapp" / "static" / "vendor"


def draw() -> None:
    """Draw the page."""
    st.set_page_config(layout="wide")
    rows = json.loads(Path(os.environ["MARKERS"]).read_text(encoding="utf-8"))
    peer = os.environ["PEER"]
    if peer == "st.map":
        st.map(pd.DataFrame([row[:2] for row in rows], columns=["lat", "lon"]))
    elif peer == "pydeck":
        frame = pd.DataFrame(rows, columns=["lat", "lon", "title"])
        layer = pydeck.Layer("ScatterplotLayer", frame, get_position="[lon, lat]", get_radius=5000, pickable=True)
        st.pydeck_chart(pydeck.Deck(layers=[layer], tooltip={"text": "{title}"}, map_provider=None))
    else:
        _folium(rows, fast=peer == "FastMarkerCluster")


def _folium(rows: list[Any], *, fast: bool) -> None:
    from streamlit_folium import st_folium  # noqa: PLC0415  imported before the server runs, it is not served

    folium.Map.default_js = [("leaflet", "/plain/leaflet/leaflet.js"), ("jquery", "/cluster/jquery.min.js")]
    folium.Map.default_css = [("leaflet", "/plain/leaflet/leaflet.css")]
    for kind in (MarkerCluster, FastMarkerCluster):
        kind.default_js = [("cluster", "/cluster/leaflet.markercluster.js")]
        kind.default_css = [
            ("cluster", "/cluster/MarkerCluster.css"),
            ("look", "/cluster/MarkerCluster.Default.css"),
        ]
    chart = folium.Map([24, 15], zoom_start=3, tiles=None, maxZoom=14)
    if fast:
        FastMarkerCluster([row[:2] for row in rows]).add_to(chart)
    else:
        cluster = MarkerCluster().add_to(chart)
        for latitude, longitude, title in rows:
            folium.Marker([latitude, longitude], popup=folium.Popup(title)).add_to(cluster)
    st_folium(chart, key="map", height=640, use_container_width=True, returned_objects=[])


if __name__ == "__main__":
    draw()
else:
    routes = [
        Mount("/plain", StaticFiles(directory=ASSETS)),
        Mount("/cluster", StaticFiles(directory=os.environ["CLUSTER_ASSETS"])),
    ]
    app = st.App(__file__, routes=routes)
