"""The record: what was reported, and what was read out of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, func, nulls_last, select

from mapapp.domain.arrival import Original
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.domain.view import View
from mapapp.store import accounts, originals, payload, read, removal, tables, traces, write
from mapapp.store.claims import Claims, Rules
from mapapp.store.engine import open_engine, transaction
from mapapp.store.errors import UnknownIncident, UnknownReport
from mapapp.store.feeds import Feeds
from mapapp.store.host_turns import HostTurns
from mapapp.store.merges import Merges, changing, count_change
from mapapp.store.merging import Merging
from mapapp.store.migrate import migrate
from mapapp.store.queue import Queue
from mapapp.store.reading import Reading
from mapapp.store.rows import IncidentRow, Tally
from mapapp.store.saved import SavedViews


class Store:
    """Reports and incidents in a relational database. Safe to use from several threads and processes at once.

    Every method raises StoreUnusable when the database cannot be read or written.
    """

    def __init__(self, engine: Engine, merger: Merging | None = None, *, originals: bool = True) -> None:
        self.engine = engine
        self.originals = originals
        """Is what reports are taken out of kept beside them?"""
        self.merges = Merges(engine, merger)
        """Which reports tell of one event, and what people decide of it."""
        self.saved = SavedViews(engine)
        """Views under short names."""
        self.feeds = Feeds(engine)
        """Feeds that are asked again and again."""
        self.host_turns = HostTurns(engine)
        """When each website may be asked next."""
        self.queue = Queue(engine)
        """What is to be read."""

    @classmethod
    def open(cls, url: str, merger: Merging | None = None, *, originals: bool = True) -> Store:
        """Open, or make, the store at a database URL such as "sqlite:///data/incidents.sqlite".

        With a merger, accounts of one event become one incident as reports are kept. Without one, each account is an
        incident of its own.

        Raises StoreUnusable when that is not possible, StoreTooNew when a newer program wrote it.
        """
        engine = open_engine(url)
        migrate(engine)
        return cls(engine, merger, originals=originals)

    def close(self) -> None:
        """Let go of the file. A closed store opens it again when it is asked something."""
        self.engine.dispose()

    def keep(self, report: Report, incidents: Sequence[Incident] = (), original: Original | None = None) -> bool:
        """Write a report, its incidents and what it was taken out of, all or nothing; False when it is already kept.

        When it returns, they are on the disk. Raises UnknownReport when an incident names another report
        which is not kept.
        """
        with changing(self.engine) as connection:
            return any(self.keep_within(connection, [(report, incidents, original)]))

    def keep_many(self, readings: Iterable[tuple[Report, Sequence[Incident]]]) -> int:
        """Write many reports in one transaction, all or nothing; how many of them were new."""
        ready = [(report, incidents, None) for report, incidents in readings]  # made before the database is locked
        with changing(self.engine) as connection:
            return sum(self.keep_within(connection, ready))

    def keep_within(
        self, connection: Connection, readings: Iterable[tuple[Report, Sequence[Incident], Original | None]]
    ) -> list[bool]:
        """Write reports as part of a transaction that `changing` began; for each whether it was new."""
        written = [
            write.keep(connection, report, incidents, original if self.originals else None)
            for report, incidents, original in readings
        ]
        new = [ids for ids in written if ids is not None]
        if new:
            self.merges.added(connection, [one for ids in new for one in ids])
            count_change(connection)
        return [ids is not None for ids in written]

    def claims(self, rules: Rules = Rules(), clock: Callable[[], float] = time.time) -> Claims:  # noqa: B008
        """The queue as one worker sees it."""
        return Claims(self.engine, self.keep_within, rules, clock)

    def original(self, report_id: str) -> Original | None:
        """What a report was taken out of, byte for byte; None where that is not kept."""
        with transaction(self.engine) as connection:
            return originals.of_report(connection, report_id)

    def remove(self, report_id: str) -> int:
        """Delete a report, and the incidents only it tells; how many incidents. 0 when there is no such report.

        What it told of an incident that others tell too is taken out of it; its words are nowhere in the record then.
        """
        with changing(self.engine) as connection:
            only_here = select(func.count()).select_from(tables.incident).where(write.only_told_by(report_id))
            removed = connection.execute(only_here).scalar_one()
            removal.remove(connection, self.merges, [report_id])
            count_change(connection)
        traces.clean(self.engine)
        return removed

    def version(self) -> int:
        """A number that grows with each write of any process: what was read at the same number is still true."""
        with transaction(self.engine) as connection:
            return int(connection.execute(select(tables.change_counter.c.number)).scalar_one())

    def report(self, report_id: str) -> Report:
        """One report, exactly as it was kept. Raises UnknownReport."""
        with transaction(self.engine) as connection:
            query = select(tables.report.c.payload).where(tables.report.c.id == report_id)
            kept = connection.execute(query).scalar()
        if kept is None:
            raise UnknownReport(f"no report {report_id!r} is kept here; it may have been removed")
        return payload.loads(Report, kept)

    def reports(self, *, limit: int | None = None, offset: int = 0) -> list[Report]:
        """The reports, newest first; those without a date come last."""
        table = tables.report
        query = select(table.c.payload).order_by(nulls_last(table.c.published.desc()), table.c.id)
        with transaction(self.engine) as connection:
            kept = connection.execute(query.limit(limit).offset(offset)).scalars().all()
        return [payload.loads(Report, text) for text in kept]

    def count_reports(self) -> int:
        """How many reports are kept."""
        with transaction(self.engine) as connection:
            return connection.execute(select(func.count()).select_from(tables.report)).scalar_one()

    def incident(self, incident_id: str) -> Incident:
        """One incident by its id, or by that of an account which is merged into it. Raises UnknownIncident."""
        with transaction(self.engine) as connection:
            holder = accounts.holders(connection, [incident_id]).get(incident_id)
            query = select(tables.incident.c.payload).where(tables.incident.c.id == holder)
            kept = connection.execute(query).scalar()
        if kept is None:
            raise UnknownIncident(f"no incident {incident_id!r} is kept here; its report may have been removed")
        return payload.loads(Incident, kept)

    def incidents_of(self, report_id: str) -> list[Incident]:
        """What one report tells, in the order it was kept; empty when there is no such report."""
        with transaction(self.engine) as connection:
            kept = connection.execute(read.payloads_of(report_id)).scalars().all()
        return [payload.loads(Incident, text) for text in kept]

    def ids(self, view: View) -> list[str]:
        """The ids of the incidents in view, newest first."""
        with transaction(self.engine) as connection:
            return read.ids(connection, view)

    def rows(self, view: View, *, limit: int | None = None, offset: int = 0) -> list[IncidentRow]:
        """The incidents in view as lines of a table, newest first, undated ones last."""
        with transaction(self.engine) as connection:
            return read.rows(connection, read.ids(connection, view, limit=limit, offset=offset))

    def rows_of(self, ids: Sequence[str]) -> list[IncidentRow]:
        """These incidents as lines of a table, in the given order; those not kept are left out."""
        with transaction(self.engine) as connection:
            return read.rows(connection, ids)

    @contextmanager
    def reading(self, view: View) -> Iterator[Reading]:
        """All that is in view, to be read one after the other, as it is now: later writes do not show in it."""
        with transaction(self.engine) as connection:
            yield Reading(connection, view)

    def tally(self, view: View) -> Tally:
        """How many incidents from how many reports; the sums leave out what was planned, denied and the like."""
        with transaction(self.engine) as connection:
            return read.tally(connection, view)

    def unplaced(self, view: View) -> list[IncidentRow]:
        """The incidents in view that the map cannot draw or the time line cannot place: `why` says which."""
        with transaction(self.engine) as connection:
            return read.rows(connection, read.ids(connection, view, read.UNPLACED_OR_UNDATED))

    def __len__(self) -> int:
        """How many incidents are kept, rejected ones included."""
        with transaction(self.engine) as connection:
            return connection.execute(select(func.count()).select_from(tables.incident)).scalar_one()

    def __bool__(self) -> bool:
        """An empty store is still a store."""
        return True
