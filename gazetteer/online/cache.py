"""Answers of online services, kept on disk for some days and up to some size."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from gazetteer.online.store import Store

DAY = 86_400.0
GET = "SELECT places FROM answer WHERE key = ? AND kept > ?"
PUT = "INSERT OR REPLACE INTO answer(key, kept, places) VALUES (?, ?, ?)"
TOO_OLD = "DELETE FROM answer WHERE kept <= ?"
OLDEST = """DELETE FROM answer WHERE key IN
    (SELECT key FROM answer ORDER BY kept LIMIT (SELECT max(1, count(*) / 10) FROM answer))"""
USED = """SELECT (page_count - freelist_count) * page_size
    FROM pragma_page_count, pragma_freelist_count, pragma_page_size"""


class AnswerCache:
    """Texts by key. An empty answer is kept like any other."""

    def __init__(self, store: Store, *, days: float, most_bytes: float, clock: Callable[[], float] = time.time) -> None:
        self._store = store
        self._seconds = days * DAY
        self._most_bytes = most_bytes
        self._clock = clock

    def get(self, key: str) -> str | None:
        """What is kept for this key and not too old; None where nothing is."""
        oldest = self._clock() - self._seconds
        row = self._store.run(lambda connection: connection.execute(GET, (key, oldest)).fetchone(), writes=False)
        return str(row[0]) if row else None

    def put(self, key: str, places: str) -> None:
        """Keep an answer; the too old go, then the oldest until all fit."""
        if self._seconds > 0:
            self._store.run(lambda connection: self._put(connection, key, places), writes=True)

    def _put(self, connection: sqlite3.Connection, key: str, places: str) -> None:
        now = self._clock()
        connection.execute(TOO_OLD, (now - self._seconds,))
        connection.execute(PUT, (key, now, places))
        while connection.execute(USED).fetchone()[0] > self._most_bytes:
            if not connection.execute(OLDEST).rowcount:
                return
