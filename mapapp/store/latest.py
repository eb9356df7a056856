"""The newest snapshot of a record, made in the background: a million incidents take a while, and readers go on.

The first time everything is read, later only what has changed. Readers hold a snapshot that nobody changes; the next
one takes its place.
"""

from __future__ import annotations

import threading
import time

from mapapp.spoken import _
from mapapp.store import memory
from mapapp.store.snapshot import Snapshot
from mapapp.store.store import Store

PATIENCE_SECONDS = 10.0
"""So long a caller waits for what is read: of most records everyone sees what was written a moment ago."""

WAITED_FOR = 100_000
"""Incidents. Of a larger record readers get what there is, and what has changed a moment later."""

MOST_REST_SECONDS = 1.0
"""A reading of a larger record is followed by a rest twice as long, and no longer than this: a million incidents to
which one is added again and again must not take a processor for themselves.
"""

ASKED_EVERY_SECONDS = 0.25
"""The database is asked for its version so often at most, however many pages are open."""

SHORTLY_SECONDS = 0.5
"""So long a page that asks whether there is anything new waits for what is being read."""


class StillReading(RuntimeError):
    """The record is read for the first time; the message says how far it is."""

    def __init__(self, read: int, every: int) -> None:
        some = {"read": read, "every": every}
        super().__init__(_("Reading the record: {read} of {every} rows", **some) if every else _("Reading the record"))
        self.fraction = min(1.0, read / every) if every else 0.0


class Latest:
    """Reads a store whenever it has changed, once at a time. Safe to use from several threads."""

    def __init__(self, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience = patience_seconds
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._turn: _Turn | None = None
        self._asked = -ASKED_EVERY_SECONDS
        """When the database was last asked by `newest`, in seconds of a clock that only runs forward."""
        self._slow = False
        """Does reading take so long that nobody waits for it?"""
        self._rests_until = 0.0

    def begin(self, store: Store) -> None:
        """Start to read, and do not wait."""
        with self._lock:
            self._reading(store)

    def of(self, store: Store) -> Snapshot:
        """The record as it is now, or, where it takes long to read, as it was when it was last read.

        Raises StillReading where there is none yet, and whatever reading raised.
        """
        for __ in range(2):  # a reading that goes on already may miss what this caller has written; the next does not
            with self._lock:
                held = self._snapshot
                if held is not None and store.version() == held.version:
                    return held
                if held is not None and time.monotonic() < self._rests_until:
                    return held
                turn = self._reading(store)
            if not turn.done.wait(0 if held is not None and self._slow else self._left(turn)):
                break
            if turn.error:
                raise turn.error
        with self._lock:
            held = self._snapshot
        if held is None:
            raise StillReading(*turn.progress)
        return held

    def newest(self, store: Store) -> int | None:
        """The version that would be shown now; what is newer begins to be read. None where nothing was read yet."""
        with self._lock:
            held, now = self._snapshot, time.monotonic()
            if held is None:  # an empty one is false, and counts
                return None
            if now < max(self._asked + ASKED_EVERY_SECONDS, self._rests_until):
                return held.version
            self._asked = now
        if store.version() == held.version:
            return held.version
        with self._lock:
            turn, patient = self._reading(store), not self._slow
        if patient:
            turn.done.wait(SHORTLY_SECONDS)
        with self._lock:
            return None if self._snapshot is None else self._snapshot.version

    def _left(self, turn: _Turn) -> float:
        return max(0.0, turn.began + self._patience - time.monotonic())

    def _reading(self, store: Store) -> _Turn:
        """The reading that goes on; a new one where none does."""
        if self._turn is None:
            self._turn = _Turn()
            threading.Thread(target=self._read, args=(store, self._turn), name="read-record", daemon=True).start()
        return self._turn

    def _read(self, store: Store, turn: _Turn) -> None:
        held, snapshot = self._snapshot, None
        try:
            snapshot = held.followed(store, turn.report) if held is not None else Snapshot.read(store, turn.report)
        except Exception as error:  # raised where the snapshot is asked for
            turn.error = error
        with self._lock:
            if snapshot is not None:
                self._take(snapshot, turn)
            self._turn = None
        turn.done.set()
        if snapshot is not None and held is not None and self._slow:
            held = None
            memory.give_back()
            snapshot.keep(store)

    def _take(self, snapshot: Snapshot, turn: _Turn) -> None:
        now = time.monotonic()
        took, large = now - turn.began, len(snapshot) > WAITED_FOR
        self._snapshot = snapshot
        self._slow = large or took > self._patience
        self._rests_until = now + (min(MOST_REST_SECONDS, 2 * took) if large else 0)


class _Turn:
    """One reading, as those see it who wait for it."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.done = threading.Event()
        self.error: Exception | None = None
        self.progress = (0, 0)
        """Rows read, and rows to read."""

    def report(self, read: int, every: int) -> None:
        self.progress = (read, every)
