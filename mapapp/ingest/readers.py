"""Who reads: this process, or processes of its own. `mapapp.ingest.cluster` has those of a Dask cluster.

All of them run `mapapp.ingest.reading.read` and give the same results.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Protocol

from mapapp.domain.job import Item
from mapapp.ingest.reading import Failed, Making, Result, read

LONGEST_SECONDS = 900.0
"""A reading process that needs longer for one piece is stopped."""


class Readers(Protocol):
    """Reads pieces that are handed to it; the results come in any order."""

    @property
    def free(self) -> int:
        """How many pieces it would take now."""

    def give(self, item: Item) -> None:
        """Hand a piece over, where one is free."""

    def take(self, seconds: float) -> list[tuple[Item, Result]]:
        """What was read, waiting for so long where nothing was."""

    def busy(self) -> Sequence[Item]:
        """What was handed over and is not read yet."""

    def close(self) -> None:
        """Stop, whatever is still being read."""


class InProcess:
    """Reads in the process that asks.

    Args:
        making: makes the reader.
        at_once: pieces that are taken and written together. One that kills the process is not told from its company.
    """

    def __init__(self, making: Making, at_once: int = 1) -> None:
        self._making = making
        self._at_once = at_once
        self._given: list[Item] = []

    @property
    def free(self) -> int:
        """So many more."""
        return self._at_once - len(self._given)

    def give(self, item: Item) -> None:
        """Hand a piece over."""
        self._given.append(item)

    def take(self, seconds: float) -> list[tuple[Item, Result]]:
        """Read what was handed over."""
        if not self._given:
            time.sleep(seconds)
        results = [(item, read(self._making, item.piece)) for item in self._given]
        self._given = []
        return results

    def busy(self) -> Sequence[Item]:
        """What was handed over."""
        return tuple(self._given)

    def close(self) -> None:
        """Nothing is left running."""


@dataclass(slots=True)
class _Seat:
    """One reading process, and what it reads."""

    process: BaseProcess
    pipe: Connection
    item: Item | None = None
    since: float = 0.0
    """By the monotonic clock."""


class Processes:
    """So many processes, each with a reader of its own. One that ends is replaced, and the piece it held is told as
    failed: no other piece is touched by it.
    """

    def __init__(self, making: Making, number: int, longest_seconds: float = LONGEST_SECONDS) -> None:
        self._making = making
        self._longest = longest_seconds
        # not forked: a fork would share the connections and threads of this process
        self._context = multiprocessing.get_context("spawn")
        self._seats = [self._seat() for _ in range(number)]

    @property
    def free(self) -> int:
        """Processes without a piece."""
        return sum(seat.item is None for seat in self._seats)

    def give(self, item: Item) -> None:
        """Hand a piece to a free process."""
        seat = next(seat for seat in self._seats if seat.item is None)
        seat.item, seat.since = item, time.monotonic()
        try:
            seat.pipe.send(item.piece)
        except OSError:  # it has ended meanwhile, which `take` finds
            return

    def take(self, seconds: float) -> list[tuple[Item, Result]]:
        """What the processes have read; what the ended ones held as failed."""
        wait([seat.pipe for seat in self._seats], seconds)
        results: list[tuple[Item, Result]] = []
        for number, seat in enumerate(self._seats):
            result = self._heard(seat)
            if result is None:
                continue
            if seat.item is not None:
                results.append((seat.item, result))
            if isinstance(result, Failed) and not seat.process.is_alive():
                self._seats[number] = self._seat()
            else:
                seat.item = None
        return results

    def busy(self) -> Sequence[Item]:
        """What the processes hold."""
        return tuple(seat.item for seat in self._seats if seat.item is not None)

    @property
    def pids(self) -> list[int]:
        """The ids of the reading processes."""
        return [seat.process.pid for seat in self._seats if seat.process.pid is not None]

    def close(self) -> None:
        """End all processes."""
        for seat in self._seats:
            seat.process.kill()
        for seat in self._seats:
            seat.process.join()
            seat.pipe.close()

    def _seat(self) -> _Seat:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_serve, args=(self._making, theirs), daemon=True)
        process.start()
        theirs.close()
        return _Seat(process=process, pipe=ours)

    def _heard(self, seat: _Seat) -> Result | None:
        """What a process says; None while it reads."""
        try:
            if seat.pipe.poll():
                heard: Result = seat.pipe.recv()
                return heard
        except (EOFError, OSError):
            return self._ended(seat, "The process that read it stopped without a word, as when memory runs out.")
        if seat.item is not None and time.monotonic() - seat.since > self._longest:
            return self._ended(seat, f"It was not read within {self._longest:.0f} seconds.")
        return None

    @staticmethod
    def _ended(seat: _Seat, reason: str) -> Failed:
        seat.process.kill()
        seat.process.join()
        seat.pipe.close()
        return Failed(reason=reason)


def _serve(making: Making, pipe: Connection) -> None:
    """Read what comes through the pipe until the other end is closed, as it also is when that process is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is for the process that hands out
    while True:
        try:
            piece = pipe.recv()
        except (EOFError, OSError):
            return
        result = read(making, piece)
        try:
            pipe.send(result)
        except OSError:
            return
