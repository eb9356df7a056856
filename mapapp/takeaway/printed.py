"""A page for paper: what is shown, the map, and every incident in a table. No script in it."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import StringIO

from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_buffer
from mapapp.takeaway.columns import type_name
from mapapp.takeaway.export import Export
from mapapp.takeaway.image import png
from mapapp.takeaway.markup import Markup
from mapapp.takeaway.web_map import counts

MOST = 5_000
"""Incidents; some hundred sheets of paper."""

HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Incidents, to print</title>
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
</head>
"""

HEADINGS = ("When", "What", "Where", "How many", "Status", "Source", "Sentence")


def write(export: Export) -> Iterator[bytes]:
    """The page."""
    buffer = StringIO()
    buffer.write(HEAD)
    return of_buffer(buffer, _steps(Markup(buffer), buffer, export))


def _steps(out: Markup, buffer: StringIO, export: Export) -> Iterator[None]:
    about = export.about
    with out.inside("body"):
        out.element("h1", f"{about.number}: {about.query}", {"dir": "auto"})
        # Our own bytes in the letters of base64: nothing to escape.
        picture = base64.b64encode(png(export)).decode()
        buffer.write(f'<img alt="Map of the incidents in the table below" src="data:image/png;base64,{picture}">')
        with out.inside("dl"):
            for name, text in about.lines:
                out.element("dt", name)
                out.element("dd", text, {"dir": "auto"})
        with out.inside("table"):
            with out.inside("thead"), out.inside("tr"):
                for heading in HEADINGS:
                    out.element("th", heading, {"scope": "col"})
            with out.inside("tbody"):
                for incident in export.incidents():
                    _row(out, incident)
                    yield
    buffer.write("\n</html>\n")
    yield


def _row(out: Markup, incident: KeptIncident) -> None:
    where = "; ".join(place.name for place in incident.places)
    told = (
        incident.when or "not dated",
        f"{type_name(incident.type_code)}: {incident.sub_type}",
        where or "not placed",
        ", ".join(counts(incident)),
        incident.status,
        ", ".join(incident.sources),
        incident.evidence,
    )
    with out.inside("tr"):
        for text in told:
            out.element("td", text, {"dir": "auto"})
