"""The log of changes: which incidents each write has touched, and what has changed since.

Whoever writes rows of `incident` or of what hangs on it (places, parties, links to reports, a report's source or
language) says so by `touched`, in the same transaction. A write that is counted without having said anything may have
changed everything: readers read the record anew.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from mapapp.store.ready_rows import insert_ready
from mapapp.store.tables import change, change_counter, changed_incident
from mapapp.store.text import all_storable

MOST_TOLD = 200_000
"""Incidents in the log, about; what is older is taken away. To read so many costs no less than to read a million."""

MOST_WRITES = 100_000
"""Writes in the log, about."""

TIDIED_EVERY = 256
"""Writes; and at each write of many incidents."""

MANY = 10_000
"""Incidents in one write."""

_told: WeakKeyDictionary[Connection, set[str]] = WeakKeyDictionary()
"""What the writes that go on have touched so far. One that fails is forgotten with its connection."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One state of one record."""

    version: int
    """As `Store.version` says."""
    mark: int | None
    """Drawn at random when it was written; None where the log does not know it."""


def touched(connection: Connection, ids: Iterable[str]) -> None:
    """Part of a write, before it is counted: it changes these incidents, or makes them, or takes them away; and, with
    no ids, that it changes none beside those told already.
    """
    _told.setdefault(connection, set()).update(ids)


def count(connection: Connection) -> None:
    """End a write: the record has a new version."""
    number, ids = _number(connection) + 1, _told.pop(connection, None)
    told = ids is not None and len(ids) <= MOST_TOLD
    connection.execute(insert(change).values(number=number, mark=secrets.randbits(62), told=int(told)))
    if ids and told:
        insert_ready(connection, changed_incident, [(number, one) for one in all_storable(sorted(ids))])
    if number % TIDIED_EVERY == 0 or (ids and len(ids) >= MANY):
        _tidy(connection, number)
    connection.execute(update(change_counter).values(number=number))


def moment(connection: Connection) -> Moment:
    """The state that this transaction sees."""
    number = _number(connection)
    return Moment(version=number, mark=_mark_of(connection, number))


def begin(connection: Connection) -> None:
    """Give the present state of a record a mark, where the log begins."""
    connection.execute(insert(change).values(number=_number(connection), mark=secrets.randbits(62), told=0))


def since(connection: Connection, before: Moment, now: Moment) -> list[str] | None:
    """The incidents that were touched after `before` and until `now`, each once; None where the log cannot tell."""
    if before.version > now.version or _mark_of(connection, before.version) != before.mark:
        return None
    later = change.c.number > before.version, change.c.number <= now.version
    told = connection.execute(select(func.count()).where(*later, change.c.told == 1)).scalar_one()
    if told != now.version - before.version:
        return None
    return list(connection.execute(asked(before, now).distinct()).scalars().all())


def asked(before: Moment, now: Moment) -> Select[str]:
    """The question for these incidents; one may come twice."""
    number = changed_incident.c.number
    return select(changed_incident.c.incident_id).where(number > before.version, number <= now.version)


def _number(connection: Connection) -> int:
    return int(connection.execute(select(change_counter.c.number)).scalar_one())


def _mark_of(connection: Connection, number: int) -> int | None:
    return connection.execute(select(change.c.mark).where(change.c.number == number)).scalar()


def _tidy(connection: Connection, number: int) -> None:
    """Take away what is old: whole writes, so that the log never tells half of one."""
    of = changed_incident.c.number
    last = connection.execute(select(of).order_by(of.desc()).offset(MOST_TOLD).limit(1)).scalar()
    until = max(-1 if last is None else last, number - MOST_WRITES)
    connection.execute(delete(changed_incident).where(of <= until))
    connection.execute(delete(change).where(change.c.number <= until))
