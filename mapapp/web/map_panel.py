"""The map with its table and card. A fragment: choosing an incident runs this and not the whole page."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import streamlit as st

from gazetteer.place import Extent
from mapapp.domain.incident import Incident
from mapapp.domain.names import event_name, name_of
from mapapp.domain.shape import Shape, ShapeKind
from mapapp.domain.view import View
from mapapp.draw.state import Ground
from mapapp.spoken import N_, _, ngettext
from mapapp.store import IncidentRow, Store, UnknownIncident
from mapapp.store.filters import without
from mapapp.web import accounts_view, address, area_filter, charts, grounds, incident_card, link, live_map
from mapapp.web import backend as backends
from mapapp.web.cards import incident_json
from mapapp.web.tally import from_reports

HEIGHT = 640
"""Of the map, in pixels."""

TABLE_BESIDE_CARD = 230
ROW_HEIGHT = 35
"""Of a table, in pixels; its heading is one more."""
PAGE_ROWS = 100
TABLE = "incidents-table"
PAGE = "incidents-page"
SHOWN = "incidents-shown"
"""What the tables were last begun for, or a click in one has chosen since: the view, and the store's version."""
TURN = "incidents-turn"
"""How often the tables were begun: part of their keys."""
FIRST = "incidents-first"
"""The id that stands first in the table."""
CHOSEN = " "
"""The heading of the column that marks the chosen row."""
COLUMNS = {
    CHOSEN: st.column_config.TextColumn(width=22),
    N_("When"): st.column_config.TextColumn(width=96),
    N_("What"): st.column_config.TextColumn(width=122),
    N_("Where"): st.column_config.TextColumn(width=86),
    N_("Killed"): st.column_config.NumberColumn(width=56, format="localized"),
    N_("Why"): st.column_config.TextColumn(width="medium"),
}
"""By their headings in English."""
TAB = "beside-map"
TABS = {"map": N_("Table"), "charts": N_("Charts")}
"""What may stand beside the map, as a link has it, and its name."""
TABS_HEIGHT = 52
"""Of the switch between them, in pixels."""
PAGE_FILTERS = "page-filters"
"""What the page around was drawn for."""
ASKS = "map-asks"
"""Has the map of an open page other filters than before?"""
SECONDS_FOR_THE_MAP = 0.12
"""The reader waits for the map: it asks and draws before its process and its browser are busy with all the rest, which
comes no later for that.
"""
UNPLACED_TABLE = "unplaced-table"
UNPLACED_MOST = 500
BOUNDS = "map-bounds"


@st.fragment
def draw() -> None:
    """Draw the map on the left, the table or the charts and the card on the right, and what cannot be drawn below."""
    if st.session_state.pop(address.WHOLE_PAGE, False):
        st.rerun()  # time stopped, or a drawn area was refused: the figures and the filters around this fragment follow
    store = backends.current().application.store
    view, _ = address.read()
    if _filters(view) != st.session_state.get(PAGE_FILTERS):
        st.rerun()  # a filter was changed in here: the figures and the filters around follow
    chosen, look = _chosen(view, store), address.look()[0]
    _follow(view)
    on_the_map, beside = st.columns([5, 3], gap="small")
    with on_the_map:
        live_map.draw(
            view,
            key="map",
            height=HEIGHT,
            bounds=_bounds(),
            chosen=chosen,
            on_choice=_select,
            layer=look.layer,
            on_layer=_draw_as,
            ground=Ground(basemap=look.basemap, names=look.names),
            on_ground=_draw_on,
            on_seen=_see,
            on_area=_drawn,
            version=backends.current().snapshot.version,
            on_changed=_changed,
            follows=address.moment() is None,
        )
    if st.session_state.pop(ASKS, False):
        time.sleep(SECONDS_FOR_THE_MAP)
    with beside:
        if _tab() == "charts":
            _charts(view)
        else:
            _table(view, store)
        _card(view, chosen, store)
    _unplaced(view, store)


