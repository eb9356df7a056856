"""A page for paper: what is shown, the map, and every incident in a table. No script in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import StringIO

from mapapp.domain.names import name_of
from mapapp.spoken import N_, _, language
from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_buffer
from mapapp.takeaway.columns import spoken_type
from mapapp.takeaway.export import Export
from mapapp.takeaway.image import png
from mapapp.takeaway.markup import Markup
from mapapp.takeaway.web_map import counts

MOST = 5_000
"""Incidents; some hundred sheets of paper."""

HEAD = """<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>
@page { size: A4 landscape; margin: 12mm; }
body { font: 10pt/1.4 system-ui, "Segoe UI", Arial, "DejaVu Sans", sans-serif; color: #111; margin: 1.5em; }
h1 { font-size: 16pt; margin: 0 0 .4em; }
img { width: 100%; max-width: 1100px; height: auto; border: 1px solid #bbb; }
table { border-collapse: collapse; width: 100%; margin-top: 1em; font-size: 9pt; }
th, td { border-bottom: 1px solid #ccc; padding: 3px 6px; text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; }
th { border-bottom: 2px solid #555; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1px 12px; font-size: 8.5pt; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
</style>
"""

HEADINGS = (N_("When"), N_("What"), N_("Where"), N_("How many"), N_("Status"), N_("Source"), N_("Sentence"))


def write(export: Export) -> Iterator[bytes]:
    """The page."""
    buffer = StringIO()
    out = Markup(buffer)
    buffer.write("<!doctype html>\n")
    out.begin("html", {"lang": language()})
    buffer.write(HEAD)
    out.element("title", _("Incidents, to print"))
    buffer.write("</head>\n")
    return of_buffer(buffer, _steps(out, buffer, export))


def _steps(out: Markup, buffer: StringIO, export: Export) -> Iterator[None]:
    about = export.about
    with out.inside("body"):
        out.element("h1", _("{incidents}: {filters}", incidents=about.number, filters=about.query), {"dir": "auto"})
        picture = base64.b64encode(png(export)).decode()
        alt = _("Map of the incidents in the table below")
        out.begin("img", {"alt": alt, "src": f"data:image/png;base64,{picture}"})
        with out.inside("dl"):
            for name, text in about.spoken_lines:
                out.element("dt", name)
                out.element("dd", text, {"dir": "auto"})
        with out.inside("table"):
            with out.inside("thead"), out.inside("tr"):
                for heading in HEADINGS:
                    out.element("th", _(heading), {"scope": "col"})
            with out.inside("tbody"):
                for incident in export.incidents():
                    _row(out, incident)
                    yield
    out.end("html")
    buffer.write("\n")
    yield


def _row(out: Markup, incident: KeptIncident) -> None:
    where = "; ".join(place.name for place in incident.places)
    told = (
        incident.when or _("not dated"),
        spoken_type(incident),
        where or _("not placed"),
        ", ".join(counts(incident)),
        name_of(incident.status),
        ", ".join(incident.sources),
        incident.evidence,
    )
    with out.inside("tr"):
        for text in told:
            out.element("td", text, {"dir": "auto"})
