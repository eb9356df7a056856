"""The filters beside the map. Each option says how many incidents it would leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st

from gazetteer.lookup import Gazetteer
from mapapp.domain.event_types import EVENT_TYPES, GROUPS
from mapapp.domain.incident import Status
from mapapp.domain.view import View
from mapapp.store.snapshot import Snapshot
from mapapp.web import address

EARLIEST = date(1800, 1, 1)
LATEST = date(2200, 12, 31)
INDENT = "\u2003"
"""An em space: it sets a sub-type under its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A filter with several values to choose from."""

    field: str
    """Of the View."""
    key: str
    """In links, and in the facets."""
    label: str


TYPE = Choice(field="types", key="type", label="What happened")
STATUS = Choice(field="statuses", key="status", label="How sure it is")
COUNTRY = Choice(field="countries", key="country", label="Country")
PROVINCE = Choice(field="provinces", key="province", label="Province")
SOURCE = Choice(field="sources", key="source", label="Source")

SINGLE = {"words": "words", "since": "from", "until": "to", "killed_at_least": "killed"}
"""Filters with one value: the View's field and the key in links."""


def draw(view: View, snapshot: Snapshot, gazetteer: Gazetteer) -> None:
    """The sidebar. A change writes the address, once, and the run that follows draws from it."""
    facets = snapshot.facets(view)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader("Filter", anchor=False, width="content")
        unfiltered = replace(view, incident=None) == View()
        st.button("Clear all", on_click=clear_all, type="tertiary", disabled=unfiltered)
    _text("Words", "words", view.words, placeholder="such as: hospital")
    _choice(TYPE, view, facets, type_order(facets.get(TYPE.key, {}), view.types), _type_name)
    first, last = st.columns(2)
    with first:
        _day("From", "since", view.since)
    with last:
        _day("To", "until", view.until)
    _choice(STATUS, view, facets, [status.value for status in Status], str.capitalize)
    _choice(COUNTRY, view, facets, by_count, lambda code: _country_name(code, gazetteer))
    _choice(
        PROVINCE,
        view,
        facets,
        by_count,
        lambda place_id: _province_name(place_id, snapshot),
    )
    _choice(SOURCE, view, facets, by_count, str)
    _project("killed_at_least", view.killed_at_least)
    st.number_input(
        "At least so many killed",
        min_value=0,
        max_value=10_000_000,
        value=None,
        key=widget("killed_at_least"),
        on_change=_changed,
        args=("killed_at_least",),
    )


def clear_all() -> None:
    """Show everything again; what is selected stays selected."""
    view, _ = address.read()
    address.write(View(incident=view.incident))


def widget(field: str) -> str:
    """The key of a filter's widget."""
    return f"filter-{field}"


def type_order(counts: Mapping[str, int], chosen: Iterable[str]) -> list[str]:
    """Types with their sub-types below them, in the table's order: those that would leave something or are chosen."""
    wanted = {code for code, count in counts.items() if count} | set(chosen)
    wanted |= {code.partition(".")[0] for code in wanted}
    codes: list[str] = []
    for group in GROUPS:
        codes += [group, *(code for code, row in EVENT_TYPES.items() if row.group == group)]
    return [code for code in codes if code in wanted] + sorted(wanted - set(codes))


def by_count(counts: Mapping[str, int]) -> list[str]:
    """The fullest first."""
    return sorted((value for value, count in counts.items() if count), key=lambda value: (-counts[value], value))


def _choice(
    choice: Choice,
    view: View,
    facets: Mapping[str, Mapping[str, int]],
    order: list[str] | Callable[[Mapping[str, int]], list[str]],
    name: Callable[[str], str],
) -> None:
    counts = facets.get(choice.key, {})
    chosen: tuple[str, ...] = getattr(view, choice.field)
    listed = order(counts) if callable(order) else order
    options = [*listed, *(value for value in chosen if value not in listed)]
    _project(choice.field, list(chosen))
    st.multiselect(
        choice.label,
        options,
        format_func=lambda value: f"{name(value)} ({_count(counts, value):,})",
        key=widget(choice.field),
        on_change=_changed,
        args=(choice.field,),
        placeholder="All",
        filter_mode="contains",
        select_all=False,
    )


def _count(counts: Mapping[str, int], value: str) -> int:
    """A type's count may be given, otherwise it is the sum of its sub-types."""
    if value in counts:
        return counts[value]
    return sum(count for code, count in counts.items() if code.startswith(f"{value}."))


def _type_name(code: str) -> str:
    if code in GROUPS:
        return GROUPS[code].name
    row = EVENT_TYPES.get(code)
    return f"{INDENT}{row.event_type.sub_type}" if row else f"{code}: not known here"


def _country_name(code: str, gazetteer: Gazetteer) -> str:
    country = gazetteer.country(code)
    return country.name if country else f"{code}: not known here"


def _province_name(place_id: str, snapshot: Snapshot) -> str:
    province = snapshot.places.provinces.get(place_id)
    return province.name if province else f"{place_id}: not known here"


def _text(label: str, field: str, value: str, **more: Any) -> None:  # noqa: ANN401
    _project(field, value)
    st.text_input(label, key=widget(field), on_change=_changed, args=(field,), max_chars=200, **more)


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
    view, _ = address.read()
    value = st.session_state[widget(field)]
    value = tuple(value) if isinstance(value, list) else value
    key = SINGLE.get(field)
    changes: dict[str, Any] = {field: value}
    changes["unreadable"] = tuple(pair for pair in view.unreadable if pair[0] != key)
    address.write(replace(view, **changes))
