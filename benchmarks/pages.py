"""Servers in processes of their own, and a browser that looks at them: what the benchmarks of the map stand on."""

from __future__ import annotations

import os
import shutil
import socket
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

from playwright.sync_api import Browser, Frame, Page

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = {"leaflet.markercluster@1.5.3": "leaflet.markercluster.js", "jquery@3.7.1": "jquery.min.js"}
"""What folium's plain pages need from npm, and the file that shows that it is here."""
CLUSTER_ASSETS = ROOT / "build" / "markercluster"
PATIENCE_SECONDS = 180
READING_SECONDS = 1_800
"""How long a server may read its record on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A server that answers."""

    url: str
    pid: int

    def resident_mb(self) -> float:
        """What it holds in memory now."""
        lines = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1000


@contextmanager
def served(script: str, *, ours: bool = True, **environment: str) -> Iterator[Server]:
    """A server for a script, ready to answer; ours when its incidents are read."""
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
        wait_until(lambda: _ready(url + ("/healthz" if ours else "/_stcore/health")), READING_SECONDS)
        yield Server(url=url, pid=process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _ready(url: str) -> bool:
    """Does it answer 200?"""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(condition: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> None:
    """Wait for a server."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not answer")
        time.sleep(0.2)


@dataclass(slots=True)
class Visit:
    """One visitor with an empty cache, until something is seen."""

    page: Page
    frame: Page | Frame
    """Where it was seen."""
    seconds: float = 0.0
    received: int = 0
    """Bytes: of the websocket, and of everything over HTTP."""


@contextmanager
def visit(browser: Browser, url: str, seen: str, frame_of: str = "") -> Iterator[Visit]:
    """Open a page and wait until a script is true there, or in the frame whose address holds `frame_of`.

    Raises TimeoutError.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        page = context.new_page()
        found = Visit(page=page, frame=page)
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.on("Network.loadingFinished", lambda told: _add(found, told["encodedDataLength"]))
        page.on("websocket", lambda opened: opened.on("framereceived", lambda payload: _add(found, len(payload))))
        began = time.perf_counter()
        page.goto(url)
        while time.perf_counter() - began < PATIENCE_SECONDS:
            frame = next((frame for frame in page.frames if frame_of in frame.url), None) if frame_of else page
            if frame and frame.evaluate(seen):
                found.frame, found.seconds = frame, time.perf_counter() - began
                break
            page.wait_for_timeout(20)
        else:
            raise TimeoutError(f"nothing was seen within {PATIENCE_SECONDS} s")
        yield found
    finally:
        context.close()


def _add(found: Visit, number: float) -> None:
    found.received += int(number)


def cluster_assets() -> bool:
    """Are the plain pages' libraries here? Fetch them from npm otherwise."""
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
