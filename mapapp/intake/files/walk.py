"""Paths → pieces: a folder, a file, an archive or what another program writes to us, one thing at a time."""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files import archive, json_records, mailbox, tables, web_archive
from mapapp.intake.files.kinds import HEAD, Kind, kind_of
from mapapp.intake.files.limits import LIMITS, Budget, Limits, ensure_small
from mapapp.intake.files.names import LITTER, hidden, safe
from mapapp.intake.files.splitting import Split

STDIN = Path("-")
Things = Iterator[Piece | SetAside]

SPLITTERS: dict[Kind, Callable[[str, BinaryIO, Budget, Split], Things]] = {
    Kind.ZIP: archive.zip_pieces,
    Kind.GZIP: archive.gzip_pieces,
    Kind.JSON_LINES: json_records.json_lines,
    Kind.JSON: json_records.json_items,
    Kind.CSV: tables.csv_rows,
    Kind.XLSX: tables.workbook_rows,
    Kind.MBOX: mailbox.letters,
    Kind.WARC: web_archive.pages,
}
"""Kinds that hold many things. All others are one piece."""
DEEPEST = 100
"""Folders in folders."""
HIDDEN = "It is hidden (its name begins with a point). Rename it, or name it itself, if it holds a report."
NOT_A_FILE = "It is neither a file nor a folder. Bring what is in it as a file."
LEADS_OUT = "It is a link that leads out of the folder. Bring the file that it points to."


def pieces(paths: Iterable[Path], *, limits: Limits = LIMITS, stdin: BinaryIO | None = None) -> Things:
    """All that is at some paths, in order, a piece at a time. What cannot be taken in is a SetAside; nothing is raised.

    Args:
        paths: files and folders; "-" is what another program writes to this one: text, or JSON Lines.
        limits: how much is taken in at once.
        stdin: what "-" means.
    """
    for path in paths:
        if path == STDIN:
            yield from _standard_input(stdin or sys.stdin.buffer, limits)
        elif path.is_dir():
            yield from _folder(path, path.resolve(), _title(path), limits)
        else:
            yield from _file(path, _title(path), limits)


def pieces_in(name: str, stream: BinaryIO, *, limits: Limits = LIMITS) -> Things:
    """What is in one thing, such as an upload: its name, and bytes that can be read from anywhere."""
    yield from split(name, stream, Budget(limits=limits))


def split(name: str, stream: BinaryIO, budget: Budget) -> Things:
    """Divide what holds many things; anything else is one piece. What goes wrong is a SetAside."""
    try:
        head = stream.read(HEAD)
        stream.seek(0)
        if not head:
            raise UnreadableReport("The file is empty.")
        kind = kind_of(name, head, stream)
        if kind in SPLITTERS:
            yield from SPLITTERS[kind](name, stream, budget, split)
        else:
            yield Piece(name=name, kind=PieceKind.FILE, content=_whole(stream, kind, budget.limits))
    except UnreadableReport as error:
        yield SetAside(name=name, reason=str(error))
    except OSError as error:
        yield SetAside(name=name, reason=f"It could not be read to its end: {error.strerror or 'the disk failed'}.")
    except (RecursionError, MemoryError):
        yield SetAside(name=name, reason="It is built in a way that takes too much memory. Bring its text alone.")


def _whole(stream: BinaryIO, kind: Kind, limits: Limits) -> bytes:
    most = limits.page if kind is Kind.HTML else limits.file
    content = stream.read(most + 1)
    ensure_small(len(content), most, "page" if kind is Kind.HTML else "file")
    return content


def _title(path: Path) -> str:
    return safe(path.name or path.resolve().name)


def _folder(folder: Path, top: Path, title: str, limits: Limits, depth: int = 0) -> Things:
    if depth > DEEPEST:
        yield SetAside(name=title, reason=f"It lies more than {DEEPEST} folders deep. Move it up.")
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry.is_symlink(), entry.is_dir(follow_symlinks=False)) for entry in found)
    except OSError as error:
        yield SetAside(
            name=title, reason=f"The folder cannot be opened: {error.strerror}. Give this user the right to."
        )
        return
    for name, is_link, is_folder in entries:
        path, shown = folder / name, f"{title}/{safe(name)}"
        if LITTER.search(name):
            continue
        if hidden(name):
            yield SetAside(name=shown, reason=HIDDEN)
        elif is_link:
            yield from _link(path, top, shown)
        elif is_folder:
            yield from _folder(path, top, shown, limits, depth + 1)
        else:
            yield from _file(path, shown, limits)


def _link(path: Path, top: Path, shown: str) -> Things:
    """Nothing for a link to what is read anyway; else a sentence."""
    try:
        inside = path.resolve(strict=True).is_relative_to(top)
    except (OSError, RuntimeError):
        yield SetAside(name=shown, reason="It is a link that leads nowhere. Bring the file that it should point to.")
        return
    if not inside:
        yield SetAside(name=shown, reason=LEADS_OUT)


def _file(path: Path, shown: str, limits: Limits) -> Things:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield SetAside(name=shown, reason=NOT_A_FILE)
            return
        with path.open("rb") as stream:
            yield from split(shown, stream, Budget(limits=limits))
    except FileNotFoundError:
        yield SetAside(name=shown, reason="There is no such file. Check the name.")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "its name cannot be used"
        yield SetAside(name=shown, reason=f"The file cannot be opened: {why}. Give this user the right to read it.")


def _standard_input(stream: BinaryIO, limits: Limits) -> Things:
    """What another program writes: JSON Lines where it begins with an object, else whatever its first bytes say."""
    name = "standard input"
    with tempfile.SpooledTemporaryFile(archive.IN_MEMORY) as held:
        head = stream.read(HEAD)
        if re.match(rb"(?:\xef\xbb\xbf)?\s*\{[^\r\n]", head):
            yield from json_records.json_lines(name, cast(BinaryIO, _Joined(head, stream)), Budget(limits=limits))
            return
        held.write(head)
        while part := stream.read(1 << 20):
            held.write(part)
        held.seek(0)
        yield from split(name, cast(BinaryIO, held), Budget(limits=limits))


class _Joined:
    """A stream whose beginning was already read."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readline(self, size: int = -1) -> bytes:
        """As of any stream."""
        if not self._head:
            return self._rest.readline(size)
        end = self._head.find(b"\n") + 1
        if not end or (size >= 0 and end > size):
            end = len(self._head) if size < 0 else min(size, len(self._head))
        line, self._head = self._head[:end], self._head[end:]
        if line.endswith(b"\n") or self._head or len(line) == size:
            return line
        return line + self._rest.readline(size - len(line) if size >= 0 else -1)
