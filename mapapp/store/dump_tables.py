"""How each table of a record is carried by a dump, and rows as JSON."""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Float, Integer, LargeBinary, Table
from sqlalchemy.engine import Row

from mapapp.store.dump_file import Line
from mapapp.store.tables import metadata

MEMBERS = frozenset(
    {"report", "incident", "account", "decision", "decision_pair", "saved_view", "frozen_incident"}
    | {"incident_place", "incident_party", "incident_report"}
)
"""Carried by members of their own, or written again from what these hold: see `dumping`."""
NOT_CARRIED = frozenset({"change_counter", "change", "changed_incident", "job", "queue_item", "host_turn"})
"""Of one record alone, or of work that goes on in it."""
MADE_AGAIN = frozenset(
    {"account_block", "likeness", "merging"}
    | {"text_print", "text_band", "story_tie", "story_member", "telling", "story_rules"}
)
"""Found out from the rest. It is carried so that a record which held nothing need not find it out anew."""
FOUND = "found/"
"""Before the names of members that hold those."""
ROWS = "tables/"
"""Before the names of members that hold the rows of other tables."""
_LEAST, _MOST = -(2**63), 2**63 - 1


def row_members() -> dict[str, Table]:
    """The members that hold a table's rows, by their names, in an order in which rows come after what they name."""
    found: dict[str, Table] = {}
    for table in metadata.sorted_tables:
        if table.name not in MEMBERS | NOT_CARRIED:
            found[(FOUND if table.name in MADE_AGAIN else ROWS) + table.name] = table
    return found


def at_once(table: Table) -> int:
    """So many of its rows may be in memory: one that holds bytes may hold many."""
    return 8 if any(isinstance(column.type, LargeBinary) for column in table.c) else 500


def data_of(row: Row[Any]) -> dict[str, Any]:
    """A row as JSON holds it: bytes in base64."""
    return {
        name: base64.b64encode(value).decode() if isinstance(value, bytes | memoryview) else value
        for name, value in row._mapping.items()
    }


def row_of(table: Table, line: Line, data: Any, without: Iterable[str] = ()) -> dict[str, Any]:  # noqa: ANN401
    """The row that a line tells. Columns that it lacks take their defaults.

    Args:
        table: whose row it is.
        line: raises NotLoadable about it for what cannot be such a row.
        data: what it says.
        without: keys of the line that are no columns.
    """
    if not isinstance(data, Mapping):
        raise line.refuse("is no row")
    row: dict[str, Any] = {}
    for name, value in data.items():
        if name in without:
            continue
        if name not in table.c:
            raise line.refuse(f"says {name[:40]!r}, which this program does not know: update it")
        row[name] = _value(table, name, value, line)
    needed = (one for one in table.c if not one.nullable and one.default is None and one.server_default is None)
    if missing := [one.name for one in needed if row.get(one.name) is None]:
        raise line.refuse(f"does not say its {missing[0]!r}")
    return row


def _value(table: Table, name: str, value: Any, line: Line) -> Any:  # noqa: ANN401
    column = table.c[name]
    if value is None and column.nullable:
        return None
    if isinstance(column.type, LargeBinary) and isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except binascii.Error as error:
            raise line.refuse(f"its {name!r} is no base64") from error
    if isinstance(column.type, Float):
        fits = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    elif isinstance(column.type, Integer):
        fits = isinstance(value, int) and not isinstance(value, bool) and _LEAST <= value <= _MOST
    else:
        fits = isinstance(value, str) and "\x00" not in value and _encodes(value)
    if not fits:
        raise line.refuse(f"its {name!r} is not what stands there in a record")
    return value


def _encodes(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
