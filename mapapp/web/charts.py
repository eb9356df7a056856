"""The charts beside the map: the incidents of the view by type, place and source, and their tolls. A click on a bar
sets the filter, as if it were chosen in the panel; a click on what is chosen takes it away.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import altair as alt
import streamlit as st

from gazetteer.lookup import Gazetteer
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.names import event_name
from mapapp.domain.view import View
from mapapp.spoken import N_, _, interval, ngettext, number
from mapapp.store.breakdown import Breakdown, Stretch, Toll, Tolls
from mapapp.store.filters import timeless
from mapapp.store.histogram import Unit
from mapapp.store.snapshot import Snapshot
from mapapp.web import address
from mapapp.web.bars import DARK, PICKED, ROW, Line, lying, over_time, toll_words
from mapapp.web.filters import country_name, province_name
from mapapp.web.highlight import plain
from mapapp.web.picking import pickable
from mapapp.web.tally import incidents

LINES_MOST = 10
"""Bars of one chart; the fullest are shown."""
KILLED_COLOUR, INJURED_COLOUR = "#720000", "#875499"
SEVERAL = {
    "type": N_("one of two types counts in both"),
    "country": N_("one of two countries counts in both"),
    "province": N_("one of two provinces counts in both"),
    "source": N_("one of two sources counts in both"),
}
KILLED_BY = {
    Unit.DAY: N_("Killed, by day: at least to at most"),
    Unit.WEEK: N_("Killed, by week: at least to at most"),
    Unit.MONTH: N_("Killed, by month: at least to at most"),
    Unit.YEAR: N_("Killed, by year: at least to at most"),
    Unit.DECADE: N_("Killed, by decade: at least to at most"),
    Unit.CENTURY: N_("Killed, by century: at least to at most"),
}

Counted = TypeVar("Counted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars of one kind, and the filter that a click on them sets."""

    key: str
    title: str
    field: str
    """Of the View."""
    lines: tuple[Line, ...]
    note: str = ""
    """What the bars leave out."""


def draw(view: View, snapshot: Snapshot, gazetteer: Gazetteer) -> None:
    """Draw every chart of the view, one below the other."""
    parts = snapshot.breakdown(view)
    if not parts.total:
        st.caption(_("There is nothing to count."))
        return
    st.caption(_("{incidents}. A click on a bar filters by it.", incidents=incidents(parts.total)))
    for chart in charts(parts, view, snapshot, gazetteer):
        _lying(chart, view)
    _over_time(parts, view)


def charts(parts: Breakdown, view: View, snapshot: Snapshot, gazetteer: Gazetteer) -> tuple[Chart, ...]:
    """The charts of bars that lie; those with nothing in them are left out."""
    made = (
        _types(parts, view),
        _places(parts, view, snapshot, gazetteer),
        _sources(parts, view),
        _tolls(parts, view, "killed", _("Killed, by type: at least to at most"), KILLED_COLOUR),
        _tolls(parts, view, "injured", _("Injured, by type: at least to at most"), INJURED_COLOUR),
    )
    return tuple(chart for chart in made if chart.lines)


def _types(parts: Breakdown, view: View) -> Chart:
    counts, name = _by_type(parts.counts["type"], int.__add__)
    lines = _counted(counts, view.types, name, _type_colour)
    return Chart(key="type", title=_("By type"), field="types", lines=lines)


def _places(parts: Breakdown, view: View, snapshot: Snapshot, gazetteer: Gazetteer) -> Chart:
    """By country; within the one country that is asked for, by province."""
    if len(view.countries) == 1:
        (country,) = view.countries
        known = snapshot.places.provinces
        inside = {
            value: count
            for value, count in parts.counts["province"].items()
            if (place := known.get(value)) and place.country == country
        }
        lines = _counted(inside, view.provinces, lambda value: province_name(value, snapshot))
        title = _("By province of {country}", country=country_name(country, gazetteer))
        return Chart(key="province", title=title, field="provinces", lines=lines, note=_note(parts, "province", inside))
    counts = parts.counts["country"]
    lines = _counted(counts, view.countries, lambda code: country_name(code, gazetteer))
    return Chart(
        key="country", title=_("By country"), field="countries", lines=lines, note=_note(parts, "country", counts)
    )


def _sources(parts: Breakdown, view: View) -> Chart:
    counts = parts.counts["source"]
    lines = _counted(counts, view.sources, str)
    return Chart(key="source", title=_("By source"), field="sources", lines=lines, note=_note(parts, "source", counts))


