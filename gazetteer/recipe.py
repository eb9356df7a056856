"""What a gazetteer file is made from: the packages, and GeoNames files where there are some. The file remembers it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from gazetteer.errors import DumpMissing
from gazetteer.sources.dump_lines import size_of

DUMP, ALTERNATE_NAMES, HIERARCHY = "dump", "alternate names", "hierarchy"
ADMIN1_CODES, ADMIN2_CODES = "admin1 codes", "admin2 codes"
BESIDE = {
    ADMIN1_CODES: ("admin1CodesASCII.txt", "admin1CodesASCII.zip"),
    ADMIN2_CODES: ("admin2Codes.txt", "admin2Codes.zip"),
    HIERARCHY: ("hierarchy.txt", "hierarchy.zip"),
}
"""Files that are taken along when they lie in the folder of the first dump."""
SAMPLE = 1 << 20
"""Bytes at each end of a file that tell it from others: reading all of it would take as long as copying it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A file that is read."""

    role: str
    """dump, alternate names, admin1 codes, admin2 codes or hierarchy."""
    path: Path
    size: int
    """Bytes."""
    digest: str
    """Of its size and both ends; 16 hex digits."""

    @classmethod
    def of(cls, role: str, path: Path) -> Input:
        """The file as it is now. Raises DumpMissing, and DumpMistaken for a zip that is none."""
        size_of(path)
        size = path.stat().st_size
        state = hashlib.sha256(str(size).encode())
        with path.open("rb") as content:
            state.update(content.read(SAMPLE))
            content.seek(max(0, size - SAMPLE))
            state.update(content.read(SAMPLE))
        return cls(role=role, path=path.absolute(), size=size, digest=state.hexdigest()[:16])


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a gazetteer is made."""

    inputs: tuple[Input, ...] = ()
    packages: bool = True
    """Are the places of the packages in it too?"""

    @classmethod
    def of(
        cls,
        dumps: Sequence[Path],
        *,
        packages: bool = True,
        alternate_names: Sequence[Path] = (),
        **others: Path | None,
    ) -> Recipe:
        """Of the files as they are now; `others` are admin1_codes, admin2_codes and hierarchy.

        What is not named is taken from the folder of the first dump, where it lies there. Raises DumpMissing.
        """
        named = [(DUMP, path) for path in dict.fromkeys(dumps)]
        named += [(ALTERNATE_NAMES, path) for path in dict.fromkeys(alternate_names)]
        for role, names in BESIDE.items():
            beside = (dumps[0].parent / name for name in names)
            path = others.get(role.replace(" ", "_")) or next((path for path in beside if path.is_file()), None)
            named += [(role, path)] if path else []
        return cls(inputs=tuple(Input.of(role, path) for role, path in named), packages=packages)

    def of_role(self, *roles: str) -> tuple[Input, ...]:
        """The inputs that are read as one of these."""
        return tuple(each for each in self.inputs if each.role in roles)

    @property
    def has_dump(self) -> bool:
        """Is there more in it than the packages?"""
        return bool(self.inputs)

    @property
    def identity(self) -> str:
        """The same for the same content, wherever the files lie."""
        files = [(each.role, each.path.name, each.digest) for each in self.inputs]
        return json.dumps([files, self.packages])

    def as_json(self) -> str:
        """As it is kept in the file."""
        rows = [
            {"role": each.role, "path": str(each.path), "size": each.size, "digest": each.digest}
            for each in self.inputs
        ]
        return json.dumps({"inputs": rows, "packages": self.packages}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Recipe:
        """Raises ValueError when it is none."""
        try:
            kept: dict[str, Any] = json.loads(text)
            rows = [Input(**{**row, "path": Path(row["path"])}) for row in kept["inputs"]]
            return cls(inputs=tuple(rows), packages=bool(kept["packages"]))
        except (KeyError, TypeError) as problem:
            raise ValueError(f"no recipe: {text[:80]!r}") from problem

    def renewed(self) -> Recipe:
        """The same with the files as they are now. Raises DumpMissing, naming all that are not there."""
        gone = [str(each.path) for each in self.inputs if not each.path.is_file()]
        if gone:
            raise DumpMissing(f"the gazetteer was made with {' and '.join(gone)}, which is no longer there")
        return Recipe(inputs=tuple(Input.of(each.role, each.path) for each in self.inputs), packages=self.packages)


def about(path: Path) -> dict[str, str]:
    """What a gazetteer file says of itself, also one of an older format or half built; empty for none."""
    if not path.is_file():
        return {}
    try:
        connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
        try:
            return dict(connection.execute("SELECT key, value FROM about").fetchall())
        finally:
            connection.close()
    except sqlite3.Error:
        return {}


def recorded(path: Path) -> Recipe:
    """How the file was made; from the packages alone where nothing tells."""
    try:
        return Recipe.from_json(about(path)["recipe"])
    except (KeyError, ValueError):
        return Recipe()
