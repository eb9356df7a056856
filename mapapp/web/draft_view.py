"""What was read from a pasted report, before it is kept: the text with its places, the map, the incidents, the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from gazetteer.place import Place, PlaceKind
from mapapp.domain.incident import Incident
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.names import name_of
from mapapp.domain.view import View
from mapapp.spoken import _, ngettext
from mapapp.web import incident_card, live_map
from mapapp.web.cards import incident_card as card_of
from mapapp.web.drafts import Draft
from mapapp.web.highlight import Mark, Part, Role, cut, plain, to_html
from mapapp.web.routes import DRAFTS

HEIGHT = 420
MOST_CARDS = 40
"""More are named, not drawn: a page of hundreds of cards cannot be read."""
MOST_NAMES = 30
NO_GROUND = frozenset({Use.ADJECTIVE, Use.ORGANISATION})
"""Uses of a name that speak of no ground."""


def draw(draft: Draft, *, keep: Callable[[], None], discard: Callable[[], None]) -> None:
    """Draw a draft; `keep` and `discard` are called when the reader decides."""
    reading = draft.reading
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(_found(len(reading.incidents)), anchor=False)
        st.button(_("Keep"), type="primary", icon=":material/check:", on_click=keep)
        st.button(_("Discard"), icon=":material/close:", on_click=discard)
    _limits(reading.limits)
    _undated(draft)
    text, where = st.columns(2, gap="medium")
    with text:
        _text(draft)
    with where:
        _map(draft)
        if reading.limits:
            _named(reading.resolutions)
    _incidents(draft)
    _left_out(tuple(note for note in reading.notes if note not in reading.limits))


def _found(count: int) -> str:
    if not count:
        return _("No incident was found")
    return ngettext("{n} incident was found", "{n} incidents were found", count)


def _limits(limits: tuple[str, ...]) -> None:
    """What cannot be read in the languages of the text."""
    for sentence in limits:
        st.info(plain(sentence, longest=1000), icon=":material/translate:")


def _named(resolutions: tuple[Resolution, ...]) -> None:
    """The places that a text names of which no incident can be read: each name once, with the place it means."""
    named = {r.mention.surface: r.place for r in resolutions if r.place and r.mention.use not in NO_GROUND}
    if not named:
        return
    st.caption(_("Places that the text names, whatever happened there"))
    lines = [_name_line(surface, place) for surface, place in named.items()]
    st.html("".join(to_html(line, style="note") for line in lines[:MOST_NAMES]))
    if len(lines) > MOST_NAMES:
        st.caption(_("{n} more are marked in the text.", n=len(lines) - MOST_NAMES))


def _name_line(surface: str, place: Place) -> list[Part]:
    """Such as “Idlib, settlement, SY: إدلب”; our own name first, so that the line runs from left to right."""
    told = ", ".join(filter(None, ["", name_of(place.kind), place.country_code]))
    return [Part(text=place.name, role=Role.STRONG), Part(text=f"{told}: "), Part(text=surface)]


def wants_date(draft: Draft) -> bool:
    """Would the day of publication date something that is not dated?"""
    reading = draft.reading
    return reading.report.published is None and any(incident.when is None for incident in reading.incidents)


def _undated(draft: Draft) -> None:
    if wants_date(draft):
        undated = sum(incident.when is None for incident in draft.reading.incidents)
        st.warning(
            _(
                "Not dated: {undated} of {all}, because the text does not say on which day it was published. Give the "
                "day of publication above and press Read again. You can also keep them undated: they are then listed, "
                "and left out whenever dates are filtered.",
                undated=undated,
                all=len(draft.reading.incidents),
            ),
            icon=":material/event_busy:",
        )


def _text(draft: Draft) -> None:
    reading = draft.reading
    st.html(
        to_html(
            [
                Part(text=_("Where something happened"), role=Role.PLACE),
                Part(text="  "),
                Part(text=_("other places"), role=Role.OTHER_PLACE),
                Part(text="  "),
                Part(text=_("how many"), role=Role.COUNT),
            ],
            style="note",
        )
    )
    with st.container(height=HEIGHT - 44, key="report-text"):
        st.html(to_html(cut(reading.report.text, _marks(draft)), style="report"))


def _marks(draft: Draft) -> Iterable[Mark]:
    reading = draft.reading
    happened = {place.span for incident in reading.incidents for place in incident.places}
    yield from (Mark(span=span, role=Role.PLACE) for span in happened)
    yield from (Mark(span=count.span, role=Role.COUNT) for incident in reading.incidents for count in incident.counts)
    for resolution in reading.resolutions:
        if resolution.mention.span not in happened and resolution.mention.use is not Use.ORGANISATION:
            yield Mark(span=resolution.mention.span, role=Role.OTHER_PLACE)


def _map(draft: Draft) -> None:
    places = [place for incident in draft.reading.incidents for place in incident.places]
    points = [place.point for place in places if place.kind is not PlaceKind.COUNTRY]
    bounds = live_map.around([point.latitude for point in points], [point.longitude for point in points])
    if bounds:
        live_map.draw(
            View(),
            key=f"draft-map-{draft.token}",  # another draft is another map
            height=HEIGHT,
            bounds=bounds,
            point_url=f"{DRAFTS}/{draft.token}",
            addressed=False,
        )
    elif draft.reading.limits and not draft.reading.incidents:
        st.info(_("Nothing is drawn, since the map shows incidents."), icon=":material/location_off:")
    else:
        nothing = _("Nothing can be drawn: no place was found for what the text tells.")
        st.info(nothing, icon=":material/location_off:")


def _incidents(draft: Draft) -> None:
    incidents = draft.reading.incidents
    reports = {draft.reading.report.id: draft.reading.report}
    columns = st.columns(2, gap="medium")
    for number, incident in enumerate(incidents[:MOST_CARDS]):
        with columns[number % 2], st.container(border=True):
            incident_card.draw(card_of(incident, reports))
    _not_drawn(incidents[MOST_CARDS:])


def _not_drawn(incidents: tuple[Incident, ...]) -> None:
    if incidents:
        st.caption(
            ngettext(
                "{n} more was found. It is on the map above, and is kept like the others.",
                "{n} more were found. They are on the map above, and are kept like the others.",
                len(incidents),
            )
        )


def _left_out(notes: tuple[str, ...]) -> None:
    if not notes:
        return
    with st.expander(_("Found but left out: {n}", n=len(notes)), icon=":material/playlist_remove:"):
        st.html("".join(to_html([Part(text=note)], style="note") for note in notes))
