"""What is promised of the queue, put to the test: killed workers, a locked database, a full disk, jumping clocks.

    python -m benchmarks.reliability [--postgresql] [NAME …]

With a reader that needs no language model: what is tested is that each report comes in once and whole. Each run says
what was promised and what was counted, and fails where they differ. On Linux.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from mapapp.domain.arrival import Piece, PieceKind
from mapapp.domain.job import Item, JobState
from mapapp.ingest.cluster import Cluster
from mapapp.ingest.feeding import Feeder
from mapapp.ingest.readers import InProcess, Processes, Readers
from mapapp.ingest.reading import Outcome, read
from mapapp.ingest.work import Worker
from mapapp.store import Store
from mapapp.store.claims import Claims, Clock, Finished, Rules, clock_of
from tests.database_server import Server, running
from tests.e2e.conftest import free_port
from tests.ingest.cheap import TOLD, Cheap, incidents_of

JOB = "j"
RULES = Rules(lease_seconds=2, first_pause_seconds=0.5)
FORK = multiprocessing.get_context("fork")
"""So that a killed worker is at work again at once, and most kills meet it there."""


@dataclass(frozen=True)
class Where:
    """Where the records are: files in a folder, or databases of a server."""

    folder: Path
    server: Server | None = None

    def new(self, name: str) -> str:
        """The address of a new record."""
        return self.server.new() if self.server else f"sqlite:///{self.folder / name}.sqlite"


class Bench:
    """A record of its own with one job of so many reports."""

    def __init__(self, where: Where, reports: int, name: str) -> None:
        self.url = where.new(name)
        self.file = None if where.server else where.folder / f"{name}.sqlite"
        self.reports = reports
        with self.store() as store:
            store.queue.begin(JOB, name, ["made up"])

    def store(self) -> _Opened:
        return _Opened(self.url)

    def pieces(self) -> list[Piece]:
        lines = (json.dumps({"text": f"Report {n}."}).encode() for n in range(self.reports))
        return [Piece(name=f"line {n}", kind=PieceKind.REPORT, content=line) for n, line in enumerate(lines)]

    def fill(self) -> None:
        with self.store() as store:
            feeder = Feeder(store.queue, JOB, iter(self.pieces()))
            while not feeder.ended:
                feeder.step()

    def done(self) -> int:
        """How many reports are done; reading waits for nobody."""
        if self.file is None:
            with self.store() as store:
                return store.queue.progress(JOB).done
        connection = sqlite3.connect(self.file)
        try:
            return int(connection.execute("SELECT count(*) FROM queue_item WHERE state = 'done'").fetchone()[0])
        finally:
            connection.close()

    def check(self) -> str:
        """Every report in, none twice, none half. Raises AssertionError."""
        with self.store() as store:
            progress, job = store.queue.progress(JOB), store.queue.job(JOB)
            kept = store.reports()
            wanted = {told.arrival.report.id for piece in self.pieces() for told in _told(piece)}
            assert {one.id for one in kept} == wanted, f"{len(kept)} reports of {self.reports}"
            assert len(kept) == self.reports
            assert all(set(store.incidents_of(one.id)) == set(incidents_of(one)) for one in kept), (
                "a report is half there"
            )
            assert len(store) == TOLD * self.reports
            assert (progress.done, progress.aside) == (self.reports, 0), progress
            assert progress.fresh == progress.reports == self.reports, "a report was written twice"
            assert job.state is JobState.DONE
        whole = ""
        if self.file is not None:
            with sqlite3.connect(self.file) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            whole = "; the file is whole"
        return f"{len(kept):,} of {self.reports:,} in, none twice, none half{whole}"


class _Opened:
    """A store that is closed again."""

    def __init__(self, url: str) -> None:
        self._store = Store.open(url)

    def __enter__(self) -> Store:
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


def _told(piece: Piece):
    result = read(Cheap(), piece)
    assert isinstance(result, Outcome)
    return result.told


def work(bench: Bench, readers: Callable[[], Readers], clock: Clock = clock_of, said=None) -> None:
    """One worker until the job is done."""
    with bench.store() as store:
        Worker(
            store.claims(RULES, clock),
            readers(),
            job_id=JOB,
            feeding=Feeder(store.queue, JOB, iter(bench.pieces())),
            done=lambda: store.queue.job(JOB).state is JobState.DONE,
            told=said or (lambda _: None),
        ).run()


def one_reader() -> Readers:
    return InProcess(Cheap(seconds=0.002))


def two_readers() -> Readers:
    return Processes(Cheap(seconds=0.002), 2)


def kills(where: Where, reports: int = 2000, number: int = 200) -> str:
    """A worker that reads in its own process is killed at random moments (SIGKILL), and started again."""
    return _killed(Bench(where, reports, "kills"), one_reader, number)


def kills_processes(where: Where, reports: int = 2000, number: int = 40) -> str:
    """A worker with two reading processes: now it is killed, now one of those that read."""
    return _killed(Bench(where, reports, "kills2"), two_readers, number, parts=True)


def _killed(bench: Bench, readers: Callable[[], Readers], number: int, *, parts: bool = False) -> str:
    chance = random.Random(11)
    began, killed, at_work = time.monotonic(), 0, 0
    worker = _started(bench, readers)
    done = 0
    while killed < number:
        left, rate = bench.reports - done, max(done, 1) / (time.monotonic() - began)
        if parts:  # new processes take a while to read anything
            _wait(lambda before=done, one=worker: bench.done() > before or not one.is_alive(), 60)
            time.sleep(chance.uniform(0, 0.5))
        else:
            time.sleep(chance.uniform(0, 2) * left / (number - killed + 1) / rate if done else chance.uniform(0.1, 1))
        children = psutil.Process(worker.pid).children() if parts and worker.is_alive() else []
        if not worker.is_alive():
            break
        if children and killed % 2:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(children).pid, signal.SIGKILL)
        else:
            os.kill(worker.pid, signal.SIGKILL)
            worker.join()
            worker = _started(bench, readers)
        killed += 1
        before, done = done, bench.done()
        at_work += done > before
    worker.join()
    assert killed >= number, f"the work ended after {killed} kills"
    return f"{killed} kills, {at_work} of them after new reports since the last: {bench.check()}"


def _wait(happened: Callable[[], bool], seconds: float) -> None:
    until = time.monotonic() + seconds
    while not happened() and time.monotonic() < until:
        time.sleep(0.05)


def _started(bench: Bench, readers: Callable[[], Readers]) -> multiprocessing.Process:
    process = FORK.Process(target=work, args=(bench, readers))
    process.start()
    return process


def locked(where: Where, reports: int = 300, seconds: int = 30) -> str:
    """Another program holds the database locked for 30 s."""
    bench = Bench(where, reports, "locked")
    said: list[str] = []
    worker = threading.Thread(target=work, args=(bench, one_reader, clock_of, said.append))
    worker.start()
    while bench.done() < reports // 4:
        time.sleep(0.1)
    other = sqlite3.connect(bench.file, timeout=60, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = bench.done()
    time.sleep(seconds)
    during = bench.done() - before
    other.execute("COMMIT")
    other.close()
    worker.join()
    return f"{during} in while locked, the worker said so {len(said)} times and went on: {bench.check()}"


def gone(where: Where, reports: int = 300, seconds: int = 30) -> str:
    """The database server ends at once in the midst of it, and is back after 30 s."""
    bench, said, server = Bench(where, reports, "gone"), list[str](), where.server
    assert server is not None
    worker = threading.Thread(target=work, args=(bench, one_reader, clock_of, said.append))
    worker.start()
    _wait(lambda: bench.done() >= reports // 4, 120)
    server.stop()
    time.sleep(seconds)
    server.start()
    before = bench.done()
    worker.join()
    return f"{before} in when it was back, the worker said so {len(said)} times and went on: {bench.check()}"


def crashes(where: Where, reports: int = 600, number: int = 20) -> str:
    """The database server ends at once at random moments, and comes back each time."""
    bench, chance, server = Bench(where, reports, "crashes"), random.Random(5), where.server
    assert server is not None
    worker = threading.Thread(target=work, args=(bench, one_reader))
    worker.start()
    made = 0
    while made < number and worker.is_alive():
        time.sleep(chance.uniform(0.1, 1.2))
        server.stop()
        server.start()
        made += 1
    worker.join()
    return f"{made} ends of the server: {bench.check()}"


def cluster(where: Where, reports: int = 600, number: int = 20) -> str:
    """A Dask cluster of two workers, of which one is killed (SIGKILL) at random moments; its nanny starts another."""
    bench, chance = Bench(where, reports, "cluster"), random.Random(7)
    with _dask() as (address, nannies):
        worker = threading.Thread(target=work, args=(bench, lambda: Cluster(Cheap(seconds=0.02), address)))
        worker.start()
        killed = at_work = done = 0
        while killed < number and worker.is_alive():
            _wait(lambda before=done: bench.done() > before or not worker.is_alive(), 60)
            time.sleep(chance.uniform(0, 0.5))
            reading = [one for nanny in nannies for one in psutil.Process(nanny.pid).children(recursive=True)]
            reading = [one for one in reading if "spawn_main" in " ".join(one.cmdline())]
            if not reading or not worker.is_alive():
                continue
            with suppress(ProcessLookupError):
                os.kill(chance.choice(reading).pid, signal.SIGKILL)
            killed += 1
            before, done = done, bench.done()
            at_work += done > before
        worker.join()
    return f"{killed} kills, {at_work} of them after new reports since the last: {bench.check()}"


@contextmanager
def _dask() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and two workers, each under a nanny, as the documents start them."""
    address = f"tcp://127.0.0.1:{free_port()}"
    dask = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    scheduler = subprocess.Popen([*dask, "scheduler", "--port", address.rpartition(":")[2], "--no-dashboard"], **quiet)
    nannies = [subprocess.Popen([*dask, "worker", address, "--nthreads", "1"], **quiet) for _ in range(2)]
    try:
        time.sleep(8)
        yield address, nannies
    finally:
        for process in (*nannies, scheduler):
            process.terminate()
        for process in (*nannies, scheduler):
            process.wait(20)


