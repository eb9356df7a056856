"""What a deleted report may leave beside the tables, and how it is made to go."""

from __future__ import annotations

import time

from sqlalchemy import Engine

from mapapp.store.engine import WAIT_MS
from mapapp.store.kept_columns import ENDING
from mapapp.store.sqlite_file import file_of

PATIENCE_SECONDS = 2.0
"""So long those are waited for who still read what was deleted."""


def clean(engine: Engine) -> bool:
    """Remove every copy of deleted words beside the tables; False: somebody still reads them, and they go later.

    SQLite overwrites what is deleted (`secure_delete`, see `engine`); what remains is its write-ahead log, and the
    columns of a large record, which hold its words. PostgreSQL does the like by itself when it vacuums.
    """
    drop_columns(engine)
    return empty_log(engine)


def drop_columns(engine: Engine) -> None:
    """Remove the columns that are kept beside a large record: they are read anew."""
    record = file_of(engine)
    if record is not None:
        record.with_name(record.name + ENDING).unlink(missing_ok=True)


def empty_log(engine: Engine) -> bool:
    """Write SQLite's log into the file and cut it to nothing. False where a reader still needs it."""
    if file_of(engine) is None:
        return True
    until = time.monotonic() + PATIENCE_SECONDS
    while not _emptied(engine):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def _emptied(engine: Engine) -> bool:
    with engine.connect() as pooled:
        raw = pooled.connection.cursor()
        try:
            raw.execute("PRAGMA busy_timeout = 0")
            busy = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            raw.execute(f"PRAGMA busy_timeout = {WAIT_MS:d}")
            raw.close()
    return not busy
