"""The dialog "Share": the link, code for a frame, feeds, and saving the view under a short link."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from urllib.parse import urlsplit

import streamlit as st

from mapapp.domain.saved import SavedView
from mapapp.domain.view import View
from mapapp.spoken import N_, _
from mapapp.store.saved import FROZEN_MOST, LONGEST_TITLE, TooManyToFreeze
from mapapp.web import address, link, map_place
from mapapp.web import backend as backends
from mapapp.web.highlight import plain
from mapapp.web.shown import words

LIVE, FROZEN = N_("Live: it shows what is then known"), N_("Frozen: it stays as it is today")
EXPIRIES = {N_("ever"): None, N_("a week"): 7, N_("30 days"): 30, N_("a year"): 365}
"""What people choose, and days."""
MADE = "share-made"


def button() -> None:
    """Draw the button that opens the dialog."""
    if st.button(_("Share …"), icon=":material/share:", key="share", on_click=address.settle):
        st.session_state.pop(MADE, None)
        st.dialog(_("Share what you see"), width="large")(dialog)()


def dialog() -> None:
    """Draw the dialog."""
    view = replace(address.read()[0], incident=None)
    query = link.encode(view, address.look()[0])
    place = map_place.read()
    _save(view, query, place)
    filters = link.encode(view)
    asked = f"?{filters}" if filters else ""
    framed = (f"?{query}" if query else "") + (f"#map={place}" if place else "")
    st.markdown("**" + _("Show it on your site") + "**")
    st.code(frame_code(f"{base()}/embed{framed}"), language="html", wrap_lines=True)
    st.markdown(_("**Follow it**: new incidents in your feed reader"))
    st.code("\n".join(f"{base()}/feed.{ending}{asked}" for ending in ("rss", "atom", "json")), language=None)


def base() -> str:
    """The address of this server as the reader's browser knows it, or as the settings say."""
    settings = backends.current().application.settings
    here = urlsplit(str(st.context.url or ""))
    return settings.public_url or f"{here.scheme}://{here.netloc}"


def frame_code(source: str) -> str:
    """HTML for somebody's page."""
    title = _("Map of incidents")
    return (
        f'<iframe src="{escape(source, quote=True)}" title="{escape(title, quote=True)}" width="100%" height="480" '
        'style="border:0" loading="lazy" referrerpolicy="no-referrer"></iframe>'
    )


def _save(view: View, query: str, place: str) -> None:
    with st.form("share-save", border=False):
        st.markdown("**" + _("Save it under a short link") + "**")
        placeholder = _("what the filters say")
        title = st.text_input(_("Title"), max_chars=LONGEST_TITLE, placeholder=placeholder, key="share-title")
        kind = st.radio(_("Kind"), [LIVE, FROZEN], format_func=_, label_visibility="collapsed", key="share-kind")
        st.caption(
            _(
                "Frozen holds up to {most} incidents: where, when, what and how many, and no words of a report. "
                "It shows them also when their report is removed, until you revoke it.",
                most=FROZEN_MOST,
            )
        )
        lasts = st.selectbox(_("Can be seen for"), list(EXPIRIES), format_func=_, index=0, key="share-expiry")
        if st.form_submit_button(_("Save"), type="primary"):
            _keep(view, query, place, title, frozen=kind == FROZEN, days=EXPIRIES[lasts])
    if made := st.session_state.get(MADE):
        st.success(_("Saved. Whoever has this link sees the view; you can revoke it on the page Saved views."))
        st.code(f"{base()}/s/{made.id}", language=None)
        st.code(frame_code(f"{base()}/s/{made.id}/embed"), language="html", wrap_lines=True)


def _keep(view: View, query: str, place: str, title: str, *, frozen: bool, days: int | None) -> None:
    expires = None if days is None else datetime.now(UTC) + timedelta(days=days)
    saved = backends.current().application.store.saved
    try:
        made: SavedView = saved.keep(
            title.strip() or words(view), query, place=place, expires=expires, freeze=view if frozen else None
        )
    except TooManyToFreeze as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.session_state[MADE] = made
