"""Seconds from opening the page to markers on the screen, in a real browser.

    python benchmarks/bench_page.py [--incidents 10000] [--times 3]

Ours with the sample reports, ours with made-up incidents, and a plain folium MarkerCluster page of the same incidents
through st_folium, all in one run. Needs Chromium; the plain page needs two npm packages, which are
fetched into build/ once. Without it that line is left out.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Frame, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mapapp.store import Store  # noqa: E402
from mapapp.store.synthetic import synthetic_readings  # noqa: E402

PACKAGES = {"leaflet.markercluster@1.5.3": "leaflet.markercluster.js", "jquery@3.7.1": "jquery.min.js"}
"""What the plain page needs from npm, and the file that shows that it is here."""
CLUSTER_ASSETS = ROOT / "build" / "markercluster"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
PATIENCE_SECONDS = 120
OURS_SEEN = "window.__incidents && window.__incidents.drawn > 0"
PLAIN_SEEN = "document.querySelector('.marker-cluster') !== null"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One page."""

    name: str
    seconds: float
    """Median, from opening to markers."""
    websocket_mb: float
    """Received over the websocket until then."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        show(list(measured(browser, Path(folder), options.incidents, options.times)))
        browser.close()


def measured(browser: Browser, folder: Path, incidents: int, times: int) -> Iterator[Measured]:
    """Each page in turn, each on a server of its own."""
    with served("mapapp/app.py", MAPAPP_DATABASE=f"sqlite:///{folder / 'samples.sqlite'}") as url:
        yield look(browser, "ours, sample reports", url, OURS_SEEN, times)
    made = folder / "made.sqlite"
    Store.open(f"sqlite:///{made}").keep_many(synthetic_readings(incidents))
    with served("mapapp/app.py", MAPAPP_DATABASE=f"sqlite:///{made}", MAPAPP_SAMPLES="0") as url:
        yield look(browser, f"ours, {incidents:,} made-up incidents", url, OURS_SEEN, times)
    if not cluster_assets():
        print(f"The plain page is left out: {' and '.join(PACKAGES)} could not be fetched.", file=sys.stderr)
        return
    markers = folder / "markers.json"
    markers.write_text(json.dumps(list(rows(incidents))), encoding="utf-8")
    plain = {"MARKERS": str(markers), "CLUSTER_ASSETS": str(CLUSTER_ASSETS)}
    with served("benchmarks/plain_markers.py", **plain) as url:
        yield look(browser, f"plain MarkerCluster, {incidents:,}", url, PLAIN_SEEN, times)


def rows(incidents: int) -> Iterator[list[Any]]:
    """The same incidents as plain markers."""
    for _, told in synthetic_readings(incidents):
        for incident in told:
            for place in incident.places[:1]:
                yield [place.point.latitude, place.point.longitude, incident.event_type.sub_type]


def look(browser: Browser, name: str, url: str, seen: str, times: int) -> Measured:
    """Open a page several times, each with an empty cache."""
    visits = []
    for turn in range(times):
        print(f"{name}: visit {turn + 1} of {times}", file=sys.stderr, flush=True)
        visits.append(visit(browser, url, seen))
    return Measured(
        name=name,
        seconds=statistics.median(seconds for seconds, _ in visits),
        websocket_mb=statistics.median(size for _, size in visits) / 1e6,
    )


def visit(browser: Browser, url: str, seen: str) -> tuple[float, int]:
    """Seconds to markers, and bytes over the websocket."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    received = [0]

    def count(payload: str | bytes) -> None:
        received[0] += len(payload)

    page.on("websocket", lambda socket_: socket_.on("framereceived", count))
    began = time.perf_counter()
    page.goto(url)
    frame: Frame | None = None
    while time.perf_counter() - began < PATIENCE_SECONDS:
        frame = next((frame for frame in page.frames if "streamlit_folium" in frame.url), None)
        if frame and frame.evaluate(seen):
            break
        page.wait_for_timeout(20)
    else:
        raise TimeoutError(f"no markers on {url} within {PATIENCE_SECONDS} s")
    seconds = time.perf_counter() - began
    context.close()
    return seconds, received[0]


@contextmanager
def served(script: str, **environment: str) -> Iterator[str]:
    """A server for a script, ready to answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port)]
    options = ["--server.address", "127.0.0.1", "--server.headless", "true"]
    process = subprocess.Popen(
        [*command, *options],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: ready(f"{url}/healthz") or ready(f"{url}/_stcore/health"))
        wait_until(lambda: ready(f"{url}/healthz") or "plain" in script)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def ready(url: str) -> bool:
    """Does it answer 200?"""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for a server."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not answer")
        time.sleep(0.2)


def cluster_assets() -> bool:
    """Are the plain page's libraries here? Fetch them from npm otherwise."""
    CLUSTER_ASSETS.mkdir(parents=True, exist_ok=True)
    return all((CLUSTER_ASSETS / file).exists() or fetched(package) for package, file in PACKAGES.items())


def fetched(package: str) -> bool:
    """Put the files of a package's `dist` folder with the assets; False where npm cannot give it."""
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        if npm is None:
            return False
        if subprocess.run([npm, "pack", package], cwd=folder, capture_output=True, check=False).returncode:
            return False
        with tarfile.open(next(Path(folder).glob("*.tgz"))) as archive:
            for member in archive.getmembers():
                content = archive.extractfile(member) if member.name.startswith("package/dist/") else None
                if content:
                    (CLUSTER_ASSETS / Path(member.name).name).write_bytes(content.read())
    return True


def show(pages: list[Measured]) -> None:
    """A table; the ratio is to the plain page where there is one."""
    plain = next((page for page in pages if page.name.startswith("plain")), None)
    print(f"{'page':<36} {'seconds':>8} {'websocket MB':>13} {'ratio to plain':>15}")
    for page in pages:
        ratio = f"{page.seconds / plain.seconds:.2f}" if plain else "–"
        print(f"{page.name:<36} {page.seconds:>8.2f} {page.websocket_mb:>13.2f} {ratio:>15}")


if __name__ == "__main__":
    main()
