"""The page "Saved views": what was saved, and how to take it back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from mapapp.domain.saved import SavedView
from mapapp.spoken import _, long_day, ngettext
from mapapp.web import backend as backends
from mapapp.web import share_dialog
from mapapp.web.highlight import Part, Role, to_html

PAGE_ROWS = 20


def draw() -> None:
    """Draw the page."""
    st.subheader(_("Saved views"), anchor=False)
    saved = backends.current().application.store.saved.all()
    if not saved:
        st.info(_("No view is saved yet. Press Share … on the map."), icon=":material/bookmark:")
        st.page_link(st.session_state["pages"]["map"], label=_("Map"), icon=":material/map:")
        return
    st.caption(_("Whoever has the link of a view sees it until it expires or is revoked."))
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
        with st.expander(_("Code for a site, and feeds")):
            st.code(share_dialog.frame_code(f"{share_dialog.base()}/s/{view.id}/embed"), language="html")
            feeds = (f"{share_dialog.base()}/s/{view.id}/feed.{ending}" for ending in ("rss", "atom", "json"))
            st.code("\n".join(feeds), language=None)
        if st.button(_("Revoke …"), key=f"revoke-{view.id}", icon=":material/link_off:"):
            st.dialog(_("Revoke this view?"))(_confirm)(view)


def _state(view: SavedView) -> str:
    frozen = view.frozen
    kind = ngettext("Frozen, {n} incident", "Frozen, {n} incidents", frozen.incidents) if frozen else _("Live")
    until = _("can be seen until {day}", day=long_day(view.expires)) if view.expires else _("can be seen for ever")
    return " · ".join([kind, _("saved {day}", day=long_day(view.created)), until])


def _confirm(view: SavedView) -> None:
    st.html(to_html([Part(text=view.title)], style="title"))
    st.write(_("Its link, its frames and its feeds stop at once, for everybody and for ever. Nothing else is deleted."))
    keep, revoke = st.columns(2)
    if keep.button(_("Keep it"), width="stretch"):
        st.rerun()
    if revoke.button(_("Revoke"), type="primary", width="stretch"):
        backends.current().application.store.saved.revoke(view.id)
        st.rerun()
