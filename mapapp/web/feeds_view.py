"""The feeds that are asked for new reports: add one, see how it goes, remove it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import streamlit as st

from mapapp.domain.errors import MapappError
from mapapp.domain.feed import Feed
from mapapp.domain.report import digest
from mapapp.ingest.addresses import open_fetcher
from mapapp.ingest.subscribing import LEAST_MINUTES, MOST_MINUTES, subscribe
from mapapp.spoken import _, ngettext
from mapapp.store.errors import UnknownFeed
from mapapp.web import backend as backends
from mapapp.web.highlight import Part, Role, plain, to_html

SAID = "feeds-said"


def draw() -> None:
    """Draw the form and the list."""
    if said := st.session_state.pop(SAID, None):
        st.success(plain(said, longest=300), icon=":material/check:")
    _form()
    for feed in backends.current().application.store.feeds.all():
        _one(feed)


def _form() -> None:
    with st.form("feed", border=False, clear_on_submit=False):
        left, middle, right = st.columns([3, 1, 1], gap="medium", vertical_alignment="bottom")
        url: str = left.text_input(_("Address of a feed (RSS, Atom or JSON)"), placeholder="https://news.example/rss")
        minutes = middle.number_input(_("Ask every … minutes"), LEAST_MINUTES, MOST_MINUTES, 60)
        pressed = right.form_submit_button(_("Add"), type="primary", icon=":material/rss_feed:", width="stretch")
    if not pressed:
        return
    application = backends.current().application
    try:
        with st.spinner(_("Asking it …")):
            fetcher = open_fetcher(application.settings, application.store.host_turns)
            added = subscribe(application.store.feeds, fetcher, url, every_minutes=int(minutes), now=datetime.now(UTC))
    except MapappError as problem:
        st.error(plain(str(problem), longest=1000), icon=":material/error:")
        return
    st.session_state[SAID] = added.sentence
    st.rerun()


def _one(feed: Feed) -> None:
    with st.container(border=True, key=f"feed-{digest(feed.url)}"):
        parts = to_html([Part(text=feed.title or feed.url)], style="title")
        parts += to_html([Part(text=f"{feed.url} · {_when(feed)}", role=Role.MUTED)], style="note")
        st.html(parts + (to_html([Part(text=feed.last_error)], style="note") if feed.last_error else ""))
        if st.button(_("Remove"), key=f"remove-{feed.url}", icon=":material/delete:", help=_("Its reports stay.")):
            with suppress(UnknownFeed):  # somebody else has removed it
                backends.current().application.store.feeds.remove(feed.url)
            st.rerun()


def _when(feed: Feed) -> str:
    if feed.next_at is None:
        return _("stopped")
    asked = _(", asked last {when}", when=f"{feed.asked:%Y-%m-%d %H:%M} UTC") if feed.asked else ""
    return ngettext("every {n} minute", "every {n} minutes", feed.every_minutes) + asked
