"""A reader at a browser: what one does and sees, in words."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlparse

from playwright.sync_api import TimeoutError as PlaywrightTimeout

HARMLESS = ("Unrecognized feature", "An iframe which has both allow-scripts")
"""Chromium's own remarks about Streamlit's frame."""
LOOKED_FOR = ("/_stcore/host-config", "/_stcore/health")
"""Opened at the address of a page, Streamlit looks for its server under that address before it looks at the root."""
LET_GO = "net::ERR_ABORTED"
"""What becomes of a request whose page is left."""
NOT_FETCHED = "Failed to fetch"
"""Said by a script whose request failed. The request itself tells of it, and whether the page was only left."""
STILL = """
const still = new CSSStyleSheet();
still.replaceSync("*, *::before, *::after { animation-duration: 0s !important; animation-delay: 0s !important; " +
  "animation-iteration-count: 1 !important; transition-duration: 0s !important; transition-delay: 0s !important; }");
document.adoptedStyleSheets = [still];
"""
"""What pulses and fades while the page is made costs a busy machine more than the page."""
PATIENCE_MS = 60_000
"""A busy machine is no failure."""


_opened: dict[str, Any] = {}


def context_for(browser: Any, url: str) -> Any:
    """One for all readers of a server: what Chromium has compiled it need not compile again. What Streamlit keeps
    there of one reader is cleared away, so that a new tab is a new reader.
    """
    if url not in _opened:
        context = _opened[url] = browser.new_context(viewport={"width": 1440, "height": 900})
        context.set_default_timeout(PATIENCE_MS)
        context.add_init_script(STILL)
    return _opened[url]


class Reader:
    """One browser tab. It notes every request to another host, every console error, and whether report text ran."""

    def __init__(self, browser: Any, url: str) -> None:
        self.url = url
        self.context = context_for(browser, url)
        self._others = list(self.context.pages)
        self.page = self.context.new_page()
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", self._request)
        self.context.on("requestfailed", self._failed)
        self.page.on("console", self._console)
        self.page.on("pageerror", self._error)

    def _request(self, request: Any) -> None:
        address = urlparse(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != urlparse(self.url).netloc:
            self.foreign.append(request.url)

    def _failed(self, request: Any) -> None:
        if request.failure != LET_GO:
            self.errors.append(f"{request.url}: {request.failure}")

    def _error(self, error: Any) -> None:
        if not error.message.endswith(NOT_FETCHED):
            self.errors.append(str(error))

    def _console(self, message: Any) -> None:
        looks = urlparse(message.location.get("url", "")).path.endswith(LOOKED_FOR)
        harmless = message.text.startswith(HARMLESS) or message.text.endswith(NOT_FETCHED)
        if message.type == "error" and not looks and not harmless:
            self.errors.append(message.text)

    def open(self, path: str = "/") -> Reader:
        self.page.goto(self.url + path)
        return self

    def open_map(self, path: str = "/") -> Reader:
        self.open(path).see_map()
        return self

    @property
    def frame(self) -> Any:
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)

    def see_map(self, more_than: int = 0) -> dict[str, Any]:
        """Wait until the layer has drawn oftener than `more_than`; what it drew."""
        self.page.wait_for_selector("iframe[title*=folium]")
        frame = self.frame
        frame.wait_for_function(f"window.__incidents && window.__incidents.drawn > {more_than}")
        drawn: dict[str, Any] = frame.evaluate("window.__incidents")
        return drawn

    def see_settled(self) -> None:
        """Wait until the server has answered all: what it is about to draw anew is shown pale."""
        self.page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        self.page.wait_for_function("() => document.querySelector('[data-stale=true]') === null")

    def stamp(self, mark: str) -> None:
        """Mark the frame: a new one would not have the mark."""
        self.frame.evaluate(f"window.__stamp = '{mark}'")

    @property
    def stamped(self) -> Any:
        return self.frame.evaluate("window.__stamp")

    def tally(self, beginning: str) -> str:
        """Wait until the figures begin so; the whole line."""
        line = self.page.locator(".incident-tally")
        self.page.wait_for_function(
            "wanted => document.querySelector('.incident-tally')?.textContent.startsWith(wanted)", arg=beginning
        )
        text: str = line.text_content()
        return text

    def open_list(self, box: Any) -> None:
        """Open the list of a select box. It closes when the page scrolls or is drawn anew: then click again."""
        option = self.page.get_by_role("option").first
        self.see_settled()  # while the page is drawn anew it may hold the old box and the new one
        for patience in (2_000, 2_000, PATIENCE_MS):
            box.locator("input").click()
            try:
                option.wait_for(timeout=patience)
            except PlaywrightTimeout:
                continue
            return

    def take(self, box: Any, option: str) -> None:
        """Open the list of a select box and take an option, by its beginning; again where the list closed before."""
        for patience in (5_000, 5_000, PATIENCE_MS):
            self.open_list(box)
            try:
                self.page.get_by_role("option").filter(has_text=option).first.click(timeout=patience)
            except PlaywrightTimeout:
                continue
            return
        raise PlaywrightTimeout(f"{option} cannot be taken")

    def choose(self, label: str, option: str) -> None:
        """Take an option of a filter, by its beginning."""
        self.take(self.page.locator("[data-testid=stMultiSelect]").filter(has_text=label), option)
        self.page.keyboard.press("Escape")

    def wait_for_address(self, part: str) -> None:
        self.page.wait_for_function("wanted => window.location.href.includes(wanted)", arg=part)

    @property
    def query(self) -> str:
        return urlparse(self.page.url).query

    @property
    def fragment(self) -> str:
        return urlparse(self.page.url).fragment

    @property
    def window(self) -> list[float]:
        """Zoom, latitude and longitude in the address, once they are there."""
        self.wait_for_address("#map=")
        return [float(number) for number in self.fragment.removeprefix("map=").split("/")]

    @property
    def pwned(self) -> Any:
        return self.page.evaluate("window.__pwned ?? null")

    def close(self) -> None:
        """Close the tab, and those that it opened. Streamlit keeps in the browser how its sidebar was left."""
        if self.page.url.startswith(self.url):
            self.page.evaluate("localStorage.clear()")
        self.context.remove_listener("request", self._request)
        self.context.remove_listener("requestfailed", self._failed)
        for page in self.context.pages:
            if page not in self._others:
                page.close()