def clock(where: Where, reports: int = 300, jumps: int = 40) -> str:
    """The clock of two workers jumps by up to a day, forwards and back."""
    bench = Bench(where, reports, "clock")
    bench.fill()
    chance, shift = random.Random(3), [0.0]

    def jumping(_connection: object) -> float:
        return time.time() + shift[0]

    def slowly() -> Readers:
        return InProcess(Cheap(seconds=0.02))

    workers = [threading.Thread(target=work, args=(bench, slowly, jumping)) for _ in range(2)]
    for worker in workers:
        worker.start()
    made = 0
    while made < jumps and any(worker.is_alive() for worker in workers):
        shift[0] = chance.choice((-1, 1)) * chance.uniform(1, 86_400)
        made += 1
        time.sleep(0.3)
    for worker in workers:
        worker.join()
    return f"{made} jumps: {bench.check()}"


def one_item(where: Where, reports: int = 200) -> str:
    """Two workers hold the same pieces, since the lease of one ended, and write them at the same time."""
    bench = Bench(where, reports, "one-item")
    bench.fill()
    with bench.store() as store:
        slow = store.claims(Rules(lease_seconds=0.001))
        mine = slow.claim(reports, JOB)
        time.sleep(0.1)
        quick = store.claims(RULES)
        yours = quick.claim(reports, JOB)
        assert len(mine) == len(yours) == reports
        counted: list[int] = []
        sides = [
            threading.Thread(target=_write, args=(claims, items, counted))
            for claims, items in ((slow, mine), (quick, yours))
        ]
        for side in sides:
            side.start()
        for side in sides:
            side.join()
        quick.claim(1, JOB)
    assert sum(counted) == reports
    return f"{2 * reports} writes, {sum(counted)} accepted, {2 * reports - sum(counted)} refused: {bench.check()}"


