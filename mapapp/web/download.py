"""The menu "Download": each format, and how much it will hold, which is the number on the screen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from mapapp.domain.view import View
from mapapp.spoken import _, language, ngettext
from mapapp.store import Tally
from mapapp.takeaway.export import TooMany
from mapapp.takeaway.formats import FORMATS, Format
from mapapp.web import link
from mapapp.web.exports import address_of
from mapapp.web.routes import LENIENT
from mapapp.web.tally import from_reports


def draw(view: View, tally: Tally) -> None:
    """Draw the button; the menu is made when it is opened."""
    with st.popover(_("Download"), icon=":material/download:", width="content"):
        st.caption(_("What is filtered: {incidents}", incidents=from_reports(tally.incidents, tally.reports)))
        query = link.encode(replace(view, incident=None))
        with st.container(gap=None):
            for row in FORMATS.values():
                _item(row, address_of(row.key, _asked(row, query)), tally.incidents)


def label(row: Format, incidents: int) -> str:
    """What the menu says: "CSV: 41 rows"."""
    if not row.rows:
        return _(row.label)
    if row.picture:
        return ngettext("{file}: {n} incident", "{file}: {n} incidents", incidents, file=_(row.label))
    return ngettext("{file}: {n} row", "{file}: {n} rows", incidents, file=_(row.label))


def _asked(row: Format, query: str) -> str:
    """The view, and for what is read by people the language of this page."""
    asked = [query, f"{LENIENT}=1" if query else "", f"{link.LANGUAGE}={language()}" if row.for_people else ""]
    return "&".join(filter(None, asked))


def _item(row: Format, address: str, incidents: int) -> None:
    try:
        row.ensure_fits(incidents)
    except TooMany as error:
        st.link_button(label(row, incidents), address, type="tertiary", disabled=True, help=str(error))
        return
    st.link_button(label(row, incidents), address, type="tertiary")
