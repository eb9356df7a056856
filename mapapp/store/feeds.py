"""Feeds: kept, listed, due, and which of their entries were seen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, delete, insert, select, update

from mapapp.domain.feed import Feed
from mapapp.store import write
from mapapp.store.engine import transaction
from mapapp.store.errors import UnknownFeed
from mapapp.store.tables import feed as table
from mapapp.store.tables import feed_entry
from mapapp.store.write import EPOCH, batches, instant_of, seconds_ceiling, seconds_floor

BEING_ASKED = timedelta(minutes=10)
"""A feed that one process is asking is due for the others after so long: that one may have died."""


class Feeds:
    """The feeds of a record. Methods raise StoreUnusable when the database cannot be read or written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, url: str, *, now: datetime, every_minutes: int = 60, source: str | None = None) -> Feed:
        """Keep a feed; it is due at once. One that is kept already gets the new interval and source, and is due too."""
        told = {"every_minutes": every_minutes, "source": source, "next_at": seconds_floor(now), "failures": 0}
        new = {"url": url, "title": "", "etag": None, "modified": None, "added": seconds_floor(now), "asked": None}
        with transaction(self._engine, writes=True) as connection:
            known = connection.execute(update(table).where(table.c.url == url).values(**told, last_error=None)).rowcount
            if not known:
                connection.execute(insert(table), [new | told | {"last_error": None}])
        return self.get(url)

    def get(self, url: str) -> Feed:
        """One feed. Raises UnknownFeed."""
        with transaction(self._engine) as connection:
            row = connection.execute(select(table).where(table.c.url == url)).first()
        if row is None:
            raise UnknownFeed(f"No feed is kept under {url}. python -m mapapp feeds list shows those that are.")
        return _feed(row)

    def all(self) -> list[Feed]:
        """Every feed, by its address."""
        with transaction(self._engine) as connection:
            return [_feed(row) for row in connection.execute(select(table).order_by(table.c.url))]

    def remove(self, url: str) -> None:
        """Ask it no more, and forget what was seen of it. Its reports stay. Raises UnknownFeed."""
        self.get(url)
        with transaction(self._engine, writes=True) as connection:
            connection.execute(delete(table).where(table.c.url == url))

    def due(self, now: datetime) -> list[Feed]:
        """Those to ask now, the longest due first."""
        query = select(table).where(table.c.next_at <= seconds_floor(now)).order_by(table.c.next_at, table.c.url)
        with transaction(self._engine) as connection:
            return [_feed(row) for row in connection.execute(query)]

    def claim(self, feed: Feed, now: datetime) -> bool:
        """Is it ours to ask? Of several processes that try, one hears yes."""
        if feed.next_at is None:
            return False
        as_it_was = (table.c.url == feed.url) & (table.c.next_at == seconds_floor(feed.next_at))
        until = seconds_ceiling(now + BEING_ASKED)
        with transaction(self._engine, writes=True) as connection:
            return connection.execute(update(table).where(as_it_was).values(next_at=until)).rowcount == 1

    def unseen(self, url: str, keys: Sequence[str]) -> set[str]:
        """Those of the entries that were not handed on yet."""
        with transaction(self._engine) as connection:
            return set(keys) - _seen(connection, url, keys)

    def settle(self, feed: Feed, handed_on: Sequence[str] = ()) -> None:
        """Write how it went, and which entries were handed on. A feed removed meanwhile stays removed."""
        row = _row(feed)
        with transaction(self._engine, writes=True) as connection:
            if connection.execute(update(table).where(table.c.url == feed.url).values(row)).rowcount:
                new = set(handed_on) - _seen(connection, feed.url, handed_on)
                write.insert_all(connection, feed_entry, ({"feed_url": feed.url, "entry_key": key} for key in new))


def _seen(connection: Connection, url: str, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for some in batches(keys):
        ours = (feed_entry.c.feed_url == url) & feed_entry.c.entry_key.in_(some)
        found.update(connection.execute(select(feed_entry.c.entry_key).where(ours)).scalars())
    return found


def _row(feed: Feed) -> dict[str, Any]:
    """What changes when a feed is asked."""
    return {
        "title": feed.title,
        "etag": feed.etag,
        "modified": feed.modified,
        "next_at": None if feed.next_at is None else seconds_ceiling(feed.next_at),
        "failures": feed.failures,
        "last_error": feed.last_error,
        "asked": None if feed.asked is None else seconds_floor(feed.asked),
    }


def _feed(row: Any) -> Feed:  # noqa: ANN401
    return Feed(
        url=row.url,
        title=row.title,
        source=row.source,
        every_minutes=row.every_minutes,
        etag=row.etag,
        modified=row.modified,
        next_at=instant_of(row.next_at),
        failures=row.failures,
        last_error=row.last_error,
        added=EPOCH + timedelta(seconds=row.added),
        asked=instant_of(row.asked),
    )