def _tolls(parts: Breakdown, view: View, kind: str, title: str, colour: str) -> Chart:
    tolls, name = _by_type(parts.types, Tolls.__add__)
    told: dict[str, Toll] = {code: getattr(toll, kind) for code, toll in tolls.items()}
    told = {code: toll for code, toll in told.items() if toll.high != 0}
    lines = tuple(
        Line(
            value=code,
            name=name(code),
            words=toll_words(told[code]),
            surely=told[code].low,
            at_most=told[code].high or 0,
            colour=colour,
            chosen=code in view.types,
        )
        for code in sorted(told, key=lambda code: (-told[code].low, code))
    )
    note = _("Without planned, denied, hypothetical and past incidents.")
    return Chart(key=kind, title=title, field="types", lines=lines, note=note)


def _by_type(
    counts: Mapping[str, Counted], add: Callable[[Any, Any], Any]
) -> tuple[dict[str, Counted], Callable[[str], str]]:
    """By whole types; by their parts where all are of one type."""
    groups: dict[str, Counted] = {}
    for code, count in counts.items():
        group = code.partition(".")[0]
        groups[group] = add(groups[group], count) if group in groups else count
    return (dict(counts), _part_name) if len(groups) == 1 else (groups, _group_name)


def _group_name(code: str) -> str:
    return event_name(GROUPS[code].name) if code in GROUPS else code


def _part_name(code: str) -> str:
    return event_name(EVENT_TYPES[code].event_type.sub_type) if code in EVENT_TYPES else code


def _type_colour(code: str) -> str:
    group = GROUPS.get(code.partition(".")[0])
    return group.colour if group else DARK


def _counted(
    counts: Mapping[str, int],
    chosen: Sequence[str],
    name: Callable[[str], str],
    colour: Callable[[str], str] = lambda _: DARK,
) -> tuple[Line, ...]:
    fullest = sorted(counts, key=lambda value: (-counts[value], value))[:LINES_MOST]
    return tuple(
        Line(
            value=value,
            name=name(value),
            words=number(counts[value]),
            surely=counts[value],
            at_most=counts[value],
            colour=colour(value),
            chosen=value in chosen,
        )
        for value in fullest
    )


def _note(parts: Breakdown, key: str, counts: Mapping[str, int]) -> str:
    """What the bars leave out, and that they may add up to more."""
    said = []
    if len(counts) > LINES_MOST:
        said.append(_("the fullest {some} of {all}", some=LINES_MOST, all=len(counts)))
    if parts.without[key]:
        said.append(_without(key, parts.without[key]))
    if sum(parts.counts[key].values()) > parts.total - parts.without[key]:
        said.append(_(SEVERAL[key]))
    return " · ".join(said)


def _without(key: str, count: int) -> str:
    if key == "country":
        return ngettext("{n} without a country", "{n} without a country", count)
    if key == "province":
        return ngettext("{n} without a province", "{n} without a province", count)
    return ngettext("{n} without a source", "{n} without a source", count)


def _lying(chart: Chart, view: View) -> None:
    st.markdown(f"**{plain(chart.title)}**")
    _drawn(lying(chart.lines), chart.key, view, lambda number: _toggled(chart, number))
    if chart.note:
        st.caption(chart.note)


def _over_time(parts: Breakdown, view: View) -> None:
    """The killed over time. The timeline below the map has the incidents."""
    if not any(stretch.tolls.killed.high != 0 for stretch in parts.stretches):
        return
    st.markdown("**" + _(KILLED_BY[parts.unit]) + "**")
    first, last = parts.stretches[0].first, parts.stretches[-1].last
    _drawn(over_time(parts.stretches), "time", view, lambda number: _days_chosen(parts.stretches, number))
    st.caption(" · ".join([f"{interval(first, last)}, UTC", *_in_no_bar(parts)]))


def _in_no_bar(parts: Breakdown) -> list[str]:
    left_out = (
        (parts.spanning.killed, N_("{toll} killed in incidents that are not known to one bar are in none")),
        (parts.undated.killed, N_("{toll} killed in incidents without a date are in no bar")),
    )
    return [_(words, toll=toll_words(toll)) for toll, words in left_out if toll.high != 0]


def _drawn(drawn: alt.LayerChart, name: str, view: View, picked: Callable[[int], None]) -> None:
    def clicked(selection: Mapping[str, Any]) -> None:
        for found in selection.get(PICKED) or []:
            picked(int(found[ROW]))
            return

    pickable(drawn, f"chart-{name}", replace(view, incident=None), PICKED, clicked)


def _toggled(chart: Chart, number: int) -> None:
    if number < len(chart.lines):
        view, _ = address.read()
        address.write(toggled(view, chart.field, chart.lines[number].value))


def toggled(view: View, field: str, value: str) -> View:
    """The view with this value alone chosen; with none where it was the only one."""
    chosen: dict[str, Any] = {field: () if getattr(view, field) == (value,) else (value,)}
    return replace(view, **chosen)


def _days_chosen(stretches: Sequence[Stretch], number: int) -> None:
    if number < len(stretches):
        view, _ = address.read()
        address.write(replace(timeless(view), since=stretches[number].first, until=stretches[number].last))
