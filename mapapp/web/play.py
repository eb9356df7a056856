"""Play: the chosen days move over the bars by themselves, one length at a time.

While it plays the address holds the view it began with, so that Back undoes all of it at once; whatever the reader does
then, or Stop, writes the moment that is shown.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from mapapp.spoken import _
from mapapp.store.histogram import Bar
from mapapp.web import address

LOOKS_EVERY_SECONDS = 0.8
"""How often the browser asks whether it is time for the next step."""
REST_SECONDS = 1.0
"""From the end of one drawing of the page to the next step: a slow server plays more slowly, and never falls behind."""
DRAWN_AT = "play-drawn-at"
"""When the page was drawn last, in seconds of a clock that only runs forward."""

Days = tuple[date, date]
"""The first and the last day, both included."""


def moved(days: Days, steps: int) -> Days | None:
    """Days moved by so many times their length; whole months stay whole. None beyond the calendar."""
    first, last = days
    try:
        after = last + timedelta(days=1)
        if first.day == after.day == 1:
            months = (_month(after) - _month(first)) * steps
            return _first_of(_month(first) + months), _first_of(_month(after) + months) - timedelta(days=1)
        length = (after - first) * steps
        return first + length, last + length
    except (OverflowError, ValueError):
        return None


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def begun(chosen: Days | None, bars: Sequence[Bar]) -> Days | None:
    """Where play begins: with the chosen days; with as many at the beginning where nothing comes after them; with the
    first bar where none are chosen, or all. None without bars.
    """
    if not bars:
        return None
    first, last = bars[0].first, bars[-1].last
    bounded = chosen is not None and date.min < chosen[0] <= chosen[1] < date.max
    if chosen is None or not bounded or (chosen[0] <= first and chosen[1] >= last):
        return first, bars[0].last
    after = moved(chosen, 1)
    if after is not None and after[0] <= last:
        return chosen
    return first, first + (chosen[1] - chosen[0])


def button(chosen: Days | None, bars: Sequence[Bar]) -> None:
    """Play or stop. The style sheet hides it from readers who want no motion: they step."""
    if address.moment():
        st.button(_("Stop"), key="timeline-stop", icon=":material/stop:", type="tertiary", on_click=address.settle)
        return
    days = begun(chosen, bars)
    enough = days is not None and len(bars) > 1
    st.button(
        _("Play"),
        key="timeline-play",
        icon=":material/play_arrow:",
        type="tertiary",
        disabled=not enough,
        on_click=address.show_moment,
        args=(days,),
    )


def go_on(bars: Sequence[Bar]) -> None:
    """At the end of the page: take the next step in a while, if it plays."""
    if math.isinf(st.session_state.get(address.ECHO_UNTIL, 0.0)):
        st.session_state[address.ECHO_UNTIL] = time.monotonic() + REST_SECONDS
    if address.moment():
        st.session_state[DRAWN_AT] = time.monotonic()
        _step(bars[-1].last if bars else date.min)


@st.fragment(run_every=LOOKS_EVERY_SECONDS)
def _step(end: date) -> None:
    """The next step, if the page has stood long enough; drawn by the page itself it therefore is none."""
    if time.monotonic() - st.session_state[DRAWN_AT] < REST_SECONDS or address.MOMENT not in st.session_state:
        return  # once stopped, a late call must not draw: it would bring an older address with it
    days = address.moment()
    after = moved(days, 1) if days else None
    if after and after[0] <= end:
        address.show_moment(after)
    elif days:
        address.settle()
    st.rerun()
