"""Bars for charts: what they say, and how they are drawn. Names come from reports and stand in the data alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from mapapp.spoken import _, interval
from mapapp.store.breakdown import Stretch, Toll
from mapapp.web.tally import range_words

PICKED = "picked"
"""The name of what a click chooses."""
ROW = "row"
"""The field that a click tells: the number of a bar."""
LINE_PX, BAR_PX = 34, 9
"""Of one bar with its words above it, and of the bar alone."""
EDGE_PX = 36
"""Streamlit keeps so much of a chart's height for itself."""
OVER_TIME_PX = 110
DARK, PALE = "#1f5f8b", "#b9c6ce"
WORDS_COLOUR = "#45525a"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One bar that lies, with words above it."""

    value: str
    """As the filter takes it."""
    name: str
    """For people; by anybody."""
    words: str
    """What the bar says: "3 to 9"."""
    surely: int
    """The dark part."""
    at_most: int
    """Where the pale part ends."""
    colour: str = DARK
    chosen: bool = False
    """Is it what the filter asks for?"""


def toll_words(toll: Toll) -> str:
    """As a range: "6", "6 to 9", "at least 6"."""
    return range_words(toll.low, toll.high)


def lying(lines: Sequence[Line]) -> alt.LayerChart:
    """One bar below the other. A click anywhere on a line tells its number."""
    rows: list[dict[str, Any]] = [
        {
            ROW: number,
            "name": line.name,
            "words": line.words + (_(" · chosen") if line.chosen else ""),
            "surely": line.surely,
            "most": max(line.surely, line.at_most),
            "colour": line.colour,
        }
        for number, line in enumerate(lines)
    ]
    widest = max((row["most"] for row in rows), default=0)
    across = alt.Scale(domain=[0, max(1, widest)], nice=False)
    base = alt.Chart(alt.InlineData(values=rows), height=LINE_PX * max(1, len(rows)) + EDGE_PX).encode(
        y=alt.Y(f"{ROW}:O", axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0))
    )
    length = alt.X("most:Q", axis=None, scale=across)
    below: dict[str, Any] = {"yOffset": BAR_PX, "height": BAR_PX, "cursor": "pointer"}
    picked = alt.selection_point(name=PICKED, fields=[ROW], on="click", toggle=False)
    area = base.mark_bar(opacity=0, height=LINE_PX, cursor="pointer").encode(x=alt.value(0), x2=alt.value("width"))
    pale = base.mark_bar(opacity=0.35, **below).encode(x=length, color=alt.Color("colour:N", scale=None))
    dark = base.mark_bar(**below).encode(
        x=alt.X("surely:Q", axis=None, scale=across), color=alt.Color("colour:N", scale=None)
    )
    text: dict[str, Any] = {"yOffset": -6, "color": WORDS_COLOUR, "fontSize": 12, "cursor": "pointer"}
    name = base.mark_text(align="left", limit=250, **text).encode(x=alt.value(0), text="name:N")
    words = base.mark_text(align="right", limit=140, **text).encode(x=alt.value("width"), text="words:N")
    layers: Any = alt.layer(area.add_params(picked), pale, dark, name, words)
    drawn: alt.LayerChart = layers.configure_view(stroke=None)
    return drawn


def over_time(stretches: Sequence[Stretch]) -> alt.LayerChart:
    """The killed of each stretch of time, standing: at least, and at most in pale."""
    rows: list[dict[str, Any]] = [
        {
            ROW: number,
            "first": one.first.isoformat(),
            "next": one.last.isoformat(),
            "days": interval(one.first, one.last),
            "surely": one.tolls.killed.low,
            "most": max(one.tolls.killed.low, one.tolls.killed.high or 0),
            "killed": toll_words(one.tolls.killed),
            "injured": toll_words(one.tolls.injured),
        }
        for number, one in enumerate(stretches)
    ]
    told = [
        alt.Tooltip("days:N", title=_("Days")),
        alt.Tooltip("killed:N", title=_("Killed")),
        alt.Tooltip("injured:N", title=_("Injured")),
    ]
    base = alt.Chart(alt.InlineData(values=rows), height=OVER_TIME_PX + EDGE_PX).encode(
        x=alt.X(f"{ROW}:O", axis=None, scale=alt.Scale(paddingInner=0.15)), tooltip=told
    )
    heights = alt.Axis(tickCount=3, format=",~r")
    picked = alt.selection_point(name=PICKED, fields=[ROW], on="click", toggle=False)
    area = base.mark_bar(opacity=0, cursor="pointer").encode(y=alt.value(0), y2=alt.value("height"))
    pale = base.mark_bar(color=PALE, cursor="pointer").encode(y=alt.Y("most:Q", title=None, axis=heights))
    dark = base.mark_bar(color=DARK, cursor="pointer").encode(y=alt.Y("surely:Q", title=None, axis=heights))
    layers: Any = alt.layer(area.add_params(picked), pale, dark)
    drawn: alt.LayerChart = layers.configure_view(stroke=None)
    return drawn
