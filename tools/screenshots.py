"""The pictures of the app in README and docs: `python -m tools.screenshots`, after a change that can be seen.

Starts the real app on the sample reports and on a made-up record, in a folder of its own, and looks at it in Chromium.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser import CHROMIUM, FLAGS

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDE = (1440, 900)
PHONE = (360, 740)
PORT = 8791
MADE_UP = 3_000
"""Incidents of the made-up record."""
REPORT = """Floods cut road to Goma

GOMA, 3 May 2024 - Floods swept through the town of Sake on Thursday, killing at least nine people, the mayor said.
On Friday, gunmen attacked a convoy near Rutshuru and abducted four aid workers. The army denied that its soldiers had
fired on displaced families in Kanyabayonga. A protest is planned for Monday in Bukavu."""

SAMPLES = {
    "map": ("/", WIDE),
    "filters": ("/?type=explosion&type=civilians", WIDE),
    "phone": ("/", PHONE),
}
DEMO = {
    "areas": ("/?layer=areas", WIDE),
    "hexagons": ("/?layer=hexagons#map=4/25.0000/42.0000", WIDE),
    "heat": ("/?layer=heat#map=4/25.0000/42.0000", WIDE),
    "embed": ("/embed?layer=points#map=5/34.0000/40.0000", (900, 560)),
}
"""Picture → the link that it shows, and the window."""


def main() -> None:
    """Take them all."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  a package of the tests

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        with _app(Path(folder) / "samples.sqlite") as url:
            _take(browser, url, SAMPLES)
            _read(browser, url)
            _add(browser, url, Path(folder))
        made_up = Path(folder) / "demo.sqlite"
        command = [sys.executable, "-m", "mapapp", "demo", "--incidents", str(MADE_UP), "--no-open"]
        subprocess.run([*command, "--database", f"sqlite:///{made_up}"], cwd=ROOT, check=True)
        with _app(made_up) as url:
            _take(browser, url, DEMO)


@contextmanager
def _app(record: Path) -> Iterator[str]:
    """The app on this record, while the block runs."""
    environment = os.environ | {"MAPAPP_DATABASE": f"sqlite:///{record}"}
    command = [sys.executable, "-m", "mapapp", "run", "--port", str(PORT)]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{PORT}"
    try:
        _wait_for(f"{url}/api/v1/version")
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            pass
        time.sleep(0.5)
    raise TimeoutError(f"{address} does not answer")


def _page(browser: Any, window: tuple[int, int]) -> Any:  # noqa: ANN401  playwright is a package of the tests
    page = browser.new_page(viewport={"width": window[0], "height": window[1]}, locale="en-GB")
    page.set_default_timeout(60_000)
    return page


def _take(browser: Any, url: str, pictures: dict[str, tuple[str, tuple[int, int]]]) -> None:  # noqa: ANN401
    for name, (path, window) in pictures.items():
        page = _page(browser, window)
        page.goto(url + path)
        _settled(page)
        _save(page, name)
        page.close()


def _settled(page: Any) -> None:  # noqa: ANN401
    """Wait until nothing runs on the server, and the map, where there is one, is drawn."""
    page.wait_for_load_state("networkidle")
    if "/embed" not in page.url:
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_selector("[data-testid=stSkeleton]", state="detached")
    for frame in page.frames:
        if "streamlit_folium" in frame.url:
            frame.wait_for_function("window.__incidents && window.__incidents.drawn > 0")
    page.wait_for_timeout(4_000)


def _read(browser: Any, url: str) -> None:  # noqa: ANN401
    """A pasted report."""
    page = _page(browser, WIDE)
    page.goto(f"{url}/paste")
    page.locator("textarea").first.fill(REPORT)
    page.get_by_role("button", name="Read", exact=False).first.click()
    page.get_by_role("button", name="Keep").first.wait_for()
    _settled(page)
    _save(page, "paste")
    page.close()


def _add(browser: Any, url: str, folder: Path) -> None:  # noqa: ANN401
    """A file that goes in, and one that does not."""
    good, bad = folder / "goma.txt", folder / "statement.pdf"
    good.write_text(REPORT, encoding="utf-8")
    bad.write_bytes(b"this is no PDF")
    page = _page(browser, WIDE)
    page.goto(f"{url}/add")
    page.set_input_files("input[type=file]", [good, bad])
    page.get_by_text("statement.pdf").wait_for()
    page.get_by_role("button", name="Take in").click()
    page.get_by_text("Done", exact=False).first.wait_for(timeout=120_000)
    _settled(page)
    _save(page, "add")
    page.close()


def _save(page: Any, name: str) -> None:  # noqa: ANN401
    page.screenshot(path=IMAGES / f"{name}.png")
    print(IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
