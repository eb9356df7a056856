"""A feed that is asked for new reports again and again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed, and how it went the last time."""

    url: str
    title: str
    """By the feed: hostile text; empty until it was read."""
    source: str | None
    """Who publishes its reports, where a person said so."""
    every_minutes: int
    """How long to wait after it answered."""
    etag: str | None
    modified: str | None
    """With `etag` what the site wants to hear again, to say that nothing has changed."""
    next_at: datetime | None
    """When it is asked next, UTC; None: never again, and `last_error` says why."""
    failures: int
    """How many times it failed since it last answered."""
    last_error: str | None
    """Why it failed the last time, a sentence; None where it did not."""
    added: datetime
    asked: datetime | None
    """When it was last asked, UTC."""
