"""Archives → what is in them. Nothing is ever written under a name that an archive gives."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import Budget
from mapapp.intake.files.names import LITTER, hidden, safe
from mapapp.intake.files.packed import ensure_readable, opened
from mapapp.intake.files.splitting import Split

IN_MEMORY = 8_000_000
"""Bytes; what is larger is unpacked to a file without a name, which is gone when it is closed."""
_DRIVE = re.compile(r"[A-Za-z]:")


def zip_pieces(name: str, stream: BinaryIO, budget: Budget, split: Split) -> Iterator[Piece | SetAside]:
    """What is in a ZIP, in the order of names; what cannot be taken in is set aside one by one."""
    inside = budget.deeper()
    with opened(stream, budget.limits) as packed:
        for member in sorted(packed.infolist(), key=lambda one: one.filename):
            if member.is_dir() or LITTER.search(member.filename):
                continue
            title = f"{name}/{safe(member.filename)}"
            try:
                _ensure_inside(member.filename)
                ensure_readable(member)
                inside.spend(member.file_size, member.compress_size)
                with packed.open(member) as unpacked, _seekable(unpacked, member.file_size) as whole:
                    yield from split(title, whole, inside)
            except UnreadableReport as error:
                yield SetAside(name=title, reason=str(error))
            except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError):
                yield SetAside(name=title, reason="It is damaged in the archive. Make the archive once more.")


def gzip_pieces(name: str, stream: BinaryIO, budget: Budget, split: Split) -> Iterator[Piece | SetAside]:
    """What is packed by gzip: one file, named without the ending."""
    inside = budget.deeper()
    inner = re.sub(r"\.gz$", "", name, flags=re.IGNORECASE)
    inner = re.sub(r"\.tgz$", ".tar", inner, flags=re.IGNORECASE)
    try:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
            packed = _Counting(stream)
            with gzip.GzipFile(fileobj=cast(Any, packed)) as unpacked:
                while part := unpacked.read(1 << 16):
                    whole.write(part)
                    inside.spend(len(part), packed.taken)
                    _ensure_in_proportion(whole.tell(), packed.taken, inside)
            whole.seek(0)
            yield from split(inner, cast(BinaryIO, whole), inside)
    except (gzip.BadGzipFile, zlib.error, EOFError):
        yield SetAside(name=name, reason="The gzip file is damaged or not whole. Make it or fetch it once more.")


def _ensure_in_proportion(size: int, packed: int, budget: Budget) -> None:
    limits = budget.limits
    if size > limits.ratio_from and size > limits.ratio * packed:
        raise UnreadableReport(
            f"It unpacks to more than {limits.ratio} times its size, which no text does. "
            "If it is what you meant to bring, unpack it first."
        )


def _ensure_inside(name: str) -> None:
    """Raises UnreadableReport for a name that would lead out of a folder."""
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name):
        raise UnreadableReport("Its name leads out of the archive. Make the archive once more from the folder itself.")
    if any(map(hidden, parts)):
        raise UnreadableReport("It is a hidden file (its name begins with a point). Rename it if it holds a report.")


def _seekable(unpacked: Any, size: int) -> Any:  # noqa: ANN401
    """The unpacked bytes, to be read more than once and from anywhere."""
    if size <= IN_MEMORY:
        return io.BytesIO(unpacked.read())
    whole = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  the caller closes it
    try:
        shutil.copyfileobj(unpacked, whole, 1 << 20)
    except BaseException:
        whole.close()
        raise
    whole.seek(0)
    return whole


class _Counting:
    """A stream that knows how much was read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self.taken += len(part)
        return part
