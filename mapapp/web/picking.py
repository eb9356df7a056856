"""Charts that can be clicked on.

A browser may bring a click again: when Back shows the same chart once more, or a run is overtaken by the next. So each
drawing of a chart has a key of its own, and a click counts only on the drawing that the page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import altair as alt
import streamlit as st


def pickable(
    drawn: alt.Chart | alt.LayerChart,
    name: str,
    shows: object,
    selection: str,
    picked: Callable[[Mapping[str, Any]], None],
) -> None:
    """Draw a chart with a selection.

    shows: what the chart is of; when it changes, also back to what it was, the chart begins with nothing picked.
    picked: called with what the reader picked.
    """
    kept = f"drawing-{name}"
    before, turn = st.session_state.get(kept, (None, 0))
    if before != shows:
        turn += 1
        st.session_state[kept] = (shows, turn)
    key = f"{name}-{turn}"

    def told() -> None:
        if st.session_state[kept][1] == turn:
            picked(st.session_state[key]["selection"])

    st.altair_chart(drawn, key=key, on_select=told, selection_mode=[selection])
