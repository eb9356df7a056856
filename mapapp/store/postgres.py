"""What only PostgreSQL is told: how connections are set up, what migrations say, and how many rows go in at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import URL, Connection, Table

from mapapp.store.errors import StoreUnusable

DRIVER = "postgresql+psycopg"
NAMES = frozenset({"postgresql", "postgres", DRIVER})
"""The beginnings of addresses that mean our driver."""

WAIT_SECONDS = 15
"""How long a writer waits for another one."""
STATEMENT_SECONDS = 300
"""How long one statement may take; a long answer is read by many."""
IDLE_SECONDS = 600
"""How long a transaction may do nothing: a process that stands still must not hold up the others for ever."""
CONNECT_SECONDS = 5
"""How long a server may take to answer."""

MANY = 20
"""Rows from which on COPY pays."""

READING: Mapping[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
"""All answers of one transaction are of one moment, as SQLite gives them."""
WRITING: Mapping[str, Any] = {"isolation_level": "READ COMMITTED", "postgresql_readonly": False}
"""Who has waited for another writer sees what that one wrote."""

_SESSION = {
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "lock_timeout": f"{WAIT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    "tcp_keepalives_idle": "30",  # a machine that was unplugged lets go of its locks after a minute
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
    "client_min_messages": "warning",
}
_CONNECTING = {
    "connect_timeout": str(CONNECT_SECONDS),
    "application_name": "mapapp",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
}
_TURN = 7_305_611_862_493_370_165
"""The lock that whoever changes the tables holds. Any number; the same in every process."""


def address_of(url: URL) -> URL:
    """The address with our driver, and with what the server is to be told; what the address says itself holds."""
    said = " ".join(f"-c {name}={value}" for name, value in _SESSION.items())
    own = url.query.get("options", "")
    more = own if isinstance(own, str) else " ".join(own)
    asked = {name: value for name, value in _CONNECTING.items() if name not in url.query}
    return url.set(drivername=DRIVER).update_query_dict({**asked, "options": f"{said} {more}".strip()})


def check(connection: Any, _record: Any) -> None:  # noqa: ANN401
    """Refuse a new connection to a database that cannot hold every character. Raises StoreUnusable."""
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreUnusable(
            f"the database {connection.info.dbname} has the encoding {encoding}, which does not hold every character: "
            "make one with createdb --encoding=UTF8 --template=template0, and name it in MAPAPP_DATABASE"
        )


def ddl(statement: str) -> str:
    """A statement of a migration. Text is compared by its bytes, as SQLite and Python do, in whatever locale; the
    driver takes a single percent sign for the beginning of a value.
    """
    return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', statement).replace("%", "%%")


def take_turn(connection: Connection) -> None:
    """Wait, however long, until nobody else changes the tables; what follows may take its time."""
    connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def copy(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows, all with the keys of the first."""
    dialect, names = connection.dialect, list(rows[0])
    prepared = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is for name in names]
    ready = ([prepare(row[name]) for name, prepare in zip(names, prepared, strict=True)] for row in rows)
    copy_ready(connection, table, names, ready)


def copy_ready(connection: Connection, table: Table, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of these columns, as the columns can hold them."""
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(map(quote, names))
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as out:
        for row in rows:
            out.write_row(row)


def _as_it_is(value: Any) -> Any:  # noqa: ANN401
    return value


_LOST = (
    "Is the database server running, can it be reached from here, and is MAPAPP_DATABASE right? "
    "It is asked again the next time."
)
_ADVICE = {
    "08": _LOST,
    "57P": _LOST,
    "40": "Another process was writing the same at that moment: do it again.",
    "55P03": f"Another process has been writing for {WAIT_SECONDS} seconds: do it again.",
    "57014": f"It took longer than {STATEMENT_SECONDS} seconds: ask for less, or raise statement_timeout.",
    "53": "Check the free space and the number of connections of the database server.",
    "42501": "Give the database's user the right to do that.",
    "28": "Check the user and the password in MAPAPP_DATABASE.",
    "3D": "Make that database with createdb, or name another one in MAPAPP_DATABASE.",
}
"""What to do, by how the error's code begins."""


def told(error: Any) -> str:  # noqa: ANN401
    """A driver's error and what to do, without the values of the statement, which are text of reports."""
    broken = type(error).__name__ in {"OperationalError", "InterfaceError"}
    code = getattr(error, "sqlstate", None) or ("08" if broken else "")
    message = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    first = message.strip().splitlines() or [type(error).__name__]
    advice = next((words for begin, words in _ADVICE.items() if code.startswith(begin)), "")
    return f"{first[0].rstrip('.')}. {advice}".strip()
