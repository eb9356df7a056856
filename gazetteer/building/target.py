"""What a build may write over: nothing, or a gazetteer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from gazetteer.errors import NotWritten

START = b"SQLite format 3\0"


def refuse_no_file(path: Path) -> None:
    """Raises NotWritten for a folder, and for what is no file at all, such as a device."""
    if path.exists() and not path.is_file():
        what = "a folder" if path.is_dir() else "no file"
        raise NotWritten(f"{path} is {what}; give the gazetteer the name of a file, such as places.sqlite")


def refuse_other_file(path: Path) -> None:
    """Raises NotWritten for a file that is no gazetteer, whole or damaged."""
    if path.exists() and path.stat().st_size and not _may_be_gazetteer(path):
        raise NotWritten(f"{path} is no gazetteer, and a build writes over it; give another name, or --force")


def _may_be_gazetteer(path: Path) -> bool:
    """Also where damage hides what it is; a file of SQLite that can be read must have a gazetteer's tables."""
    with path.open("rb") as opened:
        if opened.read(len(START)) != START:
            return False
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)) as file:
            tables = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return True
    return not tables or {"about", "place"} <= tables
