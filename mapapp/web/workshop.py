"""What works beside the pages: a worker while something waits to be read, and the feeds that are due.

The worker is a process of its own, so that reading never slows a page. It ends when nothing is left, and with it the
memory of its language model.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from threading import Event, Thread
from typing import TYPE_CHECKING

from mapapp.store.errors import StoreUnusable

if TYPE_CHECKING:
    from mapapp.settings import Settings
    from mapapp.store import Store

LOOK_SECONDS = 2.0
"""So often somebody looks whether anything waits."""
IDLE_SECONDS = 60
"""A worker that has had nothing to do for so long ends."""

log = logging.getLogger(__name__)


class Workshop:
    """Starts a worker whenever something waits and none of ours is there."""

    def __init__(self, store: Store, settings: Settings, start: Callable[[Settings], subprocess.Popen[bytes]]) -> None:
        self._store = store
        self._settings = settings
        self._start = start
        self._worker: subprocess.Popen[bytes] | None = None
        self._stopping = Event()

    def open(self) -> None:
        """Begin, in threads of its own. Without MAPAPP_WORKERS somebody else runs the workers, and asks the feeds."""
        if not self._settings.workers:
            return
        Thread(target=self._run, name="workshop", daemon=True).start()
        if self._settings.fetch:
            from mapapp.ingest.addresses import open_fetcher  # noqa: PLC0415  most servers fetch nothing
            from mapapp.ingest.feed_jobs import Polling  # noqa: PLC0415

            fetcher = open_fetcher(self._settings, self._store.host_turns)
            Polling(self._store.feeds, self._store.queue, fetcher, log.warning).start()

    def close(self) -> None:
        """Stop, and the worker too: what it holds is given back and read later."""
        self._stopping.set()
        if self._worker is not None:
            self._worker.terminate()

    def look(self) -> None:
        """Start a worker where one is needed."""
        if (self._worker is None or self._worker.poll() is not None) and self._store.queue.waits():
            self._worker = self._start(self._settings)

    def _run(self) -> None:
        while not self._stopping.wait(LOOK_SECONDS):
            try:
                self.look()
            except (StoreUnusable, OSError) as problem:
                log.warning("%s Trying again.", problem)


def start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    """A worker of this server's record."""
    told = {
        "MAPAPP_DATABASE": settings.database,
        "MAPAPP_DATA_DIR": str(settings.data_dir),
        "MAPAPP_FETCH": str(int(settings.fetch)),
    }
    command = [sys.executable, "-m", "mapapp", "worker", "--workers", str(settings.workers)]
    return subprocess.Popen([*command, "--until-idle", str(IDLE_SECONDS)], env=os.environ | told)
