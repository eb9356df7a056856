"""A mailbox → its letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.intake.files.limits import Budget, megabytes
from mapapp.intake.files.splitting import bounded_lines

_LINE = 1_000_000
"""Bytes; longer lines are in no letter."""


def letters(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """Each letter of an mbox file as a piece of its own."""
    most = budget.limits.file
    held: list[bytes] = []
    size = number = 0
    blank = True
    for line in bounded_lines(stream, _LINE):
        begins = blank and line is not None and line.startswith(b"From ")
        if begins:
            if number:
                yield _letter(name, number, held, size, most)
            number, held, size = number + 1, [], 0
        elif number:
            size += _LINE if line is None else len(line)
            if line is not None and size <= most:
                held.append(line[1:] if line.startswith(b">From ") else line)
        blank = line is not None and not line.strip()
    if number:
        yield _letter(name, number, held, size, most)
    else:
        yield SetAside(name=name, reason="It is no mailbox: no line of it begins a letter. Bring the letters as .eml.")


def _letter(name: str, number: int, lines: list[bytes], size: int, most: int) -> Piece | SetAside:
    title = f"{name}/message {number}.eml"
    if size > most:
        return SetAside(name=title, reason=f"This letter has more than {megabytes(most)}. Bring its parts one by one.")
    return Piece(name=title, kind=PieceKind.FILE, content=b"".join(lines))
