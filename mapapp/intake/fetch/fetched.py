"""What was fetched, and how much may be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one request may take."""

    sent_bytes: int = 20_000_000
    """As they are sent."""
    unpacked_bytes: int = 50_000_000
    """After decompression."""
    seconds: float = 30.0
    """For everything: names, redirects, every byte. Waiting out of politeness does not count."""
    redirects: int = 5
    robots_bytes: int = 500_000
    """What follows is not read; RFC 9309 asks for no less."""
    pause_seconds: float = 1.0
    """Between two requests to one host."""
    longest_pause_seconds: float = 60.0
    """A longer Crawl-delay counts as this."""
    longest_wait_seconds: float = 30.0
    """For one's turn at a host; who would wait longer is told to come again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer."""

    url: str
    """Where it was found, after redirects."""
    status: int
    media_type: str
    """As the server says: "text/html"; empty where it says nothing."""
    charset: str | None
    """As the server says, which may be wrong."""
    content: bytes
    """Decompressed; empty when nothing changed."""
    etag: str | None
    modified: str | None
    """Its Last-Modified, as the server wrote it."""
    not_modified: bool
    """It is still what `etag` or `modified` of the request stood for."""
