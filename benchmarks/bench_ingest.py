"""Reports a second from the queue into the record, against the bare spaCy pipeline with as many processes.

    python -m benchmarks.bench_ingest [--texts 60]

Ours: in one process, in two, on a Dask cluster of two workers; claimed, read, merged, written, each on the disk before
it counts as done. Beside: `nlp.pipe(texts, n_process=…)` with the same model, which keeps nothing. All read the same
texts in the same run; models are loaded before the clock starts, but not those of spaCy's own processes. On a busy
machine the clock says little: the processor time of all processes together is told too.
"""

from __future__ import annotations

import argparse
import platform
import resource
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import psutil
import spacy

from benchmarks.bare_spacy import bare_pipeline
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


Cost = tuple[float, float]
"""Seconds by the clock, and of the processor."""


def measured(work: Callable[[], object]) -> Cost:
    clock, processor = time.perf_counter(), processor_seconds()
    work()
    return time.perf_counter() - clock, processor_seconds() - processor


def processor_seconds() -> float:
    """Of this process, its children, and those that have ended."""
    own = psutil.Process()
    alive = [process.cpu_times() for process in (own, *own.children(recursive=True))]
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return sum(times.user + times.system for times in alive) + ended.ru_utime + ended.ru_stime


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


def ingest(folder: Path, name: str, some: Sequence[str], readers: Readers) -> Cost:
    """From the first piece in the queue to the last report in the record."""
    store = wiring.open_store(Settings(data_dir=folder, database_url=f"sqlite:///{folder / name}.sqlite"))
    job = store.queue.begin("j", name, [])
    pieces = (Piece(name=f"{n}.txt", kind=PieceKind.FILE, content=text.encode()) for n, text in enumerate(some))
    worker = Worker(
        store.claims(),
        Kept(readers),
        job_id=job.id,
        feeding=Feeder(store.queue, job.id, pieces),
        done=lambda: store.queue.job(job.id).state is JobState.DONE,
    )
    took = measured(worker.run)
    assert store.count_reports() == len(some)
    store.close()
    return took


def bare(some: Sequence[str], processes: int) -> Cost:
    return measured(lambda: list(bare_pipeline().pipe(some, n_process=processes, batch_size=4)))


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

        def ours(name: str, make: Callable[[], Readers]) -> Cost:
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

        for model in (language.pipeline(), bare_pipeline()):
            model(some[0])
        costs = {
            "spaCy, one process": bare(some, 1),
            "one process": ours("one process", lambda: InProcess(chain)),
            "spaCy, n_process=2": bare(some, 2),
            "two processes": ours("two processes", lambda: Processes(chain, 2)),
            "Dask, two workers": ours("Dask, two workers", cluster),
        }
    print(f"{number} texts, {sum(map(len, some)):,} characters; {language.maker()}, ")
    print(f"spaCy {spacy.__version__}, Python {platform.python_version()}, {platform.machine()}")
    for name, (clock, processor) in costs.items():
        peer = costs["spaCy, one process" if "one" in name else "spaCy, n_process=2"]
        ratios = f"{peer[0] / clock:>5.2f} x by the clock, {peer[1] / processor:>5.2f} x by the processor"
        print(f"{name:<20}{number / clock:>7.2f} reports/s, {1000 * processor / number:>6.0f} ms each; {ratios}")


if __name__ == "__main__":
    main()
