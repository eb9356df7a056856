"""Is a gazetteer file whole? What a damaged one causes becomes one sentence, which says how to mend it.

with damage_told(path):
    find(gazetteer, "Aleppo")
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from gazetteer.errors import GazetteerBroken, GazetteerError
from gazetteer.lookup import MEND

DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""How SQLite's names begin for what it finds in a damaged file."""
NO_TEXT = "Could not decode to UTF-8"
"""How Python's sentence begins for what it finds; that has no name."""


@contextmanager
def damage_told(path: Path) -> Iterator[None]:
    """Raises GazetteerBroken for what goes wrong because the file is damaged; whatever else goes wrong stays as it is.

    Damaged cells may break anything that reads them, so any error has the file looked through.
    """
    try:
        yield
    except (GazetteerError, OSError):
        raise
    except Exception as problem:
        if tells_damage(problem) or (path.is_file() and flaw(path)):
            raise broken(path) from problem
        raise


def broken(path: Path) -> GazetteerBroken:
    """What is said of a damaged file."""
    return GazetteerBroken(f"the gazetteer at {path} is damaged; {MEND} --force")


def tells_damage(problem: Exception) -> bool:
    """Is it an error that SQLite has only with a damaged file?"""
    name = getattr(problem, "sqlite_errorname", "")
    return name.startswith(DAMAGE) or (isinstance(problem, sqlite3.Error) and str(problem).startswith(NO_TEXT))


def flaw(path: Path) -> str:
    """What is wrong with the file as a whole; "" when nothing is. Reads all of it, about a second."""
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)) as file:
            size, pages = (file.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_size", "page_count"))
            if path.stat().st_size != size * pages:
                return f"it has {path.stat().st_size:,} bytes instead of {size * pages:,}"
            *_, answer = str(file.execute("PRAGMA quick_check(1)").fetchone()[0]).splitlines()
    except sqlite3.Error as problem:
        return str(problem)
    return "" if answer == "ok" else answer
