"""The map in a real browser, against the usual ways to draw points in Streamlit, in one run.

    python -m benchmarks.bench_map [1000 10000 …] [--full] [--times 2] [--database sqlite:///made.sqlite]

For each size: seconds from opening to markers, megabytes until then, memory of the server; of ours also the embed, a
pan, a change of filter, and how long the server takes for a view with 1, 10 and 50 readers who pan once a second. The
peers are folium's MarkerCluster and FastMarkerCluster through st_folium, st.map and st.pydeck_chart. Of the last two
the background map does not load without internet; they count as seen when their canvas stands, in their favour.
`--full` is 1,000, 10,000, 100,000 and 1,000,000; without it and without sizes 10,000. A size that `--database` holds is
not written again. Needs Chromium, and npm for two of folium's libraries, which are fetched into build/ once.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlparse

from playwright.sync_api import Browser, Frame, sync_playwright
from playwright.sync_api import Error as BrowserError

from benchmarks.pages import CLUSTER_ASSETS, Server, Visit, cluster_assets, served, visit
from mapapp.demo import write
from mapapp.draw.incident_layer import POINT_URL
from mapapp.merge import Merger
from mapapp.settings import Settings
from mapapp.store import Store
from mapapp.story import Teller
from tests.browser import CHROMIUM, FLAGS

FULL = (1_000, 10_000, 100_000, 1_000_000)
READERS = (1, 10, 50)
SECONDS_OF_PANNING = 20
OURS_SEEN = "window.__incidents && window.__incidents.drawn > 0"
CLUSTERS_SEEN = "document.querySelector('.marker-cluster') !== null"
CANVAS_SEEN = "document.querySelector('[data-testid=stDeckGlJsonChart] canvas') !== null"
FOLIUM = "streamlit_folium"
PEERS = {
    "MarkerCluster": (CLUSTERS_SEEN, FOLIUM, 10_000),
    "FastMarkerCluster": (CLUSTERS_SEEN, FOLIUM, 100_000),
    "st.map": (CANVAS_SEEN, "", 1_000_000),
    "pydeck": (CANVAS_SEEN, "", 1_000_000),
}
"""When each counts as seen, in which frame, and up to which size it is asked: beyond it a page takes many minutes."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000])
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--database")
    parser.add_argument("--no-peers", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for size in FULL if options.full else options.sizes:
            file = filled(Path(folder), size, options.database)
            print(f"\n{size:,} incidents", flush=True)
            best = ours(browser, file, options.times)
            if not options.no_peers:
                peers(browser, file, Path(folder), size, best)
        browser.close()


def filled(folder: Path, size: int, given: str | None) -> str:
    """The address of a record with so many made-up incidents."""
    if given:
        store = Store.open(given)
        if len(store) == size:
            return given
    address = f"sqlite:///{folder / f'{size}.sqlite'}"
    gazetteer = Settings.from_environment().gazetteer_file
    rules = {"signature": Merger().signature, "stories": Teller().signature}
    write(Store.open(address), size, gazetteer, today=datetime.now(UTC).date(), **rules)
    return address


def ours(browser: Browser, database: str, times: int) -> float:
    """Everything of ours; seconds to markers."""
    began = time.perf_counter()
    with served("mapapp/app.py", MAPAPP_DATABASE=database, MAPAPP_SAMPLES="0") as server:
        print(f"server ready after {time.perf_counter() - began:.1f} s, {server.resident_mb():.0f} MB", flush=True)
        seconds = _quickest("ours", [_look(browser, server.url, OURS_SEEN, FOLIUM) for _ in range(times)])
        _quickest("ours, embed", [_look(browser, f"{server.url}/embed", OURS_SEEN) for _ in range(times)])
        print(f"server then {server.resident_mb():.0f} MB", flush=True)
        _readers(server)
        _moves(browser, server)
        print(f"server then {server.resident_mb():.0f} MB", flush=True)
    return seconds


def _look(browser: Browser, url: str, seen: str, frame: str = "") -> tuple[float, float]:
    """Seconds until it is seen, and megabytes until then."""
    with visit(browser, url, seen, frame) as found:
        return found.seconds, found.received / 1e6


def _quickest(name: str, told: list[tuple[float, float]]) -> float:
    """On a machine that others use too the quickest of some visits is nearest to the truth."""
    seconds, megabytes = min(told)
    print(f"{name:<24}{seconds:>8.2f} s{megabytes:>8.2f} MB", flush=True)
    return seconds


def _moves(browser: Browser, server: Server) -> None:
    """Pan, zoom and filter on one page that stays open."""
    with visit(browser, server.url, OURS_SEEN, FOLIUM) as found:
        frame = found.frame
        assert isinstance(frame, Frame)
        told = [_moved(frame, button) for button in ("in", "in", "out", "in", "in", "out", "out")]
        waits, sizes = zip(*told, strict=True)
        print(
            f"{'zoom, answer':<24}{statistics.median(waits):>8.0f} ms{max(waits):>8.0f} ms at most"
            f"{max(sizes) / 1e3:>8.1f} kB at most",
            flush=True,
        )
        print(f"{'filter, click to map':<24}{_filtered(found, frame) * 1000:>8.0f} ms", flush=True)


def _moved(frame: Frame, button: str) -> tuple[float, int]:
    """Milliseconds from the map's question to the answer, and its bytes."""
    before = frame.evaluate("() => { performance.clearResourceTimings(); return window.__incidents.drawn }")
    frame.click(f".leaflet-control-zoom-{button}")
    frame.wait_for_function(f"window.__incidents.drawn > {before}")
    took, size = frame.evaluate(
        "() => { const all = performance.getEntriesByType('resource').filter((one) => one.name.includes('/view?'));"
        " const last = all.at(-1); return [last.responseEnd - last.startTime, last.encodedBodySize] }"
    )
    return took, size


def _filtered(found: Visit, frame: Frame) -> float:
    """Seconds from the choice of one type to the map that shows it, in the same frame."""
    page = found.page
    field = page.locator("[data-testid=stMultiSelect]").filter(has_text="What happened").locator("input")
    option = page.get_by_role("option").filter(has_text="Battles").first
    for _ in range(5):  # the list closes when the page is drawn anew
        field.click()
        try:
            option.wait_for(timeout=5_000)
        except BrowserError:
            continue
        break
    drawn = frame.evaluate("window.__incidents.drawn")
    began = time.perf_counter()
    option.click()
    frame.wait_for_function(f"window.__incidents.drawn > {drawn}")
    return time.perf_counter() - began


def _readers(server: Server) -> None:
    """How long the server takes for a view while so many readers pan."""
    alone = 0.0
    for many in READERS:
        spent: list[float] = []
        until = time.monotonic() + SECONDS_OF_PANNING
        threads = [threading.Thread(target=_pan, args=(server, seed, until, spent)) for seed in range(many)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        spent.sort()
        half, most = spent[len(spent) // 2], spent[min(len(spent) - 1, int(0.95 * len(spent)))]
        alone = alone or half
        print(
            f"{f'{many} readers, a view':<24}{half:>8.0f} ms p50{most:>8.0f} ms p95{len(spent):>6} views, "
            f"p50 ×{half / alone:.1f}",
            flush=True,
        )


def _pan(server: Server, seed: int, until: float, spent: list[float]) -> None:
    """One reader: a step on the map each second, now and then a zoom."""
    chance = random.Random(seed)
    line = http.client.HTTPConnection(urlparse(server.url).netloc, timeout=60)
    latitude, longitude, zoom = chance.uniform(-20, 50), chance.uniform(-100, 120), chance.choice((2, 3, 5, 7))
    time.sleep(chance.random())
    while time.monotonic() < until:
        wide, high = 1000 * 360 / 256 / 2**zoom, 640 * 180 / 256 / 2**zoom
        box = (longitude - wide / 2, max(-85, latitude - high / 2), longitude + wide / 2, min(85, latitude + high / 2))
        began = time.perf_counter()
        line.request("GET", f"{POINT_URL}/view?z={zoom}&bbox={','.join(f'{side:.4f}' for side in box)}")
        answer = line.getresponse()
        answer.read()
        assert answer.status == 200
        spent.append((time.perf_counter() - began) * 1000)
        latitude, longitude = latitude + high / 4 * chance.uniform(-1, 1), longitude + wide / 4 * chance.uniform(-1, 1)
        latitude = min(60.0, max(-60.0, latitude))
        time.sleep(max(0.0, 1 - (time.perf_counter() - began)))


def peers(browser: Browser, database: str, folder: Path, size: int, best: float) -> None:
    """The same incidents drawn in the usual ways."""
    if not cluster_assets():
        print("folium's cluster libraries could not be fetched from npm: its pages are left out", file=sys.stderr)
    markers = folder / "markers.json"
    markers.write_text(json.dumps(list(rows(database))), encoding="utf-8")
    for name, (seen, frame, most) in PEERS.items():
        if size > most or (frame and not cluster_assets()):
            print(f"{name:<24} left out", flush=True)
            continue
        given = {"MARKERS": str(markers), "PEER": name, "CLUSTER_ASSETS": str(CLUSTER_ASSETS)}
        with served("benchmarks/plain_markers.py", ours=False, **given) as server:
            try:
                seconds = _quickest(name, [_look(browser, server.url, seen, frame)])
            except (TimeoutError, BrowserError) as error:
                print(f"{name:<24} not finished: {str(error).splitlines()[0]}", flush=True)
                continue
            print(f"{'':<24} ours takes ×{best / seconds:.2f} of it; server {server.resident_mb():.0f} MB", flush=True)


def rows(database: str) -> Iterator[tuple[float, float, str]]:
    """The same incidents as plain markers, each at its first place."""
    query = (
        "SELECT latitude, longitude, sub_type FROM incident_place JOIN incident ON incident.id = incident_id"
        " WHERE ordinal = 0"
    )
    with sqlite3.connect(database.removeprefix("sqlite:///")) as connection:
        yield from connection.execute(query)


if __name__ == "__main__":
    main()
