"""The map with its table and card. A fragment: choosing an incident runs this and not the whole page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from gazetteer.place import Extent
from mapapp.domain.incident import Incident
from mapapp.domain.view import View
from mapapp.store import IncidentRow, Store, UnknownIncident
from mapapp.web import address, incident_card, live_map
from mapapp.web import backend as backends
from mapapp.web.cards import incident_json

HEIGHT = 640
"""Of the map, in pixels."""

TABLE_BESIDE_CARD = 230
ROW_HEIGHT = 35
"""Of a table, in pixels; its heading is one more."""
PAGE_ROWS = 100
TABLE = "incidents-table"
PAGE = "incidents-page"
LISTED = "incidents-listed"
"""The ids of the rows on the screen, in order."""
CLICKED = "incidents-clicked"
"""The id that was last chosen in a table."""
UNPLACED_TABLE = "unplaced-table"
UNPLACED_MOST = 500
BOUNDS = "map-bounds"


@st.fragment
def draw() -> None:
    """Draw the map on the left, the table and the card on the right, and what cannot be drawn below."""
    store = backends.current().application.store
    view, _ = address.read()
    chosen = _chosen(view, store)
    on_the_map, beside = st.columns([5, 3], gap="small")
    with on_the_map:
        live_map.draw(view, key="map", height=HEIGHT, bounds=_bounds(), chosen=chosen, on_choice=_select)
    with beside:
        _table(view, store)
        _card(view, chosen, store)
    _unplaced(view, store)


def _bounds() -> Extent | None:
    """What the map shows first. Found once for as long as the page stays open: another would remount the frame."""
    if BOUNDS not in st.session_state:
        view, _ = address.read()
        snapshot = backends.current().snapshot
        shown = snapshot.mask(view)[snapshot.places.incident]
        latitudes, longitudes = snapshot.places.latitude[shown], snapshot.places.longitude[shown]
        st.session_state[BOUNDS] = live_map.around(latitudes.tolist(), longitudes.tolist())
    bounds: Extent | None = st.session_state[BOUNDS]
    return bounds


def forget_bounds() -> None:
    """The reader has left the page: on the next visit the map shows all that is then there."""
    st.session_state.pop(BOUNDS, None)


def _chosen(view: View, store: Store) -> Incident | None:
    """The incident in the address, if it is kept here."""
    if view.incident is None:
        return None
    try:
        return store.incident(view.incident)
    except UnknownIncident:
        return None


def _select(incident_id: str | None) -> None:
    view, _ = address.read()
    address.write(replace(view, incident=incident_id))


def _table(view: View, store: Store) -> None:
    total = backends.current().snapshot.tally(replace(view, incident=None)).incidents
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(st.session_state.get(PAGE) or 1, pages)
    rows = store.rows(replace(view, incident=None), limit=PAGE_ROWS, offset=PAGE_ROWS * (page - 1))
    height = TABLE_BESIDE_CARD if view.incident else HEIGHT - (48 if pages > 1 else 0)
    _choosable(_in_sight(rows, view), view, TABLE, height=height)
    if pages > 1:
        st.session_state[PAGE] = page
        st.pagination(pages, key=PAGE)


def _in_sight(rows: list[IncidentRow], view: View) -> list[IncidentRow]:
    """What was chosen on the map or by a link comes first: a table cannot be scrolled to a row. What was chosen in
    the table stays where the reader's hand is.
    """
    if view.incident is None or st.session_state.get(CLICKED) == view.incident:
        return rows
    return sorted(rows, key=lambda row: row.id != view.incident)


def _choosable(rows: list[IncidentRow], view: View, key: str, *, height: int, why: bool = False) -> None:
    ids = [row.id for row in rows]
    st.session_state[f"{key}-{LISTED}"] = ids
    wanted = [ids.index(view.incident)] if view.incident in ids else []
    state = st.session_state.get(key, {}).get("selection", {})
    if state.get("rows", []) != wanted or state.get("cells"):  # the map, a link, Back or a cell has chosen
        st.session_state[key] = {"selection": {"rows": wanted}}
    st.dataframe(
        frame(rows, why=why),
        key=key,
        on_select=lambda: _row_chosen(key),
        selection_mode=("single-row", "single-cell"),
        hide_index=True,
        height=min(height, ROW_HEIGHT * (len(rows) + 1) + 3),
        placeholder="",
        column_config={
            "When": st.column_config.TextColumn(width=100),
            "What": st.column_config.TextColumn(width=118),
            "Where": st.column_config.TextColumn(width=84),
            "Killed": st.column_config.NumberColumn(width=60, format="localized"),
        },
    )


def _row_chosen(key: str) -> None:
    """The reader clicked the box before a row, or anywhere in it."""
    ids = st.session_state[f"{key}-{LISTED}"]
    state = st.session_state[key]["selection"]
    rows = [row for row, _ in state["cells"]] or state["rows"]
    chosen = ids[rows[0]] if rows and rows[0] < len(ids) else None
    st.session_state[CLICKED] = chosen
    _select(chosen)


def frame(rows: list[IncidentRow], *, why: bool = False) -> dict[str, list[Any]]:
    """One line an incident. Cells are plain text: a table shows it and does nothing else with it."""
    columns: dict[str, list[Any]] = {
        "When": [row.when.replace("on or before", "by") or "not dated" for row in rows],
        "What": [row.type_words for row in rows],
        "Where": [", ".join(row.places) or "not placed" for row in rows],
        "Killed": [row.killed_low for row in rows],
        "Status": [row.status for row in rows],
        "Source": [row.source or "" for row in rows],
    }
    if why:
        columns = {"Why": [row.why or "" for row in rows], **columns, "Report": [row.report_title for row in rows]}
    return columns


def _card(view: View, chosen: Incident | None, store: Store) -> None:
    if view.incident is None:
        return
    with st.container(height=HEIGHT - TABLE_BESIDE_CARD - 16, border=True, key="card"):
        if chosen:
            incident_card.draw(incident_json(chosen.id, store))
        else:
            st.info("The incident of this link is no longer here: its report was removed.", icon=":material/link_off:")


def _unplaced(view: View, store: Store) -> None:
    rows = store.unplaced(replace(view, incident=None))
    if not rows:
        return
    noun = "incident" if len(rows) == 1 else "incidents"
    with st.expander(f"Not on the map or not dated: {len(rows):,} {noun}", icon=":material/location_off:"):
        if len(rows) > UNPLACED_MOST:
            st.caption(f"The newest {UNPLACED_MOST:,} are shown. Filters shorten the list.")
        _choosable(rows[:UNPLACED_MOST], view, UNPLACED_TABLE, height=280, why=True)
