"""Read a table of places row by row, however large: CSV in the usual encodings and dialects, or GeoJSON."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from gazetteer.errors import TableMistaken
from gazetteer.spreadsheet import unarmoured
from gazetteer.table_marks import ARCHIVES, SAVE_AS_CSV, are_tags, marked_encoding, told_delimiter

DELIMITERS = ",;\t|"
LONGEST_LINE = 10_000_000
"""Characters; a longer line is no line of a table."""
CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as it stands in the file."""

    number: int
    """Counted from 1, the header and empty lines left out."""
    line: int
    """Where it begins: line of a CSV, number of a GeoJSON feature."""
    cells: Mapping[str, str]
    """Text by column, trimmed; "" is empty."""
    problem: str = ""
    """Why it can't be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file whose rows can be read, more than once."""

    path: Path
    headers: Sequence[str]
    """Names of the columns, all different."""
    rows: Callable[[], Iterator[Row]]
    tags: Mapping[str, str] = field(default_factory=dict)
    """HXL tag by column, where the file has a row of them."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Column of the latitude and of the longitude, where the format itself tells them."""
    remarks: tuple[str, ...] = ()
    """Sentences about how the file is read."""
    unit: str = "line"
    """What `Row.line` counts: line or feature."""


def open_table(path: Path) -> Table:
    """A .geojson or .json file, or what begins with a brace, as GeoJSON; all else as CSV.

    Raises TableMistaken where it is neither, and OSError where it can't be opened.
    """
    from gazetteer.features import open_features  # noqa: PLC0415  it makes Tables

    with path.open("rb") as opened:
        start = opened.read(64)
    if start.startswith(ARCHIVES):
        raise TableMistaken(f"{path} {SAVE_AS_CSV}")
    encoding, remarks = encoding_of(path)
    is_json = path.suffix.lower() in {".geojson", ".json"} or start.removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"
    return (open_features if is_json else open_csv)(path, encoding, remarks)


def encoding_of(path: Path) -> tuple[str, tuple[str, ...]]:
    """The encoding of a text file, and what to tell about it. Reads all of it, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line = 1
    with path.open("rb") as opened:
        start = opened.read(4096)
        if marked := marked_encoding(start):
            return marked, ()
        for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
            if len(start) > 3 and start[first::2].count(0) > len(start) // 5 > start[1 - first :: 2].count(0) * 10:
                return encoding, ("the file is read as UTF-16",)
        opened.seek(0)
        while True:
            piece = opened.read(CHUNK)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as problem:
                line += piece.count(b"\n", 0, max(0, problem.start))
                return "cp1252", (_not_utf8(line),)
            if not piece:
                return "utf-8", ()
            line += piece.count(b"\n")


def _not_utf8(line: int) -> str:
    return (
        f"the file is not UTF-8 (line {line}), so it is read as Windows-1252; where names come out wrong, save it "
        "as UTF-8 and add it again"
    )


def open_csv(path: Path, encoding: str, remarks: tuple[str, ...] = ()) -> Table:
    """A CSV whose first line holds the names of the columns. Raises TableMistaken."""
    delimiter = _delimiter(path, encoding)
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        records = _records(opened, path, delimiter)
        _, header, problem = next(records, (0, [], ""))
        _, second, _ = next(records, (0, [], ""))
    if problem:
        raise TableMistaken(f"{path}: the first line can't be read: {problem}")
    headers = _distinct(header)
    tagged = are_tags(second)
    return Table(
        path=path,
        headers=headers,
        rows=lambda: _rows(path, encoding, delimiter, headers, skip=2 if tagged else 1),
        tags=dict(zip(headers, second, strict=False)) if tagged else {},
        remarks=remarks,
    )


def _delimiter(path: Path, encoding: str) -> str:
    """The one that divides the first line into most columns."""
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        first = next((line for line in _lines(opened, path) if line.strip()), "")
    if not first:
        raise TableMistaken(f"{path} is empty; the first line must hold the names of the columns")
    if told := told_delimiter(first):
        return told
    found = max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))
    if found not in first:
        raise TableMistaken(f"{path}: the first line is one column; divide columns by comma, semicolon, tab or |")
    return found


def _lines(opened: IO[str], path: Path) -> Iterator[str]:
    while line := opened.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise TableMistaken(f"{path} has a line of more than {LONGEST_LINE:,} characters; it is no table")
        yield line


LONGEST_CELL = 131_072
"""Characters; as Python's csv module has it, whatever another reader of this process has set it to."""


def _records(opened: IO[str], path: Path, delimiter: str) -> Iterator[tuple[int, list[str], str]]:
    """Line where each record begins, its trimmed cells, and why it can't be read; empty records are left out."""
    reader = csv.reader(_lines(opened, path), delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as problem:
            yield line, [], f"not readable as CSV ({problem})"
            continue
        if max(map(len, cells), default=0) > LONGEST_CELL:
            yield line, [], f"not readable as CSV (field larger than {LONGEST_CELL:,} characters)"
        elif any(cells) and not (line == 1 and cells[0].lower() in {f"sep={delimiter}", "sep="}):
            yield line, cells, ""


def _distinct(header: Sequence[str]) -> list[str]:
    """Every column needs a name of its own; a second "name" becomes "name (2)"."""
    headers: list[str] = []
    for number, cell in enumerate(header, start=1):
        name = " ".join(unarmoured(cell).replace("\0", "").split()) or f"column {number}"
        while name in headers:
            name += " (2)"
        headers.append(name)
    return headers


def _rows(path: Path, encoding: str, delimiter: str, headers: Sequence[str], *, skip: int) -> Iterator[Row]:
    with path.open(encoding=encoding, errors="replace", newline="") as opened:
        for number, (line, cells, problem) in enumerate(_records(opened, path, delimiter), start=1 - skip):
            if number > 0:
                named = dict(zip(headers, map(unarmoured, cells), strict=False))
                yield Row(number=number, line=line, cells=named, problem=problem or _ragged(cells, headers))


def _ragged(cells: Sequence[str], headers: Sequence[str]) -> str:
    if any("\0" in cell for cell in cells):
        return "holds a zero byte"
    if len(cells) < len(headers) or any(cells[len(headers) :]):
        return f"has {len(cells)} cells where the first line names {len(headers)} columns"
    return ""
