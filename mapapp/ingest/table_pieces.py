"""The rows of a table, read a piece at a time, in this process or in several others."""

from __future__ import annotations

import gc
import marshal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from gazetteer.child_process import end_with_parent
from gazetteer.lookup import Gazetteer
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.row import RowReader
from mapapp.intake.tables.scheme import Scheme
from mapapp.intake.tables.sheet import Row
from mapapp.store.entries import Entry, entry_of, packed, unpacked

PIECE = 1_000
"""Rows that go to another process at once."""
COLLECTED_EVERY = 100_000
"""Objects. Those of a row hold no circles, and to look for some every 2,000 objects takes a tenth of the time."""


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
        waiting: deque[tuple[list[Row], Future[bytes]]] = deque()
        for some in pieces(rows):
            waiting.append((some, pool.submit(_read_here, marshal.dumps(some))))
            if len(waiting) > 2 * processes:  # so much is read ahead, whatever the size of the table
                first, told = waiting.popleft()
                yield first, unpacked(told.result())
        while waiting:
            first, told = waiting.popleft()
            yield first, unpacked(told.result())


def read_piece(reader: RowReader, rows: Sequence[Row]) -> list[Entry | str]:
    """What each of the rows tells, or why it tells nothing."""
    return [
        str(told) if isinstance(told, BadRow) else entry_of(told.reports, told.incident)
        for _, told in reader.many(rows)
    ]


def pieces(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """Rows in lists."""
    while some := list(islice(rows, PIECE)):
        yield some


def collect_seldom() -> None:
    """Of a process that does nothing else than to import: look seldom for objects that hold each other."""
    gc.freeze()
    gc.set_threshold(COLLECTED_EVERY)


_HERE: list[RowReader] = []
"""In a process of the pool: what reads its rows."""


def _begin(work: TableWork) -> None:
    end_with_parent()
    _HERE[:] = [work.reader()]
    collect_seldom()


def _read_here(rows: bytes) -> bytes:
    return packed(read_piece(_HERE[0], marshal.loads(rows)))  # noqa: S302  our own
