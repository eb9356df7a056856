"""What time it is. Everything that is relative to now asks here, so that a test or a picture can stop the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """The present instant, UTC-aware; whole hours, so that within one hour the same question has the same answer."""
    return (_stopped.get() or datetime.now(UTC)).replace(minute=0, second=0, microsecond=0)


@contextmanager
def stopped(at: datetime) -> Iterator[None]:
    """Inside, it is this instant."""
    token = _stopped.set(at.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
