"""A record that is one SQLite file: where it is, whether it is whole, and a copy of it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Engine

from mapapp.store.engine import WAIT_MS
from mapapp.store.errors import StoreUnusable

BEGINS = b"SQLite format 3\x00"
"""The first bytes of every SQLite file."""
BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file while it is open."""


def file_of(engine: Engine) -> Path | None:
    """The file of a SQLite record; None for a database that is not a file."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:" or name.startswith("file:"):
        return None
    return Path(name)


def is_sqlite(file: Path) -> bool:
    """Does a file begin as SQLite's do?"""
    with file.open("rb") as opened:
        return opened.read(len(BEGINS)) == BEGINS


@contextmanager
def connected(file: Path, *, mode: str = "rw") -> Iterator[sqlite3.Connection]:
    """A connection whose transactions begin where we say so.

    Args:
        file: the SQLite file.
        mode: "ro" only reads, "rw" needs the file to be there, "rwc" makes it.

    SQLite's own errors become StoreUnusable.
    """
    try:
        address = f"file:{quote(str(file.absolute()))}?mode={mode}"
        with closing(sqlite3.connect(address, uri=True, timeout=WAIT_MS / 1000, isolation_level=None)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise StoreUnusable(
            f"{file} could not be read or written as a database: {error}. Check that it is the right file, "
            "that the disk has room, and that you may read and write there."
        ) from error


def flaws(connection: sqlite3.Connection) -> list[str]:
    """What SQLite finds wrong with a file, at most a hundred lines; empty: it is whole."""
    found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(100)")]
    return [] if found == ["ok"] else found


def broken_links(connection: sqlite3.Connection) -> list[str]:
    """Rows that name a row which is not there: one sentence for each kind."""
    counted: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        counted[table, parent] = counted.get((table, parent), 0) + 1
    return [f"{rows:,} rows of {table} name a {parent} that is not kept" for (table, parent), rows in counted.items()]


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write all that a database holds at this moment into a new file: compact, without the remains of what was
    deleted. Others go on reading and writing the source meanwhile.
    """
    source.execute("VACUUM INTO ?", (str(target),))


def on_disk(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def without_rest(file: Path) -> None:
    """Remove a file and what SQLite kept beside it."""
    for ending in ("", *BESIDE, "-journal"):
        file.with_name(file.name + ending).unlink(missing_ok=True)


@contextmanager
def part_of(file: Path) -> Iterator[Path]:
    """The name FILE.part for what is not whole yet, held by one process at a time; it is gone afterwards.

    Raises StoreUnusable while another process holds it.
    """
    part = file.with_name(f"{file.name}.part")
    lock = file.with_name(f".{file.name}.lock")
    with _held(lock, f"another backup or restore is writing {file}: wait until it is done"):
        without_rest(part)  # of one that was killed
        try:
            yield part
        finally:
            without_rest(part)


@contextmanager
def _held(lock: Path, otherwise: str) -> Iterator[None]:
    """The lock goes with the process, however it ends."""
    try:
        import fcntl  # noqa: PLC0415  not on Windows, where nobody is kept off
    except ImportError:
        yield
        return
    with lock.open("w") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreUnusable(otherwise) from error
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)
