"""The bars over time below the map. Dragging over them chooses days; the bars stay, and what is chosen stands out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
import streamlit as st

from mapapp.domain.lately import Lately
from mapapp.domain.view import View
from mapapp.spoken import N_, _, interval, ngettext
from mapapp.spoken import day as day_words
from mapapp.store.filters import STEPS, TIMES, timeless, window
from mapapp.store.histogram import Bar, Histogram, Unit
from mapapp.store.snapshot import Snapshot
from mapapp.web import address, play
from mapapp.web.chart_language import spoken_axes
from mapapp.web.picking import pickable
from mapapp.web.tally import incidents

HEIGHT = 120
"""Pixels."""
BRUSH = "brush"
CHOSEN, PALE = "#1f5f8b", "#b9c6ce"
LAST_NAMES = {"24h": N_("Last 24 h"), "7d": N_("Last 7 days"), "30d": N_("Last 30 days"), "12m": N_("Last 12 months")}
"""What a view without a time has."""
UNITS = {
    Unit.DAY: N_("Day"),
    Unit.WEEK: N_("Week"),
    Unit.MONTH: N_("Month"),
    Unit.YEAR: N_("Year"),
    Unit.DECADE: N_("Decade"),
    Unit.CENTURY: N_("Century"),
}
BY = {
    Unit.DAY: N_("by day (UTC)"),
    Unit.WEEK: N_("by week (UTC)"),
    Unit.MONTH: N_("by month (UTC)"),
    Unit.YEAR: N_("by year (UTC)"),
    Unit.DECADE: N_("by decade (UTC)"),
    Unit.CENTURY: N_("by century (UTC)"),
}
NOT_TO_ONE = {
    Unit.DAY: N_("{n} not known to one day: shared out over the bars they may lie in"),
    Unit.WEEK: N_("{n} not known to one week: shared out over the bars they may lie in"),
    Unit.MONTH: N_("{n} not known to one month: shared out over the bars they may lie in"),
    Unit.YEAR: N_("{n} not known to one year: shared out over the bars they may lie in"),
    Unit.DECADE: N_("{n} not known to one decade: shared out over the bars they may lie in"),
    Unit.CENTURY: N_("{n} not known to one century: shared out over the bars they may lie in"),
}
FIRST_SECOND = datetime(1970, 1, 1, tzinfo=UTC)


def draw(view: View, snapshot: Snapshot) -> None:
    """The timeline of the view: the buttons, the bars of all times, and a line that says what they count."""
    spread = snapshot.histogram(view, all_times=True)
    chosen = days(view)
    _buttons(view, chosen, spread.bars)
    if spread.bars and address.moment():
        st.altair_chart(chart(spread, chosen), key="timeline-playing")
    elif spread.bars:
        drawn = chart(spread, chosen, brushed=True)
        pickable(
            drawn, "timeline", (view.since, view.until, view.last), BRUSH, lambda found: _brushed(found, spread.bars)
        )
    st.caption(sentence(spread, view, snapshot))
    play.go_on(spread.bars)


def days(view: View) -> tuple[date, date] | None:
    """The first and the last day that the view's times leave; None where it has none."""
    asked = window(view)
    if asked is None:
        return None
    first, after = (FIRST_SECOND + timedelta(seconds=seconds) for seconds in (asked[0], asked[1] - 1))
    return first.date(), after.date()


def chart(spread: Histogram, chosen: tuple[date, date] | None, *, brushed: bool = False) -> alt.Chart:
    """Bars over time. All that it holds are dates and numbers."""
    rows = [_row(bar, chosen) for bar in spread.bars]
    drawn: alt.Chart = alt.Chart(alt.InlineData(values=rows), height=HEIGHT).mark_bar(orient="vertical")
    drawn = drawn.encode(
        x=alt.X("first:T", title=None, scale=alt.Scale(type="utc"), axis=alt.Axis(labelOverlap=True)),
        x2="next:T",
        y2=alt.Y2(datum=0),
        y=alt.Y("share:Q", title=None, axis=alt.Axis(tickCount=3, format=",~r")),
        color=alt.condition("datum.chosen", alt.value(CHOSEN), alt.value(PALE)),
        tooltip=[
            alt.Tooltip("days:N", title=_(UNITS[spread.unit])),
            alt.Tooltip("touching:Q", title=_("Incidents when chosen"), format=","),
            alt.Tooltip("within:Q", title=_("Surely then"), format=","),
        ],
    )
    if brushed:
        brush = alt.selection_interval(name=BRUSH, encodings=["x"])
        drawn = drawn.add_params(brush)
    return spoken_axes(drawn)


