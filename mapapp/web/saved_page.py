"""The page "Saved views": what was saved, and how to take it back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from mapapp.domain.saved import SavedView
from mapapp.web import backend as backends
from mapapp.web import share_dialog
from mapapp.web.highlight import Part, Role, to_html

PAGE_ROWS = 20


def draw() -> None:
    """Draw the page."""
    st.subheader("Saved views", anchor=False)
    saved = backends.current().application.store.saved.all()
    if not saved:
        st.info("No view is saved yet. Press Share … on the map.", icon=":material/bookmark:")
        st.page_link(st.session_state["pages"]["map"], label="Map", icon=":material/map:")
        return
    st.caption("Whoever has the link of a view sees it until it expires or is revoked.")
    pages = -(-len(saved) // PAGE_ROWS)
    page = st.pagination(pages, key="saved-page") if pages > 1 else 1
    for view in saved[PAGE_ROWS * (page - 1) : PAGE_ROWS * page]:
        _one(view)


def _one(view: SavedView) -> None:
    closed = view.why_closed(datetime.now(UTC))
    with st.container(border=True, key=f"saved-{view.id}"):
        st.html(
            to_html([Part(text=view.title)], style="title")
            + to_html([Part(text=closed or _state(view), role=Role.MUTED)], style="note")
        )
        if closed:
            return
        st.code(f"{share_dialog.base()}/s/{view.id}", language=None)
        with st.expander("Code for a site, and feeds"):
            st.code(share_dialog.frame_code(f"{share_dialog.base()}/s/{view.id}/embed"), language="html")
            feeds = (f"{share_dialog.base()}/s/{view.id}/feed.{ending}" for ending in ("rss", "atom", "json"))
            st.code("\n".join(feeds), language=None)
        if st.button("Revoke …", key=f"revoke-{view.id}", icon=":material/link_off:"):
            _confirm(view)


def _state(view: SavedView) -> str:
    kind = f"Frozen, {view.frozen.incidents:,} incidents" if view.frozen else "Live"
    until = f"until {view.expires:%d %B %Y}" if view.expires else "for ever"
    return f"{kind} · saved {view.created:%d %B %Y} · can be seen {until}"


@st.dialog("Revoke this view?")
def _confirm(view: SavedView) -> None:
    st.html(to_html([Part(text=view.title)], style="title"))
    st.write("Its link, its frames and its feeds stop at once, for everybody and for ever. Nothing else is deleted.")
    keep, revoke = st.columns(2)
    if keep.button("Keep it", width="stretch"):
        st.rerun()
    if revoke.button("Revoke", type="primary", width="stretch"):
        backends.current().application.store.saved.revoke(view.id)
        st.rerun()
