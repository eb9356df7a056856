"""One time for everything that a request takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from mapapp.intake.fetch.errors import NotFetched


class Deadline:
    """So many seconds from now on, names, handshakes, redirects and every byte included."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._ends = clock() + seconds

    def left(self, host: str) -> float:
        """Seconds left, more than 0. Raises NotFetched when the time is over."""
        left = self._ends - self._clock()
        if left <= 0:
            raise self.over(host)
        return left

    def put_off(self, seconds: float) -> None:
        """Time in which we waited out of politeness does not count."""
        self._ends += seconds

    def over(self, host: str) -> NotFetched:
        """What to raise when it is over."""
        return NotFetched(
            f"{host} did not send everything within {self._seconds:g} seconds. Try later, or save the page in a "
            "browser and bring the file.",
            again=True,
        )
