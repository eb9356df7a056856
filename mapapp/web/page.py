"""What each visitor's browser runs through Streamlit: the pages and the way between them."""

from __future__ import annotations

import streamlit as st

from mapapp.web import backend as backends
from mapapp.web import (
    intake_page,
    look,
    map_page,
    map_panel,
    merges_page,
    paste_page,
    reports_page,
    saved_page,
    table_page,
)
from mapapp.web.backend import Backend, CannotOpen, NotReady

SECONDS_BETWEEN_LOOKS = 0.5


def main() -> None:
    """Draw the chosen page, or say how far the application is on its way."""
    st.set_page_config(page_title="Incident map", page_icon=look.ICON, layout="wide")
    look.apply()
    pages = {
        "map": st.Page(map_page.draw, title="Map", icon=":material/map:", url_path="map", default=True),
        "paste": st.Page(paste_page.draw, title="Paste a report", icon=":material/content_paste:", url_path="paste"),
        "add": st.Page(intake_page.draw, title="Add reports", icon=":material/upload_file:", url_path="add"),
        "reports": st.Page(reports_page.draw, title="Reports", icon=":material/library_books:", url_path="reports"),
        "merges": st.Page(merges_page.draw, title="Merges", icon=":material/merge:", url_path="merges"),
        "table": st.Page(table_page.draw, title="Places of a table", icon=":material/table:", url_path="table"),
    }
    pages["saved"] = st.Page(saved_page.draw, title="Saved views", icon=":material/bookmark:", url_path="saved")
    st.session_state["pages"] = pages
    chosen = st.navigation(list(pages.values()), position="top")
    if st.session_state.get("page") != chosen.url_path:
        st.session_state["page"] = chosen.url_path
        map_panel.forget_bounds()
    backend = backends.current()
    try:
        _ = backend.application
        chosen.run()
    except NotReady:  # the map waits for its incidents, the other pages do without
        _wait(backend, for_map=chosen is pages["map"])
    except CannotOpen as error:
        _cannot_open(backend, error)


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _wait(backend: Backend, *, for_map: bool) -> None:
    """Look again and again, without running the whole page."""
    st.subheader("The map is being prepared")
    try:
        _ = backend.snapshot if for_map else backend.application
    except NotReady as state:
        st.progress(state.fraction, text=state.message)
        st.caption("Places, language and incidents are read as the server starts; the very first start takes longest.")
        return
    except CannotOpen:
        pass
    st.rerun()


def _cannot_open(backend: Backend, error: CannotOpen) -> None:
    st.subheader("The map cannot be opened")
    st.error("Something it needs is missing or broken. What is wrong, and what to do:", icon=":material/error:")
    st.code(str(error), language=None, wrap_lines=True)
    if st.button("Try again", type="primary"):
        backend.retry()
        st.rerun()


main()
