"""KML 2.2: one placemark an incident, with its time span; a style for each type."""

from __future__ import annotations

import html
from collections.abc import Iterator
from io import StringIO

from mapapp.domain.event_types import GROUPS
from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_buffer
from mapapp.takeaway.columns import COLUMNS, type_name
from mapapp.takeaway.export import Export
from mapapp.takeaway.geometry import pairs
from mapapp.takeaway.markup import Markup

KML = {"xmlns": "http://www.opengis.net/kml/2.2", "xmlns:atom": "http://www.w3.org/2005/Atom"}


def write(export: Export) -> Iterator[bytes]:
    """The document."""
    buffer = StringIO()
    buffer.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    return of_buffer(buffer, _steps(Markup(buffer), export))


def _steps(out: Markup, export: Export) -> Iterator[None]:
    with out.inside("kml", KML), out.inside("Document"):
        _about(out, export)
        for incident in export.incidents():
            _placemark(out, incident)
            yield
    yield


def _about(out: Markup, export: Export) -> None:
    about = export.about
    out.element("name", f"Incidents: {about.query}")
    out.element("description", _as_html("\n".join(f"{name}: {text}" for name, text in about.lines)))
    for code, group in GROUPS.items():
        red, green, blue = group.colour[1:3], group.colour[3:5], group.colour[5:7]
        with out.inside("Style", {"id": code}):
            with out.inside("IconStyle"):
                out.element("color", f"ff{blue}{green}{red}")
            with out.inside("BalloonStyle"):  # without it a reader shows all data as HTML
                out.element("text", "$[description]")
    with out.inside("ExtendedData"):
        for name, text in about.lines:
            _data(out, name.lower().replace(" ", "_"), text)


def _placemark(out: Markup, incident: KeptIncident) -> None:
    with out.inside("Placemark"):  # the incident's id is no XML id: it may begin with a digit, and stands in the data
        out.element("name", _name(incident))
        out.element("description", _as_html(incident.evidence))
        if incident.last_day:
            with out.inside("TimeSpan"):
                if incident.first_day:
                    out.element("begin", incident.first_day.isoformat())
                out.element("end", incident.last_day.isoformat())
        out.element("styleUrl", "#" + incident.type_code.partition(".")[0])
        with out.inside("ExtendedData"):
            for column in COLUMNS:
                value = column.value(incident)
                if value is not None and value != "":
                    _data(out, column.name, str(value))
        _geometry(out, pairs(incident))


def _name(incident: KeptIncident) -> str:
    where = ", ".join(place.name for place in incident.places) or "not placed"
    return f"{incident.sub_type or type_name(incident.type_code)}: {where}"


def _data(out: Markup, name: str, text: str) -> None:
    with out.inside("Data", {"name": name}):
        out.element("value", text)


def _geometry(out: Markup, at: list[tuple[float, float]]) -> None:
    if len(at) > 1:
        with out.inside("MultiGeometry"):
            for pair in at:
                _geometry(out, [pair])
    elif at:
        with out.inside("Point"):
            out.element("coordinates", f"{at[0][0]},{at[0][1]}")


def _as_html(text: str) -> str:
    """A description is shown as HTML: what is text in it must say so."""
    return html.escape(text).replace("\n", "<br>")