def _row(bar: Bar, chosen: tuple[date, date] | None) -> dict[str, Any]:
    return {
        "first": bar.first.isoformat(),
        "next": (bar.last + timedelta(days=min(1, (date.max - bar.last).days))).isoformat(),
        "days": interval(bar.first, bar.last),
        "share": round(bar.share, 6),
        "within": bar.within,
        "touching": bar.touching,
        "chosen": chosen is None or (bar.first <= chosen[1] and bar.last >= chosen[0]),
    }


def sentence(spread: Histogram, view: View, snapshot: Snapshot) -> str:
    """What the bars count, what they leave out, and what is chosen."""
    dated = ngettext("{n} dated incident", "{n} dated incidents", spread.dated)
    parts = [", ".join([dated, _(BY[spread.unit])])]
    if spread.undated:
        undated = ngettext("{n} without a date is in no bar", "{n} without a date are in no bar", spread.undated)
        parts.append(undated)
    if spread.spanning:
        parts.append(_(NOT_TO_ONE[spread.unit], n=spread.spanning))
    if chosen := days(view):
        count = snapshot.tally(replace(view, incident=None)).incidents
        first, last = (None if day in {date.min, date.max} else day for day in chosen)
        begins = _("from {day}", day=day_words(first)) if first else ""
        ends = _("to {day}", day=day_words(last)) if last else ""
        days_words = " ".join(filter(None, [begins, ends]))
        parts.append(_("chosen: {days}, {incidents}", days=days_words, incidents=incidents(count)))
    return " · ".join(parts)


def _buttons(view: View, chosen: play.Days | None, bars: Sequence[Bar]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("**" + _("Over time") + "**", width="content")
        for step in STEPS["last"]:
            last = Lately.parse(step)
            _button(_(LAST_NAMES[step]), f"last-{step}", {"last": last}, disabled=view.last == last)
        _button(_("All times"), "all", {}, disabled=window(view) is None and not _unreadable(view))
        earlier, later = moved(view, -1), moved(view, 1)
        _button(_("Earlier"), "earlier", earlier or {}, disabled=earlier is None)
        _button(_("Later"), "later", later or {}, disabled=later is None)
        play.button(chosen, bars)


def _unreadable(view: View) -> bool:
    return any(key in TIMES for key, _ in view.unreadable)


def _button(label: str, name: str, changes: Mapping[str, Any], *, disabled: bool) -> None:
    st.button(label, key=f"timeline-{name}", on_click=_set, args=(dict(changes),), disabled=disabled, type="tertiary")


def _set(changes: dict[str, Any]) -> None:
    view, _ = address.read()
    address.write(replace(timeless(view), **changes))


def moved(view: View, steps: int) -> dict[str, Any] | None:
    """The view's from and to, moved by so many times their length; None without both, or beyond the calendar."""
    if view.since is None or view.until is None or view.last or view.until < view.since:
        return None
    after = play.moved((view.since, view.until), steps)
    return after and {"since": after[0], "until": after[1]}


def _brushed(selection: Mapping[str, Any], bars: Sequence[Bar]) -> None:
    found = selection.get(BRUSH) or {}
    if edges := next(iter(found.values()), None):
        first, last = covered(bars, float(edges[0]), float(edges[-1]))
        _set({"since": first, "until": last})


def covered(bars: Sequence[Bar], left_ms: float, right_ms: float) -> tuple[date, date]:
    """The first and the last day of the bars whose middle lies between two instants (UTC milliseconds since 1970); of
    the nearest bar where none does.
    """
    left_ms, right_ms = sorted((left_ms, right_ms))
    middles = [(_begins_ms(bar.first) + _begins_ms(bar.last) + 86_400_000) / 2 for bar in bars]
    inside = [bar for bar, middle in zip(bars, middles, strict=True) if left_ms <= middle <= right_ms]
    if not inside:
        centre = (left_ms + right_ms) / 2
        inside = [min(zip(bars, middles, strict=True), key=lambda pair: abs(pair[1] - centre))[0]]
    return inside[0].first, inside[-1].last


def _begins_ms(day: date) -> int:
    return (day - FIRST_SECOND.date()).days * 86_400_000
