"""What a person decides by a button, and the word that it is done."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from mapapp.spoken import _
from mapapp.store import UnknownIncident, UnknownReport


def decide(act: Callable[[], None], done: str, *, gone: str, key: str) -> None:
    """Do what a button says, and draw the whole page anew, its figures too. Two people may press one at once.

    Args:
        act: raises UnknownIncident or UnknownReport where another person was quicker.
        done: said when it is done.
        gone: said when what it is about is no longer here.
        key: under which `say` finds it.
    """
    try:
        act()
    except (UnknownIncident, UnknownReport):
        st.session_state[key] = _("It is no longer here: {why}", why=gone)
    else:
        st.session_state[key] = _("{done} The page Merges can undo it.", done=done)
    st.rerun()


def say(key: str) -> None:
    """Say what the last button did, once."""
    if done := st.session_state.pop(key, None):
        st.toast(done, icon=":material/check:")
