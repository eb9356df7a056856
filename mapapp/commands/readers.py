"""Who reads, as the command line says it; and text from elsewhere on a terminal."""

from __future__ import annotations

import argparse

from mapapp import wiring
from mapapp.ingest.cluster import Cluster
from mapapp.ingest.readers import InProcess, Processes, Readers
from mapapp.ingest.reading import Chain
from mapapp.settings import Settings

MOST_WORKERS = 256


def add_options(command: argparse.ArgumentParser) -> None:
    """Who reads."""
    command.add_argument(
        "--workers",
        type=int,
        default=1,
        metavar="N",
        help="reading processes on this machine, about 600 MB each (default 1); 0 reads in the process itself",
    )
    command.add_argument("--dask", metavar="ADDRESS", help="read on a Dask cluster instead: tcp://10.0.0.5:8786")


def readers_of(settings: Settings, options: argparse.Namespace, *, asked_by_a_person: bool = False) -> Readers:
    """The readers that were asked for. Addresses are fetched where the settings or a person say so.

    Raises ValueError, DataMissing and NoCluster.
    """
    if not 0 <= options.workers <= MOST_WORKERS:
        raise ValueError(f"--workers must be a number from 0 to {MOST_WORKERS}, not {options.workers}")
    wiring.prepare_gazetteer(settings, quiet=False)
    shared = not (options.dask and settings.database.startswith("sqlite"))  # a file is not there on other machines
    making = Chain(
        gazetteer_file=settings.gazetteer_file.resolve(),
        name_of_both=settings.name_of_both,
        fetches=settings.fetch or asked_by_a_person,
        contact=settings.contact,
        turns_at=settings.database if shared else None,
    )
    if options.dask:
        return Cluster(making, options.dask)
    return Processes(making, options.workers) if options.workers else InProcess(making)


def plain(text: str) -> str:
    r"""A text with no character that a terminal would act on.

    >>> plain("news\x1b[2J.txt")
    'news\ufffd[2J.txt'
    """
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
