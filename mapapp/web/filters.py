"""The filters beside the map. Each option says how many incidents it would leave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from gazetteer.lookup import Gazetteer
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import Status
from mapapp.domain.names import event_name, name_of
from mapapp.domain.view import View
from mapapp.spoken import N_, _, number
from mapapp.spoken import country_name as country_in
from mapapp.store.facets import province_tree
from mapapp.store.filters import FILTERS, STEPS, without
from mapapp.store.snapshot import Snapshot
from mapapp.web import address, area_filter

EARLIEST = date(1800, 1, 1)
LATEST = date(2200, 12, 31)
INDENT = "\u2003"
"""An em space: it sets a sub-type under its type."""
LISTED_MOST = 1_000
"""Values in one list; with more, the fullest are listed, and the search for words finds the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter with several values to choose from."""

    field: str
    """Of the View."""
    key: str
    """In links, and in the facets."""
    label: str


TYPE = Choice(field="types", key="type", label=N_("What happened"))
COUNTRY = Choice(field="countries", key="country", label=N_("Country"))
PROVINCE = Choice(field="provinces", key="province", label=N_("Province"))
PRECISION = Choice(field="precisions", key="precision", label=N_("How exactly the place is known"))
ACTOR = Choice(field="actors", key="actor", label=N_("Who"))
STATUS = Choice(field="statuses", key="status", label=N_("How sure it is"))
REVIEW = Choice(field="reviews", key="review", label=N_("Review"))
SOURCE = Choice(field="sources", key="source", label=N_("Source"))
LANGUAGE = Choice(field="languages", key="language", label=N_("Language of the report"))

SINGLE = {
    "words": "words",
    "since": "from",
    "until": "to",
    "last": "last",
    "killed_at_least": "killed",
    "injured_at_least": "injured",
}
"""Filters with one value: the View's field and the key in links."""
AS_IN_A_LINK = {"last", "killed_at_least", "injured_at_least"}
"""Fields whose widgets hold the value as a link gives it."""
LAST_NAMES = {"24h": N_("24 h"), "7d": N_("7 days"), "30d": N_("30 days"), "12m": N_("12 months")}

_ROWS = {row.key: row for row in FILTERS}
Counts = Mapping[str, int]
Facets = Mapping[str, Counts]


def draw(view: View, snapshot: Snapshot, gazetteer: Gazetteer) -> None:
    """The sidebar. A change writes the address, once, and the run that follows draws from it."""
    facets = snapshot.facets(view)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(_("Filter"), anchor=False, width="content")
        unfiltered = replace(view, incident=None) == View()
        st.button(_("Clear all"), on_click=clear_all, type="tertiary", disabled=unfiltered)
    area_filter.draw(view)
    _seen(view)
    _text(_("Words"), "words", view.words, placeholder=_("such as: hospital"))
    _choice(TYPE, view, facets, type_order(facets.get(TYPE.key, {}), view.types), _type_name)
    _times(view, facets)
    _places(view, facets, snapshot, gazetteer)
    _choice(ACTOR, view, facets, by_count, str)
    _choice(STATUS, view, facets, lambda counts: fixed([*Status], counts), lambda value: name_of(value).capitalize())
    _at_least(_("Killed, at least"), "killed_at_least", view.killed_at_least, facets)
    _at_least(_("Injured, at least"), "injured_at_least", view.injured_at_least, facets)
    _choice(SOURCE, view, facets, by_count, str)
    _choice(LANGUAGE, view, facets, by_count, str)
    _choice(REVIEW, view, facets, by_count, lambda value: _words_of(REVIEW, value))


def _seen(view: View) -> None:
    """That only what is in view counts, as a chip that takes it away."""
    if _ROWS["seen"].words(view):
        st.button(
            _("Only what is in view"),
            icon=":material/close:",
            key=widget("seen"),
            help=_("Count the whole world again"),
            on_click=_count_everywhere,
        )


def _count_everywhere() -> None:
    address.write(without(address.read()[0], "seen"))


def _times(view: View, facets: Facets) -> None:
    _day(_("From"), "since", view.since)
    _day(_("To"), "until", view.until)
    counts, chosen = facets.get("last", {}), str(view.last) if view.last else None
    _project("last", chosen)
    st.pills(
        _("In the last"),
        [*STEPS["last"], *([chosen] if chosen and chosen not in STEPS["last"] else [])],
        format_func=lambda step: _last_name(step, counts) if step in STEPS["last"] else step,
        key=widget("last"),
        on_change=_changed,
        args=("last",),
    )
    if view.last:
        st.caption(_("Shown: {days}. It moves along with the clock.", days=view.last.words()))


def _last_name(step: str, counts: Counts) -> str:
    name = _(LAST_NAMES[step])
    return f"{name} ({number(counts.get(step, 0))})"


def _places(view: View, facets: Facets, snapshot: Snapshot, gazetteer: Gazetteer) -> None:
    provinces = facets.get(PROVINCE.key, {})
    tree = province_tree(
        facets.get(COUNTRY.key, {}), provinces, snapshot.places.provinces, lambda code: country_name(code, gazetteer)
    )
    countries = [branch.value for branch in tree if branch.value and branch.count]
    below = {child.value: branch.name for branch in tree for child in branch.children if child.count}

    def province(place_id: str) -> str:
        name = province_name(place_id, snapshot)
        return f"{name}, {below[place_id]}" if len(set(below.values())) > 1 and place_id in below else name

    _choice(COUNTRY, view, facets, countries, lambda code: country_name(code, gazetteer))
    _choice(PROVINCE, view, facets, list(below), province)
    _choice(PRECISION, view, facets, by_count, lambda value: _words_of(PRECISION, value))


