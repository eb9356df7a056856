"""Who may ask how often, and pages of which sites may read the answers."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

MOST_ADDRESSES = 10_000
"""Addresses remembered; the one that has been silent the longest is forgotten first."""

ANY_ORIGIN = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The owner's settings."""

    per_minute: int = 3_000
    """Requests of one address; 0 is no limit."""
    origins: tuple[str, ...] = ()
    """Sites whose pages may read the API ("https://maps.example"), or "*" for all; none by default."""

    def origin(self, asked: str | None) -> str | None:
        """What to answer a page of this origin; None: its browser keeps the answer from it."""
        if ANY_ORIGIN in self.origins:
            return ANY_ORIGIN
        return asked if asked in self.origins else None


class Buckets:
    """A token bucket for each address: a minute's requests may come at once, then they come at an even pace."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self._size = float(per_minute)
        self._now = now
        self._lock = threading.Lock()
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Take one request of this address: 0 when it may go on, or in how many seconds it may ask again."""
        if not self._size:
            return 0
        key, now, pace = neighbourhood(address), self._now(), self._size / 60
        with self._lock:
            left, seen = self._left.pop(key, (self._size, now))
            left = min(self._size, left + (now - seen) * pace)
            granted = left >= 1
            self._left[key] = (left - 1 if granted else left, now)
            while len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return 0 if granted else max(1, ceil((1 - left) / pace))


def neighbourhood(address: str) -> str:
    """An IPv6 subscriber has a whole /64 of addresses: they share a bucket."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((int(found), 64), strict=False))