def _filters(view: View) -> View:
    return replace(view, incident=None)


def page_shows(view: View) -> None:
    """Tell which filters the page around is drawn for."""
    before, now = st.session_state.get(PAGE_FILTERS), _filters(view)
    st.session_state[PAGE_FILTERS] = now
    st.session_state[ASKS] = before not in {None, now}


def _tab() -> str:
    """What stands beside the map, with the switch between them."""
    shown = address.look()[0].tab
    if st.session_state.get(TAB) != shown:
        st.session_state[TAB] = shown
    st.segmented_control(
        _("Beside the map"),
        list(TABS),
        format_func=lambda tab: _(TABS[tab]),
        key=TAB,
        on_change=_beside,
        label_visibility="collapsed",
        required=True,
    )
    return shown


def _beside() -> None:
    address.write(address.read()[0], replace(address.look()[0], tab=st.session_state[TAB] or "map"))


def _charts(view: View) -> None:
    backend = backends.current()
    height = TABLE_BESIDE_CARD if view.incident else HEIGHT - TABS_HEIGHT
    with st.container(height=height, border=False, key="charts"):
        charts.draw(view, backend.snapshot, backend.application.gazetteer)


def _bounds() -> Extent | None:
    """What the map shows first. Found once for as long as the page stays open: another would remount the frame."""
    if BOUNDS not in st.session_state:
        view, _ = address.read()
        box = None if view.seen else backends.current().snapshot.around(view)
        st.session_state[BOUNDS] = live_map.with_margin(box) if box else live_map.box_of(view)
    bounds: Extent | None = st.session_state[BOUNDS]
    return bounds


def forget_bounds() -> None:
    """The reader has left the page: on the next visit the map shows all that is then there."""
    st.session_state.pop(BOUNDS, None)


def _follow(view: View) -> None:
    """Begin the tables anew when the incident or the filters were changed by anything but a click in a table.

    A table keeps the place of the clicked cell, not its incident: among other rows it would point at the wrong one.
    """
    shown = (view, backends.current().snapshot.version)
    if st.session_state.get(SHOWN) != shown:
        st.session_state[SHOWN] = shown
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
        st.session_state[FIRST] = view.incident


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


def _draw_as(layer: str) -> None:
    address.write(address.read()[0], replace(address.look()[0], layer=layer))


def _changed() -> None:
    """Somebody has written: the whole page follows, unless time plays; then each of its steps does."""
    if address.moment() is None:
        st.session_state[address.WHOLE_PAGE] = True


def _drawn(text: str) -> None:
    st.session_state[address.WHOLE_PAGE] = True
    area_filter.put(text)


def _draw_on(key: str, code: str) -> None:
    """Put another basemap, or other names on it, into the address, if this server has them."""
    look, unknown = link.decode_look([(key, code)], grounds.codes(backends.current()))
    if not unknown:
        address.write(address.read()[0], replace(address.look()[0], **{key: getattr(look, key)}))


def _see(box: str) -> None:
    """Only what is in view of the map, or of the whole world again."""
    view = without(address.read()[0], "seen")
    if box:
        try:
            view = replace(view, seen=Shape.parse(f"{ShapeKind.BOX}:{box}"))
        except ValueError:  # not from our map
            return
    address.write(view)


