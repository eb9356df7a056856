"""Files as they are sent: in pieces of bytes, so that no file is ever whole in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from pathlib import Path

from mapapp.takeaway.export import Export

Writer = Callable[[Export], Iterator[bytes]]
"""Makes a file from an export, piece by piece."""

PIECE = 1 << 16
"""Bytes or characters in a piece, about."""


def of_text(pieces: Iterable[str]) -> Iterator[bytes]:
    """Pieces of text of any length, as UTF-8 in pieces of about one size."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def of_buffer(buffer: StringIO, steps: Iterable[object]) -> Iterator[bytes]:
    """What each step leaves in a buffer that it writes to."""
    for _ in steps:
        if buffer.tell() >= PIECE:
            yield _taken(buffer)
    yield _taken(buffer)


def of_file(name: str, write: Callable[[Path], None]) -> Iterator[bytes]:
    """A file that must be whole before it can be read: made on the disk, sent, and removed."""
    with tempfile.TemporaryDirectory(prefix="mapapp-") as folder:
        path = Path(folder) / name
        write(path)
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece


def _taken(buffer: StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()
