"""What feeds give becomes jobs of the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event, Thread

from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.errors import MapappError
from mapapp.domain.feed import Feed
from mapapp.domain.report import digest
from mapapp.ingest.polling import HandOn, poll_due
from mapapp.intake.fetch import Fetcher
from mapapp.store.feeds import Feeds
from mapapp.store.queue import Queue

LOOK_SECONDS = 20.0
"""So often somebody looks whether a feed is due."""


def into(queue: Queue) -> HandOn:
    """Takes what a feed gave into a job of its own; giving the same again makes no second one."""

    def hand_on(feed: Feed, found: Sequence[Piece | SetAside]) -> None:
        if found:
            said = [one.key if isinstance(one, Piece) else one.name for one in found]
            job = queue.begin(digest("feed", feed.url, *said), f"Feed: {feed.title or feed.url}", [feed.url])
            queue.add(job.id, found)
            queue.filled(job.id)

    return hand_on


class Polling:
    """Asks the feeds that are due, in a thread of its own, until it is stopped.

    Args:
        told: called with a sentence when something is wrong that will be tried again.
    """

    def __init__(self, feeds: Feeds, queue: Queue, fetcher: Fetcher, told: Callable[[str], None]) -> None:
        self._ask = partial(poll_due, feeds, fetcher, into(queue))
        self._told = told
        self._stopping = Event()
        self._thread = Thread(target=self._run, name="poll-feeds", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Ask no more feeds. One that is being asked is left to itself: it is due again later."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._ask()
            except MapappError as problem:
                self._told(f"{problem} Trying again.")
            self._stopping.wait(LOOK_SECONDS)