def _table(view: View, store: Store) -> None:
    total = backends.current().snapshot.tally(replace(view, incident=None)).incidents
    pages = max(1, -(-total // PAGE_ROWS))
    page = min(st.session_state.get(PAGE) or 1, pages)
    rows = store.rows_of(backends.current().snapshot.ids(view, limit=PAGE_ROWS, offset=PAGE_ROWS * (page - 1)))
    height = TABLE_BESIDE_CARD if view.incident else HEIGHT - TABS_HEIGHT - (48 if pages > 1 else 0)
    _choosable(_in_sight(rows), view, f"{TABLE}-{page}", height=height)
    if pages > 1:
        st.session_state[PAGE] = page
        st.pagination(pages, key=PAGE)


def _in_sight(rows: list[IncidentRow]) -> list[IncidentRow]:
    """What was chosen on the map or by a link comes first: a table cannot be scrolled to a row. What is chosen in the
    table stays where the reader's hand is.
    """
    first = st.session_state[FIRST]
    return sorted(rows, key=lambda row: row.id != first) if first else rows


def _choosable(rows: list[IncidentRow], view: View, name: str, *, height: int, why: bool = False) -> None:
    """A table in which a click anywhere in a row, or the arrow keys, choose its incident."""
    ids = [row.id for row in rows]
    key = f"{name}-{st.session_state[TURN]}"
    chosen = ids.index(view.incident) if view.incident in ids else None
    st.dataframe(
        frame(rows, chosen=chosen, why=why),
        key=key,
        on_select=lambda: _cell_chosen(key, ids),
        selection_mode="single-cell",
        selection_default=None if chosen is None else {"selection": {"cells": [(chosen, _("What"))]}},
        hide_index=True,
        height=min(height, ROW_HEIGHT * (len(rows) + 1) + 3),
        placeholder="",
        column_config={name if name == CHOSEN else _(name): column for name, column in COLUMNS.items()},
    )


def _cell_chosen(key: str, ids: list[str]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    chosen = ids[cells[0][0]] if cells and cells[0][0] < len(ids) else None
    view, _ = address.read()
    st.session_state[SHOWN] = (replace(view, incident=chosen), backends.current().snapshot.version)
    _select(chosen)


def frame(rows: list[IncidentRow], *, chosen: int | None = None, why: bool = False) -> dict[str, list[Any]]:
    """One line an incident. Cells are plain text: a table shows it and does nothing else with it."""
    columns: dict[str, list[Any]] = {
        CHOSEN: ["▸" if place == chosen else "" for place in range(len(rows))],
        _("When"): [row.when.replace(_("on or before {day}", day=""), _("by ")) or _("not dated") for row in rows],
        _("What"): [event_name(row.type_words) for row in rows],
        _("Where"): [", ".join(row.places) or _("not placed") for row in rows],
        _("Killed"): [row.killed_low for row in rows],
        _("Status"): [name_of(row.status) for row in rows],
        _("Source"): [_tellers(row) for row in rows],
    }
    if why:
        columns |= {
            _("Why"): [row.why or "" for row in rows],
            _("Report"): [row.report_title for row in rows],
        }
    return columns


def _tellers(row: IncidentRow) -> str:
    """The first source, and how many more reports tell it."""
    more = len(row.report_ids) - 1
    return " ".join(filter(None, [row.source, ngettext("and {n} more", "and {n} more", more) if more > 0 else ""]))


def _card(view: View, chosen: Incident | None, store: Store) -> None:
    if view.incident is None:
        return
    with st.container(height=HEIGHT - TABLE_BESIDE_CARD - 16, border=True, key="card"):
        if chosen:
            card = incident_json(chosen.id, store)
            incident_card.draw(card)
            accounts_view.draw(card, store)
        else:
            gone = _("The incident of this link is no longer here: its report was removed.")
            st.info(gone, icon=":material/link_off:")


def _unplaced(view: View, store: Store) -> None:
    rows = store.unplaced(replace(view, incident=None))
    if not rows:
        return
    told = from_reports(len(rows), len({report for row in rows for report in row.report_ids}))
    with st.expander(_("Not on the map or not dated: {incidents}", incidents=told), icon=":material/location_off:"):
        if len(rows) > UNPLACED_MOST:
            st.caption(_("The newest {most} are shown. Filters shorten the list.", most=UNPLACED_MOST))
        _choosable(rows[:UNPLACED_MOST], view, UNPLACED_TABLE, height=280, why=True)