def _write(claims: Claims, items: list[Item], counted: list[int]) -> None:
    counted.extend(claims.finish([Finished(item=item, told=_told(item.piece))]) for item in items)


def writers(where: Where, reports: int = 1000, number: int = 10) -> str:
    """Ten worker processes on one record."""
    bench = Bench(where, reports, "writers")
    bench.fill()
    began = time.monotonic()
    workers = [_started(bench, one_reader) for _ in range(number)]
    for worker in workers:
        worker.join()
    took = time.monotonic() - began
    assert all(worker.exitcode == 0 for worker in workers), "a worker failed"
    return f"{number} writers, {reports / took:.0f} reports/s together: {bench.check()}"


def full(where: Where, reports: int = 600) -> str:
    """The disk is full in the midst of it (a limit on the size of files), and has room again later."""
    bench = Bench(where, reports, "full")
    bench.fill()
    receives, sends = FORK.Pipe(duplex=False)
    size = max(file.stat().st_size for file in where.folder.glob("full.sqlite*"))
    worker = FORK.Process(target=_in_little_room, args=(bench, size + 400_000, sends))
    worker.start()
    said = [receives.recv() for _ in range(3)]
    before = bench.done()
    assert 0 < before < reports, before
    with bench.store() as store:
        assert store.count_reports() == before, "a report is in that is not done, or the other way round"
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    worker.join()
    reason = said[-1].partition("written: ")[2].partition(".")[0]
    return f"full after {before} reports ({reason!r}), all whole; with room again: {bench.check()}"


