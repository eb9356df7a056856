"""Tables → a report a row. The first row names the columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from itertools import chain, islice
from typing import Any, BinaryIO, cast

from openpyxl import load_workbook

from gazetteer.csv_text import open_table
from gazetteer.errors import BadTable
from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.dates import dated, tells_order
from mapapp.intake.files.limits import Budget, ensure_small
from mapapp.intake.files.packed import office_file
from mapapp.intake.files.records import columns_of, filled, no_text, record_piece
from mapapp.intake.files.splitting import Meter

ROWS_BEFORE = 500
"""So many rows are looked at to see whether the day or the month stands first."""

Row = tuple[str, Sequence[Any]]
"""What people call it, such as "row 17", and its cells."""


class _Bounded(Meter, io.RawIOBase):
    """The bytes of a CSV file, of which no line is endless; once it is armed, no row either."""

    def __init__(self, stream: BinaryIO, most: int) -> None:
        Meter.__init__(self, stream, most, "A row of the table")
        self.armed = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.mark()
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        part = super().read(size)
        if not self.armed and (at := part.rfind(b"\n")) >= 0:
            self._since = len(part) - at
        return part

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401
        part = self.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)

    read1 = read


def csv_rows(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """The rows of a CSV file, with any delimiter and in any usual encoding."""
    bounded = _Bounded(stream, budget.limits.record)
    number = 1
    try:
        table = open_table(cast(BinaryIO, bounded))
        _ensure_narrow(table.header, budget)
        bounded.armed = True
        rows = ((f"row {at}", row) for at, row in enumerate(table.rows, 2 + bool(table.tags)))
        for thing in _pieces(name, table.header, _marking(rows, bounded), "table"):
            number += 1
            yield thing
    except BadTable as error:
        yield SetAside(name=_at(name, number), reason=f"{str(error)[:1].upper()}{str(error)[1:]}.")
    except csv.Error:
        yield SetAside(name=_at(name, number), reason="From here on it is no CSV table. Save it once more as CSV.")
    except UnreadableReport as error:
        yield SetAside(name=_at(name, number), reason=str(error))


def _at(name: str, number: int) -> str:
    return f"{name}, after row {number}" if number > 1 else name


def _marking(rows: Iterator[Row], meter: Meter) -> Iterator[Row]:
    for row in rows:
        meter.mark()
        yield row


def _ensure_narrow(header: Sequence[object], budget: Budget) -> None:
    if len(header) > budget.limits.columns:
        raise UnreadableReport(
            f"The table has {len(header):,} columns; at most {budget.limits.columns:,} are read. "
            "Keep those with the text, the title, the date, the source and the address."
        )


def _pieces(name: str, header: Sequence[object], rows: Iterator[Row], what: str) -> Iterator[Piece | SetAside]:
    found = columns_of(header)
    if "text" not in found:
        yield SetAside(name=name, reason=no_text([cell for cell in header if cell not in {None, ""}], what))
        return
    first = list(_few(rows))
    day_first = _day_first(found.get("published", ()), first)
    for title, cells in chain(first, rows):
        if any(cell not in {None, ""} for cell in cells):
            yield _row(f"{name}, {title}", filled(found, cells), day_first)


def _few(rows: Iterator[Row]) -> Iterator[Row]:
    """The first rows, but not too much of them."""
    held = 0
    for row in islice(rows, ROWS_BEFORE):
        yield row
        held += sum(len(cell) for cell in row[1] if isinstance(cell, str))
        if held > 2_000_000:
            return


def _day_first(places: Sequence[int], rows: Sequence[Row]) -> bool | None:
    """Which stands first in dates such as 03/04/2016, by the others of that column; None where they do not agree."""
    if not places:
        return None
    told = {tells_order(str(cells[places[0]])) for _, cells in rows if places[0] < len(cells)} - {None}
    return told.pop() if len(told) == 1 else None


def _row(title: str, record: dict[str, str], day_first: bool | None) -> Piece | SetAside:
    if not record["text"].strip():
        return SetAside(name=title, reason="The row has no text. Fill in the words of the report, or take it out.")
    try:
        if day_first is not None and tells_order(record.get("published", "")) is None:
            found = dated(record.get("published"), "the table", day_first=day_first)
            if found:
                record["published"] = found.instant.isoformat()
    except UnreadableReport as error:
        return SetAside(name=title, reason=str(error))
    return record_piece(title, record)


def workbook_rows(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """The rows of every sheet that has a column of texts."""
    content = stream.read(budget.limits.table + 1)
    ensure_small(len(content), budget.limits.table)
    safe = office_file(content, budget.limits.table, budget.limits)
    del content
    try:
        book = load_workbook(safe, read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # whatever a broken workbook makes the library say
        raise UnreadableReport("The workbook is damaged. Open it, save it once more, and bring that.") from error
    with closing(book):
        refused = []
        for sheet in book.worksheets:
            title = f"{name}, sheet {sheet.title}"
            things = _sheet(title, sheet, budget)
            first = next(things, None)
            if isinstance(first, SetAside) and first.name == title:
                refused.append(first)
            elif first is not None:
                yield first
                yield from things
        if len(refused) == len(book.worksheets):
            yield from refused[:20]


def _sheet(title: str, sheet: Any, budget: Budget) -> Iterator[Piece | SetAside]:  # noqa: ANN401
    sheet.reset_dimensions()  # what a sheet says of its size need not be so
    rows = ((f"row {number}", _cells(cells)) for number, cells in enumerate(sheet.iter_rows(values_only=True), 1))
    number = "the header"
    try:
        header = next((cells for _, cells in rows if any(cell not in {None, ""} for cell in cells)), None)
        if header is None:
            yield SetAside(name=title, reason="The sheet is empty.")
            return
        _ensure_narrow(header, budget)
        for thing in _pieces(title, header, rows, "sheet"):
            number = thing.name
            yield thing
    except UnreadableReport:
        raise
    except Exception:  # whatever a broken sheet makes the library say
        reason = "From here on the sheet is damaged. Open the workbook, save it once more, and bring that."
        yield SetAside(name=f"{title}, after {number.rpartition(', ')[2]}", reason=reason)


def _cells(cells: Sequence[Any]) -> list[Any]:
    """Dates as their ISO form, which is not mistaken for another."""
    return [_cell(cell) for cell in cells]


def _cell(cell: Any) -> Any:  # noqa: ANN401
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if midnight else cell.replace(tzinfo=UTC).isoformat()
    return cell
