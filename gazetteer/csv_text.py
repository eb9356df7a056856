"""CSV as people make it: its encoding and delimiter are recognised, and no row or cell of it gets lost."""

from __future__ import annotations

import codecs
import csv
import io
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from gazetteer.errors import BadTable
from gazetteer.spreadsheet import RUN
from gazetteer.table_marks import ARCHIVES, SAVE_AS_CSV, are_tags, marked_encoding, told_delimiter

DELIMITERS = ",;\t|"
NO_DELIMITER = "\x1f"
"""For a table of one column: no delimiter stands in its header, so a comma in a name divides nothing."""
LONGEST_CELL = 10_000_000
"""Characters."""
CHUNK = 1 << 20
SAMPLE = 1 << 16
SURROGATE = re.compile("[\udc80-\udcff]")
MENDED = "as-windows-1252"

NUMBERS = re.compile(r"\s*+[-+]?\d[\d.,]*+(?:e[-+]?\d++)?(?:[,;\s]++[-+]?\d[\d.,]*+)?\s*+%?\s*", re.IGNORECASE)
"""A number, or two as a point. What is read is never given back, so a long cell takes no longer than its length."""


def _mend(problem: UnicodeError) -> tuple[str, int]:
    """Bytes that an encoding has no character for, as Windows reads them; those it has none for either, by number."""
    if not isinstance(problem, UnicodeDecodeError):
        raise problem
    wrong = problem.object[problem.start : problem.end]
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in wrong), problem.end


codecs.register_error(MENDED, _mend)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How bytes are to be read."""

    name: str
    errors: str
    """What is done with bytes that don't fit: Python's word."""
    note: str = ""
    """A sentence where a reader should look at the result."""

    @property
    def to_write(self) -> str:
        """UTF-8, with the byte order mark that spreadsheets look for unless the table was plain UTF-8 itself."""
        return "utf-8" if self.name == "utf-8" else "utf-8-sig"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenTable:
    """A table that is being read."""

    header: tuple[str, ...]
    rows: Iterator[list[str]]
    """Below the header and the tags, one by one. Raises BadTable where a row can't be told from the next."""
    delimiter: str
    """A comma where the table has one column and none."""
    line_end: str
    encoding: Encoding
    lines: int
    """In the file: no fewer than its rows."""
    opening: str = ""
    """The line `sep=;` before the header, with its end, where there is one."""
    tags: tuple[str, ...] = ()
    """The row of HXL tags below the header, where there is one: no row of places."""


def open_table(stream: BinaryIO, *, delimiter: str | None = None, wanted: Sequence[str] = ()) -> OpenTable:
    """Begin to read a table.

    Args:
        stream: bytes that can be read twice (a file, or bytes in memory).
        delimiter: one character; None to recognise it.
        wanted: names of columns that the header should have; they help to recognise the delimiter.

    Raises BadTable for a table with no header, and for a spreadsheet.
    """
    csv.field_size_limit(max(LONGEST_CELL, csv.field_size_limit()))
    encoding, lines = _recognise(stream)
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding=encoding.name, errors=encoding.errors, newline="")
    sample = list(islice(text, 50))
    told = told_delimiter(sample[0]) if sample else None
    opening = sample.pop(0) if told else ""
    found = delimiter or told or delimiter_of(sample, wanted)
    records = _records(chain(sample, text), found, first_line=2 if told else 1)
    header = next(records, None)
    if not header or not any(cell.strip() for cell in header):
        raise BadTable("the table is empty; its first row must name the columns")
    first = next(records, None)
    tagged = first is not None and are_tags(first)
    return OpenTable(
        header=tuple(header),
        rows=records if first is None or tagged else chain([first], records),
        delimiter="," if found == NO_DELIMITER else found,
        line_end="\r\n" if sample[0].endswith("\r\n") else "\n",
        encoding=encoding,
        lines=lines,
        opening=opening,
        tags=tuple(first) if first is not None and tagged else (),
    )


def _recognise(stream: BinaryIO) -> tuple[Encoding, int]:
    """The encoding, and how many lines there are. Reads the whole stream, a piece at a time."""
    start = stream.read(SAMPLE)
    if start.startswith(ARCHIVES):
        raise BadTable(f"the table {SAVE_AS_CSV}")
    name = marked_encoding(start) or _wide(start)
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    lines = foreign = wrong = 0
    while piece := stream.read(CHUNK):
        lines += piece.count(b"\n") or piece.count(b"\r")
        text = decoder.decode(piece)
        if name is None and not text.isascii():
            bad = len(SURROGATE.findall(text))
            wrong, foreign = wrong + bad, foreign + len(text) - len(text.encode("ascii", "ignore")) - bad
    if name is not None:
        return Encoding(name=name, errors=MENDED if name == "utf-8-sig" else "replace"), lines
    if decoder.decode(b"", final=True):
        wrong += 1
    if not wrong:
        return Encoding(name="utf-8", errors="strict"), lines
    if foreign > 3 * wrong:  # what else is well formed by chance? UTF-8 with a few broken characters
        note = f"{wrong:,} bytes are not UTF-8 as the rest is; they are read as Windows-1252"
        return Encoding(name="utf-8", errors=MENDED, note=note), lines
    return Encoding(name="cp1252", errors=MENDED, note="the table is not UTF-8; it is read as Windows-1252"), lines


def _wide(start: bytes) -> str | None:
    """UTF-16 with no byte order mark: every other byte of plain letters is zero."""
    if len(start) < 4:
        return None
    even, odd = start[::2].count(0) / len(start), start[1::2].count(0) / len(start)
    return "utf-16-le" if odd > 0.3 > even else "utf-16-be" if even > 0.3 > odd else None


def delimiter_of(sample: Sequence[str], wanted: Sequence[str] = ()) -> str:
    """The delimiter whose columns have the wanted names, and in which most rows are as wide as the header."""
    best, best_fit = NO_DELIMITER, (0, 0.0, 0)
    for delimiter in DELIMITERS:
        rows = [row for row in _rows_of(sample, delimiter) if row]
        width = len(rows[0]) if rows else 0
        if width > 1:
            named = sum(name in rows[0] for name in wanted)
            fit = (named, sum(len(row) == width for row in rows) / len(rows), width)
            best, best_fit = max((best, best_fit), (delimiter, fit), key=lambda pair: pair[1])
    return best


def _rows_of(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(sample, delimiter=delimiter))
    except csv.Error:
        return []


def _records(lines: Iterable[str], delimiter: str, *, first_line: int) -> Iterator[list[str]]:
    """The rows; a line of our own at the end shows whether a quotation mark was left open there."""
    end = secrets.token_hex(16)
    reader = csv.reader(chain(lines, [end]), delimiter=delimiter)
    start = first_line
    mend = "close the quotation mark, or take it out"
    try:
        for row in reader:
            if row == [end]:
                return
            if row and row[-1].endswith(end):
                raise BadTable(f"a quotation mark in the row that begins at line {start:,} is never closed; {mend}")
            start = reader.line_num + first_line
            yield row
    except csv.Error as problem:
        raise BadTable(f"the row that begins at line {start:,} can't be read ({problem}); {mend}") from problem
    except UnicodeError as problem:
        raise BadTable(f"the row that begins at line {start:,} can't be read: {problem}") from problem


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet might run it as a formula; numbers stay."""
    if not text.lstrip(" ").startswith(RUN) or NUMBERS.fullmatch(text):
        return text
    return "'" + text
