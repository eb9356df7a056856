"""What each visitor's browser runs through Streamlit: the pages and the way between them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from mapapp.store import StoreUnusable
from mapapp.web import backend as backends
from mapapp.web import (
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
from mapapp.web.highlight import plain

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_TRIES = 3.0


def main() -> None:
    """Draw the chosen page, or say how far the application is on its way."""
    st.set_page_config(page_title="Incident map", page_icon=look.ICON, layout="wide")
    look.apply()
    pages = {
        "map": st.Page(map_page.draw, title="Map", icon=":material/map:", url_path="map", default=True),
        "paste": st.Page(paste_page.draw, title="Paste a report", icon=":material/content_paste:", url_path="paste"),
        "add": st.Page(_opened_late("intake_page"), title="Add reports", icon=":material/upload_file:", url_path="add"),
        "import": st.Page(
            _opened_late("import_page"), title="Import a table", icon=":material/table_view:", url_path="import"
        ),
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
    except StoreUnusable as error:
        _away(backend, error)


def _opened_late(module: str) -> Callable[[], None]:
    """A page whose module is loaded when somebody opens it: it brings readers of files, which the map does without."""

    def draw() -> None:
        import_module(f"mapapp.web.{module}").draw()

    return draw


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


def _away(backend: Backend, error: StoreUnusable) -> None:
    st.subheader("The record cannot be reached")
    st.error(plain(str(error), longest=1000), icon=":material/cloud_off:")
    st.caption("This page comes back by itself.")
    _until_it_is_back(backend)


@st.fragment(run_every=SECONDS_BETWEEN_TRIES)
def _until_it_is_back(backend: Backend) -> None:
    try:
        backend.application.store.version()
    except StoreUnusable:
        return
    st.rerun()


def _cannot_open(backend: Backend, error: CannotOpen) -> None:
    st.subheader("The map cannot be opened")
    st.error("Something it needs is missing or broken. What is wrong, and what to do:", icon=":material/error:")
    st.code(str(error), language=None, wrap_lines=True)
    if st.button("Try again", type="primary"):
        backend.retry()
        st.rerun()


main()
