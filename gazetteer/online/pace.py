"""When an online service may be asked again, for all processes that share a store.

geopy's RateLimiter counts within one process only; it still fits around an OnlineGeocoder, to try again after errors.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

from geopy.exc import GeocoderRateLimited

from gazetteer.online.store import Store

MOST_WAIT_SECONDS = 30.0
"""Whoever would wait longer for a turn is told so instead."""
PAUSE_SECONDS = 60.0
"""How long a service is left alone that says "too many requests" and not for how long."""
MOST_PAUSE_SECONDS = 86_400.0

READ = "SELECT asked, closed_until FROM pace WHERE source = ?"
ASKED = """INSERT INTO pace(source, asked) VALUES (?, ?)
    ON CONFLICT(source) DO UPDATE SET asked = excluded.asked"""
CLOSED = """INSERT INTO pace(source, closed_until) VALUES (?, ?)
    ON CONFLICT(source) DO UPDATE SET closed_until = excluded.closed_until"""


class Pace:
    """One request to `source` in `seconds`."""

    def __init__(
        self,
        store: Store,
        source: str,
        seconds: float,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._source = source
        self._seconds = seconds
        self._clock = clock
        self._sleep = sleep

    def wait(self) -> None:
        """Come back when a request may go out, and count it. Raises GeocoderRateLimited for a wait above 30 s."""
        waited = 0.0
        while (seconds := self._store.run(self._take, writes=True)) > 0:
            waited += seconds
            if waited > MOST_WAIT_SECONDS:
                raise GeocoderRateLimited(
                    f"{self._source} may not be asked for another {seconds:.0f} s; try again then", retry_after=seconds
                )
            self._sleep(seconds)

    def pause(self, seconds: float | None) -> None:
        """The service asked to be left alone so long; None where it did not say how long. At most a day."""
        until = self._clock() + min(PAUSE_SECONDS if seconds is None else seconds, MOST_PAUSE_SECONDS)
        self._store.run(lambda connection: connection.execute(CLOSED, (self._source, until)), writes=True)

    def _take(self, connection: sqlite3.Connection) -> float:
        """Seconds until a turn may be free; 0 when this turn is ours."""
        now = self._clock()
        asked, closed_until = connection.execute(READ, (self._source,)).fetchone() or (None, None)
        due = now
        if asked is not None and asked <= now + self._seconds:  # else the clock was set back
            due = asked + self._seconds
        if closed_until is not None and closed_until <= now + MOST_PAUSE_SECONDS:
            due = max(due, closed_until)
        if due > now:
            return float(due - now)
        connection.execute(ASKED, (self._source, now))
        return 0.0
