"""Where the map looks, as the browser's address says it: Python does not see the part of an address after its #."""

from __future__ import annotations

import re

import streamlit as st

KEY = "map-place"
PLACE = re.compile(r"\d{1,2}(\.\d{1,2})?/-?\d{1,2}(\.\d{1,4})?/-?\d{1,3}(\.\d{1,4})?")

JS = """
export default function ({ setStateValue, data }) {
  const found = /[#&]map=([-0-9./]+)/.exec(window.location.hash);
  const place = found ? found[1] : "";
  if (place !== data.known) setStateValue("place", place);
}
"""
"""Constants only: a component's JavaScript runs in the page itself."""


def read() -> str:
    """As a link says it, "zoom/latitude/longitude"; empty where the address does not say it, and until the browser has
    answered. It draws an element that nobody sees.
    """
    known = _checked((st.session_state.get(KEY) or {}).get("place"))
    made = st.components.v2.component("map_place", js=JS, html="<span></span>")
    made(key=KEY, data={"known": known}, default={"place": known}, on_place_change=lambda: None, height=1)
    return known


def _checked(place: object) -> str:
    """The place, if it is one: it comes from the browser."""
    return place if isinstance(place, str) and PLACE.fullmatch(place) else ""
