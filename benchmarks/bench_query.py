"""How fast a query is answered, against the same question to SQLite from the same file in the same run.

python -m benchmarks.bench_query [1000 10000 100000 1000000]  (10000 where no size is given)
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.bench_store import sqlite_facets
from gazetteer.place import Extent
from mapapp.demo import write
from mapapp.domain.shape import Shape
from mapapp.domain.view import View
from mapapp.settings import Settings
from mapapp.store import Store
from mapapp.store.snapshot import Snapshot

WORLD = Extent(west=-180, south=-60, east=180, north=75)
VIEWS = {
    "everything": View(),
    "type, date, toll": View(types=("battle", "explosion"), since=date(2020, 1, 1), killed_at_least=2),
    "words": View(words="gunmen airport"),
    "area": View(area=Shape.parse("polygon:-10,-10,50,-12,60,40,20,45,-15,30")),
}


def resident_mb() -> float:
    """Of this process, now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1e6


def times_ms(call: Callable[[], object], times: int) -> tuple[float, float]:
    """Half and 95 of a hundred calls are quicker."""
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        call()
        spent.append((time.perf_counter() - begin) * 1000)
    spent.sort()
    return spent[len(spent) // 2], spent[min(len(spent) - 1, int(0.95 * len(spent)))]


def measure(store: Store, size: int) -> None:
    """Fill the store and ask both."""
    settings = Settings.from_environment()
    begin = time.perf_counter()
    write(store, size, settings.gazetteer_file, today=datetime.now(UTC).date(), signature="")
    written, before = time.perf_counter() - begin, resident_mb()
    begin = time.perf_counter()
    snapshot = Snapshot.read(store)
    read = time.perf_counter() - begin
    print(f"\n{size:,}: written in {written:.1f} s, read in {read:.1f} s, {resident_mb() - before:+.0f} MB resident")
    print(f"{'question':<34}{'p50 ms':>9}{'p95 ms':>9}{'SQLite ms':>11}")

    def fresh(call: Callable[[], object]) -> Callable[[], object]:
        def asked() -> object:
            snapshot._masks.clear()
            snapshot._facets.clear()
            snapshot._breakdowns.clear()
            snapshot._looks.clear()
            return call()

        return asked

    for name, view in VIEWS.items():
        assert snapshot.tally(view) == store.tally(view)
        peers = {"tally": lambda v=view: store.tally(v), "charts": lambda v=view: sqlite_facets(store, v)}
        for what, call in (
            ("tally", lambda v=view: snapshot.tally(v)),
            ("facets", lambda v=view: snapshot.facets(v)),
            ("charts", lambda v=view: snapshot.breakdown(v)),
            ("histogram", lambda v=view: snapshot.histogram(v)),
            ("viewport", lambda v=view: snapshot.viewport(v, WORLD, 2)),
        ):
            half, most = times_ms(fresh(call), 21)
            peer = times_ms(peers[what], 1)[0] if what in peers else float("nan")
            print(f"{f'{what}, {name}':<34}{half:>9.1f}{most:>9.1f}{peer:>11.1f}")


def main(sizes: list[int]) -> None:
    """One table for each size."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            measure(Store.open(f"sqlite:///{folder}/incidents.sqlite"), size)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
