"""A table of incidents that others coded, into the record: each row is kept, or listed with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from gazetteer.lookup import Gazetteer
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.row import RowReader, Told
from mapapp.intake.tables.scheme import Scheme
from mapapp.intake.tables.sheet import Row, Sheet
from mapapp.store import Store, bulk

CHUNK = 5_000
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
        told = [f"{self.new:,} incidents in"]
        told += [f"{self.same:,} were in already"] if self.same else []
        told += [f"{self.replaced:,} replaced"] if self.replaced else []
        told += [f"{self.unplaced:,} without a place"] if self.unplaced else []
        return f"{self.rows:,} rows: {', '.join(told)}; {self.rejected:,} rejected"


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

    def run(self, reader: RowReader, sheet: Sheet) -> Iterator[Outcome]:
        """Take everything in; yields after each piece, which then is on the disk."""
        for rows in pieces(sheet.rows):
            self._take(rows, reader.many(rows))
            yield self.outcome

    def _take(self, rows: Sequence[Row], told: Iterable[tuple[int, Told | BadRow]]) -> None:
        readings: dict[str, tuple[Row, Told]] = {}
        for row, (_, one) in zip(rows, told, strict=True):
            if isinstance(one, BadRow):
                self._reject(row, str(one))
            elif before := self._lines.get(int(one.incident.id, 16)):
                self._reject(row, f"it has the same id as the row at {before:,}, or says the same")
            else:
                self._lines[int(one.incident.id, 16)] = row[0]
                readings[one.incident.id] = row, one
        self.outcome.rows += len(rows)
        self._put(readings)

    def _put(self, readings: dict[str, tuple[Row, Told]]) -> None:
        pairs = [(told.reports, told.incident) for _, told in readings.values()]
        written = bulk.put(self.store.engine, pairs, replace=self.replace, signature=self.signature)
        self.outcome.new += written.new
        self.outcome.same += written.same
        self.outcome.replaced += written.replaced
        self.outcome.unplaced += sum(not incident.places for _, incident in pairs)
        for one in written.differing:
            self._reject(readings[one][0], "it is kept already and says something else now: import with --replace")

    def _reject(self, row: Row, reason: str) -> None:
        self.outcome.rejected += 1
        self.reject(Rejected(line=row[0], reason=reason, cells=tuple(row[1])))


def pieces(rows: Iterator[Row], size: int = CHUNK) -> Iterator[list[Row]]:
    """Rows in lists."""
    while some := list(islice(rows, size)):
        yield some


def reader_of(sheet: Sheet, scheme: Scheme, gazetteer: Gazetteer, source: str | None = None) -> RowReader:
    """What reads the rows of this table. Raises TableNotUnderstood."""
    return RowReader(scheme, sheet.header, gazetteer, source)
