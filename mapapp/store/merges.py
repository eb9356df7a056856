"""Several reports, one event: what is merged, what may be, and what people decide of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, Select, and_, exists, func, or_, select, update

from mapapp.domain.account import Account, Decider, Decision, Likeness, Pair, Verdict, pair_of
from mapapp.store import accounts, changes, decisions, payload, regroup, tables
from mapapp.store.engine import transaction
from mapapp.store.errors import UnknownIncident
from mapapp.store.merging import Merging
from mapapp.store.write import batches

SUGGESTED_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Two incidents that may be one."""

    incidents: tuple[str, str]
    """Their ids."""
    likeness: Likeness
    """Of the two accounts that are most alike."""


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Writers take turns, so that each sees what the one before it has merged."""
    with transaction(engine, writes=True) as connection:
        connection.execute(select(tables.change_counter.c.number).with_for_update())
        yield connection


def count_change(connection: Connection) -> None:
    """Say that something was written; `changes.touched` was told before what."""
    changes.count(connection)


class Merges:
    """What of the record belongs together. Every method raises StoreUnusable like those of the store."""

    def __init__(self, engine: Engine, merger: Merging | None) -> None:
        self._engine = engine
        self._merger = merger

    def accounts(self, incident_id: str) -> list[Account]:
        """What each report tells of an incident, the first told first; one for an incident that is not merged.

        The id may be that of an account. Raises UnknownIncident.
        """
        with transaction(self._engine) as connection:
            return self._accounts(connection, incident_id)

    def suggestions(self, limit: int = SUGGESTED_MOST, *, of: str | None = None) -> list[Suggestion]:
        """Incidents that may be one, the likeliest first; not what a person has kept apart, nor what one report tells
        apart.

        Args:
            limit: how many at most.
            of: the id of an incident: only those with this one.
        """
        query = _suggested().limit(4 * limit)
        with transaction(self._engine) as connection:
            if of is not None:
                ids = sorted(accounts.members(connection, [of]).get(of, ()))
                query = query.where(or_(tables.likeness.c.a.in_(ids), tables.likeness.c.b.in_(ids)))
            rows = connection.execute(query).all()
        found: dict[Pair, Suggestion] = {}
        for row in rows:
            pair = pair_of(row.one, row.other)
            found.setdefault(pair, Suggestion(incidents=pair, likeness=payload.loads(Likeness, row.payload)))
        return list(found.values())[:limit]

    def log(self, *, limit: int | None = None, offset: int = 0) -> list[Decision]:
        """What was put together and kept apart, by the program and by people; newest first."""
        with transaction(self._engine) as connection:
            return decisions.latest(connection, limit=limit, offset=offset)

    def same(self, one: str, other: str, reason: str = "") -> None:
        """A person says that two incidents are one. Raises UnknownIncident."""
        self._decide(Verdict.SAME, one, other, reason)

    def different(self, one: str, other: str, reason: str = "") -> None:
        """A person says that two incidents are two. Raises UnknownIncident."""
        self._decide(Verdict.DIFFERENT, one, other, reason)

    def take_out(self, account_id: str, reason: str = "") -> None:
        """A person says that an account is not of the event that it was merged into. Raises UnknownIncident."""
        with changing(self._engine) as connection:
            others = [one.id for one in self._accounts(connection, account_id) if one.id != account_id]
            if others:
                self._said(connection, Verdict.DIFFERENT, [pair_of(account_id, other) for other in others], reason)

    def undo(self, number: int) -> None:
        """Undo a line of the log: what it joined is parted, what it parted is as if it had not been said.

        A join that the program made is undone by keeping its two accounts apart, which is a line of its own.
        Raises UnknownDecision.
        """
        with changing(self._engine) as connection:
            decision = decisions.one(connection, number)
            if decision.undone is not None:
                return
            if decision.by is Decider.PROGRAM:
                self._said(connection, Verdict.DIFFERENT, decision.pairs, f"{decisions.UNDONE}{decision.reason}")
                return
            decisions.undo(connection, [number])
            self._around(connection, [one for pair in decision.pairs for one in pair])

    def current(self) -> bool:
        """Was everything compared under the rules of today?"""
        with transaction(self._engine) as connection:
            kept = connection.execute(select(tables.merging.c.signature)).scalar_one()
        return self._merger is None or kept == self._merger.signature

    def anew(self) -> tuple[int, int]:
        """Compare and group everything from the beginning; people's decisions hold. (Accounts, incidents)."""
        with changing(self._engine) as connection:
            if self._merger is not None:
                changes.touched(connection, ())
                regroup.everything(connection, self._merger)
                count_change(connection)
            whole = connection.execute(select(func.count()).select_from(tables.incident)).scalar_one()
            parts = connection.execute(select(func.count()).select_from(tables.account)).scalar_one()
            holders = connection.execute(select(func.count(tables.account.c.incident_id.distinct()))).scalar_one()
        return whole - holders + parts, whole

    def added(self, connection: Connection, ids: Sequence[str]) -> None:
        """Part of keeping reports: merge new accounts with what is there."""
        if self._merger is None:
            _not_compared(connection)
        elif connection.execute(select(tables.merging.c.signature)).scalar_one() != self._merger.signature:
            self._first(connection, ids)
        elif ids:
            regroup.added(connection, self._merger, ids)

    @contextmanager
    def parted(self, connection: Connection, report_ids: Sequence[str]) -> Iterator[set[str]]:
        """Part of removing reports: before, they are taken out of merged incidents; after, the rest is regrouped.

        Whoever removes them fills the set with the ids of incidents that others still tell, in other words.
        """
        link, told = tables.incident_report.c, set[str]()
        for some in batches(report_ids):
            told.update(connection.execute(select(link.incident_id).where(link.report_id.in_(some))).scalars())
        parts = regroup.dissolve(connection, told)
        changed: set[str] = set()
        yield changed
        left = set(accounts.holders(connection, parts))
        accounts.forget(connection, (parts - left) | changed)
        decisions.unsay(connection, (parts - left) | changed)
        if self._merger is None:
            _not_compared(connection)
        else:
            self.added(connection, sorted(changed))
            regroup.around(connection, self._merger, left)
            _end_joins(connection, parts - left)

    def _first(self, connection: Connection, ids: Sequence[str]) -> None:
        """Begin to merge under these rules; where there was something before, all of it is compared."""
        if self._merger is not None and len(ids) == regroup.size(connection):
            connection.execute(update(tables.merging).values(signature=self._merger.signature))
            regroup.added(connection, self._merger, ids)
        elif self._merger is not None:
            regroup.everything(connection, self._merger)

    def _accounts(self, connection: Connection, incident_id: str) -> list[Account]:
        holder = accounts.holders(connection, [incident_id]).get(incident_id)
        if holder is None:
            raise UnknownIncident(f"no incident {incident_id!r} is kept here; its report may have been removed")
        told = accounts.read(connection, accounts.members(connection, [holder])[holder])
        return sorted(told.values(), key=lambda account: account.order)

    def _decide(self, verdict: Verdict, one: str, other: str, reason: str) -> None:
        with changing(self._engine) as connection:
            left, right = (self._accounts(connection, incident_id) for incident_id in (one, other))
            pairs = {pair_of(a.id, b.id) for a in left for b in right if a.id != b.id}
            self._said(connection, verdict, sorted(pairs), reason)

    def _said(self, connection: Connection, verdict: Verdict, pairs: Sequence[Pair], reason: str) -> None:
        decisions.add(connection, verdict, Decider.PERSON, [(pairs, reason)])
        self._around(connection, [one for pair in pairs for one in pair])

    def _around(self, connection: Connection, ids: Sequence[str]) -> None:
        changes.touched(connection, ())
        if self._merger is not None:
            regroup.around(connection, self._merger, ids)
        count_change(connection)


