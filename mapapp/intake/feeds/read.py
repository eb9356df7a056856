"""Any feed's bytes → its content: RSS, Atom, JSON Feed."""

from __future__ import annotations

from collections.abc import Iterable

from mapapp.intake.feeds.entry import FeedContent, FeedEntry, NotAFeed
from mapapp.intake.feeds.json_feed import read_json
from mapapp.intake.feeds.named_feeds import named_feeds
from mapapp.intake.feeds.xml_feed import read_xml

MOST_BYTES = 10_000_000
"""Some 40,000 entries."""
MOST_NAMED = 3


def read_feed(content: bytes, url: str, *, charset: str | None = None) -> FeedContent:
    """What a feed says. `url` is where it was found: its links are relative to it. Raises NotAFeed."""
    if len(content) > MOST_BYTES:
        raise NotAFeed(
            f"The feed has {len(content) / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:g} MB are read. "
            "Ask the site for a feed of fewer entries."
        )
    begin = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    read = read_json(content, url) if begin == b"{" else read_xml(content, url, charset)
    if read is None:
        raise _no_feed(content, url)
    return FeedContent(title=read.title, entries=tuple(_once(read.entries)))


def entries(content: bytes, url: str) -> tuple[FeedEntry, ...]:
    """The entries of a feed, in its order. Raises NotAFeed."""
    return read_feed(content, url).entries


def _once(found: Iterable[FeedEntry]) -> Iterable[FeedEntry]:
    first: dict[str, FeedEntry] = {}
    for entry in found:
        first.setdefault(entry.id, entry)
    return first.values()


def _no_feed(content: bytes, url: str) -> NotAFeed:
    named = named_feeds(content, url)[:MOST_NAMED]
    if named:
        return NotAFeed(f"This is a web page, not a feed. It names {_feeds(len(named))}: {' '.join(named)}")
    return NotAFeed(
        "This is no feed (RSS, Atom or JSON Feed). Look on the site for a link called RSS or feed, and give that."
    )


def _feeds(number: int) -> str:
    return "this feed; give that" if number == 1 else "these feeds; give one of them"
