"""What a feed says, whichever of the formats it is in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mapapp.domain.errors import MapappError
from mapapp.domain.report import digest


class NotAFeed(MapappError, ValueError):
    """The bytes are no feed; the message says what they are and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """One entry. All of it is hostile text."""

    id: str
    """As the feed says; else its address, else its words."""
    url: str | None
    """Where the story is, http or https; None where the entry has no such link."""
    title: str
    text: str
    """What the feed itself tells, plain text: the whole story, its beginning, or nothing."""
    published: datetime | None
    """UTC; None where it has no date that can be read."""
    language: str | None

    @property
    def key(self) -> str:
        """The same entry has the same key, whatever else changes in it."""
        return digest(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContent:
    """One answer of a feed."""

    title: str
    entries: tuple[FeedEntry, ...]
    """In the feed's order; no id twice."""
