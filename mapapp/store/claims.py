"""The queue as one worker sees it: it claims pieces, holds them under a lease, and says how each ended.

Each method is one transaction. Who no longer holds a piece changes nothing of it: a piece that two workers read is
written once.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, and_, bindparam, exists, extract, func, or_, select, update

from mapapp.domain.arrival import Original, Piece, PieceKind, SetAside
from mapapp.domain.incident import Incident
from mapapp.domain.job import Item, ItemState, JobState, Told
from mapapp.domain.report import Report
from mapapp.store import tables
from mapapp.store.engine import transaction
from mapapp.store.merges import changing
from mapapp.store.queue import note_of, pending, settle
from mapapp.store.write import batches, insert_all

Readings = Iterable[tuple[Report, Sequence[Incident], Original | None]]
Keep = Callable[[Connection, Readings], list[bool]]
"""`Store.keep_within`."""
Clock = Callable[[Connection], float]
"""UTC seconds since 1970."""

SWEPT_MOST = 200
"""Lost pieces that one claim looks after."""
WAITING, WORKING, DONE, ASIDE = (state.value for state in ItemState)

job, item = tables.job.c, tables.queue_item.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long a worker may hold a piece, and how often it is tried."""

    lease_seconds: float = 60
    """A worker that is not heard of for so long has lost what it held."""
    tries: int = 5
    """So many failures set a piece aside."""
    losses: int = 10
    """So many workers may be lost while they hold a piece, until it is set aside. More than `tries`: most of them were
    stopped for reasons of their own."""
    first_pause_seconds: float = 2
    """After the first failure; each further one doubles it."""
    longest_pause_seconds: float = 900

    def pause_seconds(self, failures: int) -> float:
        """How long a piece rests after so many failures."""
        return min(self.first_pause_seconds * 2.0 ** min(failures - 1, 40), self.longest_pause_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A piece that was read."""

    item: Item
    told: tuple[Told, ...]
    """Its reports."""
    aside: tuple[SetAside, ...] = ()
    """What of it could not be taken in; the piece itself is set aside where there is nothing else."""


def clock_of(connection: Connection) -> float:
    """The clock that all workers on a database share: that of its server; with SQLite, this machine's."""
    if connection.dialect.name == "sqlite":
        return time.time()
    return float(connection.execute(select(extract("epoch", func.clock_timestamp()))).scalar_one())


class Claims:
    """What one worker holds. Its methods may be called from several threads."""

    def __init__(self, engine: Engine, keep: Keep, rules: Rules, clock: Clock) -> None:
        self.holder = secrets.token_hex(16)
        self.rules = rules
        self._engine = engine
        self._keep = keep
        self._clock = clock
        self._last_job = ""

    def claim(self, most: int, job_id: str | None = None) -> list[Item]:
        """Take up to so many pieces that are due, of one job or of all in turn. Empty where there is nothing to do.

        Jobs whose last piece has ended are done by this.
        """
        found: list[Item] = []
        for one, filled in self._open_jobs(job_id):
            if most > len(found) and self._anything(one, filled):
                with transaction(self._engine, writes=True) as connection:
                    self._sweep(connection, one)
                    taken = self._take(connection, one, most - len(found))
                    if not taken and filled:
                        settle(connection, one, int(self._clock(connection)))
                if taken:
                    self._last_job = one
                found += taken
        return found

    def prolong(self) -> None:
        """Say that this worker lives: its leases begin anew."""
        mine = (item.holder == self.holder) & (item.state == WORKING) & item.job_id.in_(select(job.id).where(_live()))
        with transaction(self._engine, writes=True) as connection:
            until = self._clock(connection) + self.rules.lease_seconds
            connection.execute(update(tables.queue_item).where(mine).values(lease_until=until))

    def finish(self, finished: Sequence[Finished]) -> int:
        """Write what was read and that it was, all in one transaction; how many of the pieces were still held.

        The rest belongs to somebody else by now, or was cancelled, and nothing of it is written.
        """
        with changing(self._engine) as connection:
            held = self._held(connection, [one.item for one in finished])
            mine = [one for one in finished if (one.item.job_id, one.item.key) in held]
            told = [one for piece in mine for one in piece.told]
            readings = [(one.arrival.report, one.incidents, one.arrival.original) for one in told]
            new = iter(self._keep(connection, readings))
            for one in mine:
                self._end(connection, one, sum(next(new) for _ in one.told))
        return len(mine)

    def failed(self, one: Item, reason: str, *, again: bool, after_seconds: float = 0) -> None:
        """Say that a piece could not be read: it is tried `again` after a pause, or set aside."""
        failures = one.failures + 1
        pause = max(self.rules.pause_seconds(failures), after_seconds)
        with transaction(self._engine, writes=True) as connection:
            if not self._held(connection, [one]):
                return
            if again and failures < self.rules.tries:
                later = self._clock(connection) + pause
                _set(connection, one, _free(WAITING) | {"failures": failures, "not_before": later, "reason": reason})
                return
            if again:
                reason = f"It was tried {failures} times. The last time: {reason}"
            _set(connection, one, _free(ASIDE) | {"failures": failures, "reason": reason})

    def release(self, items: Sequence[Item]) -> None:
        """Give pieces back unread."""
        with transaction(self._engine, writes=True) as connection:
            held = self._held(connection, items)
            for one in items:
                if (one.job_id, one.key) in held:
                    _set(connection, one, _free(WAITING))

    def _open_jobs(self, job_id: str | None) -> list[tuple[str, bool]]:
        """Ids of open jobs, from the one after the last that was served; with each whether it is filled."""
        query = select(job.id, job.filled).where(job.state == JobState.OPEN.value).order_by(job.created, job.id)
        with transaction(self._engine) as connection:
            rows = connection.execute(query if job_id is None else query.where(job.id == job_id)).all()
        jobs = [(row.id, bool(row.filled)) for row in rows]
        last = next((n for n, (one, _) in enumerate(jobs) if one == self._last_job), -1)
        return jobs[last + 1 :] + jobs[: last + 1]

    def _anything(self, job_id: str, filled: bool) -> bool:
        """Is there anything to do for a job? A look that keeps no writer waiting."""
        with transaction(self._engine) as connection:
            now = self._clock(connection)
            due = connection.execute(select(exists().where(or_(self._due(job_id, now), self._lost(job_id, now)))))
            return bool(due.scalar()) or (filled and not pending(connection, job_id))

    def _due(self, job_id: str, now: float) -> ColumnElement[bool]:
        """Pieces to be begun. A pause longer than any is that of a clock which has jumped."""
        longest = now + 2 * max(self.rules.longest_pause_seconds, 86_400)
        return _in_state(job_id, WAITING) & or_(item.not_before <= now, item.not_before > longest)

    def _lost(self, job_id: str, now: float) -> ColumnElement[bool]:
        """Pieces whose worker is not heard of. A lease longer than any is that of a clock which has jumped."""
        longest = now + 2 * self.rules.lease_seconds
        return _in_state(job_id, WORKING) & or_(item.lease_until <= now, item.lease_until > longest)

    def _sweep(self, connection: Connection, job_id: str) -> None:
        """Free what lost workers held; what too many of them held is set aside."""
        lost = self._lost(job_id, self._clock(connection))
        query = select(item.piece_key, item.losses).where(lost).limit(SWEPT_MOST)
        for row in connection.execute(query.with_for_update(skip_locked=True)).all():
            losses = row.losses + 1
            values = _free(WAITING) | {"losses": losses}
            if losses >= self.rules.losses:
                values |= {"state": ASIDE, "reason": _too_many(losses)}
            connection.execute(update(tables.queue_item).where(_is(job_id, row.piece_key)).values(**values))

    def _take(self, connection: Connection, job_id: str, most: int) -> list[Item]:
        now = self._clock(connection)
        query = select(tables.queue_item).where(self._due(job_id, now)).order_by(item.ordinal).limit(most)
        rows = connection.execute(query.with_for_update(skip_locked=True)).all()
        if rows:
            held = {"state": WORKING, "holder": self.holder, "lease_until": now + self.rules.lease_seconds}
            keys = [{"of": row.piece_key} for row in rows]
            which = (item.job_id == job_id) & (item.piece_key == bindparam("of"))
            connection.execute(update(tables.queue_item).where(which).values(**held), keys)
        return [_item(row) for row in rows]

    def _held(self, connection: Connection, items: Sequence[Item]) -> set[tuple[str, str]]:
        """Those of the pieces that this worker holds, as (job, key)."""
        found: set[tuple[str, str]] = set()
        for some in batches(items):
            any_of = or_(*(_is(one.job_id, one.key) for one in some))
            query = select(item.job_id, item.piece_key).where(any_of, item.holder == self.holder, item.state == WORKING)
            found.update((row.job_id, row.piece_key) for row in connection.execute(query.with_for_update()))
        return found

    @staticmethod
    def _end(connection: Connection, one: Finished, fresh: int) -> None:
        if one.aside and not one.told:
            first = one.aside[0]
            _set(connection, one.item, _free(ASIDE) | {"reason": first.reason})
            notes = one.aside[1:]
        else:
            counts = {"reports": len(one.told), "fresh": fresh, "reason": None}
            # a piece of which something was set aside keeps its content, so that it can be read again
            nothing_left = {} if one.aside else {"content": b"", "size": 0}
            _set(connection, one.item, _free(DONE) | counts | nothing_left)
            notes = one.aside
        insert_all(connection, tables.queue_item, _notes(connection, one.item, notes))


def _notes(connection: Connection, one: Item, notes: Sequence[SetAside]) -> Iterator[dict[str, Any]]:
    rows = {row["piece_key"]: row for row in (note_of(one.job_id, note, part_of=one.key) for note in notes)}
    known = select(item.piece_key).where(item.job_id == one.job_id, item.part_of == one.key)
    here = select(item.ordinal).where(_is(one.job_id, one.key))
    ordinal = connection.execute(here).scalar_one() if rows else 0
    kept = set(connection.execute(known.where(item.piece_key.in_(list(rows)))).scalars()) if rows else set()
    return (row | {"ordinal": ordinal} for key, row in rows.items() if key not in kept)


def _live() -> ColumnElement[bool]:
    return job.state.in_([JobState.OPEN.value, JobState.PAUSED.value])


def _in_state(job_id: str, state: str) -> ColumnElement[bool]:
    return and_(item.job_id == job_id, item.state == state)


def _is(job_id: str, key: str) -> ColumnElement[bool]:
    return and_(item.job_id == job_id, item.piece_key == key)


def _free(state: str) -> dict[str, Any]:
    return {"state": state, "holder": None, "lease_until": None}


def _set(connection: Connection, one: Item, values: dict[str, Any]) -> None:
    connection.execute(update(tables.queue_item).where(_is(one.job_id, one.key)).values(**values))


def _too_many(losses: int) -> str:
    return (
        f"Each of the {losses} workers that read it stopped without a word, as when memory runs out. "
        "Look whether it is very large or damaged; to try it again: python -m mapapp jobs retry"
    )


def _item(row: Any) -> Item:  # noqa: ANN401
    published = None if row.published is None else date.fromisoformat(row.published)
    kind, content = PieceKind(row.kind), bytes(row.content)
    piece = Piece(name=row.name, kind=kind, content=content, source=row.source, published=published)
    return Item(job_id=row.job_id, key=row.piece_key, piece=piece, failures=row.failures)
