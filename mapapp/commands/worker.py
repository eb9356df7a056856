"""python -m mapapp worker: read what the app and others put into the queue, until it is stopped."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable

from mapapp import wiring
from mapapp.commands.readers import add_options, plain, readers_of
from mapapp.ingest.addresses import open_fetcher
from mapapp.ingest.feed_jobs import Polling
from mapapp.ingest.work import Idle, Worker
from mapapp.settings import Settings


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of all."""
    command = commands.add_parser("worker", help="read what waits in the queue, until it is stopped")
    add_options(command)
    command.add_argument(
        "--until-idle", type=float, metavar="SECONDS", help="end when nothing was to be read for so long"
    )
    command.set_defaults(command=_work)


def _work(settings: Settings, options: argparse.Namespace) -> int:
    store = wiring.open_store(settings)
    worker = Worker(store.claims(), readers_of(settings, options), told=_say, done=_done(options.until_idle))
    if settings.fetch:
        Polling(store.feeds, store.queue, open_fetcher(settings, store.host_turns), _say).start()
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    _say("Waiting for something to read. Ctrl-C stops it; nothing is lost by that.")
    worker.run()
    return 0


def _done(until_idle: float | None) -> Callable[[], bool]:
    return Idle(until_idle) if until_idle is not None else lambda: False


def _say(sentence: str) -> None:
    print(plain(sentence), file=sys.stderr, flush=True)
