"""The log of what was put together and kept apart, as rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, or_, select, update

from mapapp.domain.account import Decider, Decision, Pair, Subject, Verdict
from mapapp.store import write
from mapapp.store.errors import UnknownDecision
from mapapp.store.tables import decision, decision_pair
from mapapp.store.write import EPOCH, batches, instant_of, seconds_floor

UNDONE = "undone: "
"""Before the reason of a join that a person has undone."""
UNSAID = "its report was removed"


def add(
    connection: Connection,
    verdict: Verdict,
    decider: Decider,
    entries: Iterable[tuple[Sequence[Pair], str]],
    subject: Subject = Subject.EVENT,
) -> list[int]:
    """Write decisions, each some pairs and a reason; their numbers."""
    last: int = connection.execute(select(func.max(decision.c.number))).scalar() or 0
    numbered = list(enumerate(entries, last + 1))
    told = {
        "instant": seconds_floor(datetime.now(UTC)),
        "verdict": verdict.value,
        "decider": decider.value,
        "undone": None,
        "subject": subject.value,
    }
    rows = ({"number": number, "reason": reason, **told} for number, (_, reason) in numbered)
    write.insert_all(connection, decision, rows)
    pairs = ({"number": number, "a": a, "b": b} for number, (some, _) in numbered for a, b in some)
    write.insert_all(connection, decision_pair, pairs)
    return [number for number, _ in numbered]


def undo(connection: Connection, numbers: Iterable[int]) -> None:
    """Say of decisions that they hold no longer."""
    now = seconds_floor(datetime.now(UTC))
    for some in batches(numbers):
        connection.execute(update(decision).where(decision.c.number.in_(some)).values(undone=now))


def unsay(connection: Connection, ids: Iterable[str]) -> None:
    """Take out of the log what the program wrote about accounts that are gone: it may be words of their reports.

    What people wrote stays; that they undid a join stays too, without the join's reasons.
    """
    for some in batches(ids):
        speaks = or_(decision_pair.c.a.in_(some), decision_pair.c.b.in_(some))
        lines = decision.c.number.in_(select(decision_pair.c.number).where(speaks))
        program = decision.c.decider == Decider.PROGRAM.value
        connection.execute(update(decision).where(lines, program).values(reason=UNSAID))
        undone = decision.c.reason.startswith(UNDONE)
        connection.execute(update(decision).where(lines, ~program, undone).values(reason=f"{UNDONE}{UNSAID}"))


def touching(connection: Connection, ids: Iterable[str]) -> list[Decision]:
    """The decisions that hold and speak of any of these accounts."""
    numbers: set[int] = set()
    for some in batches(ids):
        speaks = or_(decision_pair.c.a.in_(some), decision_pair.c.b.in_(some))
        query = select(decision.c.number).join(decision_pair, decision_pair.c.number == decision.c.number)
        numbers.update(connection.execute(query.where(decision.c.undone.is_(None), speaks)).scalars())
    return [one for some in batches(sorted(numbers)) for one in _read(connection, decision.c.number.in_(some))]


def one(connection: Connection, number: int) -> Decision:
    """A decision by its number. Raises UnknownDecision."""
    for found in _read(connection, decision.c.number == number):
        return found
    raise UnknownDecision(f"no decision {number} is in the log")


def latest(connection: Connection, *, limit: int | None, offset: int = 0) -> list[Decision]:
    """The log, newest first."""
    query = select(decision.c.number).order_by(decision.c.number.desc()).limit(limit).offset(offset)
    numbers = list(connection.execute(query).scalars())
    return sorted(_read(connection, decision.c.number.in_(numbers)), key=lambda found: -found.number)


def _read(connection: Connection, condition: ColumnElement[bool]) -> list[Decision]:
    rows = connection.execute(select(decision).where(condition).order_by(decision.c.number)).all()
    pairs: dict[int, list[Pair]] = {}
    for some in batches(row.number for row in rows):
        asked = select(decision_pair).where(decision_pair.c.number.in_(some))
        for row in connection.execute(asked.order_by(decision_pair.c.a, decision_pair.c.b)):
            pairs.setdefault(row.number, []).append((row.a, row.b))
    return [_decision(row, pairs.get(row.number, [])) for row in rows]


def _decision(row: Any, pairs: Sequence[Pair]) -> Decision:  # noqa: ANN401
    return Decision(
        number=row.number,
        instant=EPOCH + timedelta(seconds=row.instant),
        verdict=Verdict(row.verdict),
        by=Decider(row.decider),
        pairs=tuple(pairs),
        reason=row.reason,
        undone=instant_of(row.undone),
        subject=Subject(row.subject),
    )
