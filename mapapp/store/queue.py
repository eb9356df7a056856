"""The durable queue: jobs, what is added to them, how far they are, and what was set aside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, exists, func, insert, select, update

from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.job import ItemState, Job, JobProgress, JobState
from mapapp.domain.report import digest
from mapapp.store import tables
from mapapp.store.engine import transaction
from mapapp.store.errors import UnknownJob
from mapapp.store.text import storable
from mapapp.store.write import EPOCH, batches, insert_all, instant_of, kept, seconds_floor

LONGEST_TITLE = 200
"""Characters."""
NOTE = "note"
"""The kind of an item of which there is nothing to read again."""

job, item = tables.job.c, tables.queue_item.c


class Queue:
    """What is to be read. Safe to use from several threads and processes at once.

    Methods raise UnknownJob for an id that is none, and StoreUnusable when the database cannot be read or written.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, job_id: str, title: str, sources: Sequence[str]) -> Job:
        """Make a job, or go on with the one of this id: pieces that it has are not added again.

        A job that was done is begun again: what was set aside is forgotten, to be found again where it still is.
        One that is paused stays so.
        """
        row: dict[str, Any] = {
            "id": job_id,
            "title": " ".join(storable(title).split())[:LONGEST_TITLE],
            "sources": json.dumps([storable(one) for one in sources]),
            "state": JobState.OPEN.value,
            "filled": 0,
            "added": 0,
            "created": seconds_floor(datetime.now(UTC)),
            "ended": None,
        }
        with transaction(self._engine, writes=True) as connection:
            if not kept(connection, job.id, [job_id]):
                connection.execute(insert(tables.job), [row])
            state = _locked(connection, job_id).state
            if state in {JobState.DONE, JobState.CANCELLED}:
                connection.execute(
                    delete(tables.queue_item).where(item.job_id == job_id, item.state == ItemState.ASIDE.value)
                )
                state = JobState.OPEN.value
            _set(connection, job_id, state=state, filled=0, ended=None)
        return self.job(job_id)

    def add(self, job_id: str, things: Iterable[Piece | SetAside]) -> int:
        """Put pieces at the end of a job; how many it did not have yet. What is set aside is listed with it."""
        rows = {row["piece_key"]: row for row in (_row(job_id, thing) for thing in things)}
        with transaction(self._engine, writes=True) as connection:
            found = _locked(connection, job_id)
            if found.state == JobState.CANCELLED:
                return 0
            table = tables.queue_item
            of_job = select(item.piece_key).where(item.job_id == job_id)
            known: set[str] = set()
            for some in batches(rows):
                known.update(connection.execute(of_job.where(item.piece_key.in_(some))).scalars())
            new = [row for key, row in rows.items() if key not in known]
            insert_all(connection, table, (row | {"ordinal": found.added + n} for n, row in enumerate(new)))
            _set(connection, job_id, added=found.added + len(new))
        return len(new)

    def filled(self, job_id: str) -> None:
        """Say that no more pieces come: once all are worked off the job is done."""
        with transaction(self._engine, writes=True) as connection:
            _locked(connection, job_id)
            _set(connection, job_id, filled=1)
            settle(connection, job_id, seconds_floor(datetime.now(UTC)))

    def job(self, job_id: str) -> Job:
        """One job."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(tables.job).where(job.id == job_id)).first()
        if row is None:
            raise _unknown(job_id)
        return _job(row)

    def jobs(self, *, limit: int | None = None) -> list[Job]:
        """All jobs, the newest first."""
        query = select(tables.job).order_by(job.created.desc(), job.id).limit(limit)
        with transaction(self._engine) as connection:
            return [_job(row) for row in connection.execute(query)]

    def progress(self, job_id: str) -> JobProgress:
        """How far a job is; nothing of anything for one that is not there."""
        with transaction(self._engine) as connection:
            return progress(connection, job_id)

    def waits(self) -> bool:
        """Is anything to be read?"""
        pending = item.state.in_([ItemState.WAITING.value, ItemState.WORKING.value])
        query = select(item.job_id).where(item.job_id == job.id, job.state == JobState.OPEN.value, pending).limit(1)
        with transaction(self._engine) as connection:
            return connection.execute(query).first() is not None

    def backlog(self, job_id: str) -> tuple[int, int]:
        """How many pieces of a job wait, and their size in bytes."""
        query = select(func.count(), func.coalesce(func.sum(item.size), 0))
        waits = (item.job_id == job_id) & (item.state == ItemState.WAITING.value)
        with transaction(self._engine) as connection:
            row = connection.execute(query.where(waits)).one()
        return int(row[0]), int(row[1])

    def aside(self, job_id: str, *, limit: int | None = None, offset: int = 0) -> list[SetAside]:
        """What of a job could not be taken in, in its order."""
        query = select(item.name, item.reason).where(item.job_id == job_id, item.state == ItemState.ASIDE.value)
        with transaction(self._engine) as connection:
            rows = connection.execute(query.order_by(item.ordinal, item.piece_key).limit(limit).offset(offset)).all()
        return [SetAside(name=row.name, reason=row.reason or "") for row in rows]

    def pause(self, job_id: str) -> None:
        """Begin no more of it; only an open job is paused."""
        self._turn(job_id, JobState.OPEN, JobState.PAUSED)

    def resume(self, job_id: str) -> None:
        """Go on with a paused job."""
        self._turn(job_id, JobState.PAUSED, JobState.OPEN)

    def cancel(self, job_id: str) -> None:
        """Delete what waits and what is in workers' hands. What is in the record stays there.

        To read the rest after all, begin the job again from its sources.
        """
        pending = (item.job_id == job_id) & item.state.in_([ItemState.WAITING.value, ItemState.WORKING.value])
        with transaction(self._engine, writes=True) as connection:
            if _locked(connection, job_id).state == JobState.DONE:
                return
            connection.execute(delete(tables.queue_item).where(pending))
            _set(connection, job_id, state=JobState.CANCELLED.value, ended=seconds_floor(datetime.now(UTC)))

    def retry(self, job_id: str) -> int:
        """Read again what was set aside; how many pieces.

        What never was a piece, such as a file of an unknown kind, is forgotten: begin the job again to look for it.
        """
        aside = (item.job_id == job_id) & (item.state == ItemState.ASIDE.value)
        parents = select(item.part_of).where(aside, item.part_of.is_not(None))
        with transaction(self._engine, writes=True) as connection:
            _locked(connection, job_id)
            again = (aside & (item.kind != NOTE)) | ((item.job_id == job_id) & item.piece_key.in_(parents))
            anew = {"state": ItemState.WAITING.value, "failures": 0, "losses": 0, "not_before": 0.0, "reason": None}
            found = connection.execute(update(tables.queue_item).where(again).values(**anew, reports=0, fresh=0))
            connection.execute(delete(tables.queue_item).where(aside, item.kind == NOTE))
            if found.rowcount:
                _set(connection, job_id, state=JobState.OPEN.value, ended=None)
        return found.rowcount

    def forget(self, job_id: str) -> None:
        """Delete a job and its pieces. What came of them stays in the record."""
        with transaction(self._engine, writes=True) as connection:
            _locked(connection, job_id)
            connection.execute(delete(tables.queue_item).where(item.job_id == job_id))
            connection.execute(delete(tables.job).where(job.id == job_id))

    def _turn(self, job_id: str, before: JobState, after: JobState) -> None:
        with transaction(self._engine, writes=True) as connection:
            if _locked(connection, job_id).state == before:
                _set(connection, job_id, state=after.value)


def progress(connection: Connection, job_id: str) -> JobProgress:
    """How far a job is."""
    sums = (func.count(), func.coalesce(func.sum(item.reports), 0), func.coalesce(func.sum(item.fresh), 0))
    query = select(item.state, *sums).where(item.job_id == job_id).group_by(item.state)
    found = {row[0]: tuple(map(int, row[1:])) for row in connection.execute(query)}
    counts = {state.value: found.get(state.value, (0, 0, 0))[0] for state in ItemState}
    _, reports, fresh = found.get(ItemState.DONE.value, (0, 0, 0))
    return JobProgress(**counts, reports=reports, fresh=fresh)


def pending(connection: Connection, job_id: str) -> bool:
    """Is anything of a job left to do?"""
    left = item.state.in_([ItemState.WAITING.value, ItemState.WORKING.value])
    return bool(connection.execute(select(exists().where(item.job_id == job_id, left))).scalar())


def settle(connection: Connection, job_id: str, now: int) -> None:
    """The job is done where it is filled and nothing of it is left to do. `now` is in UTC seconds since 1970."""
    query = select(job.id).where(job.id == job_id, job.state == JobState.OPEN.value, job.filled == 1)
    if connection.execute(query.with_for_update()).first() and not pending(connection, job_id):
        _set(connection, job_id, state=JobState.DONE.value, ended=now)


def note_of(job_id: str, thing: SetAside, *, part_of: str | None = None) -> dict[str, Any]:
    """The row of something that could not be taken in; `ordinal` is the caller's to set."""
    return _fields(job_id, thing.name) | {
        "piece_key": digest(NOTE, part_of or "", thing.name, thing.reason),
        "state": ItemState.ASIDE.value,
        "reason": thing.reason,
        "kind": NOTE,
        "part_of": part_of,
    }


