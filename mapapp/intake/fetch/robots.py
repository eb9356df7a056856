"""What a site asks of robots (RFC 9309): read once a day, kept to."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from mapapp.intake.fetch.address import WebAddress, web_address
from mapapp.intake.fetch.deadline import Deadline
from mapapp.intake.fetch.errors import NotFetched

TOKEN = "mapapp"  # noqa: S105  the name that a robots.txt calls us by
KEPT_SECONDS = 86_400.0
FAILURE_KEPT_SECONDS = 300.0
MOST_SITES = 500
TOO_MANY_REQUESTS = 429

ReadRules = Callable[[WebAddress, Deadline], tuple[int, bytes]]
"""The address of a robots.txt → HTTP status and content, redirects followed. Raises NotFetched."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site allows."""

    file: Protego | None
    """None: it has no rules."""
    problem: str | None = None
    """Why the rules are not known, a sentence; then nothing is allowed."""

    def ensure_allowed(self, address: WebAddress) -> None:
        """Raises NotFetched where the site does not want robots at this address."""
        if self.problem is not None:
            raise NotFetched(self.problem, again=True)
        if self.file is not None and not self.file.can_fetch(address.url, TOKEN):
            raise NotFetched(
                f"{address.host} asks robots not to read this page (its robots.txt). "
                "Open it in a browser, save it, and bring the file; or ask the site to allow mapapp."
            )

    @property
    def delay_seconds(self) -> float:
        """The pause that the site asks for; 0 where it asks for none."""
        return (self.file and self.file.crawl_delay(TOKEN)) or 0.0


class Robots:
    """The rules of the sites asked lately. Safe for threads."""

    def __init__(self, read: ReadRules, clock: Callable[[], float] = time.monotonic) -> None:
        self._read = read
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, tuple[float, Rules]] = OrderedDict()

    def rules(self, address: WebAddress, deadline: Deadline) -> Rules:
        """The rules that hold for this address. Raises NotFetched where its host can never be asked."""
        with self._lock:
            until, rules = self._kept.get(address.origin, (0.0, Rules(None)))
            if until > self._clock():
                self._kept.move_to_end(address.origin)
                return rules
        rules = self._fetched(address, deadline)
        seconds = KEPT_SECONDS if rules.problem is None else FAILURE_KEPT_SECONDS
        with self._lock:
            self._kept[address.origin] = (self._clock() + seconds, rules)
            if len(self._kept) > MOST_SITES:
                self._kept.popitem(last=False)
        return rules

    def _fetched(self, address: WebAddress, deadline: Deadline) -> Rules:
        try:
            status, content = self._read(web_address("/robots.txt", base=address.url), deadline)
        except NotFetched as problem:
            if not problem.again:
                raise
            return Rules(None, str(problem))
        if status >= 500 or status == TOO_MANY_REQUESTS:
            return Rules(None, _unknown(address.host, status))
        if status >= 300:
            return Rules(None)
        return Rules(Protego.parse(_ours(content.decode("utf-8-sig", "replace"))))


def _unknown(host: str, status: int) -> str:
    return (
        f"What {host} asks of robots can't be read now, so nothing of it is fetched. Try later. (HTTP status {status})"
    )


def _ours(text: str) -> str:
    """The same file with every other robot under one name: each name times each rule could fill the memory."""
    return "\n".join(_without_others(line) for line in text.splitlines())


def _without_others(line: str) -> str:
    plain = line.strip().lower()
    others = plain.startswith("user") and "*" not in plain and TOKEN not in plain
    return "User-agent: others" if others else line
