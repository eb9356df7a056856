"""Is a record whole? Each thing in it is held to what it was made from, and each fault says what to do.

Reports are held to their ids, incidents to their reports, columns to the payloads that hold everything, merged
incidents to their accounts, frozen views to their digests. Rows are read as a
stream: a record of any size takes the same memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, case, exists, func, select

from mapapp.domain.account import Decider, Likeness, Verdict
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report, Span
from mapapp.store import frozen, payload, tables, write
from mapapp.store.among import among
from mapapp.store.dump_tables import at_once
from mapapp.store.dumping import Progress
from mapapp.store.engine import transaction
from mapapp.store.identity import MADE_UP, of_its_content, of_its_evidence
from mapapp.store.kept_originals import ORIGINAL, is_whole
from mapapp.store.payload import PayloadNotUnderstood
from mapapp.store.sqlite_file import broken_links, connected, file_of, flaws
from mapapp.store.tables import (
    account,
    account_block,
    decision,
    decision_pair,
    frozen_incident,
    incident,
    incident_place,
    incident_report,
    likeness,
    report,
    saved_view,
)
from mapapp.store.text import storable

AT_ONCE = 500
"""Rows in memory."""
SEARCHED = "search_text"
BACKUP = "restore a backup"
AGAIN = "remove the report that tells it on the page “Reports” and read it again, or restore a backup"
COMPARE = "run: python -m mapapp merge"
Kept = TypeVar("Kept", Report, Incident, Likeness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something that is not as it was made."""

    what: str
    """"report 0123456789abcdef"."""
    why: str
    """A sentence without its end: what is wrong."""
    do: str
    """What to do."""

    def __str__(self) -> str:
        return f"{self.what}: {self.why}. To do: {self.do}."


@dataclass(slots=True)
class Looked:
    """What was looked at, counted as it goes."""

    reports: int = 0
    made_up: int = 0
    """Reports whose ids are no digests: those of `python -m mapapp demo`."""
    incidents: int = 0
    accounts: int = 0
    views: int = 0


def verify(engine: Engine, looked: Looked | None = None, progress: Progress = lambda _: None) -> Iterator[Fault]:
    """Every fault of a record of this program's schema; none: it is whole.

    Args:
        engine: of the record. Others may read and write it meanwhile; it is looked at as it is at one moment.
        looked: is filled with what was looked at.
        progress: called with how many rows were looked at since the last call.
    """
    record = file_of(engine)
    if record is not None:
        with connected(record) as raw:
            yield from (Fault(what="the file", why=one, do=BACKUP) for one in flaws(raw))
            yield from (Fault(what="the tables", why=one, do=BACKUP) for one in broken_links(raw))
    looked = looked or Looked()
    with transaction(engine) as connection:
        look = _Look(connection, looked, progress)
        for check in (
            look.reports,
            look.incidents,
            look.accounts,
            look.comparisons,
            look.decisions,
            look.views,
            look.originals,
        ):
            yield from check()


