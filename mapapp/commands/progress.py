"""How far a job is, on the terminal."""

from __future__ import annotations

import sys
import time

from tqdm import tqdm

from mapapp.commands.readers import plain
from mapapp.domain.job import Job, JobProgress, JobState
from mapapp.store.queue import Queue

LOG_SECONDS = 30.0
"""Between two lines of a log, which needs no animation."""
PATIENCE = 20
"""Looking takes no more than one part in so many of the time."""


class Shown:
    """A bar with pieces, rate and, once all pieces are known, the time left."""

    def __init__(self, queue: Queue, job: Job) -> None:
        self._queue = queue
        self._job = job
        self._every = 1.0 if sys.stderr.isatty() else LOG_SECONDS
        self._next = 0.0
        first = queue.progress(job.id)
        look = "{desc} {n_fmt}/{total_fmt} |{bar}| {rate_fmt}, {remaining} left"
        title = plain(job.title)[:40]
        self._bar = tqdm(desc=title, initial=first.ended, bar_format=look, unit=" pieces", mininterval=0, leave=True)
        self._title = title

    def look(self) -> None:
        """Show how far it is, not more often than is worth it."""
        began = time.monotonic()
        if began < self._next:
            return
        job, progress = self._queue.job(self._job.id), self._queue.progress(self._job.id)
        self._bar.set_description_str(f"{self._title}: {_words(job, progress)}", refresh=False)
        self._bar.total = progress.total if job.filled else None
        self._bar.update(progress.ended - self._bar.n)
        self._bar.refresh()
        self._next = began + max(self._every, PATIENCE * (time.monotonic() - began))

    def say(self, sentence: str) -> None:
        """A line above the bar."""
        self._bar.write(plain(sentence), file=sys.stderr)

    def close(self) -> None:
        """Show the end."""
        self._next = 0.0
        self.look()
        self._bar.close()


def _words(job: Job, progress: JobProgress) -> str:
    said = f"{progress.reports:,} in, {progress.aside:,} set aside"
    return f"{said}, {job.state.value}" if job.state in {JobState.PAUSED, JobState.CANCELLED} else said
