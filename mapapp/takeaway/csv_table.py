"""CSV: RFC 4180 in UTF-8, one header line, no comments. What the file says about itself stands in its last column."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO

from gazetteer.spreadsheet import armoured
from mapapp.store import KeptIncident
from mapapp.takeaway.chunks import of_buffer
from mapapp.takeaway.columns import COLUMNS
from mapapp.takeaway.export import Export

ABOUT = "about_this_file"
"""The last column: told once, in the first row, and empty below."""


def write(export: Export) -> Iterator[bytes]:
    """One row an incident."""
    buffer = StringIO(newline="")
    lines = csv.writer(buffer, lineterminator="\r\n")
    lines.writerow([*(column.name for column in COLUMNS), ABOUT])

    def steps() -> Iterator[None]:
        about = armoured(export.about.text)
        for incident in export.incidents():
            lines.writerow([*cells(incident), about])
            about = ""
            yield

    return of_buffer(buffer, steps())


def cells(incident: KeptIncident) -> list[str]:
    """The cells of one row, no formula among them."""
    return [cell(column.value(incident)) for column in COLUMNS]


def cell(value: object) -> str:
    """A value as a spreadsheet may read it: text that it would run has an apostrophe before it."""
    if value is None:
        return ""
    return armoured(value) if isinstance(value, str) else str(value)
