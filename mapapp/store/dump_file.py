"""The file of a dump: a ZIP of JSON Lines, with the number of lines and the SHA-256 of each.

It is written and read as a stream, never unpacked to the disk, and the same lines make the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapapp.domain.errors import MapappError

FORMAT = "mapapp dump"
VERSION = 1
"""Raised when a reader of the old one would misunderstand the new one."""
MANIFEST = "manifest.json"
README = "README.txt"
ENDING = ".jsonl"
LONGEST_LINE = 160 * 2**20
"""Bytes; no report and no original that the program takes is as long."""
LONGEST_MANIFEST = 2**20
"""Bytes."""
MOST_UNPACKED = 200
"""So many times larger than in the file may a member be, from MUCH on: texts shrink to a tenth, bombs far more."""
MUCH = 50 * 2**20
"""Bytes."""
_THEN = (1980, 1, 1, 0, 0, 0)
"""The time that each member bears, so that the same content is the same file."""


class NotLoadable(MapappError, ValueError):
    """A dump that cannot be read; the message says why and what to do. Nothing of it was kept."""


@dataclass(slots=True)
class Member:
    """What the manifest says of a member."""

    lines: int = 0
    hashed: Any = field(default_factory=hashlib.sha256)

    @property
    def told(self) -> dict[str, Any]:
        """As the manifest writes it."""
        return {"lines": self.lines, "sha256": self.hashed.hexdigest()}


class DumpWriter:
    """Writes the members of a dump, one after the other."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, Member] = {}

    @contextmanager
    def member(self, name: str) -> Iterator[Callable[[str], None]]:
        """A member's name without its ending; what is given takes one line, without its line feed."""
        member = self.members[name] = Member()
        with self._archive.open(_info(name + ENDING), "w", force_zip64=True) as out:

            def write(line: str) -> None:
                content = line.encode() + b"\n"
                member.lines += 1
                member.hashed.update(content)
                out.write(content)

            yield write

    def close(self, readme: str) -> None:
        """Write what the file says about itself."""
        members = {name: member.told for name, member in self.members.items()}
        told = {"format": FORMAT, "version": VERSION, "members": members}
        self._archive.writestr(_info(README), readme)
        self._archive.writestr(_info(MANIFEST), json.dumps(told, indent=1))


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, date_time=_THEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def written(file: Path, readme: str) -> Iterator[DumpWriter]:
    """A new dump; the file must not be seen by others before it is whole."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        writer = DumpWriter(archive)
        yield writer
        writer.close(readme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a member."""

    where: str
    """For people: "reports.jsonl, line 17"."""
    text: str
    data: Any
    """What JSON says it is."""

    def refuse(self, why: str) -> NotLoadable:
        """The error that says what is wrong with it."""
        return NotLoadable(f"{self.where}: {why}. {NOTHING}")


NOTHING = "Nothing of this dump was kept: make it anew where it came from, or take another one."


class DumpReader:
    """Reads a dump that may be anything."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members = _manifest(archive)
        _check(archive, self.members)

    def lines(self, name: str) -> Iterator[Line]:
        """A member's lines; none for one that is not there. Raises NotLoadable, also at the end, where they are fewer
        or others than the manifest says.
        """
        told = self.members.get(name)
        if told is None:
            return
        found, file = Member(), name + ENDING
        with _understood(file), self._archive.open(file) as opened:
            while content := opened.readline(LONGEST_LINE + 1):
                found.lines += 1
                found.hashed.update(content)
                yield _line(content, f"{file}, line {found.lines:,}")
        if found.told != told:
            raise NotLoadable(f"{file} holds {found.lines:,} lines that are not those of its manifest. {NOTHING}")


@contextmanager
def opened(file: Path) -> Iterator[DumpReader]:
    """A dump to be read. Raises NotLoadable."""
    if not file.is_file():
        raise NotLoadable(f"there is no file {file}: name a dump that `python -m mapapp dump` made")
    with _understood(str(file)), zipfile.ZipFile(file) as archive:
        yield DumpReader(archive)


@contextmanager
def _understood(name: str) -> Iterator[None]:
    """What goes wrong in the archive becomes a sentence."""
    try:
        yield
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, MapappError):
            raise
        raise NotLoadable(f"{name} is not a whole ZIP file ({error}). {NOTHING}") from error


def _manifest(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    try:
        info = archive.getinfo(MANIFEST)
    except KeyError as error:
        raise NotLoadable(f"it has no {MANIFEST}: it is no dump, or its end is missing. {NOTHING}") from error
    if info.file_size > LONGEST_MANIFEST:
        raise NotLoadable(f"its {MANIFEST} is too long. {NOTHING}")
    with archive.open(info) as opened:
        told = parsed(opened.read(LONGEST_MANIFEST + 1), MANIFEST)
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("version"), int):
        raise NotLoadable(f"its {MANIFEST} is not that of a dump of an incident map. {NOTHING}")
    if told["version"] > VERSION:
        raise NotLoadable(
            f"it is a dump of version {told['version']}, and this program reads versions up to {VERSION}: "
            "update the program"
        )
    members = told.get("members")
    if not isinstance(members, dict) or not all(_is_told(one) for one in members.values()):
        raise NotLoadable(f"its {MANIFEST} does not say what the members hold. {NOTHING}")
    return members


def _is_told(one: Any) -> bool:  # noqa: ANN401
    return isinstance(one, dict) and one.keys() == {"lines", "sha256"}


def _check(archive: zipfile.ZipFile, members: dict[str, dict[str, Any]]) -> None:
    """Exactly the files that the manifest tells of, each once, readable and no bomb."""
    names = [info.filename for info in archive.infolist()]
    wanted = sorted([MANIFEST, README, *(name + ENDING for name in members)])
    if sorted({*names, README}) != wanted or len(names) != len(set(names)):
        odd = next(iter(sorted({*names} ^ {*wanted} - {README})), "one of them twice")
        raise NotLoadable(f"its files are not those of its manifest ({odd[:80]!r}). {NOTHING}")
    for info in archive.infolist():
        if info.flag_bits & 1:
            raise NotLoadable(f"{info.filename} is encrypted: give the dump without a password")
        if info.file_size > MUCH and info.file_size > MOST_UNPACKED * max(1, info.compress_size):
            raise NotLoadable(f"{info.filename} would unpack to {info.file_size:,} bytes, as no dump does. {NOTHING}")


def _line(content: bytes, where: str) -> Line:
    if not content.endswith(b"\n"):
        why = "is longer than any line of a dump" if len(content) > LONGEST_LINE else "has no end"
        raise NotLoadable(f"{where} {why}. {NOTHING}")
    data = parsed(content, where)
    return Line(where=where, text=content[:-1].decode(), data=data)


def parsed(content: bytes, where: str) -> Any:  # noqa: ANN401
    """What JSON says a line is. Raises NotLoadable for what is no JSON, or only to Python."""
    try:
        return json.loads(content.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise NotLoadable(f"{where} is no JSON ({str(error)[:100]}). {NOTHING}") from error


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")
