"""Tables with the columns that readers of ACLED's and UCDP's data know, and lists of what has no row in them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from io import StringIO

from gazetteer.spreadsheet import armoured
from mapapp.export.setting import Atlas
from mapapp.export.table import SCHEMES, Scheme, Table
from mapapp.export.telling import Row, Telling
from mapapp.store.text import storable
from mapapp.takeaway.chunks import Writer, of_buffer
from mapapp.takeaway.csv_table import ABOUT
from mapapp.takeaway.export import About, Export

LEFT_OUT = ("id", "type", "reason", ABOUT)


def shaped(name: str) -> Writer:
    """The writer of a scheme's rows: "acled", "ucdp"."""

    def write(export: Export) -> Iterator[bytes]:
        buffer = StringIO(newline="")
        table = Table(buffer, _telling_of_itself(SCHEMES[name], export.about), export.atlas())
        return of_buffer(buffer, map(table.add, export.tellings()))

    return write


def left_out(name: str) -> Writer:
    """The writer of the list of incidents that have no row in a scheme, each with the reason."""

    def write(export: Export) -> Iterator[bytes]:
        buffer = StringIO(newline="")
        lines = csv.writer(buffer, lineterminator="\n")
        lines.writerow(LEFT_OUT)
        table = Table(StringIO(newline=""), replace(SCHEMES[name], rows=_none(SCHEMES[name])), export.atlas())

        def steps() -> Iterator[None]:
            about = export.about.text
            for telling in export.tellings():
                if told := table.add(telling):
                    lines.writerow(armoured(text) for text in (told.incident_id, told.event, told.reason, about))
                    about = ""
                yield

        return of_buffer(buffer, steps())

    return write


def _telling_of_itself(scheme: Scheme, about: About) -> Scheme:
    """The scheme with one more column, of which the first row tells what the file is."""
    untold = [about.text]

    def rows(telling: Telling, atlas: Atlas) -> Sequence[Row]:
        made = scheme.rows(telling, atlas)
        told = untold.pop() if made and untold else ""
        # a report may hold half a letter, which UTF-8 has no form for
        whole = [{name: storable(text) for name, text in row.items()} for row in made]
        return [row | {ABOUT: "" if number else told} for number, row in enumerate(whole)]

    return replace(scheme, columns=(*scheme.columns, ABOUT), rows=rows)


def _none(scheme: Scheme) -> Callable[[Telling, Atlas], Sequence[Row]]:
    """Tells what has no row, and gives no rows."""

    def rows(telling: Telling, atlas: Atlas) -> Sequence[Row]:
        scheme.rows(telling, atlas)
        return ()

    return rows
