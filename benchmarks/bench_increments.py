"""What new incidents cost the columns in memory, against reading the record anew, in one run.

    python -m benchmarks.bench_increments [10000 100000 1000000] [--database sqlite:///made.sqlite] [--new 1 100 10000]

For each size and each number of new incidents: clock and processor seconds from the write to the new snapshot, the
longest time that a reader in another thread had to wait for an answer from the snapshot it holds, against how long it
waits when nothing is read, and the memory then. The peer is to read everything anew. `--database` is a made-up record
(`python -m mapapp demo`); it is copied first. Without sizes 10,000.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bench_query import resident_mb
from gazetteer.place import Extent
from mapapp.demo import write
from mapapp.domain.view import View
from mapapp.settings import Settings
from mapapp.store import Store, memory
from mapapp.store.latest import Latest
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings

NEW = (1, 100, 10_000)
TOWN = Extent(west=36, south=33, east=40, north=37)


@dataclass
class Reader:
    """Asks a snapshot one question after the other, as fast as it answers."""

    latest: Latest
    store: Store
    longest: float = 0.0
    """Seconds."""
    longest_tick: float = 0.0
    """Seconds that a thread which does nothing but look at the clock was kept from it."""
    _stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.threads = [threading.Thread(target=one, daemon=True) for one in (self._ask, self._tick)]
        for thread in self.threads:
            thread.start()

    def _ask(self) -> None:
        while not self._stop.is_set():
            began = time.perf_counter()
            snapshot = self.latest.of(self.store)
            snapshot._looks.clear()
            snapshot.viewport(View(), TOWN, 7)
            self.longest = max(self.longest, time.perf_counter() - began)
            time.sleep(0.01)

    def _tick(self) -> None:
        while not self._stop.is_set():
            began = time.perf_counter()
            time.sleep(0.001)
            self.longest_tick = max(self.longest_tick, time.perf_counter() - began - 0.001)

    def stop(self) -> None:
        """Ask no more."""
        self._stop.set()
        for thread in self.threads:
            thread.join()


@contextmanager
def filled(size: int, given: str | None) -> Iterator[Store]:
    """A record of made-up incidents that may be changed."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "incidents.sqlite"
        if given:
            shutil.copy(given.removeprefix("sqlite:///"), file)
        store = Store.open(f"sqlite:///{file}")
        if not given:
            gazetteer = Settings.from_environment().gazetteer_file
            write(store, size, gazetteer, today=datetime.now(UTC).date(), signature="")
        yield store
        store.close()


def timed(call: Callable[[], object]) -> tuple[float, float]:
    """Clock and processor seconds."""
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - clock, time.process_time() - processor


def measure(store: Store, size: int, news: list[int]) -> None:
    """Read, add, follow."""
    latest = Latest(patience_seconds=3_600)
    began = time.perf_counter(), time.process_time()
    held = latest.of(store)
    anew = time.perf_counter() - began[0], time.process_time() - began[1]
    memory.give_back()
    print(f"\n{size:,} incidents: read anew in {anew[0]:.2f} s, {anew[1]:.2f} s of processor; {resident_mb():.0f} MB")
    print(f"{'new':>8}{'clock s':>9}{'CPU s':>8}{'of anew':>9}{'longest answer ms':>19}{'idle':>7}{'tick':>7}{'MB':>7}")
    for number, new in enumerate(news):
        quiet = Reader(latest, store)
        time.sleep(2)
        quiet.stop()
        store.keep_many(some(new, seed=100 + number))
        clock, processor = timed(partial(held.followed, store))
        reader = Reader(latest, store)
        while latest.of(store).version != store.version():
            time.sleep(0.005)
        time.sleep(0.5)
        reader.stop()
        held = latest.of(store)
        assert len(held) == len(held.columns.ids)
        print(
            f"{new:>8,}{clock:>9.3f}{processor:>8.3f}{clock / anew[0]:>9.4f}{reader.longest * 1000:>19.0f}"
            f"{quiet.longest * 1000:>7.0f}{reader.longest_tick * 1000:>7.0f}{resident_mb():>7.0f}",
            flush=True,
        )
    fresh = Snapshot.read(store)
    assert fresh.ids(View(), limit=1_000) == held.ids(View(), limit=1_000)
    assert fresh.facets(View()) == held.facets(View())
    assert fresh.tally(View()) == held.tally(View())


def some(new: int, seed: int) -> list[object]:
    """Reports that tell exactly so many incidents."""
    found, left = [], new
    for report, incidents in synthetic_readings(new, seed):
        found.append((report, tuple(islice(incidents, left))))
        left -= len(incidents)
    return found


def main() -> None:
    """One table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000])
    parser.add_argument("--database")
    parser.add_argument("--new", type=int, nargs="+", default=list(NEW))
    options = parser.parse_args()
    for size in options.sizes:
        with filled(size, options.database) as store:
            measure(store, len(store) if options.database else size, options.new)


if __name__ == "__main__":
    main()
