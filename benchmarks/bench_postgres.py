"""The record on PostgreSQL against the same record on SQLite, in one run; and how soon an open page shows a change.

    python benchmarks/bench_postgres.py [100000]

Both wait for the disk at each commit. The server has its default settings, and is reached through a socket. The second
part opens a page in a browser at one server, writes through another process, and waits until the page shows it.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1]))

from datetime import date

from playwright.sync_api import sync_playwright

from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.store import Store
from mapapp.store.snapshot import Snapshot
from mapapp.store.synthetic import synthetic_readings
from tests.browser import CHROMIUM, FLAGS
from tests.builders import a_report, an_incident
from tests.database_server import NoServer, Server, running
from tests.e2e.conftest import start
from tests.e2e.reader import Reader

REPORTS = 1_000
AT_ONCE = 2_000
"""Reports in one transaction of the bulk."""
CHANGES = 15
NARROW = View(types=("battle", "explosion"), since=date(2015, 1, 1), killed_at_least=2)


def seconds(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


def singly(url: str) -> float:
    """Keep reports one by one, each in a transaction of its own and compared with those before."""
    store = Store.open(url, Merger())
    readings = list(islice(synthetic_readings(10 * REPORTS, seed=3), REPORTS))
    spent = seconds(lambda: [store.keep(*reading) for reading in readings])
    store.close()
    return spent


def in_bulk(url: str, size: int) -> Iterator[tuple[str, float]]:
    """Keep many, and ask."""
    store = Store.open(url)
    readings = iter(list(synthetic_readings(size)))

    def write() -> None:
        while some := list(islice(readings, AT_ONCE)):
            store.keep_many(some)

    yield f"{size:,} incidents written, {AT_ONCE:,} reports at a time, s", seconds(write)
    yield "the columns behind the map read, s", median(seconds(lambda: Snapshot.read(store)) for _ in range(3))
    yield "the version asked, ms", 1000 * median(seconds(store.version) for _ in range(200))
    yield "tally of everything, ms", 1000 * median(seconds(lambda: store.tally(View())) for _ in range(5))
    yield "tally under three filters, ms", 1000 * median(seconds(lambda: store.tally(NARROW)) for _ in range(5))
    yield "500 rows of a table, ms", 1000 * median(seconds(lambda: store.rows(View(), limit=500)) for _ in range(5))
    store.close()


def compare(server: Server, folder: Path, size: int) -> None:
    """Print one line for each question."""
    print(f"{'':<62}{'SQLite':>10}{'PostgreSQL':>12}{'ratio':>8}")
    one, other = (singly(url) for url in (f"sqlite:///{folder}/singly.sqlite", server.new()))
    line(f"{REPORTS:,} reports kept one by one, merged, s", one, other)
    both = zip(in_bulk(f"sqlite:///{folder}/bulk.sqlite", size), in_bulk(server.new(), size), strict=True)
    for (what, first), (_, second) in both:
        line(what, first, second)


def line(what: str, one: float, other: float) -> None:
    print(f"{what:<62}{one:>10.2f}{other:>12.2f}{other / one:>7.1f}x", flush=True)


def told(address: str, store: Store) -> list[float]:
    """Seconds from the end of a write by another process until the server has told a page that asks once a second."""
    version, spent = f"{address}/api/v1/version", []
    urllib.request.urlopen(version).close()
    for number in range(CHANGES):
        time.sleep(1 + 0.13 * number % 1)
        store.keep(a_report(f"Told {number}."))
        begin = time.perf_counter()
        time.sleep(0.07 * number % 1)  # at another moment between two looks of the page
        while json.load(urllib.request.urlopen(version))["version"] != store.version():
            time.sleep(1)
        spent.append(time.perf_counter() - begin)
    return sorted(spent)


def shown(address: str, store: Store) -> list[float]:
    """Seconds until the figures of a page that is open and idle in a browser show it."""
    spent = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        reader = Reader(browser, address)
        reader.context.set_default_timeout(300_000)
        reader.open_map()
        tellers = int(re.search("from ([0-9]+) reports", reader.tally(""))[1])  # those with incidents
        for number in range(CHANGES):
            report = a_report(f"Change {number}.")
            time.sleep(2.5 + 0.13 * number)  # at another moment between two looks of the page
            store.keep(report, [an_incident(report=report, when=None, counts=())])
            begin, wanted = time.perf_counter(), f"from {tellers + number + 1} reports"
            reader.page.wait_for_function(
                "wanted => document.querySelector('.incident-tally')?.textContent.includes(wanted)", arg=wanted
            )
            spent.append(time.perf_counter() - begin)
        browser.close()
    return sorted(spent)


def how_soon(engine: str, url: str, folder: Path) -> None:
    """Print how soon others see a write."""
    address, process = start("syria", folder, url)
    store = Store.open(url, Merger())
    try:
        for what, measure in (("a page that asks is told", told), ("the open page shows it", shown)):
            spent = measure(address, store)
            print(f"another process writes, {what}, {engine}: median {median(spent):.2f} s, "
                  f"longest of {len(spent)} {spent[-1]:.2f} s", flush=True)  # fmt: skip
    finally:
        process.terminate()
        process.wait(20)
        store.close()


def main(size: int) -> None:
    """Measure both."""
    try:
        with running(settings=("listen_addresses=",)) as server, tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for engine, url in (("SQLite", f"sqlite:///{folder}/soon.sqlite"), ("PostgreSQL", server.new())):
                how_soon(engine, url, folder)
            compare(server, folder, size)
    except NoServer as reason:
        print(f"not measured: {reason}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