def _in_little_room(bench: Bench, size: int, sends) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that writing fails, as it does on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    work(bench, one_reader, said=sends.send)


def memory(where: Where, reports: int = 20_000) -> str:
    """One worker over 20,000 reports."""
    bench = Bench(where, reports, "memory")
    seen: dict[int, int] = {}
    with bench.store() as store:

        def look() -> None:
            step = 2000 * (store.queue.progress(JOB).done // 2000)
            if step not in seen:
                seen[step] = psutil.Process().memory_info().rss // 1_000_000
                print(f"after {step:,} reports: {seen[step]} MB", flush=True)

        Worker(
            store.claims(RULES),
            InProcess(Cheap(told=1), at_once=200),
            job_id=JOB,
            feeding=Feeder(store.queue, JOB, iter(bench.pieces())),
            done=lambda: store.queue.job(JOB).state is JobState.DONE,
            meanwhile=look,
        ).run()
        assert store.count_reports() == reports
    return f"{seen[2000]} MB after 2,000 reports, {max(seen.values())} MB at most"


ON_BOTH: dict[str, Callable[[Where], str]] = {
    "kills": kills,
    "kills-processes": kills_processes,
    "clock": clock,
    "one-item": one_item,
    "writers": writers,
    "cluster": cluster,
}
ON_SQLITE = ON_BOTH | {"locked": locked, "full": full, "memory": memory}
ON_POSTGRESQL = ON_BOTH | {"gone": gone, "crashes": crashes}


def main(words: list[str]) -> int:
    names = [word for word in words if word != "--postgresql"]
    if len(names) == len(words):
        with tempfile.TemporaryDirectory() as folder:
            return _run(names, ON_SQLITE, Where(Path(folder)))
    with running(settings=("listen_addresses=",)) as server, tempfile.TemporaryDirectory() as folder:
        return _run(names, ON_POSTGRESQL, Where(Path(folder), server))


def _run(names: list[str], runs: dict[str, Callable[[Where], str]], where: Where) -> int:
    failed = 0
    for name in names or runs:
        print(f"\n== {name}: {(runs[name].__doc__ or '').splitlines()[0]}", flush=True)
        began = time.monotonic()
        try:
            print(f"{runs[name](where)} ({time.monotonic() - began:.0f} s)", flush=True)
        except AssertionError as error:
            failed += 1
            print(f"NOT AS PROMISED: {error}", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