def _not_compared(connection: Connection) -> None:
    connection.execute(update(tables.merging).values(signature=""))


def _end_joins(connection: Connection, gone: set[str]) -> None:
    """Joins of accounts that are gone hold no longer; what people said of them does, should they come again."""
    said = decisions.touching(connection, gone)
    decisions.undo(connection, [one.number for one in said if one.by is Decider.PROGRAM])


def _suggested() -> Select[tuple[str, str, float, str]]:
    """Likenesses between two incidents, the strongest first."""
    like, first, second = tables.likeness.c, tables.account.alias(), tables.account.alias()
    one, other = func.coalesce(first.c.incident_id, like.a), func.coalesce(second.c.incident_id, like.b)
    said, pair = tables.decision.c, tables.decision_pair.c
    apart = exists().where(
        and_(
            pair.a == like.a,
            pair.b == like.b,
            said.number == pair.number,
            said.verdict == Verdict.DIFFERENT.value,
            said.decider == Decider.PERSON.value,
            said.undone.is_(None),
        )
    )
    mine, yours = tables.incident_report.alias(), tables.incident_report.alias()
    one_report = exists().where(
        and_(mine.c.incident_id == one, yours.c.incident_id == other, mine.c.report_id == yours.c.report_id)
    )
    return (
        select(one.label("one"), other.label("other"), like.score, like.payload)
        .select_from(tables.likeness)
        .outerjoin(first, first.c.id == like.a)
        .outerjoin(second, second.c.id == like.b)
        .where(one != other, ~apart, ~one_report)
        .order_by(like.score.desc(), like.a, like.b)
    )
