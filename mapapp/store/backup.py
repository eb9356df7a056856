"""A copy of a SQLite record while others read and write it.

A backup gets its name only when it is whole, on the disk and checked.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from mapapp.store import sqlite_file
from mapapp.store.errors import StoreUnusable
from mapapp.store.sqlite_file import broken_links, connected, file_of, flaws, is_sqlite, on_disk, part_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a backup or a restored record holds."""

    file: Path
    reports: int
    incidents: int
    before: Path | None = None
    """Where the record lies that a restore replaced; None: it held nothing."""


def backup(engine: Engine, file: Path) -> Kept:
    """Copy the record as it is now into a file, while others read and write it.

    A backup that has this name already is replaced when the new one is whole, on the disk and checked. Raises
    StoreUnusable for a record that is not a SQLite file, a name that belongs to something else, and a copy that is not
    whole.
    """
    record = record_of(engine)
    _refuse_what_is_no_backup(file, record)
    with part_of(file) as part:
        with connected(record, mode="ro") as source:
            sqlite_file.copy(source, part)
        kept = _checked(part, file)
        on_disk(part)
        part.replace(file)
        on_disk(file.parent)
    return kept


def record_of(engine: Engine) -> Path:
    """The file of a SQLite record. Raises StoreUnusable for another database, saying what to do instead."""
    record = file_of(engine)
    if record is None:
        raise StoreUnusable(
            "only a record in a SQLite file is copied this way: on PostgreSQL use pg_dump and pg_restore, "
            "or `python -m mapapp dump FILE` and `load FILE`"
        )
    return record


def _refuse_what_is_no_backup(file: Path, record: Path) -> None:
    if file.is_dir():
        raise StoreUnusable(f"{file} is a folder: name a file in it")
    if not file.exists():
        return
    if record.exists() and file.samefile(record):
        raise StoreUnusable(f"{file} is the record itself: name another file")
    if not is_sqlite(file) and file.stat().st_size:
        raise StoreUnusable(f"{file} is there already and is no backup: name another file, or remove it first")
    if any(file.with_name(file.name + ending).exists() for ending in sqlite_file.BESIDE):
        raise StoreUnusable(f"{file} is a database that a program has open: name another file")


def _checked(part: Path, file: Path) -> Kept:
    with connected(part) as made:
        if wrong := flaws(made) or broken_links(made):
            raise StoreUnusable(
                f"the copy is not whole ({wrong[0]}), and {file} was not written. The record itself may be damaged: "
                "python -m mapapp verify"
            )
        return counted(made, file)


def counted(connection: sqlite3.Connection, file: Path, before: Path | None = None) -> Kept:
    """What a record holds."""
    reports, incidents = (number(connection, f"SELECT count(*) FROM {table}") for table in ("report", "incident"))  # noqa: S608
    return Kept(file=file, reports=reports, incidents=incidents, before=before)


def number(connection: sqlite3.Connection, question: str) -> int:
    """The answer to a question that is one number."""
    return int(connection.execute(question).fetchone()[0])
