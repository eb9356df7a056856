"""One SQLite file that several processes share: answers of online services, and when each was last asked.

When the file can't be used, the same is kept in memory: nothing fails, and `problem` says what happened.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from gazetteer.online.errors import CacheUnusable

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

OURS = 0x67616F6E
"""SQLite's application_id of these files; another file is left alone."""
LOCK_SECONDS = 2.0
"""How long to wait for another process before going on without the file."""
WITHOUT = "can't be used; going on without the answers and the rate limit that it shares between processes"
TABLES = """
CREATE TABLE answer(key TEXT PRIMARY KEY, kept REAL NOT NULL, places TEXT NOT NULL) STRICT;
CREATE INDEX answer_kept ON answer(kept);
CREATE TABLE pace(source TEXT PRIMARY KEY, asked REAL, closed_until REAL) STRICT;
"""

log = logging.getLogger("gazetteer.online")
log.addHandler(logging.NullHandler())  # whoever wants to hear of it sets logging up, or asks for `problem`


class Store:
    """Runs work in transactions on the file, or in memory where the file fails. Safe for threads and forks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem: str | None = None
        """Why the file could not be used the last time that it could not."""
        self._memory: sqlite3.Connection | None = None
        self._lock = threading.RLock()

    def run(self, work: Work[T], *, writes: bool) -> T:
        """Do `work` in one transaction. A connection lives no longer than that, so that a fork shares none."""
        try:
            with closing(_opened(self.path)) as connection:
                return _transaction(connection, work, writes=writes)
        except (sqlite3.Error, OSError, CacheUnusable) as problem:
            self._tell(f"{self.path} {WITHOUT} ({problem}). Mend or delete it, or set GAZETTEER_ONLINE_CACHE")
        with self._lock:
            if self._memory is None:
                self._memory = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
                _create(self._memory)
            return _transaction(self._memory, work, writes=writes)

    def _tell(self, problem: str) -> None:
        if problem != self.problem:
            log.warning(problem)
        self.problem = problem


def _opened(path: Path) -> sqlite3.Connection:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people look for is theirs
    connection = sqlite3.connect(path, timeout=LOCK_SECONDS, isolation_level=None)
    try:
        # in this order: another process makes the tables and the mark in one transaction
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == OURS
        if tables and not ours:
            raise CacheUnusable("it is a database of something else")
        if not ours:
            _use_wal(connection)
            _create(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _use_wal(connection: sqlite3.Connection) -> None:
    """SQLite does not wait for others when the mode changes, so we do."""
    late = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > late:
                raise
            time.sleep(0.01)


def _create(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id={OURS}")
    connection.execute("COMMIT")


def _transaction(connection: sqlite3.Connection, work: Work[T], *, writes: bool) -> T:
    connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
    try:
        done = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return done
