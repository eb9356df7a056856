"""Conditions on many values at once, in a statement that is the same for any number of them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Connection, String, any_, func, literal, select

from mapapp.store.engine import is_postgresql
from mapapp.store.text import all_storable

MOST = 10_000
"""Values in one statement, so that it stays short."""


def among(connection: Connection, column: ColumnElement[Any], values: Iterable[str]) -> ColumnElement[bool]:
    """The condition that a column of text holds one of these.

    `column.in_` writes a place for each value into the statement, which takes as long as to find the row. These go in
    as one value: a JSON list, or PostgreSQL's array.
    """
    wanted = all_storable(values)
    if is_postgresql(connection):
        return column == any_(literal(wanted, ARRAY(String)))
    each = func.json_each(json.dumps(wanted)).table_valued("value")
    return column.in_(select(each.c.value))
