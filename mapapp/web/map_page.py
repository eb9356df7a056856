"""The page "Map": filters, figures, the map, the same incidents as a table, and one incident's card."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from mapapp.domain.view import View
from mapapp.spoken import _, ngettext
from mapapp.store.snapshot import Snapshot
from mapapp.web import (
    accounts_view,
    address,
    copy_link,
    download,
    filters,
    link,
    map_panel,
    share_dialog,
    timeline,
    welcome,
)
from mapapp.web import backend as backends
from mapapp.web.backend import Backend
from mapapp.web.highlight import Part, plain, to_html
from mapapp.web.shown import words
from mapapp.web.tally import tally_parts

SECONDS_BETWEEN_LOOKS = 1.0
WARNINGS = 3
"""So many remarks on a link stand above the map; what is more is one click away."""


def draw() -> None:
    """Draw the page from what the address says."""
    backend = backends.current()
    application = backend.application
    snapshot = backend.snapshot
    st.session_state.pop(address.WHOLE_PAGE, None)
    view, not_understood = address.read()
    said = st.container()  # always there, so that what follows keeps its place
    with said:
        accounts_view.said()
    if not len(snapshot):
        welcome.draw(application)
        _until_something_is_kept(snapshot.version)
        return
    with said:
        _say([*not_understood, *address.look()[1], *filter(None, [address.notice()])])
    try:
        link.encode(view)
    except link.LinkTooLong as error:  # a link that was made by hand: no part of the page could say it again
        st.error(plain(str(error), longest=1000), icon=":material/link_off:")
        _filters(backend)
        return
    figures = st.container()
    map_panel.page_shows(view)
    map_panel.draw()
    with figures:
        _figures(view, snapshot)
    _filters(backend)
    timeline.draw(replace(view, incident=None), snapshot)


def _filters(backend: Backend) -> None:
    with st.sidebar:
        # While time plays the filters stand still: a widget that is set at each step would be sent back a step late.
        filters.draw(address.written()[0], backend.snapshot, backend.application.gazetteer)


def _say(sentences: list[str]) -> None:
    """What of the link was not understood: all of it, without pushing the map off the page."""
    for sentence in sentences[:WARNINGS]:
        st.warning(plain(sentence), icon=":material/link_off:")
    if further := sentences[WARNINGS:]:
        more = ngettext("{n} more about this link", "{n} more about this link", len(further))
        with st.expander(more, icon=":material/link_off:"):
            for sentence in further:
                st.markdown(plain(sentence))


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def _until_something_is_kept(version: int) -> None:
    """There is no map yet that would notice what others write."""
    if backends.current().newest() != version:
        st.rerun()


def _figures(view: View, snapshot: Snapshot) -> None:
    tally = snapshot.tally(replace(view, incident=None))
    link_here = f"{st.context.url or ''}?{link.encode(view, address.look()[0])}"
    st.html(
        to_html([Part(text=_("Incident map: {filters}. {link}", filters=words(view), link=link_here))], style="query")
    )
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.html(to_html(tally_parts(tally), style="tally"), width="content")
        with st.container(width="content", horizontal=True, vertical_alignment="center"):
            download.draw(view, tally)
            copy_link.draw()
            share_dialog.button()
    if not tally.incidents:
        st.info(
            _("Nothing fits all of these filters together. Take one away, or press Clear all."),
            icon=":material/filter_alt_off:",
        )