def clear_all() -> None:
    """Show everything again; what is selected stays selected."""
    view, _ = address.read()
    address.write(View(incident=view.incident))


def widget(field: str) -> str:
    """The key of a filter's widget."""
    return f"filter-{field}"


def type_order(counts: Counts, chosen: Iterable[str]) -> list[str]:
    """Types with their sub-types below them, in the table's order: those that would leave something or are chosen."""
    wanted = {code for code, count in counts.items() if count} | set(chosen)
    wanted |= {code.partition(".")[0] for code in wanted}
    codes: list[str] = []
    for group in GROUPS:
        codes += [group, *(code for code, row in EVENT_TYPES.items() if row.group == group)]
    return [code for code in codes if code in wanted] + sorted(wanted - set(codes))


def fixed(values: Iterable[str], counts: Counts) -> list[str]:
    """All of these, in their order; those that would leave nothing come last."""
    return sorted(map(str, values), key=lambda value: not counts.get(value))


def by_count(counts: Counts) -> list[str]:
    """The fullest first."""
    return sorted((value for value, count in counts.items() if count), key=lambda value: (-counts[value], value))


def _choice(
    choice: Choice,
    view: View,
    facets: Facets,
    order: list[str] | Callable[[Counts], list[str]],
    name: Callable[[str], str],
) -> None:
    counts = facets.get(choice.key, {})
    chosen: tuple[str, ...] = getattr(view, choice.field)
    listed = (order(counts) if callable(order) else order)[:LISTED_MOST]
    options = [*listed, *(value for value in chosen if value not in listed)]
    _project(choice.field, list(chosen))
    st.multiselect(
        _(choice.label),
        options,
        format_func=lambda value: f"{name(value)} ({number(_count(counts, value))})",
        key=widget(choice.field),
        on_change=_changed,
        args=(choice.field,),
        placeholder=_("All"),
        filter_mode="contains",
        select_all=False,
    )


def _count(counts: Counts, value: str) -> int:
    """A type's count may be given, otherwise it is the sum of its sub-types."""
    if value in counts:
        return counts[value]
    return sum(count for code, count in counts.items() if code.startswith(f"{value}."))


def _words_of(choice: Choice, value: str) -> str:
    """What the filter says of a value, as at the beginning of a sentence."""
    asked: dict[str, Any] = {choice.field: (value,)}
    said = _ROWS[choice.key].words(replace(View(), **asked)) or value
    return said[:1].upper() + said[1:]


def _type_name(code: str) -> str:
    if code in GROUPS:
        return event_name(GROUPS[code].name)
    row = EVENT_TYPES.get(code)
    return f"{INDENT}{event_name(row.event_type.sub_type)}" if row else _("{code}: not known here", code=code)


def country_name(code: str, gazetteer: Gazetteer) -> str:
    """For people."""
    country = gazetteer.country(code)
    return country_in(code, country.name) if country else _("{code}: not known here", code=code)


def province_name(place_id: str, snapshot: Snapshot) -> str:
    """For people."""
    province = snapshot.places.provinces.get(place_id)
    return province.name if province else _("{code}: not known here", code=place_id)


def _text(label: str, field: str, value: str, **more: Any) -> None:  # noqa: ANN401
    _project(field, value)
    st.text_input(label, key=widget(field), on_change=_changed, args=(field,), max_chars=200, **more)


def _at_least(label: str, field: str, value: int | None, facets: Facets) -> None:
    """The least number of persons: a step, or any number that the reader types."""
    key = SINGLE[field]
    counts = facets.get(key, {})
    steps = [step for step in STEPS[key] if counts.get(step) or step == str(value)]
    chosen = None if value is None else str(value)
    _project(field, chosen)
    st.selectbox(
        label,
        [*steps, *([chosen] if chosen and chosen not in steps else [])],
        index=None,
        format_func=lambda step: f"{step} ({number(counts.get(step, 0))})" if step in STEPS[key] else step,
        key=widget(field),
        on_change=_changed,
        args=(field,),
        placeholder=_("Any, or a number"),
        accept_new_options=True,
    )


def _day(label: str, field: str, value: date | None) -> None:
    _project(field, value)
    st.date_input(
        label,
        value=None,
        min_value=EARLIEST,
        max_value=LATEST,
        key=widget(field),
        on_change=_changed,
        args=(field,),
        format="YYYY-MM-DD",
    )


def _project(field: str, value: Any) -> None:  # noqa: ANN401
    """Set a widget to what the address says. Untouched when it says that already: the reader may be typing in it."""
    if st.session_state.get(widget(field), ...) != value:
        st.session_state[widget(field)] = value


def _changed(field: str) -> None:
    """The reader changed one filter: the address follows."""
    if time.monotonic() < st.session_state.get(address.ECHO_UNTIL, 0.0):
        return
    view = address.read()[0]
    given = st.session_state[widget(field)]
    value: Any = tuple(given) if isinstance(given, list) else given
    key = SINGLE.get(field)
    view = replace(view, unreadable=tuple(pair for pair in view.unreadable if pair[0] != key))
    if field not in AS_IN_A_LINK:
        asked: dict[str, Any] = {field: value}
        address.write(replace(view, **asked))
        return
    read = _ROWS[SINGLE[field]].read([value.strip()] if value else [])
    if read.unreadable:  # typed: the old view stays, and the reader is told
        notes = (note.replace(_("Nothing matches it."), _("It was not used.")) for note in read.notes)
        st.session_state[address.NOTICE] = " ".join(notes)
        return
    address.write(replace(view, **({field: None} | dict(read.fields))))
