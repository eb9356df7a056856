"""python -m mapapp jobs: what is being read, and what became of it."""

from __future__ import annotations

import argparse

from mapapp import wiring
from mapapp.commands.ingest import summary
from mapapp.commands.readers import plain
from mapapp.settings import Settings
from mapapp.store.queue import Queue

ACTIONS = {
    "show": "how far one is, and what was set aside",
    "pause": "begin no more of it",
    "resume": "go on with it",
    "cancel": "delete what of it waits; what is in stays in",
    "retry": "read again what was set aside",
    "forget": "take it out of the list",
}


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the parser of all."""
    command = commands.add_parser("jobs", help="list what is being read; pause, resume, cancel, retry")
    command.set_defaults(command=_list)
    actions = command.add_subparsers(metavar="ACTION")
    actions.add_parser("list", help="all of them, the newest first").set_defaults(command=_list)
    for name, help_text in ACTIONS.items():
        action = actions.add_parser(name, help=help_text)
        action.add_argument("id", help="of the job, as the list shows it")
        action.set_defaults(command=_act, action=name)


def _list(settings: Settings, _options: argparse.Namespace) -> int:
    queue = wiring.open_store(settings).queue
    jobs = queue.jobs()
    for job in jobs:
        print(f"{job.id}  {job.state.value:<9}  {plain(job.title)}: {summary(queue.progress(job.id))}")
    if not jobs:
        print("There are no jobs. To make one: python -m mapapp ingest PATH")
    return 0


def _act(settings: Settings, options: argparse.Namespace) -> int:
    queue = wiring.open_store(settings).queue
    if options.action == "retry":
        number = queue.retry(options.id)
        print(f"{number:,} pieces will be read again by a worker, or by the same ingest command")
    elif options.action != "show":
        getattr(queue, options.action)(options.id)
    if options.action != "forget":
        _show(queue, options.id, in_full=options.action == "show")
    return 0


def _show(queue: Queue, job_id: str, *, in_full: bool) -> None:
    job = queue.job(job_id)
    print(f"{plain(job.title)}: {job.state.value}, {summary(queue.progress(job_id))}")
    if in_full:
        for source in job.sources:
            print(f"  from {plain(source)}")
        for one in queue.aside(job_id):
            print(f"  set aside: {plain(one.name)}: {plain(one.reason)}")
