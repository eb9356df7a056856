"""A backup in the place of a SQLite record.

It is one transaction of the record's own file, made by SQLite: whoever has it open sees the old record until the new
one is there, and a restore that is killed leaves the old one.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from mapapp.store import sqlite_file
from mapapp.store.backup import Kept, counted, number, record_of
from mapapp.store.engine import WAIT_MS, open_engine
from mapapp.store.errors import StoreUnusable
from mapapp.store.migrate import migrate
from mapapp.store.sqlite_file import broken_links, connected, flaws, is_sqlite, on_disk, part_of
from mapapp.store.traces import drop_columns, empty_log

FAR = 1_000
"""So much greater a restored record's version is: whoever has read the record before reads it again."""


def restore(engine: Engine, file: Path, *, replace: bool = False) -> Kept:
    """Put a backup in the record's place, also while others have the record open.

    Args:
        engine: of the record.
        file: a backup. It is not changed.
        replace: also where the record holds reports; what it held is then kept beside it, as a backup.

    Raises StoreUnusable for what is no whole backup and where the record holds reports and may not be replaced;
    StoreTooNew for a backup that a newer program made.
    """
    record = record_of(engine)
    record.parent.mkdir(parents=True, exist_ok=True)
    with part_of(record) as part:
        _prepare(file, part)
        if record.is_file() and not _readable(record):
            before: Path | None = _aside(record, replace=replace)
            part.replace(record)
        else:
            before = _written_over(record, part, replace=replace)
    drop_columns(engine)
    empty_log(engine)
    on_disk(record.parent)
    with connected(record, mode="ro") as now:
        return counted(now, record, before)


def _prepare(file: Path, part: Path) -> None:
    """A copy of a backup, whole, of this program's schema, in one file."""
    if not file.is_file():
        raise StoreUnusable(f"there is no file {file}: name a backup that `python -m mapapp backup` made")
    if not is_sqlite(file):
        raise StoreUnusable(
            f"{file} is no backup. What `python -m mapapp dump` made is read by `python -m mapapp load`"
        )
    with connected(file, mode="ro") as given:
        if wrong := flaws(given):
            raise StoreUnusable(f"{file} is damaged ({wrong[0]}): take an older backup. Nothing was changed.")
        names = {row[0] for row in given.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"schema_version", "report", "incident", "change_counter"} <= names:
            raise StoreUnusable(f"{file} is a database, but no backup of an incident map. Nothing was changed.")
        sqlite_file.copy(given, part)
    copied = open_engine(f"sqlite:///{part}")
    try:
        migrate(copied)
    finally:
        copied.dispose()
    with connected(part) as made:
        made.execute("PRAGMA journal_mode = DELETE")
        if wrong := broken_links(made):
            raise StoreUnusable(f"{file} is not whole: {wrong[0]}. Take an older backup. Nothing was changed.")
    on_disk(part)


def _readable(record: Path) -> bool:
    try:
        with connected(record) as opened:
            opened.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except StoreUnusable:
        return False
    return True


def _aside(record: Path, *, replace: bool) -> Path:
    """Put a file that is no database any more aside, with what belongs to it."""
    if not replace:
        raise StoreUnusable(
            f"{record} cannot be read as a database, and is not overwritten: restore with --replace, which keeps it "
            "beside the new one. Stop the app first."
        )
    aside = _name_beside(record, "damaged")
    for ending in sqlite_file.BESIDE:  # before the file itself: without it they would be taken for the new one's
        rest = record.with_name(record.name + ending)
        if rest.exists():
            rest.replace(aside.with_name(aside.name + ending))
    record.replace(aside)
    return aside


def _name_beside(record: Path, why: str) -> Path:
    """A name that nothing has yet."""
    now = datetime.now(UTC)
    names = (
        record.with_name(f"{record.stem}.{why}-{now:%Y%m%d-%H%M%S}{again}{record.suffix}")
        for again in ("", *(f"-{number}" for number in range(2, 1_000)))
    )
    return next(name for name in names if not name.exists())


def _written_over(record: Path, part: Path, *, replace: bool) -> Path | None:
    """Write the prepared copy over the record, in one transaction; where what it held is kept."""
    with connected(record, mode="rwc") as live:
        _refuse_reports(live, record, replace=replace)
        if number(live, "SELECT count(*) FROM sqlite_schema") == 0:
            live.execute("PRAGMA journal_mode = WAL")
        _same_pages(part, live)
        with connected(part) as made:
            version = max(_version(live), _version(made)) + FAR
            made.execute("UPDATE change_counter SET number = ?", (version,))
            turn = _Turn(partial(_keep_before, record, replace=replace))
            live.execute("PRAGMA synchronous = FULL")
            made.backup(live, pages=1, progress=turn.step, sleep=0.05)  # 1: the first step is not the last
    return turn.before


def _refuse_reports(live: sqlite3.Connection, record: Path, *, replace: bool) -> None:
    held = _held(live)
    if held and not replace:
        raise StoreUnusable(
            f"{record} holds {held:,} reports, and is not overwritten: restore with --replace, which keeps them in a "
            "backup beside it, or name another file with MAPAPP_DATABASE"
        )


def _held(live: sqlite3.Connection) -> int:
    tables = number(live, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'report'")
    return number(live, "SELECT count(*) FROM report") if tables else 0


def _version(connection: sqlite3.Connection) -> int:
    tables = number(connection, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'change_counter'")
    return number(connection, "SELECT max(number) FROM change_counter") if tables else 0


def _same_pages(part: Path, live: sqlite3.Connection) -> None:
    """SQLite writes only pages of one size over a file that others have open."""
    size = number(live, "PRAGMA page_size")
    with connected(part) as made:
        if number(made, "PRAGMA page_size") != size:
            made.execute(f"PRAGMA page_size = {size:d}")
            made.execute("VACUUM")


def _keep_before(record: Path, *, replace: bool) -> Path | None:
    """While nobody else can write: look again, and keep what is there beside it."""
    with connected(record) as held:
        _refuse_reports(held, record, replace=replace)
        if not _held(held):
            return None
        with part_of(record.with_name(f"{record.stem}.before{record.suffix}")) as part:
            sqlite_file.copy(held, part)
            on_disk(part)
            return part.replace(_name_beside(record, "before"))


class _Turn:
    """Follows SQLite as it writes over a record. From its first step on no other writer gets in."""

    def __init__(self, first: Callable[[], Path | None]) -> None:
        self.before: Path | None = None
        self._first: Callable[[], Path | None] | None = first
        self._until = time.monotonic() + WAIT_MS / 1000

    def step(self, status: int, _left: int, _pages: int) -> None:
        """Called after each page, and while another writer has the turn."""
        if self._first is not None and status == sqlite3.SQLITE_OK:
            self.before = self._first()
            self._first = None
        elif self._first is not None and time.monotonic() > self._until:
            raise StoreUnusable("another program writes into the record: restore when it has done. Nothing changed.")
