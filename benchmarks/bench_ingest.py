"""Reports a second from the queue into the record, against the bare spaCy pipeline with as many processes.

    python -m benchmarks.bench_ingest [--texts 60]

Ours: in one process, in two, on a Dask cluster of two workers; claimed, read, merged, written, each on the disk before
it counts as done. Beside: `nlp.pipe(texts, n_process=…)` with the same model, which keeps nothing. All read the same
texts in the same run; models are loaded before the clock starts, but not those of spaCy's own processes.
"""

from __future__ import annotations

import argparse
import platform
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import spacy

from mapapp import language, wiring
from mapapp.domain.arrival import Piece, PieceKind
from mapapp.domain.job import Item, JobState
from mapapp.ingest.cluster import Cluster
from mapapp.ingest.feeding import Feeder
from mapapp.ingest.readers import InProcess, Processes, Readers
from mapapp.ingest.reading import Chain, Result
from mapapp.ingest.work import Worker
from mapapp.samples import sample_reports
from mapapp.settings import Settings

PARAGRAPHS = 3
"""In one text."""


class Kept:
    """Readers that are not closed when a job ends."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    @property
    def free(self) -> int:
        return self._readers.free

    def give(self, item: Item) -> None:
        self._readers.give(item)

    def take(self, seconds: float) -> list[tuple[Item, Result]]:
        return self._readers.take(seconds)

    def busy(self) -> Sequence[Item]:
        return self._readers.busy()

    def close(self) -> None:
        """Not yet."""


def texts(number: int) -> list[str]:
    """Different texts out of the samples' paragraphs."""
    parts = [[one for one in report.text.split("\n\n") if one.strip()] for report in sample_reports()]
    made = []
    for n in range(number):
        of = parts[n % len(parts)]
        begin = n // len(parts)
        some = [of[(begin + k) % len(of)] for k in range(PARAGRAPHS)]
        made.append("\n\n".join([*some, f"Dispatch {n}."]))
    return made


def ingest(folder: Path, name: str, some: Sequence[str], readers: Readers) -> float:
    """Seconds from the first piece in the queue to the last report in the record."""
    store = wiring.open_store(Settings(data_dir=folder, database_url=f"sqlite:///{folder / name}.sqlite"))
    job = store.queue.begin("j", name, [])
    pieces = (Piece(name=f"{n}.txt", kind=PieceKind.FILE, content=text.encode()) for n, text in enumerate(some))
    began = time.perf_counter()
    Worker(
        store.claims(),
        Kept(readers),
        job_id=job.id,
        feeding=Feeder(store.queue, job.id, pieces),
        done=lambda: store.queue.job(job.id).state is JobState.DONE,
    ).run()
    took = time.perf_counter() - began
    assert store.count_reports() == len(some)
    store.close()
    return took


def bare(some: Sequence[str], processes: int) -> float:
    began = time.perf_counter()
    for _ in language.pipeline().pipe(some, n_process=processes, batch_size=4):
        pass
    return time.perf_counter() - began


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--texts", type=int, default=60)
    number = arguments.parse_args().texts
    settings = Settings()
    wiring.prepare_gazetteer(settings)
    some, warm = texts(number), [f"A bomb killed {n} people in Homs on Monday." for n in range(4)]
    chain = Chain(gazetteer_file=settings.gazetteer_file.resolve())
    with tempfile.TemporaryDirectory() as made, ExitStack() as closing:
        folder = Path(made)

        def ours(name: str, make: Callable[[], Readers]) -> float:
            readers = make()
            ingest(folder, f"warm {name}", warm, readers)
            took = ingest(folder, name, some, readers)
            readers.close()
            return took

        def cluster() -> Readers:
            from distributed import LocalCluster  # noqa: PLC0415

            local = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)
            closing.enter_context(local)
            return Cluster(chain, local.scheduler_address)

        language.pipeline()(some[0])
        rates = {
            "spaCy, one process": number / bare(some, 1),
            "one process": number / ours("one process", lambda: InProcess(chain)),
            "spaCy, n_process=2": number / bare(some, 2),
            "two processes": number / ours("two processes", lambda: Processes(chain, 2)),
            "Dask, two workers": number / ours("Dask, two workers", cluster),
        }
    print(f"{number} texts, {sum(map(len, some)):,} characters; {language.maker()}, ")
    print(f"spaCy {spacy.__version__}, Python {platform.python_version()}, {platform.machine()}")
    for name, rate in rates.items():
        peer = rates["spaCy, one process" if "one" in name else "spaCy, n_process=2"]
        print(f"{name:<20}{rate:>8.2f} reports/s   {rate / peer:>5.2f} x of spaCy's")


if __name__ == "__main__":
    main()
