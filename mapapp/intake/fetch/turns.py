"""Whose turn it is at a host: one request at a time, and a pause between two."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol
from weakref import WeakValueDictionary

MOST_HOSTS = 10_000
"""So many are remembered before those whose pause is over are forgotten."""


class Turns(Protocol):
    """When each host may be asked next. Several processes share one that is kept in the record."""

    def take(self, host: str, pause_seconds: float, longest_wait_seconds: float) -> float:
        """Seconds until our turn, which is then ours; the next comes `pause_seconds` after it.

        Where it is longer than `longest_wait_seconds` the turn is not taken.
        """

    def hold_off(self, host: str, seconds: float) -> None:
        """Nobody's turn comes before so many seconds from now."""


class MemoryTurns:
    """Turns of one process."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def take(self, host: str, pause_seconds: float, longest_wait_seconds: float) -> float:
        """As Turns.take."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            if turn - now <= longest_wait_seconds:
                self._put(host, turn + pause_seconds, now)
            return turn - now

    def hold_off(self, host: str, seconds: float) -> None:
        """As Turns.hold_off."""
        with self._lock:
            now = self._clock()
            self._put(host, max(self._next.get(host, now), now + seconds), now)

    def _put(self, host: str, at: float, now: float) -> None:
        if len(self._next) >= MOST_HOSTS:
            self._next = {name: then for name, then in self._next.items() if then > now}
        self._next[host] = at


class OneAtATime:
    """Lets one thread at a time ask a host."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy: WeakValueDictionary[str, threading.Semaphore] = WeakValueDictionary()

    @contextmanager
    def at(self, host: str, longest_wait_seconds: float) -> Iterator[bool]:
        """Wait for the others; False where that took too long."""
        with self._lock:
            busy = self._busy.setdefault(host, threading.Semaphore())
        ours = busy.acquire(timeout=longest_wait_seconds)
        try:
            yield ours
        finally:
            if ours:
                busy.release()
