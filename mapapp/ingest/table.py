"""A table of incidents that others coded, into the record: each row is kept, or listed with its reason."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from gazetteer.lookup import Gazetteer
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.row import RowReader
from mapapp.intake.tables.scheme import Scheme
from mapapp.intake.tables.sheet import Row
from mapapp.spoken import _
from mapapp.store import Store, bulk
from mapapp.store.bulk import Entry

CHUNK = 4_000
"""Rows in one transaction."""


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
    _lines: dict[int, int] = field(default_factory=dict)
    """Where each incident's row is: its id as a number, which takes less memory."""

    def run(self, work: TableWork, rows: Iterator[Row], processes: int = 1) -> Iterator[Outcome]:
        """Take everything in; yields after each piece, which then is on the disk.

        With several processes, all but the writing is done in that many others.
        """
        for some, told in read_pieces(work, rows, processes):
            self._take(some, told)
            yield self.outcome

    def _take(self, rows: Sequence[Row], told: Iterable[Entry | str]) -> None:
        entries: dict[str, tuple[Row, Entry]] = {}
        for row, one in zip(rows, told, strict=True):
            if isinstance(one, str):
                self._reject(row, one)
            elif before := self._lines.get(int(one.id, 16)):
                self._reject(row, f"it has the same id as the row at {before:,}, or says the same")
            else:
                self._lines[int(one.id, 16)] = row[0]
                entries[one.id] = row, one
        self.outcome.rows += len(rows)
        self._put(entries)

    def _put(self, entries: dict[str, tuple[Row, Entry]]) -> None:
        ready = [entry for _, entry in entries.values()]
        written = bulk.put(self.store.engine, ready, replace=self.replace, signature=self.signature)
        self.outcome.new += written.new
        self.outcome.same += written.same
        self.outcome.replaced += written.replaced
        self.outcome.unplaced += sum(not entry.placed for entry in ready) if written.new else 0
        for one in written.differing:
            self._reject(entries[one][0], "it is kept already and says something else now: import with --replace")

    def _reject(self, row: Row, reason: str) -> None:
        self.outcome.rejected += 1
        self.reject(Rejected(line=row[0], reason=reason, cells=tuple(row[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class TableWork:
    """What a process must know to read the rows of a table."""

    scheme: Scheme
    header: tuple[str, ...]
    source: str | None
    gazetteer_file: Path
    gazetteer: Gazetteer | None = None
    """One that is open, for this process; None: the file is opened."""

    def reader(self) -> RowReader:
        """What reads the rows. Raises TableNotUnderstood."""
        gazetteer = self.gazetteer or Gazetteer.open(self.gazetteer_file)
        return RowReader(self.scheme, self.header, gazetteer, self.source)


def read_pieces(work: TableWork, rows: Iterator[Row], processes: int) -> Iterator[tuple[list[Row], list[Entry | str]]]:
    """Rows a piece at a time, with what each of them tells, or why it tells nothing; in their order."""
    if processes <= 1:
        reader = work.reader()
        for some in pieces(rows):
            yield some, read_piece(reader, some)
        return
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, (work,)) as pool:
        waiting: deque[tuple[list[Row], Future[list[Entry | str]]]] = deque()
        for some in pieces(rows):
            waiting.append((some, pool.submit(_read_here, some)))
            if len(waiting) > processes:  # so much is read ahead, whatever the size of the table
                first, told = waiting.popleft()
                yield first, told.result()
        for first, told in waiting:
            yield first, told.result()


def read_piece(reader: RowReader, rows: Sequence[Row]) -> list[Entry | str]:
    """What each of the rows tells, or why it tells nothing."""
    return [
        str(told) if isinstance(told, BadRow) else bulk.entry_of(told.reports, told.incident)
        for _, told in reader.many(rows)
    ]


_HERE: list[RowReader] = []
"""In a process of the pool: what reads its rows."""


def _begin(work: TableWork) -> None:
    _HERE[:] = [work.reader()]


def _read_here(rows: Sequence[Row]) -> list[Entry | str]:
    return read_piece(_HERE[0], rows)


def pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in lists."""
    while some := list(islice(rows, CHUNK)):
        yield some
