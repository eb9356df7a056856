"""A table of incidents that others coded, into the record: each row is kept, or listed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from mapapp.ingest.table_pieces import TableWork, read_pieces
from mapapp.intake.tables.sheet import Row
from mapapp.spoken import _
from mapapp.store import Store, bulk
from mapapp.store.entries import Entry

TOGETHER = 6_000
"""Rows in one transaction, about. Ids come in no order, so that each transaction writes much of each index anew: small
ones would write a large table's indexes again and again. So much is lost, and read again, when the program is killed.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken in."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What became of a table; it grows as the table is read."""

    rows: int = 0
    new: int = 0
    same: int = 0
    """Kept already."""
    replaced: int = 0
    rejected: int = 0
    unplaced: int = 0
    """Of the new ones: those for which no place is known."""

    @property
    def sentence(self) -> str:
        """For people."""
        told = [_("{n} incidents in", n=self.new)]
        told += [_("{n} were in already", n=self.same)] if self.same else []
        told += [_("{n} replaced", n=self.replaced)] if self.replaced else []
        told += [_("{n} without a place", n=self.unplaced)] if self.unplaced else []
        rows = {"n": self.rows, "told": ", ".join(told), "rejected": self.rejected}
        return _("{n} rows: {told}; {rejected} rejected", **rows)


class Seen:
    """At which line of a table each id was met first: sixteen bytes for each, however many there are."""

    def __init__(self) -> None:
        self._ids = np.empty(0, dtype=np.uint64)
        """In their order."""
        self._lines = np.empty(0, dtype=np.int64)

    def first_lines(self, ids: Sequence[int], lines: Sequence[int]) -> list[int | None]:
        """For each of some ids, which stand at these lines, the line at which it was met before; None: at none."""
        here = np.array(lines, dtype=np.int64)
        distinct, first, which = np.unique(np.array(ids, dtype=np.uint64), return_index=True, return_inverse=True)
        at = np.searchsorted(self._ids, distinct)
        known = at < len(self._ids)
        known[known] = self._ids[at[known]] == distinct[known]
        line = here[first]
        line[known] = self._lines[at[known]]
        again = known[which] | (first[which] != np.arange(len(here)))
        self._ids = np.insert(self._ids, at[~known], distinct[~known])
        self._lines = np.insert(self._lines, at[~known], line[~known])
        return [before if met else None for before, met in zip(line[which].tolist(), again.tolist(), strict=True)]


@dataclass(slots=True)
class TableImport:
    """Takes the rows of one table into the record.

    Args:
        store: the record.
        signature: of the rules of merging, under which a record that was empty counts as compared.
        replace: rows that are kept and have changed in the table since take the place of the old ones.
        reject: called with each row that is not taken in.
    """

    store: Store
    signature: str = ""
    replace: bool = False
    reject: Callable[[Rejected], None] = lambda _: None
    outcome: Outcome = field(default_factory=Outcome)
    _seen: Seen = field(default_factory=Seen)
    _waiting: list[tuple[Row, Entry]] = field(default_factory=list)
    """Rows that are read and not yet written."""

    def run(self, work: TableWork, rows: Iterator[Row], processes: int = 1) -> Iterator[Outcome]:
        """Take everything in; yields after each transaction, which then is on the disk.

        With several processes, all but the writing is done in that many others.
        """
        for some, told in read_pieces(work, rows, processes):
            self._sort(some, told)
            if len(self._waiting) >= TOGETHER:
                yield self._put()
        yield self._put() if self._waiting else self.outcome

    def _sort(self, rows: Sequence[Row], told: Sequence[Entry | str]) -> None:
        """What can be written waits; the rest is rejected."""
        good = [(row, one) for row, one in zip(rows, told, strict=True) if not isinstance(one, str)]
        first = iter(self._seen.first_lines([int(one.id, 16) for _, one in good], [row[0] for row, _ in good]))
        for row, one in zip(rows, told, strict=True):
            if isinstance(one, str):
                self._reject(row, one)
            elif (before := next(first)) is not None:
                self._reject(row, f"it has the same id as the row at {before:,}, or says the same")
            else:
                self._waiting.append((row, one))
        self.outcome.rows += len(rows)

    def _put(self) -> Outcome:
        ready = [entry for _, entry in self._waiting]
        written = bulk.put(self.store.engine, ready, replace=self.replace, signature=self.signature)
        self.outcome.new += written.new
        self.outcome.same += written.same
        self.outcome.replaced += written.replaced
        self.outcome.unplaced += written.unplaced
        differing = set(written.differing)
        for row, entry in self._waiting if differing else ():
            if entry.id in differing:
                self._reject(row, "it is kept already and says something else now: import with --replace")
        self._waiting.clear()
        return self.outcome

    def _reject(self, row: Row, reason: str) -> None:
        self.outcome.rejected += 1
        self.reject(Rejected(line=row[0], reason=reason, cells=tuple(row[1])))
