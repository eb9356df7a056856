"""The address bar holds the view: it is read on every run and written once for each action.

Widgets hold nothing of their own. Each run sets them to what the address says, so that a link, Back and Forward and a
click all take the same way. Streamlit makes one history entry of each write, so Back undoes one action.
"""

from __future__ import annotations

from urllib.parse import parse_qs

import streamlit as st

from mapapp.domain.view import Look, View
from mapapp.web import backend as backends
from mapapp.web import grounds, link

NOTICE = "notice"
"""Where a sentence for the next run is left: a callback cannot draw."""


def read() -> tuple[View, tuple[str, ...]]:
    """The view in the address, and a sentence for each thing in it that was not understood."""
    return link.decode(_pairs())


def look() -> tuple[Look, tuple[str, ...]]:
    """How the address wants the view shown, and a sentence for each thing in that which was not understood."""
    return link.decode_look(_pairs(), grounds.codes(backends.current()))


def write(view: View, shown: Look | None = None) -> None:
    """Put a view into the address, unless it is there already. One history entry; no rerun of its own.

    Without `shown` the look stays as it is.
    """
    try:
        query = parse_qs(link.encode(view, shown or look()[0]), keep_blank_values=True)
    except link.LinkTooLong as error:  # the old view stays, and the reader is told
        st.session_state[NOTICE] = str(error)
        return
    if query != {key: st.query_params.get_all(key) for key in st.query_params}:
        st.query_params.from_dict(query)


def _pairs() -> list[tuple[str, str]]:
    return [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]


def notice() -> str | None:
    """The sentence that an earlier action left, once."""
    sentence: str | None = st.session_state.pop(NOTICE, None)
    return sentence
