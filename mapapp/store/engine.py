"""A database connection that loses nothing it has confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as NoneFree

from mapapp.store import postgres
from mapapp.store.errors import StoreUnusable

WAIT_MS = 15_000
"""How long a writer waits for another process to finish its transaction, in milliseconds."""

PAGE_BYTES = 8_192
"""Of a SQLite file that is made anew; one that is there keeps its own. An incident is some 2,200 bytes: of the usual
pages of 4,096 each holds one, and half of the file is empty.
"""

WRITES = "mapapp_writes"
"""The execution option of a transaction that will write."""

CONNECTIONS = 10
"""To a database server: so many stay open, and as many more come when they are needed."""


def open_engine(url: str) -> Engine:
    """An engine for this URL; the folder of a SQLite file is made when it is missing.

    Raises StoreUnusable for a URL that is none and for a folder that cannot be made.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreUnusable(
            "the address of the incident store is not a database URL such as sqlite:///data/incidents.sqlite "
            "or postgresql://user:password@host/database: check MAPAPP_DATABASE"
        ) from error
    try:
        return _postgresql(address) if address.drivername in postgres.NAMES else _other(address)
    except (ArgumentError, NoSuchModuleError, ImportError, OSError) as error:
        where = address.render_as_string(hide_password=True)
        raise StoreUnusable(f"the incident store {where} cannot be opened: {error}. Check MAPAPP_DATABASE.") from error


def _postgresql(address: URL) -> Engine:
    engine = create_engine(
        postgres.address_of(address),
        pool_pre_ping=True,  # a server that was away and is back is found at once
        pool_size=CONNECTIONS,
        max_overflow=CONNECTIONS,
    )
    event.listen(engine, "connect", postgres.check)
    return engine


def _other(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_postgresql(one: Engine | Connection) -> bool:
    """Is it PostgreSQL that is asked?"""
    return one.dialect.name == "postgresql"


@contextmanager
def transaction(engine: Engine, *, writes: bool = False) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing. A database's own errors become StoreUnusable."""
    options: dict[str, Any] = {WRITES: writes}
    if is_postgresql(engine):
        options |= postgres.WRITING if writes else postgres.READING
    ended = False
    try:
        with engine.connect() as connection, connection.execution_options(**options).begin():
            yield connection
            ended = True
    except (DBAPIError, NoneFree, engine.dialect.loaded_dbapi.Error) as error:
        doubtful = writes and ended and getattr(error, "connection_invalidated", False)
        raise StoreUnusable(_sentence(engine, error, writes=writes, doubtful=doubtful)) from error


def _sentence(engine: Engine, error: Exception, *, writes: bool, doubtful: bool) -> str:
    """What went wrong, what became of this step, and what to do."""
    where = engine.url.set(query={}).render_as_string(hide_password=True)
    cause = getattr(error, "orig", None) or error
    kept = (
        "Whether this step was kept is not known: do it again, what is kept already is not kept twice."
        if doubtful
        else "Nothing of this step was kept."
    )
    done = "written" if writes else "read"
    if is_postgresql(engine):
        return f"the incident store {where} could not be {done}: {postgres.told(cause)} {kept}"
    advice = "Check the disk's free space and the file's permissions."
    return f"the incident store {where} could not be {done}: {cause}. {kept} {advice}"


def _prepare_sqlite(connection: Any, _record: Any) -> None:  # noqa: ANN401
    """Settings of each SQLite connection. FULL waits for the disk at each commit, so that a power cut loses nothing."""
    connection.isolation_level = None  # transactions begin where we say so
    cursor = connection.cursor()
    for name, value in (
        ("busy_timeout", WAIT_MS),
        ("page_size", PAGE_BYTES),
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
