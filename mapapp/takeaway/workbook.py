"""XLSX: a sheet "Incidents" and a sheet "About"; cells are typed, so no text is ever a formula or a link."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer.spreadsheet import armoured
from mapapp.takeaway.chunks import of_file
from mapapp.takeaway.columns import COLUMNS, Value
from mapapp.takeaway.export import Export

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 1_048_576 - 1
"""Of a sheet, without the header."""
MOST_CHARACTERS = 32_767
"""Of a cell."""
FIRST_YEAR = 1900
"""A sheet has no dates before it: they are written as text."""
WIDE = {"evidence": 60, "report_titles": 40, "places": 24, "when": 18, "id": 18}

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write(export: Export) -> Iterator[bytes]:
    """One row an incident."""
    return of_file("incidents.xlsx", lambda path: _fill(path, export))


def _fill(path: Path, export: Export) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415  only who asks for it pays

    with Workbook(str(path), {**OPTIONS, "tmpdir": str(path.parent)}) as book:
        about = export.about
        book.set_properties(
            {"title": f"Incidents: {about.query}"[:255], "author": about.version, "comments": about.text}
        )
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("Incidents")
        _head(sheet, about.incidents, bold)
        for number, incident in enumerate(export.incidents(), 1):
            for place, column in enumerate(COLUMNS):
                _cell(sheet, number, place, column.value(incident), day)
        beside = book.add_worksheet("About")
        beside.set_column(0, 0, 14)
        beside.set_column(1, 1, 100)
        for number, (name, text) in enumerate(about.lines):
            beside.write_string(number, 0, name, bold)
            beside.write_string(number, 1, _fitting(text))


def _head(sheet: Worksheet, rows: int, bold: Format) -> None:
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, WIDE.get(column.name, 12))
        sheet.write_string(0, place, column.name, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, rows, len(COLUMNS) - 1)


def _cell(sheet: Worksheet, row: int, place: int, value: Value, day: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, int | float):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, _fitting(str(value)))


def _fitting(text: str) -> str:
    """Text that stays text when a person edits the cell, and that a cell can hold."""
    safe = armoured(text)
    return safe if len(safe) <= MOST_CHARACTERS else safe[: MOST_CHARACTERS - 1] + "…"
