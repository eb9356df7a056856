"""JSON Lines and JSON, a record at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import ijson

from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import Budget, megabytes
from mapapp.intake.files.records import no_text, record_of, record_piece
from mapapp.intake.files.splitting import Meter, bounded_lines

NOT_JSON = 'It is not JSON: write one object a line, such as {"text": "…", "published": "2016-12-14"}.'
NOT_AN_OBJECT = "It is JSON but not an object with a “text”."
LISTS = (
    "articles",
    "reports",
    "items",
    "results",
    "documents",
    "docs",
    "data",
    "entries",
    "stories",
    "hits",
    "records",
)
"""Under which names services put their list of reports."""


def json_lines(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """A report a line; a line that is none does not stop the others."""
    most = budget.limits.record
    for number, line in enumerate(bounded_lines(stream, most), 1):
        title = f"{name}, line {number}"
        if line is None:
            reason = f"The line has more than {megabytes(most)}. Write one report a line, each with its text alone."
            yield SetAside(name=title, reason=reason)
        elif line.strip(b" \t\r\n\xef\xbb\xbf\0"):
            yield _line(title, line)


def _line(title: str, line: bytes) -> Piece | SetAside:
    try:
        entry = json.loads(_decoded(line))
    except (ValueError, RecursionError):
        return SetAside(name=title, reason=NOT_JSON)
    return _record(title, entry)


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def _record(title: str, entry: object) -> Piece | SetAside:
    if not isinstance(entry, dict):
        return SetAside(name=title, reason=NOT_AN_OBJECT)
    record = record_of(entry)
    if record is None:
        return SetAside(name=title, reason=no_text(list(entry), "object"))
    return record_piece(title, record)


def json_items(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """The objects of a list, wherever the list stands; or one object; or objects one after the other."""
    meter = Meter(stream, budget.limits.record, "An item of the list")
    number = 0
    try:
        for number, entry in enumerate(_objects(stream, meter), 1):
            meter.mark()
            yield _record(f"{name}, item {number}", entry)
    except UnreadableReport as error:
        yield SetAside(name=f"{name}, item {number + 1}", reason=str(error))
    except (ijson.JSONError, UnicodeError, RecursionError, ValueError):
        where = f"{name}, item {number + 1}" if number else name
        yield SetAside(name=where, reason="From here on it is not JSON. Mend the file, or write one object a line.")
    else:
        if not number:
            yield SetAside(name=name, reason="It holds no object with the text of a report.")


def _objects(stream: BinaryIO, meter: Meter) -> Iterator[Any]:
    start = _first(stream)
    if start == b"[":
        yield from ijson.items(cast(Any, meter), "item", use_float=True)
        return
    held = _list_in_object(stream)
    if held:
        yield from ijson.items(cast(Any, meter), held, use_float=True, multiple_values=True)
    else:
        yield from ijson.items(cast(Any, meter), "", use_float=True, multiple_values=True)


def _first(stream: BinaryIO) -> bytes:
    """The first byte that is not blank; the stream is left at its beginning, after a byte-order mark."""
    head = stream.read(4_096)
    mark = 3 if head.startswith(b"\xef\xbb\xbf") else 0
    stream.seek(mark)
    return head[mark:].lstrip()[:1]


def _list_in_object(stream: BinaryIO) -> str | None:
    """Under which name the first object holds a list of objects, where it has no text of its own."""
    here = stream.tell()
    found = None
    meter = Meter(stream, 1_000_000, "The beginning")
    try:
        for prefix, event, value in ijson.parse(cast(Any, meter), multiple_values=True):
            if prefix == "" and event == "map_key" and record_of({value: ""}) is not None:
                break
            if (
                event == "start_map"
                and prefix.endswith(".item")
                and prefix.removesuffix(".item").rpartition(".")[2] in LISTS
            ):
                found = prefix
                break
            if prefix == "" and event == "end_map":
                break
    except (ijson.JSONError, UnreadableReport):
        found = None
    finally:
        stream.seek(here)
    return found
