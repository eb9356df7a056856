"""Work the queue off: claim pieces, have them read, write what came of them.

Reading is done by `Readers`; only this process writes. Killed at any moment it leaves nothing half written, and what it
held is free again when its leases end.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Protocol, TypeVar

from mapapp.domain.errors import DataMissing
from mapapp.domain.job import Item
from mapapp.ingest.readers import Readers
from mapapp.ingest.reading import Failed, NotReady, Outcome, Result
from mapapp.store.claims import Claims, Finished
from mapapp.store.errors import StoreUnusable

TICK_SECONDS = 0.2
"""So often somebody who waits looks again."""
IDLE_SECONDS = 1.0
"""The same, for new pieces in an empty queue."""
LONGEST_PAUSE_SECONDS = 30.0
"""Between two tries to reach a database that is gone."""

Answer = TypeVar("Answer")


class Feeding(Protocol):
    """Puts pieces into the queue: `mapapp.ingest.feeding.Feeder`."""

    def step(self) -> bool:
        """Add some; was anything done?"""


class Idle:
    """Is there nothing to do any more, since so many seconds? To be asked whenever there is nothing to do."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since = self._asked = float("-inf")

    def __call__(self) -> bool:
        """Yes, or not yet."""
        now = time.monotonic()
        if now - self._asked > 5 * IDLE_SECONDS:  # there was something to do in between
            self._since = now
        self._asked = now
        return now - self._since >= self._seconds


class Worker:
    """Works jobs off until it is stopped, or until `done` says so.

    Args:
        claims: the queue.
        readers: who reads. It is closed at the end.
        job_id: only this job.
        feeding: what is to be put into the queue beside.
        done: asked whenever there is nothing to do: is the work at its end?
        meanwhile: called again and again, at most a few times a second, as to show progress.
        told: called with a sentence when something is wrong that will be tried again.
        patience_seconds: a database that is gone for longer ends the work.
    """

    def __init__(
        self,
        claims: Claims,
        readers: Readers,
        *,
        job_id: str | None = None,
        feeding: Feeding | None = None,
        done: Callable[[], bool] = lambda: False,
        meanwhile: Callable[[], None] = lambda: None,
        told: Callable[[str], None] = lambda _: None,
        patience_seconds: float = float("inf"),
    ) -> None:
        self._claims = claims
        self._readers = readers
        self._job_id = job_id
        self._feeding = feeding
        self._done = done
        self._meanwhile = meanwhile
        self._told = told
        self._patience = patience_seconds
        self._stopping = Event()

    def stop(self) -> None:
        """End soon: what is being read is given back. May be called from another thread or a signal handler."""
        self._stopping.set()

    def run(self) -> None:
        """Work. Raises StoreUnusable when patience ends, and DataMissing where nothing can be read."""
        try:
            with self._leases():
                while not self._stopping.is_set() and self._step():
                    self._meanwhile()
        finally:
            self._give_back()
            self._readers.close()

    def _step(self) -> bool:
        """One turn; False when the work is at its end."""
        fed = self._feeding is not None and self._patiently(self._feeding.step)
        claimed: list[Item] = []
        if (free := self._readers.free) > 0:
            claimed = self._patiently(lambda: self._claims.claim(free, self._job_id))
        for item in claimed:
            self._readers.give(item)
        if self._readers.busy():
            if results := self._readers.take(0 if fed else TICK_SECONDS):
                self._write(results)
        elif not fed:
            if self._patiently(self._done):
                return False
            self._stopping.wait(TICK_SECONDS if self._feeding else IDLE_SECONDS)
        return True

    def _write(self, results: list[tuple[Item, Result]]) -> None:
        finished = []
        for item, result in results:
            match result:
                case Outcome():
                    finished.append(Finished(item=item, told=result.told, aside=result.aside))
                case Failed():
                    self._failed(item, result)
                case NotReady():
                    raise DataMissing(result.reason)
        if finished:
            self._finish(finished)

    def _finish(self, finished: list[Finished]) -> None:
        try:
            self._patiently(lambda: self._claims.finish(finished))
        except StoreUnusable:
            raise
        except Exception as error:  # one of them cannot be written: the others are
            if len(finished) > 1:
                for one in finished:
                    self._finish([one])
            else:
                reason = f"What was read could not be kept ({type(error).__name__}: {error}). Please report it."
                self._patiently(lambda: self._claims.failed(finished[0].item, reason, again=False))

    def _failed(self, item: Item, failed: Failed) -> None:
        after = failed.after_seconds
        self._patiently(lambda: self._claims.failed(item, failed.reason, again=True, after_seconds=after))

    def _patiently(self, ask: Callable[[], Answer]) -> Answer:
        """Ask the database, again and again while it is gone."""
        began, pause = time.monotonic(), TICK_SECONDS
        while True:
            try:
                return ask()
            except StoreUnusable as error:
                if time.monotonic() - began + pause > self._patience or self._stopping.wait(pause):
                    raise
                pause = min(2 * pause, LONGEST_PAUSE_SECONDS)
                self._told(f"{error} Trying again.")

    @contextmanager
    def _leases(self) -> Iterator[None]:
        """While inside, what is held stays held, however long reading takes."""
        over = Event()

        def prolong() -> None:
            while not over.wait(self._claims.rules.lease_seconds / 3):
                if self._readers.busy():
                    try:
                        self._claims.prolong()
                    except StoreUnusable:
                        continue  # the next time; whoever writes says what is wrong

        thread = Thread(target=prolong, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _give_back(self) -> None:
        held = list(self._readers.busy())
        try:
            if held:
                self._claims.release(held)
        except StoreUnusable:
            return  # the leases end by themselves
