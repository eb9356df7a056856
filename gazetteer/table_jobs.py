"""Rows of a table to answered rows, in order; large tables by several processes at once."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from gazetteer.child_process import end_with_parent
from gazetteer.errors import GazetteerBroken
from gazetteer.lookup import Gazetteer
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Outcome
from gazetteer.table_columns import Columns, answered_row

MOST_JOBS = 4
"""Unless a person asks for more: each takes about 150 MB."""
LARGE = 5_000
"""Lines: a smaller table is done before a second process has begun."""
AT_ONCE = 250
"""Rows handed to a process together."""

Answered = tuple[Outcome, list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is done with each row."""

    columns: Columns
    best: bool
    safe: bool

    def answer(self, geocoder: TableGeocoder, rows: Iterable[Sequence[str]]) -> Iterator[Answered]:
        """What became of each row, and the row with its answer."""
        for row in rows:
            answer = self.columns.ask(geocoder, row)
            yield answer.outcome, answered_row(row, self.columns.width, answer, best=self.best, safe=self.safe)


def usual_jobs(lines: int) -> int:
    """How many processes a table of so many lines is worth."""
    return min(MOST_JOBS, os.cpu_count() or 1) if lines >= LARGE else 1


def answer_rows(rows: Iterator[list[str]], work: Work, gazetteer: Gazetteer, *, jobs: int = 1) -> Iterator[Answered]:
    """Answer rows in order; only a few hundred are held at a time.

    Raises GazetteerBroken when a process was ended from outside, and what `rows` raises.
    """
    if jobs == 1:
        yield from work.answer(TableGeocoder(gazetteer), rows)
        return
    start = (gazetteer.path, gazetteer.view, work)
    spawned = get_context("spawn")  # a copy of a process that has threads may wait for ever
    with ProcessPoolExecutor(jobs, mp_context=spawned, initializer=_begin, initargs=start) as pool:
        waiting: deque[Future[list[Answered]]] = deque()
        batches = iter(lambda: list(islice(rows, AT_ONCE)), [])
        try:
            for batch in batches:
                waiting.append(pool.submit(_answer_batch, batch))
                if len(waiting) > 2 * jobs:
                    yield from waiting.popleft().result()
            yield from chain.from_iterable(future.result() for future in waiting)
        except BrokenProcessPool as problem:
            sentence = "a process that looked places up was ended from outside; try again with --jobs 1"
            raise GazetteerBroken(sentence) from problem
        except BaseException:
            _end(pool)
            raise
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _end(pool: ProcessPoolExecutor) -> None:
    """End its processes at once: interrupted at a bad moment, a pool waits for ever for the word that they may stop.

    Python 3.14 has `kill_workers` for it; before, the processes have no public name.
    """
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()


_process: tuple[TableGeocoder, Work] | None = None
"""Of a process of the pool: set when it begins."""


def _begin(path: Path, view: str | None, work: Work) -> None:
    global _process  # noqa: PLW0603
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that writes the table
    end_with_parent()
    _process = TableGeocoder(Gazetteer.open(path, view=view or "iso")), work


def _answer_batch(rows: list[list[str]]) -> list[Answered]:
    if _process is None:
        raise GazetteerBroken("the process has not begun")
    geocoder, work = _process
    return list(work.answer(geocoder, rows))
