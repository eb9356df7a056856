"""The address bar holds the view: it is read on every run and written once for each action.

Widgets hold nothing of their own. Each run sets them to what the address says, so that a link, Back and Forward and a
click all take the same way. Streamlit makes one history entry of each write, so Back undoes one action.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import parse_qs

import streamlit as st

from mapapp.domain.view import Look, View
from mapapp.store.filters import timeless
from mapapp.web import backend as backends
from mapapp.web import grounds, link, reader_language

NOTICE = "notice"
"""Where a sentence for the next run is left: a callback cannot draw."""
MOMENT = "moment"
ECHO_UNTIL = "echo-until"
"""Until then, by a clock that only runs forward, a call of the browser may bring the widgets as they were while time
played: what differs from the address is no wish of the reader.
"""
WHOLE_PAGE = "whole-page"
"""Set by what changes more than the fragment it stands in, until the whole page is drawn."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Days that are shown in place of those of the address, while they move by themselves."""

    days: tuple[date, date]
    """The first and the last, both included."""
    address: list[tuple[str, str]]
    """The one it began with: with another, as after Back, the moment is over."""


def read() -> tuple[View, tuple[str, ...]]:
    """The view in the address, and a sentence for each thing in it that was not understood. While time plays, its days
    are those of the moment.
    """
    view, notes = written()
    if days := moment():
        view = replace(timeless(view), since=days[0], until=days[1])
    return view, notes


def written() -> tuple[View, tuple[str, ...]]:
    """The view in the address itself, as `read` without the moment."""
    return link.decode(_pairs())


def moment() -> tuple[date, date] | None:
    """The days of the moment; None while nothing plays."""
    kept: Moment | None = st.session_state.get(MOMENT)
    return kept.days if kept and kept.address == _pairs() else None


def show_moment(days: tuple[date, date]) -> None:
    """Show these days in place of the address's, until something is written into it."""
    st.session_state[MOMENT] = Moment(days, _pairs())


def look() -> tuple[Look, tuple[str, ...]]:
    """How the address wants the view shown, and a sentence for each thing in that which was not understood."""
    shown, notes = link.decode_look(_pairs(), grounds.codes(backends.current()))
    return replace(shown, language=shown.language or reader_language.chosen()), notes


def write(view: View, shown: Look | None = None) -> None:
    """Put a view into the address, unless it is there already. One history entry; no rerun of its own.

    Without `shown` the look stays as it is. What plays stops.
    """
    if st.session_state.pop(MOMENT, None):
        st.session_state[WHOLE_PAGE] = True
        st.session_state[ECHO_UNTIL] = math.inf
    try:
        query = parse_qs(link.encode(view, shown or look()[0]), keep_blank_values=True)
    except link.LinkTooLong as error:  # the old view stays, and the reader is told
        st.session_state[NOTICE] = str(error)
        return
    if query != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(query)


def settle() -> None:
    """What plays stops, and the address holds the moment that is shown."""
    if moment():
        write(read()[0])


def _pairs() -> list[tuple[str, str]]:
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def notice() -> str | None:
    """The sentence that an earlier action left, once."""
    sentence: str | None = st.session_state.pop(NOTICE, None)
    return sentence
