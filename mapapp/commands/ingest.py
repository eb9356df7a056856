"""python -m mapapp ingest: read files, folders and addresses into the record."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from datetime import date
from pathlib import Path

from mapapp import wiring
from mapapp.commands.progress import Shown
from mapapp.commands.readers import add_options, plain, readers_of
from mapapp.domain.job import JobProgress, JobState
from mapapp.ingest.feeding import Feeder
from mapapp.ingest.sources import is_address, job_id_of, pieces_of, title_of
from mapapp.ingest.work import Worker
from mapapp.settings import Settings
from mapapp.store.queue import Queue

LISTED = 20
"""Lines about what was set aside; the rest is in the file, or shown by `jobs show`."""
PATIENCE_SECONDS = 600.0
"""A database that is gone for longer ends the command."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of all."""
    command = commands.add_parser("ingest", help="read files, folders and addresses into the record")
    command.add_argument("sources", nargs="+", metavar="PATH|URL", help="what to read; - is the standard input")
    add_options(command)
    command.add_argument("--source", metavar="NAME", help="who published it all")
    command.add_argument("--published", type=_day, metavar="DAY", help="when: 2016-12-14")
    command.add_argument("--title", help="what the job is called in lists")
    command.add_argument("--aside", type=Path, metavar="FILE", help="write what was set aside there, as JSON Lines")
    command.set_defaults(command=_ingest)


def _ingest(settings: Settings, options: argparse.Namespace) -> int:
    said = options.source, options.published
    pieces = pieces_of(options.sources, *said)
    store = wiring.open_store(settings)
    title = options.title or title_of(options.sources)
    job = store.queue.begin(job_id_of(options.sources, *said), title, options.sources)
    readers = readers_of(settings, options, asked_by_a_person=any(map(is_address, options.sources)))
    shown = Shown(store.queue, job)
    worker = Worker(
        store.claims(),
        readers,
        job_id=job.id,
        feeding=Feeder(store.queue, job.id, pieces),
        done=lambda: store.queue.job(job.id).state in {JobState.DONE, JobState.CANCELLED},
        meanwhile=shown.look,
        told=shown.say,
        patience_seconds=PATIENCE_SECONDS,
    )
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    try:
        worker.run()
    except BaseException:
        print(f"Nothing is lost: the same command goes on with job {job.id}.", file=sys.stderr)
        raise
    shown.close()
    _tell(store.queue, job.id, options.aside)
    return 0 if store.queue.job(job.id).state is JobState.DONE else 1


def _tell(queue: Queue, job_id: str, file: Path | None) -> None:
    """How it ended, and what was set aside."""
    print(summary(queue.progress(job_id)))
    for one in queue.aside(job_id, limit=LISTED):
        print(f"  {plain(one.name)}: {plain(one.reason)}")
    more = queue.progress(job_id).aside - LISTED
    if more > 0:
        print(f"  and {more:,} more: python -m mapapp jobs show {job_id}")
    if file is not None:
        with file.open("w", encoding="utf-8") as out:
            for one in queue.aside(job_id):
                out.write(json.dumps({"name": one.name, "reason": one.reason}) + "\n")


def summary(progress: JobProgress) -> str:
    """How far a job is, in words: "1,000 in (12 of them were there already), 17 set aside"."""
    known = progress.reports - progress.fresh
    before = f" ({known:,} of them {'was' if known == 1 else 'were'} there already)" if known else ""
    left = progress.waiting + progress.working
    return f"{progress.reports:,} in{before}, {progress.aside:,} set aside" + (f", {left:,} to do" if left else "")


def _day(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"give a day such as 2016-12-14, not {value!r}") from error
