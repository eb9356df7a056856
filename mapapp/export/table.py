"""CSV of rows, and the list of what has none."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TextIO

from gazetteer.spreadsheet import armoured
from mapapp.export import acled, ucdp
from mapapp.export.setting import Atlas
from mapapp.export.telling import LeftOut, Row, Telling


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A shape that incidents can be exported in."""

    columns: tuple[str, ...]
    """In their order."""
    rows: Callable[[Telling, Atlas], Sequence[Row]]
    """The rows of one incident. Raises LeftOut."""


SCHEMES: Mapping[str, Scheme] = MappingProxyType(
    {
        "acled": Scheme(columns=acled.COLUMNS, rows=acled.rows),
        "ucdp": Scheme(columns=ucdp.COLUMNS, rows=ucdp.rows),
    }
)
"""By the word of the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An incident that the scheme has no row for."""

    incident_id: str
    event: str
    """Its type: "Crime: Organised or other crime"."""
    reason: str


class Table:
    """Writes rows as they come; the header at once.

    Args:
        stream: opened with newline="".
        scheme: the shape of the rows.
        atlas: the gazetteer.
    """

    def __init__(self, stream: TextIO, scheme: Scheme, atlas: Atlas) -> None:
        self._scheme, self._atlas = scheme, atlas
        self._lines = csv.writer(stream, lineterminator="\n")
        self._lines.writerow(scheme.columns)
        self.written = 0

    def add(self, telling: Telling) -> Rejected | None:
        """Write the rows of an incident, or say why it has none."""
        incident = telling.incident
        try:
            rows = self._scheme.rows(telling, self._atlas)
        except LeftOut as reason:
            event = f"{incident.event_type.name}: {incident.event_type.sub_type}"
            return Rejected(incident_id=incident.id, event=event, reason=str(reason))
        self._lines.writerows([_cell(row[column]) for column in self._scheme.columns] for row in rows)
        self.written += len(rows)
        return None


def _cell(text: str) -> str:
    """On one line, and no formula for a spreadsheet; the text of reports is anybody's."""
    return armoured(" ".join(text.split()))
