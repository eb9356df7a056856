"""A ZIP, or an Office file, which is one: opened only after its size is known."""

from __future__ import annotations

import io
import os
import re
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import LIMITS, Limits, ensure_small, megabytes

_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
ENCRYPTED = "It is locked with a password. Unlock it, and bring it without one."


@contextmanager
def opened(stream: BinaryIO, limits: Limits = LIMITS) -> Iterator[zipfile.ZipFile]:
    """The archive, to look into. Raises UnreadableReport for one that is broken or lists too much."""
    try:
        size = _directory_size(stream)
        if size is not None and size > limits.directory:
            raise UnreadableReport(
                f"Its list of contents alone takes {megabytes(size)}. Unpack it first and bring the folder."
            )
        with zipfile.ZipFile(stream) as packed:
            yield packed
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, struct.error, EOFError) as error:
        raise UnreadableReport("The archive is damaged or not whole. Make it or fetch it once more.") from error


def ensure_readable(member: zipfile.ZipInfo) -> None:
    """Raises UnreadableReport for what is locked, a link, or packed in a way whose size cannot be foretold."""
    if member.flag_bits & 0x1:
        raise UnreadableReport(ENCRYPTED)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise UnreadableReport("It is a link, which is not followed. Put the file itself into the archive.")
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        # zipfile bounds what it unpacks at once for these two only
        raise UnreadableReport("It is packed in an unusual way. Make the archive once more as an ordinary ZIP.")


def office_file(content: bytes, most: int, limits: Limits = LIMITS) -> io.BytesIO:
    """An Office file that is safe to give to a library: neither a bomb nor with declarations of its own.

    Raises UnreadableReport.
    """
    with opened(io.BytesIO(content), limits) as packed:
        members = packed.infolist()
        for member in members:
            ensure_readable(member)
        size = sum(member.file_size for member in members)
        ensure_small(size, most, "file, unpacked,")
        if size > limits.ratio_from and size > limits.ratio * len(content):
            raise UnreadableReport("It unpacks to far more than any document does. Save it once more, or as PDF.")
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                with packed.open(member) as part:
                    _ensure_plain(part.read(4_096))
    return io.BytesIO(content)


def _ensure_plain(start: bytes) -> None:
    """No Office program writes a document type; entities in one are how files are read that nobody meant to give."""
    if _DOCTYPE.search(start.replace(b"\0", b"")):
        raise UnreadableReport(
            "It holds declarations that no Office program writes and that could fetch other files. "
            "Open it, copy its words into a new document, and bring that."
        )


def _directory_size(stream: BinaryIO) -> int | None:
    """Bytes of the list of contents, as the end of the file tells them; None where it tells nothing."""
    whole = stream.seek(0, os.SEEK_END)
    start = max(0, whole - _LONGEST_COMMENT - 22 - 20)
    stream.seek(start)
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return None
    (size,) = struct.unpack_from("<L", tail, at + 12)
    if size != 0xFFFFFFFF or tail[at - 20 : at - 16] != _LOCATOR_64:
        return int(size)
    (where,) = struct.unpack_from("<Q", tail, at - 12)
    stream.seek(where)
    record = stream.read(56)
    return int(struct.unpack_from("<Q", record, 40)[0]) if record.startswith(_END_64) else None
