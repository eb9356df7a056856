"""A database connection that loses nothing it has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from mapapp.store.errors import StoreUnusable

WAIT_MS = 15_000
"""How long a writer waits for another process to finish its transaction, in milliseconds."""

WRITES = "mapapp_writes"
"""The execution option of a transaction that will write."""


def open_engine(url: str) -> Engine:
    """An engine for this URL; the folder of a SQLite file is made when it is missing.

    Raises StoreUnusable for a URL that is none and for a folder that cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUnusable(
            "the address of the incident store is not a database URL such as sqlite:///data/incidents.sqlite: "
            "check MAPAPP_DATABASE_URL"
        ) from error
    try:
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address)
    except (ArgumentError, NoSuchModuleError, ImportError, OSError) as error:
        where = address.render_as_string(hide_password=True)
        raise StoreUnusable(
            f"the incident store {where} cannot be opened: {error}. Check MAPAPP_DATABASE_URL."
        ) from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


@contextmanager
def transaction(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing. A database's own errors become StoreUnusable."""
    try:
        with engine.connect().execution_options(**{WRITES: writes}) as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        where = engine.url.render_as_string(hide_password=True)
        raise StoreUnusable(
            f"the incident store {where} could not be {'written' if writes else 'read'}: {error.orig}. "
            "Nothing of this step was kept. Check the disk's free space and the file's permissions."
        ) from error


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    """Settings of each SQLite connection. FULL waits for the disk at each commit, so that a power cut loses nothing."""
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    for name, value in (
        ("busy_timeout", WAIT_MS),
        ("journal_mode", "WAL"),
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("secure_delete", "ON"),  # what is deleted is overwritten: who removes a report removes its words
    ):
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes its turn at the start: one that asks for it half-way can only fail."""
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
