"""How many answers are worked out at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio.lowlevel import RunVar

Answer = TypeVar("Answer")
AT_ONCE = max(2, os.cpu_count() or 1)
"""A view of a million incidents holds arrays of some ten megabytes while it is worked out, and Python lets one thread
work at a time: with fifty at once none is sooner, and memory grows by half a gigabyte.
"""
_turns: RunVar[anyio.CapacityLimiter] = RunVar("turns")
"""Of each event loop its own."""


async def in_turn(work: Callable[..., Answer], *given: object) -> Answer:
    """What the work answers, in a thread, when it is its turn."""
    return await anyio.to_thread.run_sync(work, *given, limiter=_limiter())


def _limiter() -> anyio.CapacityLimiter:
    limiter = _turns.get(None)
    if limiter is None:
        limiter = anyio.CapacityLimiter(AT_ONCE)
        _turns.set(limiter)
    return limiter
