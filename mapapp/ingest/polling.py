"""Feeds that are due → pieces of the entries that were not seen before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.domain.feed import Feed
from mapapp.intake.feeds import FeedEntry, NotAFeed, read_feed
from mapapp.intake.fetch import Fetched, Fetcher, NotFetched
from mapapp.store.feeds import Feeds

GONE = 410
LONGEST_PAUSE = timedelta(days=1)
"""Between two tries at a feed that fails; a feed asked more seldom than that keeps its interval."""
MOST_DOUBLINGS = 16

HandOn = Callable[[Feed, Sequence[Piece | SetAside]], None]
"""Takes what a feed gave. When it returns, the pieces are safe: they are not given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What one feed gave."""

    feed: Feed
    """As it stands now: when it is asked next, and how it went."""
    found: tuple[Piece | SetAside, ...]
    """Of its new entries, in its order."""
    keys: tuple[str, ...]
    """Of these entries."""


def poll_due(feeds: Feeds, fetcher: Fetcher, hand_on: HandOn, now: Callable[[], datetime] | None = None) -> int:
    """Ask every feed that is due, and hand on what is new; how many feeds were asked.

    Of several processes one asks each feed. One that dies before `hand_on` returned loses nothing: the feed is due
    again some minutes later, and gives the same entries.
    """
    clock = now or (lambda: datetime.now(UTC))
    asked = 0
    for feed in feeds.due(clock()):
        if feeds.claim(feed, clock()):
            polled = poll(feed, feeds, fetcher, clock())
            hand_on(polled.feed, polled.found)
            feeds.settle(polled.feed, polled.keys)
            asked += 1
    return asked


def poll(feed: Feed, feeds: Feeds, fetcher: Fetcher, now: datetime) -> Polled:
    """Ask one feed. Never raises for what the feed does: its `last_error` says what went wrong."""
    try:
        got = fetcher.get(feed.url, etag=feed.etag, modified=feed.modified)
        if got.not_modified:
            return Polled(feed=_well(feed, got, now), found=(), keys=())
        content = read_feed(got.content, got.url, charset=got.charset)
    except NotFetched as problem:
        return Polled(feed=_failed(feed, problem, now), found=(), keys=())
    except NotAFeed as problem:
        return Polled(feed=_failed(feed, NotFetched(str(problem)), now), found=(), keys=())
    unseen = feeds.unseen(feed.url, [entry.key for entry in content.entries])
    new = [entry for entry in content.entries if entry.key in unseen]
    title = content.title or feed.title
    return Polled(
        feed=replace(_well(feed, got, now), title=title),
        found=tuple(_pieces(feed, title, new)),
        keys=tuple(entry.key for entry in new),
    )


def _pieces(feed: Feed, title: str, entries: Sequence[FeedEntry]) -> Iterator[Piece | SetAside]:
    for number, entry in enumerate(entries, 1):
        if entry.url is not None:
            yield Piece(name=entry.url, kind=PieceKind.URL, content=entry.url.encode(), source=feed.source)
        elif entry.text:
            name = f"{feed.url}, entry {number}"
            yield Piece(name=name, kind=PieceKind.REPORT, content=_report(entry, title), source=feed.source)
        else:
            yield SetAside(
                name=f"{feed.url}, entry {number}",
                reason=f"The entry “{entry.title or 'without a title'}” has neither a link nor words. "
                "Look for it on the site, and give its address.",
            )


def _report(entry: FeedEntry, source: str) -> bytes:
    """An entry without a link, as one JSON object."""
    given = {
        "text": entry.text,
        "title": entry.title,
        "source": source,
        "published": entry.published.isoformat() if entry.published else None,
        "language": entry.language,
    }
    return json.dumps({name: value for name, value in given.items() if value}, sort_keys=True).encode()


def _well(feed: Feed, got: Fetched, now: datetime) -> Feed:
    return replace(
        feed,
        etag=got.etag,
        modified=got.modified,
        next_at=now + timedelta(minutes=feed.every_minutes),
        failures=0,
        last_error=None,
        asked=now,
    )


def _failed(feed: Feed, problem: NotFetched, now: datetime) -> Feed:
    if problem.status == GONE:
        words = f"{problem} It is not asked any more; remove it, or add it again when it is back."
        return replace(feed, next_at=None, failures=feed.failures + 1, last_error=words, asked=now)
    pause = next_pause(feed.every_minutes, feed.failures, problem.after_seconds)
    return replace(feed, next_at=now + pause, failures=feed.failures + 1, last_error=str(problem), asked=now)


def next_pause(every_minutes: int, failures: int, after_seconds: float | None = None) -> timedelta:
    """How long to leave a feed alone that failed so many times before: each time twice as long, up to a day."""
    usual = timedelta(minutes=every_minutes)
    times: int = 2 ** min(failures, MOST_DOUBLINGS)
    grown = min(usual * times, max(usual, LONGEST_PAUSE))
    return max(grown, timedelta(seconds=after_seconds or 0))
