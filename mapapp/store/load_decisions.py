"""What people and the program decided, out of a dump into the log of a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, insert, or_, select, update

from mapapp.domain.account import Decider, Verdict
from mapapp.store import write
from mapapp.store.dump_file import DumpReader, Line
from mapapp.store.dump_tables import row_of
from mapapp.store.dumping import Progress
from mapapp.store.tables import decision, decision_pair
from mapapp.store.write import batches

Pairs = Sequence[tuple[str, str]]


def load_decisions(connection: Connection, dump: DumpReader, progress: Progress) -> tuple[int, int]:
    """Add the lines of the log that it lacks; how many it lacked, and how many it had.

    A log that is empty takes them with their numbers. In another one they get the next numbers, and of one pair the
    later word holds. What was undone in one of the two is undone.
    """
    last: int = connection.execute(select(func.max(decision.c.number))).scalar() or 0
    empty = last == 0
    added = held = 0
    for lines in batches(dump.lines("decisions")):
        for line in lines:
            row, pairs = _understood(line)
            if not empty and (same := _same(connection, row, pairs)) is not None:
                _undone_too(connection, same, row)
                held += 1
                continue
            if empty and row["number"] <= last:
                raise line.refuse("stands in another order than its number")
            last = row["number"] if empty else last + 1
            undone = row.get("undone") if empty else _undone(connection, row, pairs)
            connection.execute(insert(decision), [row | {"number": last, "undone": undone}])
            rows = ({"number": last, "a": a, "b": b} for a, b in pairs)
            write.insert_all(connection, decision_pair, rows)
            added += 1
        progress(len(lines))
    return added, held


def _understood(line: Line) -> tuple[dict[str, Any], Pairs]:
    row = row_of(decision, line, line.data, without=("pairs",))
    told = line.data.get("pairs")
    try:
        Verdict(row["verdict"]), Decider(row["decider"])
        row["instant"], row["reason"]
        pairs = [(str(a), str(b)) for a, b in told]
    except (KeyError, ValueError, TypeError) as error:
        raise line.refuse("is no line of the log") from error
    if not pairs or pairs != sorted(set(pairs)) or any(a >= b for a, b in pairs):
        raise line.refuse("does not name pairs of accounts, each once, the lesser first")
    return row, pairs


def _same(connection: Connection, row: dict[str, Any], pairs: Pairs) -> int | None:
    """The number of the same line in the log."""
    compared = (decision.c[name] == value for name, value in row.items() if name not in {"number", "undone"})
    for number in connection.execute(select(decision.c.number).where(*compared)).scalars():
        asked = select(decision_pair.c.a, decision_pair.c.b).where(decision_pair.c.number == number)
        if sorted((a, b) for a, b in connection.execute(asked)) == pairs:
            return int(number)
    return None


def _undone_too(connection: Connection, number: int, row: dict[str, Any]) -> None:
    if row.get("undone") is not None:
        still = (decision.c.number == number) & decision.c.undone.is_(None)
        connection.execute(update(decision).where(still).values(undone=row["undone"]))


def _undone(connection: Connection, row: dict[str, Any], pairs: Pairs) -> int | None:
    """When it ceased to hold: also where the log has a later word on one of its pairs."""
    if row.get("undone") is not None:
        return int(row["undone"])
    later: list[int] = []
    for some in batches(pairs):
        speaks = or_(*(and_(decision_pair.c.a == a, decision_pair.c.b == b) for a, b in some))
        query = select(func.min(decision.c.instant)).join(decision_pair, decision_pair.c.number == decision.c.number)
        holds = decision.c.undone.is_(None), decision.c.instant > row["instant"]
        if (found := connection.execute(query.where(speaks, *holds)).scalar()) is not None:
            later.append(found)
    return min(later, default=None)
