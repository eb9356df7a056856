"""python -m mapapp feeds add | list | remove | poll."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime

from mapapp import wiring
from mapapp.domain.arrival import Piece, SetAside
from mapapp.domain.feed import Feed
from mapapp.ingest import feed_jobs
from mapapp.ingest.addresses import open_fetcher
from mapapp.ingest.polling import HandOn, poll_due
from mapapp.ingest.subscribing import LEAST_MINUTES, MOST_MINUTES, subscribe
from mapapp.intake.fetch import web_address
from mapapp.settings import Settings
from mapapp.store import Store


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add this command to those of `python -m mapapp`."""
    feeds = commands.add_parser("feeds", help="feeds that are asked for new reports: add, list, remove, poll")
    what = feeds.add_subparsers(required=True, metavar="add | list | remove | poll")
    add = what.add_parser("add", help="read a feed, and keep it; again to change how often it is asked")
    add.add_argument("url", metavar="URL")
    add.add_argument("--every", type=int, default=60, metavar="MINUTES", help="how often it is asked (default 60)")
    add.add_argument("--source", metavar="NAME", help="who publishes its reports, where the pages don't say it well")
    add.set_defaults(command=_add)
    what.add_parser("list", help="the feeds, when each is asked next, and how it went").set_defaults(command=_list)
    remove = what.add_parser("remove", help="ask a feed no more; its reports stay")
    remove.add_argument("url", metavar="URL")
    remove.set_defaults(command=_remove)
    what.add_parser("poll", help="ask every feed that is due, now").set_defaults(command=_poll)


def _add(settings: Settings, options: argparse.Namespace) -> int:
    if not LEAST_MINUTES <= options.every <= MOST_MINUTES:
        raise ValueError(f"--every must be a number from {LEAST_MINUTES} to {MOST_MINUTES:,}, not {options.every}")
    with closing(wiring.open_store(settings)) as store:
        fetcher = open_fetcher(settings, store.host_turns, asked_by_a_person=True)
        said = {"every_minutes": options.every, "source": options.source, "now": datetime.now(UTC)}
        added = subscribe(store.feeds, fetcher, options.url, **said)
    print(_plain(added.sentence), file=sys.stdout if added.read else sys.stderr)
    if not settings.fetch:
        print("MAPAPP_FETCH is not set: it is asked only by python -m mapapp feeds poll", file=sys.stderr)
    return 0


def _list(settings: Settings, _options: argparse.Namespace) -> int:
    with closing(wiring.open_store(settings)) as store:
        feeds = store.feeds.all()
    for feed in feeds:
        when = f"next {feed.next_at:%Y-%m-%d %H:%M} UTC" if feed.next_at else "stopped"
        print(f"{feed.url}  every {_minutes(feed)}, {when}  {_plain(feed.title)}".rstrip())
        if feed.last_error:
            tries = f" ({feed.failures} times in a row)" if feed.failures > 1 else ""
            print(f"    {_plain(feed.last_error)}{tries}")
    if not feeds:
        print("No feeds are kept. Add one: python -m mapapp feeds add https://news.example/rss")
    return 0


def _remove(settings: Settings, options: argparse.Namespace) -> int:
    with closing(wiring.open_store(settings)) as store:
        store.feeds.remove(web_address(options.url).url)
    print("It is asked no more. Its reports stay.")
    return 0


def _poll(settings: Settings, _options: argparse.Namespace) -> int:
    with closing(wiring.open_store(settings)) as store:
        fetcher = open_fetcher(settings, store.host_turns, asked_by_a_person=True)
        asked = poll_due(store.feeds, fetcher, _hand_on(store))
    number = _counted(asked, "feed", "feeds")
    print(f"{number} asked. What is new waits for a worker: python -m mapapp worker", file=sys.stderr)
    return 0


def _hand_on(store: Store) -> HandOn:
    """Put what a feed gave into the queue, and tell it."""
    keep = feed_jobs.into(store.queue)

    def hand_on(feed: Feed, found: Sequence[Piece | SetAside]) -> None:
        keep(feed, found)
        for one in found:
            print(f"{_plain(one.name)}  {_plain(one.reason)}" if isinstance(one, SetAside) else _plain(one.name))
        if feed.last_error:
            print(f"{feed.url}: {_plain(feed.last_error)}", file=sys.stderr)

    return hand_on


def _minutes(feed: Feed) -> str:
    return f"{feed.every_minutes:,} minutes"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def _plain(text: str) -> str:
    """A stranger's text without what a terminal would act on."""
    return "".join(character if character.isprintable() else " " for character in text)
