"""What each visitor's browser runs through Streamlit: the pages and the way between them."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from mapapp.spoken import _
from mapapp.store import StoreUnusable
from mapapp.web import backend as backends
from mapapp.web import (
    look,
    map_page,
    map_panel,
    merges_page,
    paste_page,
    reader_language,
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
    reader_language.settle()
    st.set_page_config(page_title=_("Incident map"), page_icon=look.ICON, layout="wide")
    look.apply()
    pages = {
        "map": st.Page(map_page.draw, title=_("Map"), icon=":material/map:", url_path="map", default=True),
        "paste": st.Page(paste_page.draw, title=_("Paste a report"), icon=":material/content_paste:", url_path="paste"),
        "add": st.Page(
            _opened_late("intake_page"), title=_("Add reports"), icon=":material/upload_file:", url_path="add"
        ),
        "import": st.Page(
            _opened_late("import_page"), title=_("Import a table"), icon=":material/table_view:", url_path="import"
        ),
        "reports": st.Page(reports_page.draw, title=_("Reports"), icon=":material/library_books:", url_path="reports"),
        "merges": st.Page(merges_page.draw, title=_("Merges"), icon=":material/merge:", url_path="merges"),
        "table": st.Page(table_page.draw, title=_("Places of a table"), icon=":material/table:", url_path="table"),
    }
    pages["saved"] = st.Page(saved_page.draw, title=_("Saved views"), icon=":material/bookmark:", url_path="saved")
    st.session_state["pages"] = pages
    chosen = st.navigation(list(pages.values()), position="top")
    if st.session_state.get("page") != chosen.url_path:
        st.session_state["page"] = chosen.url_path
        map_panel.forget_bounds()
    backend = backends.current()
    reader_language.switch()
    try:
        backend.application  # noqa: B018  raises while it is not open
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
    st.subheader(_("The map is being prepared"))
    try:
        backend.snapshot if for_map else backend.application  # noqa: B018
    except NotReady as state:
        st.progress(state.fraction, text=_(state.message))
        st.caption(
            _("Places, language and incidents are read as the server starts; the very first start takes longest.")
        )
        return
    except CannotOpen:
        pass
    st.rerun()


def _away(backend: Backend, error: StoreUnusable) -> None:
    st.subheader(_("The record cannot be reached"))
    st.error(plain(str(error), longest=1000), icon=":material/cloud_off:")
    st.caption(_("This page comes back by itself."))
    _until_it_is_back(backend)


@st.fragment(run_every=SECONDS_BETWEEN_TRIES)
def _until_it_is_back(backend: Backend) -> None:
    try:
        backend.application.store.version()
    except StoreUnusable:
        return
    st.rerun()


def _cannot_open(backend: Backend, error: CannotOpen) -> None:
    st.subheader(_("The map cannot be opened"))
    st.error(_("Something it needs is missing or broken. What is wrong, and what to do:"), icon=":material/error:")
    st.code(str(error), language=None, wrap_lines=True)
    if st.button(_("Try again"), type="primary"):
        backend.retry()
        st.rerun()


main()