@dataclass(slots=True)
class _Look:
    connection: Connection
    looked: Looked
    progress: Progress

    def _rows(self, table: Table, most: int = AT_ONCE) -> Iterator[Sequence[Any]]:
        query = select(table).order_by(*table.primary_key).execution_options(yield_per=most)
        for rows in self.connection.execute(query).partitions(most):
            yield rows
            self.progress(len(rows))

    def reports(self) -> Iterator[Fault]:
        """Payloads, ids and columns of reports."""
        for rows in self._rows(report):
            for row in rows:
                kept, fault = _read(Report, row.payload, f"report {row.id}", BACKUP)
                self.looked.reports += 1
                if kept is None:
                    yield fault
                    continue
                self.looked.made_up += kept.published_rule == MADE_UP
                yield from _report_faults(kept, row)

    def incidents(self) -> Iterator[Fault]:
        """Payloads, ids, columns, evidence, places, parties and links of incidents."""
        for rows in self._rows(incident):
            ids = [row.id for row in rows]
            kept: dict[str, Incident] = {}
            for row in rows:
                one, fault = _read(Incident, row.payload, f"incident {row.id}", AGAIN)
                self.looked.incidents += 1
                if one is None:
                    yield fault
                else:
                    kept[row.id] = one
                    yield from _row_faults(f"incident {row.id}", write._incident_row(one), row)
            yield from self._evidence(kept)
            yield from self._hangs_on(kept, ids)

    def _evidence(self, kept: Mapping[str, Incident]) -> Iterator[Fault]:
        merged = set(self._column(account.c.incident_id, account.c.incident_id, list(kept)))
        lengths = self._lengths({one for told in kept.values() for one in told.report_ids})
        for one, told in kept.items():
            yield from _evidence_faults(f"incident {one}", told, lengths)
            if one not in merged and not of_its_evidence(told):
                why = "its id is not made of its report, its kind and a place in its sentences"
                yield Fault(what=f"incident {one}", why=why, do=AGAIN)

    def _lengths(self, report_ids: Iterable[str]) -> dict[str, int]:
        """Characters of the texts of reports that are kept."""
        lengths: dict[str, int] = {}
        for some in write.batches(report_ids):
            wanted = among(self.connection, report.c.id, some)
            for row in self.connection.execute(select(report.c.id, report.c.payload).where(wanted)):
                kept, _ = _read(Report, row.payload, "", "")
                if kept is not None:
                    lengths[row.id] = len(kept.text)
        return lengths

    def _column(self, wanted: Any, of: Any, ids: Sequence[str]) -> list[str]:  # noqa: ANN401
        return list(self.connection.execute(select(wanted).where(of.in_(ids))).scalars())

    def _hangs_on(self, kept: Mapping[str, Incident], ids: Sequence[str]) -> Iterator[Fault]:
        """What is kept in rows of their own, held to the payload."""
        places = self._of(incident_place, ids, incident_place.c.ordinal)
        parties = self._of(tables.incident_party, ids, tables.incident_party.c.name)
        links = self._of(incident_report, ids, incident_report.c.ordinal)
        for one, told in kept.items():
            what = f"incident {one}"
            if [_plain(row) for row in places.get(one, ())] != [_plain(row) for row in write._place_rows(told)]:
                yield Fault(what=what, why="its rows of places are not those of its payload", do=AGAIN)
            if {row["name"] for row in parties.get(one, ())} != {row["name"] for row in write.party_rows(told)}:
                yield Fault(what=what, why="its rows of parties are not those of its payload", do=AGAIN)
            linked = [row["report_id"] for row in links.get(one, ())]
            if missing := [name for name in told.report_ids if name not in linked]:
                yield Fault(what=what, why=f"it is not tied to report {missing[0]}, which tells it", do=AGAIN)

    def _of(self, table: Table, ids: Sequence[str], order: Any) -> dict[str, list[dict[str, Any]]]:  # noqa: ANN401
        found: dict[str, list[dict[str, Any]]] = {}
        wanted = among(self.connection, table.c.incident_id, ids)
        query = select(table).where(wanted).order_by(table.c.incident_id, order)
        for row in self.connection.execute(query):
            found.setdefault(row.incident_id, []).append(dict(row._mapping))
        return found

    def accounts(self) -> Iterator[Fault]:
        """Merged incidents and what they are made of: each account is in exactly one incident."""
        for rows in self._rows(account):
            also = set(self._column(incident.c.id, incident.c.id, [row.id for row in rows]))
            holders = self._of(incident_report, sorted({row.incident_id for row in rows}), incident_report.c.ordinal)
            for row in rows:
                what = f"account {row.id}"
                self.looked.accounts += 1
                told, fault = _read(Incident, row.payload, what, AGAIN)
                if told is None:
                    yield fault
                    continue
                if told.id != row.id:
                    yield Fault(what=what, why=f"its payload is that of {told.id}", do=BACKUP)
                if row.id in also and row.id != row.incident_id:
                    yield Fault(what=what, why=f"it is in incident {row.incident_id} and an incident itself", do=BACKUP)
                tied = {link["report_id"] for link in holders.get(row.incident_id, ())}
                if not set(told.report_ids) <= tied:
                    why = f"incident {row.incident_id}, which it is in, is not tied to its report"
                    yield Fault(what=what, why=why, do=COMPARE)
        yield from self._groups()

    def _groups(self) -> Iterator[Fault]:
        """A merged incident is made of two accounts or more, and has the id of one of them."""
        own = func.sum(case((account.c.id == account.c.incident_id, 1), else_=0))
        query = select(account.c.incident_id, func.count(), own).group_by(account.c.incident_id)
        for incident_id, parts, has_own in self.connection.execute(query):
            if parts < 2 or has_own != 1:
                why = "it is not made of two accounts or more, of which one has its id"
                yield Fault(what=f"incident {incident_id}", why=why, do=COMPARE)

    def comparisons(self) -> Iterator[Fault]:
        """What was compared speaks of accounts that are kept."""
        for table, columns in (
            (likeness, (likeness.c.a, likeness.c.b)),
            (account_block, (account_block.c.account_id,)),
        ):
            for column in columns:
                known = exists().where(incident.c.id == column) | exists().where(account.c.id == column)
                lost = self.connection.execute(select(func.count()).select_from(table).where(~known)).scalar_one()
                if lost:
                    why = f"{lost:,} rows speak of accounts that are not kept"
                    yield Fault(what=f"table {table.name}", why=why, do=COMPARE)
        for rows in self._rows(likeness):
            for row in rows:
                told, fault = _read(Likeness, row.payload, f"likeness of {row.a} and {row.b}", COMPARE)
                if told is None:
                    yield fault
                elif (*told.pair, told.score, int(told.sure)) != (row.a, row.b, row.score, row.sure):
                    yield Fault(what=f"likeness of {row.a} and {row.b}", why="its columns differ", do=COMPARE)

    def decisions(self) -> Iterator[Fault]:
        """The log can be read."""
        verdicts, deciders = set(Verdict), set(Decider)
        for rows in self._rows(decision):
            paired = set(self._column(decision_pair.c.number, decision_pair.c.number, [row.number for row in rows]))
            for row in rows:
                if row.verdict not in verdicts or row.decider not in deciders or row.number not in paired:
                    why = "its verdict, who decided it or its pairs are not there"
                    yield Fault(what=f"line {row.number} of the log", why=why, do=BACKUP)

    def views(self) -> Iterator[Fault]:
        """Frozen views hold the lines that were frozen."""
        for rows in self._rows(saved_view):
            for row in rows:
                self.looked.views += 1
                if row.frozen_digest is None or row.revoked is not None:
                    continue
                lines = select(frozen_incident.c.payload).where(frozen_incident.c.view_id == row.id)
                texts = self.connection.execute(lines.order_by(frozen_incident.c.ordinal)).scalars().all()
                if len(texts) != row.frozen_incidents or frozen.digest(texts) != row.frozen_digest:
                    what = f"the frozen view “{row.title[:60]}”"
                    yield Fault(what=what, why="its lines are not those that were frozen", do=f"revoke it, or {BACKUP}")

    def originals(self) -> Iterator[Fault]:
        """What reports were taken out of is what its SHA-256 tells of."""
        if ORIGINAL is None:
            return
        for rows in self._rows(ORIGINAL, at_once(ORIGINAL)):
            for row in rows:
                if not is_whole(row.digest, row.size_bytes, row.packed):
                    yield Fault(
                        what=f"original {row.digest}", why="its content is not what its SHA-256 says", do=BACKUP
                    )


