"""Rows whose values stand in the order of their table's columns, as the columns can hold them: the fastest way in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table

from mapapp.store import postgres
from mapapp.store.engine import is_postgresql

Row = tuple[Any, ...]


def insert_ready(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows, straight through the driver: SQLAlchemy takes as long for each as SQLite."""
    names = [column.name for column in table.columns]
    if is_postgresql(connection):
        postgres.copy_ready(connection, table, names, rows)
    elif rows:
        marks = ", ".join("?" * len(names))
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})", rows)  # noqa: S608
