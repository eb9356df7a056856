"""The usual way, to compare with: every incident a folium Marker in a MarkerCluster, drawn by st_folium.

`MARKERS` in the environment names a JSON file of [latitude, longitude, title] rows; bench_page.py writes it. The map
is as lean as it can be (Leaflet, and the jQuery of folium's popups, from the same server), so that only the way of
drawing differs.
"""

import json
import os
from pathlib import Path

import folium
import streamlit as st
from folium.plugins import MarkerCluster
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

ASSETS = Path(__file__).resolve().parents[1] / "mapapp" / "static" / "vendor"


def draw() -> None:
    """Draw the page."""
    from streamlit_folium import st_folium  # noqa: PLC0415  imported before the server runs, it is not served

    folium.Map.default_js = [("leaflet", "/plain/leaflet/leaflet.js"), ("jquery", "/cluster/jquery.min.js")]
    folium.Map.default_css = [("leaflet", "/plain/leaflet/leaflet.css")]
    MarkerCluster.default_js = [("cluster", "/cluster/leaflet.markercluster.js")]
    MarkerCluster.default_css = [
        ("cluster", "/cluster/MarkerCluster.css"),
        ("look", "/cluster/MarkerCluster.Default.css"),
    ]
    st.set_page_config(layout="wide")
    chart = folium.Map([24, 15], zoom_start=3, tiles=None, maxZoom=14)
    cluster = MarkerCluster().add_to(chart)
    for latitude, longitude, title in json.loads(Path(os.environ["MARKERS"]).read_text(encoding="utf-8")):
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