def _read(kind: type[Kept], text: str, what: str, do: str) -> tuple[Kept | None, Fault]:
    """The kept thing, or what is wrong with it."""
    try:
        return payload.loads(kind, text), Fault(what=what, why="", do=do)
    except (PayloadNotUnderstood, ValueError, OverflowError) as error:
        return None, Fault(what=what, why=str(error), do=do)


def _report_faults(kept: Report, row: Any) -> Iterator[Fault]:  # noqa: ANN401
    what = f"report {row.id}"
    if not of_its_content(kept):
        why = "its id is not the digest of its source, address and text: one of them was changed"
        yield Fault(what=what, why=why, do=BACKUP)
    yield from _row_faults(what, write._report_row(kept), row)


def _row_faults(what: str, made: Mapping[str, Any], row: Any) -> Iterator[Fault]:  # noqa: ANN401
    """Columns that differ from what would be written today."""
    stored = row._mapping
    told = _plain(made)
    differing = [name for name, value in told.items() if name not in {"payload", SEARCHED} and value != stored[name]]
    if SEARCHED in told and sorted(told[SEARCHED].split()) != sorted(stored[SEARCHED].split()):  # in any order
        differing.append(SEARCHED)
    if differing:
        yield Fault(what=what, why=f"its column {differing[0]} is not what its payload says", do=AGAIN)


def _evidence_faults(what: str, told: Incident, lengths: Mapping[str, int]) -> Iterator[Fault]:
    """Every span lies inside a text of its reports."""
    longest = max((lengths.get(one, 0) for one in told.report_ids), default=0)
    if told.claims and any(claim.span.end > lengths.get(claim.report_id, longest) for claim in told.claims):
        yield Fault(what=what, why="a sentence that tells it lies outside its report", do=AGAIN)
    elif any(span.end > longest for span in _spans(told)):
        yield Fault(what=what, why="words that tell it lie outside its reports", do=AGAIN)


def _spans(told: Incident) -> Iterator[Span]:
    yield from (place.span for place in told.places)
    yield from (party.span for party in (*told.actors, *told.targets))
    yield from (count.span for count in told.counts)
    yield from (claim.attribution.span for claim in told.claims if claim.attribution)


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
