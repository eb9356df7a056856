"""The drawn area beside the map: what it is, a way to take it away, and a circle by typing."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from gazetteer.coordinates import point_of
from mapapp.domain.shape import WIDEST_KM, Shape, ShapeKind
from mapapp.domain.view import View
from mapapp.spoken import _
from mapapp.store.filters import FILTERS, without
from mapapp.web import address
from mapapp.web.highlight import plain

KEY = "area"
"""In links."""
CHIP = "filter-area"
POINT = "area-point"
KILOMETRES = "area-kilometres"

_ROW = next(row for row in FILTERS if row.key == KEY)


def draw(view: View) -> None:
    """The area as a chip that takes it away, and the form of the circle."""
    if said := _ROW.words(view):
        st.button(
            plain(said[:1].upper() + said[1:]),
            icon=":material/close:",
            key=CHIP,
            help=_("Take the drawn area away"),
            on_click=put,
            args=("",),
        )
    with (
        st.popover(_("Around a point"), icon=":material/my_location:", type="tertiary"),
        st.form("area-circle", border=False),
    ):
        st.text_input(_("Latitude, longitude"), key=POINT, placeholder="36.2, 37.16", max_chars=100)
        st.number_input(_("Within so many kilometres"), 0.1, WIDEST_KM, 50.0, key=KILOMETRES, format="%g")
        st.form_submit_button(_("Show"), on_click=_typed)


def put(text: str) -> None:
    """Let the area of the address be this one, as a link says it; none where it is empty. What cannot be read is not
    used, and the reader is told why.
    """
    view = without(address.read()[0], KEY)
    try:
        address.write(replace(view, area=Shape.parse(text) if text else None))
    except ValueError as error:
        st.session_state[address.NOTICE] = _("The area was not used: {why}.", why=error)


def _typed() -> None:
    try:
        point = point_of(st.session_state[POINT])
    except ValueError as error:
        st.session_state[address.NOTICE] = _("The circle was not used: {why}.", why=error)
        return
    if point is None:
        st.session_state[address.NOTICE] = _(
            "The circle was not used: write latitude and longitude, such as 36.2, 37.16."
        )
        return
    put(f"{ShapeKind.CIRCLE}:{point.longitude},{point.latitude},{st.session_state[KILOMETRES]}")
