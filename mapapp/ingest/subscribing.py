"""Keep a feed, after a first look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from mapapp.domain.feed import Feed
from mapapp.intake.feeds import read_feed
from mapapp.intake.fetch import Fetcher, NotFetched, web_address
from mapapp.spoken import _, ngettext
from mapapp.store.feeds import Feeds

LEAST_MINUTES, MOST_MINUTES = 5, 10_080
"""A site that is asked more often than every five minutes minds; a week is longer than most feeds reach back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscribed:
    """A feed that is kept now."""

    feed: Feed
    read: bool
    """Could it be read?"""
    sentence: str
    """How the first look went."""


def subscribe(
    feeds: Feeds, fetcher: Fetcher, url: str, *, every_minutes: int, now: datetime, source: str | None = None
) -> Subscribed:
    """Look at a feed and keep it; it is due at once. One that cannot be read now but may be later is kept too.

    Raises ValueError for an interval out of bounds, NotFetched and NotAFeed.
    """
    if not LEAST_MINUTES <= every_minutes <= MOST_MINUTES:
        raise ValueError(f"a feed is asked every {LEAST_MINUTES} to {MOST_MINUTES:,} minutes, not {every_minutes}")
    address = web_address(url).url
    try:
        got = fetcher.get(address)
        content = read_feed(got.content, got.url, charset=got.charset)
    except NotFetched as problem:
        if not problem.again:
            raise
        feed = feeds.add(address, now=now, every_minutes=every_minutes, source=source)
        return Subscribed(
            feed=feed, read=False, sentence=_("It is kept, but could not be read now: {why}", why=problem)
        )
    feed = replace(feeds.add(address, now=now, every_minutes=every_minutes, source=source), title=content.title)
    feeds.settle(feed)
    many = ngettext("{n} entry", "{n} entries", len(content.entries))
    told = {"title": content.title or address, "entries": many, "minutes": every_minutes}
    sentence = _("{title}: {entries}, asked every {minutes} minutes", **told)
    return Subscribed(feed=feed, read=True, sentence=sentence)
