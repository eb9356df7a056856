"""How long reports are kept: those told before a day go, and all that came from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from sqlalchemy import Connection, Select, func, or_, select

from mapapp.domain.account import Pair
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report
from mapapp.store import payload, removal, tables
from mapapp.store.engine import transaction
from mapapp.store.merges import changing, count_change
from mapapp.store.payload import PayloadNotUnderstood
from mapapp.store.store import Store
from mapapp.store.tables import account, frozen_incident, incident_report, likeness
from mapapp.store.text import source_name
from mapapp.store.traces import clean
from mapapp.store.write import batches, seconds_floor

AT_ONCE = 100
"""Reports that go in one transaction: others write between two of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What goes, or went."""

    reports: int
    incidents: int
    """That no other report tells: they are deleted."""
    retold: int
    """Incidents that others tell too: this telling is taken out of them."""
    accounts: int
    """Tellings inside merged incidents."""
    likenesses: int
    """What was found alike between two accounts, at least one of which goes."""
    originals: int
    """Pages and files that reports were taken out of."""
    frozen: int
    """Lines of frozen views about incidents that go: they stay, as they hold no word of a report."""
    undated: int
    """Reports that stay although nobody knows how old they are: neither published nor collected on a known day."""
    cleaned: bool = True
    """False: somebody still reads the deleted words, and the database's log keeps them until that reader is done."""


def forget(
    store: Store,
    before: date,
    source: str | None = None,
    *,
    dry_run: bool = False,
    progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Forgotten:
    """Delete the reports that were published before a day, or, where that is not known, collected before it.

    Args:
        store: the record.
        before: the first day (UTC) whose reports stay.
        source: only those that this source published, by its name.
        dry_run: delete nothing, and say what would go.
        progress: called with how many of the reports are gone, and how many are to go.
    """
    with transaction(store.engine) as connection:
        doomed, undated = _doomed(connection, before, source)
        told = _told(connection, doomed, undated)
    if dry_run or not doomed:
        return told
    for begin in range(0, len(doomed), AT_ONCE):
        with changing(store.engine) as connection:
            removal.remove(connection, store.merges, doomed[begin : begin + AT_ONCE])
            count_change(connection)
        progress(min(begin + AT_ONCE, len(doomed)), len(doomed))
    return replace(told, cleaned=clean(store.engine))


def _doomed(connection: Connection, before: date, source: str | None) -> tuple[list[str], int]:
    """The ids of the reports that go, the oldest first; and how many are not dated at all."""
    report = tables.report.c
    first = seconds_floor(datetime(before.year, before.month, before.day, tzinfo=UTC))
    dated = select(report.id).where(report.published < first).order_by(report.published, report.id)
    rest = select(report.id, report.payload).where(report.published.is_(None)).order_by(report.id)
    if source is not None:
        name = source_name(source)
        dated, rest = dated.where(report.source_name == name), rest.where(report.source_name == name)
    doomed = list(connection.execute(dated).scalars())
    undated = 0
    for report_id, collected in _collected(connection, rest):
        if collected is None:
            undated += 1
        elif seconds_floor(collected) < first:
            doomed.append(report_id)
    return doomed, undated


def _collected(connection: Connection, asked: Select[tuple[str, str]]) -> Iterator[tuple[str, datetime | None]]:
    for row in connection.execution_options(yield_per=500).execute(asked):
        try:
            yield row.id, payload.loads(Report, row.payload).collected
        except PayloadNotUnderstood:
            yield row.id, None


def _told(connection: Connection, doomed: Sequence[str], undated: int) -> Forgotten:
    """What goes with these reports. It is counted before, so that it is the same whether or not they go."""
    going = set(doomed)
    deleted: list[str] = []  # incidents
    gone: set[str] = set()  # accounts, an incident that is not merged being its own
    retold = accounts = 0
    for some in batches(_touched(connection, doomed)):
        tellers = _tellers(connection, some)
        whole = [one for one, told in tellers.items() if told <= going]
        parts = _accounts_that_go(connection, some, going)
        deleted += whole
        retold += len(tellers) - len(whole)
        accounts += len(parts)
        gone.update(whole, parts)
    return Forgotten(
        reports=len(doomed),
        incidents=len(deleted),
        retold=retold,
        accounts=accounts,
        likenesses=_likenesses(connection, gone),
        originals=0,
        frozen=sum(_frozen(connection, some) for some in batches(deleted)),
        undated=undated,
    )


def _touched(connection: Connection, doomed: Sequence[str]) -> Iterator[str]:
    """The incidents that these reports tell, each once."""
    seen: set[str] = set()
    link = incident_report.c
    for some in batches(doomed):
        found = set(connection.execute(select(link.incident_id).where(link.report_id.in_(some))).scalars()) - seen
        seen |= found
        yield from sorted(found)


def _tellers(connection: Connection, incident_ids: Sequence[str]) -> dict[str, set[str]]:
    link, tellers = incident_report.c, dict[str, set[str]]()
    for row in connection.execute(select(link.incident_id, link.report_id).where(link.incident_id.in_(incident_ids))):
        tellers.setdefault(row.incident_id, set()).add(row.report_id)
    return tellers


def _accounts_that_go(connection: Connection, incident_ids: Sequence[str], going: set[str]) -> list[str]:
    """Of merged incidents the accounts that no other report gives."""
    rows = connection.execute(select(account.c.id, account.c.payload).where(account.c.incident_id.in_(incident_ids)))
    return [row.id for row in rows if set(payload.loads(Incident, row.payload).report_ids) <= going]


def _likenesses(connection: Connection, gone: Set[str]) -> int:
    pairs: set[Pair] = set()
    for some in batches(gone):
        touching = or_(likeness.c.a.in_(some), likeness.c.b.in_(some))
        pairs.update((row.a, row.b) for row in connection.execute(select(likeness.c.a, likeness.c.b).where(touching)))
    return len(pairs)


def _frozen(connection: Connection, incident_ids: Sequence[str]) -> int:
    lines = select(func.count()).select_from(frozen_incident).where(frozen_incident.c.incident_id.in_(incident_ids))
    return connection.execute(lines).scalar_one()