def _row(job_id: str, thing: Piece | SetAside) -> dict[str, Any]:
    if isinstance(thing, SetAside):
        return note_of(job_id, thing)
    return _fields(job_id, thing.name) | {
        "piece_key": thing.key,
        "kind": thing.kind.value,
        "content": thing.content,
        "size": len(thing.content),
        "source": thing.source,
        "published": thing.published.isoformat() if thing.published else None,
    }


def _fields(job_id: str, name: str) -> dict[str, Any]:
    """What every new item has."""
    return {
        "job_id": job_id,
        "name": name,
        "state": ItemState.WAITING.value,
        "content": b"",
        "not_before": 0.0,
        **dict.fromkeys(("lease_until", "holder", "reason", "part_of", "source", "published")),
        **dict.fromkeys(("ordinal", "size", "reports", "fresh", "failures", "losses"), 0),
    }


def _locked(connection: Connection, job_id: str) -> Any:  # noqa: ANN401
    """A job's row, which nobody else changes until the transaction ends."""
    row = connection.execute(select(tables.job).where(job.id == job_id).with_for_update()).first()
    if row is None:
        raise _unknown(job_id)
    return row


def _set(connection: Connection, job_id: str, **values: Any) -> None:  # noqa: ANN401
    connection.execute(update(tables.job).where(job.id == job_id).values(**values))


def _unknown(job_id: str) -> UnknownJob:
    return UnknownJob(f"there is no job {job_id!r}. To see all of them: python -m mapapp jobs")


def _job(row: Any) -> Job:  # noqa: ANN401
    return Job(
        id=row.id,
        title=row.title,
        sources=tuple(json.loads(row.sources)),
        state=JobState(row.state),
        filled=bool(row.filled),
        created=EPOCH + timedelta(seconds=row.created),
        ended=instant_of(row.ended),
    )
