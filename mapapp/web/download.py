"""The menu "Download": each format, and how much it will hold, which is the number on the screen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from mapapp.domain.view import View
from mapapp.store import Tally
from mapapp.takeaway.export import TooMany
from mapapp.takeaway.formats import FORMATS, Format
from mapapp.web import link
from mapapp.web.exports import address_of
from mapapp.web.routes import LENIENT
from mapapp.web.tally import from_reports


def draw(view: View, tally: Tally) -> None:
    """Draw the button; the menu is made when it is opened."""
    with st.popover("Download", icon=":material/download:", width="content"):
        st.caption(f"What is filtered: {from_reports(tally.incidents, tally.reports)}")
        query = link.encode(replace(view, incident=None))
        with st.container(gap=None):
            for row in FORMATS.values():
                _item(row, address_of(row.key, f"{query}&{LENIENT}=1" if query else ""), tally.incidents)


def label(row: Format, incidents: int) -> str:
    """What the menu says: "CSV: 41 rows"."""
    if not row.rows:
        return row.label
    word = "incident" if row.picture else "row"
    return f"{row.label}: {incidents:,} {word}{'' if incidents == 1 else 's'}"


def _item(row: Format, address: str, incidents: int) -> None:
    try:
        row.ensure_fits(incidents)
    except TooMany as error:
        st.link_button(label(row, incidents), address, type="tertiary", disabled=True, help=str(error))
        return
    st.link_button(label(row, incidents), address, type="tertiary")
