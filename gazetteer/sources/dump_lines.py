"""The lines of a text file or of one inside a zip, streamed: nothing is unpacked to disk, and a bomb is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from gazetteer.errors import DumpMissing, DumpMistaken

LONGEST_LINE = 1 << 16
"""Bytes. GeoNames' longest rows have about 40,000; a longer line is cut, and so known as broken."""
LARGEST = 16 << 30
"""Bytes that a zip may unpack to: about ten times GeoNames' largest file."""
MOST_PACKED = 60
"""How many times its size a zip may unpack to; GeoNames' own are at five."""
SMALL = 1 << 20
"""Bytes: below, how well a file is packed doesn't matter."""
CHUNK = 1 << 20
NOT_THE_DUMP = frozenset({"readme.txt", "iso-languagecodes.txt"})

Line = tuple[int, int, bytes]
"""Its number, counted from 1; the position in bytes where the next one begins; the line without its end."""


def size_of(path: Path) -> int:
    """Bytes of text to be read. Raises DumpMissing and DumpMistaken."""
    if is_zip(path):
        with _archive(path) as archive:
            return _member(path, archive).file_size
    return _existing(path).stat().st_size


def is_zip(path: Path) -> bool:
    """Is it a zip, whatever it is called?"""
    with _existing(path).open("rb") as start:
        return start.read(4) == b"PK\x03\x04" or path.suffix.lower() == ".zip"


def lines(path: Path, *, after_line: int = 0, from_byte: int = 0) -> Iterator[Line]:
    """Every line, or those from a position that was answered before.

    Raises DumpMissing, and DumpMistaken when it can't be unpacked: then the lines before were good.
    """
    try:
        with _opened(path) as stream:
            stream.seek(from_byte)
            yield from _split(stream, after_line, from_byte)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as problem:
        raise DumpMistaken(f"{path} can't be unpacked ({problem}); fetch it again") from problem


def _split(stream: BinaryIO, number: int, position: int) -> Iterator[Line]:
    while line := stream.readline(LONGEST_LINE + 1):
        position += len(line)
        rest = line
        while not rest.endswith(b"\n") and (rest := stream.readline(CHUNK)):
            position += len(rest)
        number += 1
        line = line.rstrip(b"\r\n")
        yield number, position, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    if not is_zip(path):
        with path.open("rb", buffering=CHUNK) as plain:
            yield plain
        return
    with _archive(path) as archive, archive.open(_member(path, archive)) as packed:
        yield cast("BinaryIO", io.BufferedReader(cast("io.RawIOBase", packed), CHUNK))


def _existing(path: Path) -> Path:
    if not path.is_file():
        raise DumpMissing(f"there is no file {path}")
    return path


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as problem:
        raise DumpMistaken(f"{path} is no whole zip ({problem}); fetch it again") from problem
    with archive:
        yield archive


def _member(path: Path, archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The text that the zip is named after, or its only one."""
    texts = [info for info in archive.infolist() if Path(info.filename).suffix.lower() == ".txt"]
    named = [info for info in texts if Path(info.filename).name.lower() == f"{path.stem.lower()}.txt"]
    others = [info for info in texts if Path(info.filename).name.lower() not in NOT_THE_DUMP]
    found = named or others
    if len(found) != 1:
        inside = ", ".join(info.filename for info in archive.infolist()[:5]) or "nothing"
        raise DumpMistaken(f"{path} should hold {path.stem}.txt; it holds {inside}")
    return _harmless(path, found[0])


def _harmless(path: Path, member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    if member.flag_bits & 1:
        raise DumpMistaken(f"{path} is locked with a password; GeoNames' own files are not")
    packed_well = member.file_size > MOST_PACKED * max(1, member.compress_size)
    if member.file_size > LARGEST or (packed_well and member.file_size > SMALL):
        raise DumpMistaken(
            f"{path} is refused: {member.filename} would unpack from {member.compress_size:,} to"
            f" {member.file_size:,} bytes, more than any GeoNames file does"
        )
    return member
