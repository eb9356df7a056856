"""How a file that holds many things is divided: what all ways of it have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import Budget

Split = Callable[[str, BinaryIO, Budget], Iterator[Piece | SetAside]]
"""Divides whatever it is: name, bytes that can be read more than once, what may still be unpacked."""


class Meter:
    """A stream that refuses to give too much at once: whoever reads it says `mark` when something was whole.

    So that one endless line, row or item never fills the memory.
    """

    def __init__(self, stream: BinaryIO, most: int, what: str) -> None:
        self._stream = stream
        self._most = most
        self._what = what
        self._since = 0

    def read(self, size: int = -1) -> bytes:
        """At most 64 kB at a time. Raises UnreadableReport where nothing was whole for too long."""
        part = self._stream.read(min(size, 1 << 16) if size > 0 else 1 << 16 if size < 0 else 0)
        self._since += len(part)
        if self._since > self._most:
            raise UnreadableReport(
                f"{self._what} has more than {self._most // 1_000_000:,} MB. What follows cannot be read either: "
                "mend the file, or divide it."
            )
        return part

    def mark(self) -> None:
        """Something was whole."""
        self._since = 0


def bounded_lines(stream: BinaryIO, most: int) -> Iterator[bytes | None]:
    """The lines of a stream; None in place of one with more bytes than that, which is passed over."""
    while line := stream.readline(most + 1):
        if len(line) <= most or line.endswith(b"\n"):
            yield line
            continue
        while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
            pass
        yield None
