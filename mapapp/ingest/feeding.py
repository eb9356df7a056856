"""Put pieces into the queue no faster than they are worked off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapapp.domain.arrival import Piece, SetAside
from mapapp.store.queue import Queue

BATCH_PIECES = 200
BATCH_BYTES = 8_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How much may wait in a job's queue. It is on the disk, not in memory."""

    pieces: int = 100_000
    megabytes: int = 256


class Feeder:
    """Feeds one job, a batch at each step. Pieces that the queue has already, from an earlier run, are passed over."""

    def __init__(
        self,
        queue: Queue,
        job_id: str,
        pieces: Iterator[Piece | SetAside],
        backlog: Backlog = Backlog(),
    ) -> None:
        self._queue = queue
        self._job_id = job_id
        self._batches = batches_of(pieces)
        self._most = backlog
        self._batch: list[Piece | SetAside] = []
        self.ended = False
        """Has everything been put into the queue?"""

    def step(self) -> bool:
        """Add a batch where there is room; was anything done?

        A batch that could not be written is kept for the next step. Raises StoreUnusable, and what reading the sources
        raises.
        """
        if self.ended or not (self._batch or self._room()):
            return False
        if not self._batch:
            self._batch = next(self._batches, [])
        if self._batch:
            self._queue.add(self._job_id, self._batch)
            self._batch = []
        else:
            self._queue.filled(self._job_id)
            self.ended = True
        return True

    def _room(self) -> bool:
        pieces, size = self._queue.backlog(self._job_id)
        return pieces < self._most.pieces and size < self._most.megabytes * 1_000_000


def batches_of(pieces: Iterable[Piece | SetAside]) -> Iterator[list[Piece | SetAside]]:
    """Pieces in batches of a size that one transaction takes."""
    batch: list[Piece | SetAside] = []
    size = 0
    for piece in pieces:
        batch.append(piece)
        size += len(piece.content) if isinstance(piece, Piece) else 0
        if len(batch) >= BATCH_PIECES or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
