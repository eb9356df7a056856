"""Bring a database to the schema that this program knows: numbered SQL files, each in one transaction.

What a file cannot fill by itself from what is kept, `FILLS` does in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Column, Connection, Engine, Integer, MetaData, String, Table, func, insert, select

from mapapp.store import postgres
from mapapp.store.engine import is_postgresql, transaction
from mapapp.store.errors import StoreTooNew
from mapapp.store.fill import FILLS

FOLDER = Path(__file__).with_name("migrations")

schema_version = Table(
    "schema_version",
    MetaData(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("applied", String, nullable=False),
)


def migrate(engine: Engine, folder: Path = FOLDER) -> int:
    """Apply what is missing, in order; the number of the last migration.

    Several processes may do so at once: each waits for its turn and then looks again.
    Raises StoreTooNew when the database knows a migration which this program does not.
    """
    files = migrations(folder)
    newest = max(files)
    with _alone(engine) as connection:
        schema_version.create(connection, checkfirst=True)
        _refuse_newer(connection, newest)
        known = _current(connection)
    for number, file in sorted(files.items()):
        if number > known:
            with _alone(engine) as connection:
                _apply(connection, number, file)
    return newest


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """A transaction beside which nobody else changes the tables."""
    with transaction(engine, writes=True) as connection:
        if is_postgresql(connection):
            postgres.take_turn(connection)
        yield connection


def migrations(folder: Path = FOLDER) -> dict[int, Path]:
    """The migration files by their numbers. Raises ValueError when two share one."""
    files: dict[int, Path] = {}
    for file in sorted(folder.glob("*.sql")):
        number = int(file.name.partition("_")[0])
        if number in files:
            raise ValueError(f"{file.name} and {files[number].name} have the same number: give one of them the next")
        files[number] = file
    return files


def _refuse_newer(connection: Connection, newest: int) -> None:
    found = _current(connection)
    if found > newest:
        raise StoreTooNew(
            f"this incident store has schema {found}; this program knows schemas up to {newest}. "
            "Update the program, or name another record with MAPAPP_DATABASE."
        )


def _apply(connection: Connection, number: int, file: Path) -> None:
    if number <= _current(connection):
        return
    for statement in _statements(file.read_text(encoding="utf-8")):
        connection.exec_driver_sql(postgres.ddl(statement) if is_postgresql(connection) else statement)
    if number in FILLS:
        FILLS[number](connection)
    applied = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(insert(schema_version).values(number=number, name=file.stem, applied=applied))


def _current(connection: Connection) -> int:
    return connection.execute(select(func.max(schema_version.c.number))).scalar() or 0


def _statements(script: str) -> Iterator[str]:
    """A script's statements. Each ends with a semicolon at the end of a line; comments stand on lines of their own."""
    lines = (line for line in script.splitlines() if line.strip() and not line.lstrip().startswith("--"))
    statement: list[str] = []
    for line in lines:
        statement.append(line)
        if line.rstrip().endswith(";"):
            yield "\n".join(statement)
            statement = []
    if statement:
        raise ValueError(f"a migration ends inside a statement: {statement[0]!r}")
