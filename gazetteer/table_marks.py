"""What a file of a table says of itself: its first bytes, a first line `sep=;`, a row of HXL tags below the header."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Bytes that a file may begin with, and the encoding that they tell. UTF-32's begin with those of UTF-16."""
ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
"""How .xlsx, .ods and .zip begin, .xls, and .gz."""
SAVE_AS_CSV = "is a spreadsheet or an archive; save the sheet as CSV (UTF-8) and give that"
SEPARATOR_LINE = re.compile(r'"?sep=(?P<delimiter>[^\w"\s]|\t)"?\s*', re.IGNORECASE)
"""Spreadsheets write and read it."""
HXL_TAG = re.compile(r"#\s*[a-z][\w\s+-]*", re.IGNORECASE)


def marked_encoding(start: bytes) -> str | None:
    """The encoding that a file's first bytes tell; None where they tell none."""
    return next((encoding for mark, encoding in BYTE_ORDER_MARKS if start.startswith(mark)), None)


def told_delimiter(line: str) -> str | None:
    """The delimiter that a first line `sep=;` tells; None for other lines."""
    found = SEPARATOR_LINE.fullmatch(line)
    return found["delimiter"] if found else None


def are_tags(cells: Sequence[str]) -> bool:
    """Is it a row of HXL tags, such as #adm1+name? Cells may be empty."""
    tags = [cell.strip() for cell in cells if cell.strip()]
    return bool(tags) and all(map(HXL_TAG.fullmatch, tags))
