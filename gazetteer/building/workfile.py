"""A gazetteer on its way: the file to be, a staging file beside it, and a record of how far they are.

What is made from a dump lasts: both files change together or not at all, so a build that was killed, or found the disk
full, goes on from its last checkpoint. What is made from packages takes half a minute and starts anew each time.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from gazetteer.schema import STAGING, TABLES

PROGRESS = "CREATE TABLE staging.progress(step TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;"
RECIPE = "recipe"
LASTING = "PRAGMA journal_mode=TRUNCATE; PRAGMA main.synchronous=NORMAL; PRAGMA staging.synchronous=NORMAL;"
PASSING = "PRAGMA journal_mode=OFF; PRAGMA main.synchronous=OFF; PRAGMA staging.synchronous=OFF;"
NO_WORKFILE = frozenset({"SQLITE_ERROR", "SQLITE_CORRUPT", "SQLITE_NOTADB"})
"""What SQLite says of a file that is damaged, or was never begun."""
TAILS = ("", "-journal", ".staging", ".staging-journal")


class Workfile:
    """Both files; while they are open, a transaction is always under way."""

    connection: sqlite3.Connection

    def __init__(self, target: Path, *, lasting: bool) -> None:
        self.target = target
        self.path = target.with_name(f".{target.name}.{'partial' if lasting else os.getpid()}")
        self.lasting = lasting
        self.resumed = False
        """Was there a part of it already?"""
        self.outdated = False
        """Was there a part of something else, which is gone now?"""

    def open(self, recipe: str) -> None:
        """Go on, or start; `recipe` names what is made, by which code: a file of another one is thrown away."""
        if not (self.lasting and self._resume(recipe)):
            self.remove()
            self._start(recipe)

    def _open(self) -> None:
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        self.connection.execute("PRAGMA page_size=8192")
        folder = str(self.path.absolute().parent)
        # Sorting writes gigabytes: beside the target, where there must be room, and not in a small /tmp.
        self.connection.execute(f"PRAGMA temp_store_directory='{folder.replace(chr(39), chr(39) * 2)}'")
        self.connection.execute("ATTACH ? AS staging", (f"{self.path}.staging",))
        self.connection.executescript(LASTING if self.lasting else PASSING)
        self.connection.executescript(
            "PRAGMA cache_size=-64000; PRAGMA temp_store=FILE; PRAGMA secure_delete=OFF; PRAGMA threads=1;"
        )

    def _start(self, recipe: str) -> None:
        self._open()
        self.connection.executescript(f"BEGIN; {TABLES} {STAGING} {PROGRESS}")
        self._keep(RECIPE, recipe)
        self.commit()

    def _resume(self, recipe: str) -> bool:
        """Open what is there, when it is a part of the same."""
        if not (self.path.exists() and Path(f"{self.path}.staging").exists()):
            return False
        try:
            self._open()
            found = self._kept(RECIPE)
        except sqlite3.Error as problem:
            if problem.sqlite_errorname not in NO_WORKFILE:
                raise
            found = None
        if found != recipe:
            self.outdated = True
            self._close()
            return False
        self.resumed = True
        self.connection.execute("BEGIN")
        return True

    def state(self, step: str) -> Mapping[str, int] | None:
        """What was last said of a step; None when it has not begun."""
        kept = self._kept(step)
        return json.loads(kept) if kept else None

    def checkpoint(self, step: str, state: Mapping[str, int]) -> None:
        """Keep all that was written, together with how far the step is."""
        self._keep(step, json.dumps(state))
        if self.lasting:
            self.commit()

    def commit(self) -> None:
        """Keep all that was written."""
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def _kept(self, step: str) -> str | None:
        row = self.connection.execute("SELECT state FROM progress WHERE step = ?", (step,)).fetchone()
        return row[0] if row else None

    def _keep(self, step: str, state: str) -> None:
        self.connection.execute("INSERT OR REPLACE INTO progress VALUES (?,?)", (step, state))

    def put_in_place(self, target: Path) -> None:
        """The finished file becomes the gazetteer; what was needed on the way goes."""
        self.connection.execute("COMMIT")
        self.connection.execute("DETACH staging")
        self.connection.execute("PRAGMA journal_mode=DELETE")
        self._close()
        with self.path.open("rb+") as written:
            os.fsync(written.fileno())
        self.path.replace(target)
        self.remove()

    def abandon(self) -> None:
        """Let go of the files after a failure; what lasts stays as it was at the last checkpoint."""
        if hasattr(self, "connection"):
            self._close()
        if not self.lasting:
            self.remove()

    def _close(self) -> None:
        self.connection.execute("PRAGMA temp_store_directory=''")  # it is the whole process's
        self.connection.close()

    def remove(self) -> None:
        """Throw the files away."""
        for tail in TAILS:
            Path(f"{self.path}{tail}").unlink(missing_ok=True)
        for left in self.path.parent.glob(f"{self.path.name}-mj*"):
            left.unlink(missing_ok=True)

    def size(self) -> int:
        """Bytes of both files."""
        files = (Path(f"{self.path}{tail}") for tail in TAILS)
        return sum(file.stat().st_size for file in files if file.exists())
