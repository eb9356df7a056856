"""Fetch an address: safely for us, politely for the site."""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property

import certifi
import httpcore

from mapapp import __version__
from mapapp.intake.fetch.address import WebAddress, web_address
from mapapp.intake.fetch.body import beginning, whole_body
from mapapp.intake.fetch.deadline import Deadline
from mapapp.intake.fetch.errors import NotFetched
from mapapp.intake.fetch.fetched import Fetched, Limits
from mapapp.intake.fetch.network import Ends, PublicNetwork, Resolve, look_up
from mapapp.intake.fetch.refusals import refusal
from mapapp.intake.fetch.robots import TOKEN, Robots
from mapapp.intake.fetch.turns import MemoryTurns, OneAtATime, Turns

ELSEWHERE = frozenset({301, 302, 303, 307, 308})
ANSWERS = frozenset({200, 203})
NOT_MODIFIED = 304
NOTHING = frozenset({204, 205})
LONGEST_VALIDATOR = 500
"""Characters of an ETag or a date that are kept and sent back; a longer one is dropped."""
ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.5"
)
CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9][\w.:+-]{0,39})""", re.IGNORECASE)

Headers = dict[str, str]
"""Names in small letters."""


class Fetcher:
    """Fetches addresses of the public web. Keeps no cookies, uses no proxy, runs nothing. Safe for threads."""

    def __init__(
        self,
        *,
        contact: str = "",
        limits: Limits | None = None,
        turns: Turns | None = None,
        resolve: Resolve = look_up,
        sleep: Callable[[float], None] = time.sleep,
        ends_of_tests: Ends = frozenset(),
    ) -> None:
        """`contact` tells sites whom to write to: an address of mail or web, in plain letters.

        `turns` says when each host may be asked; processes that share a record share its turns. `ends_of_tests` are
        ends on this machine that may be reached though they are not public; only tests give any.
        """
        self.limits = limits or Limits()
        about = f"reads news reports; {contact}" if contact else "reads news reports"
        self.agent = f"{TOKEN}/{__version__} ({about})"
        self._turns = turns or MemoryTurns()
        self._one_at_a_time = OneAtATime()
        self._robots = Robots(self._read_rules)
        self._resolve = resolve
        self._sleep = sleep
        self._ends_of_tests = ends_of_tests

    def get(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """What is at an address now, redirects followed.

        With the `etag` or `modified` of an earlier answer, `not_modified` may say that nothing has changed since.

        Raises NotFetched: a sentence that says what happened and what to do; `again` says whether to try later.
        """
        deadline = Deadline(self.limits.seconds)
        address = web_address(url)
        conditions = {"if-none-match": etag, "if-modified-since": modified}
        given = {name: value for name, value in conditions.items() if value}
        for _ in range(self.limits.redirects + 1):
            answer = self._politely(address, given, deadline)
            if isinstance(answer, Fetched):
                return answer
            address = answer
        raise _astray(web_address(url), self.limits)

    def _politely(self, address: WebAddress, conditions: Headers, deadline: Deadline) -> Fetched | WebAddress:
        """Ask when it is our turn, if robots may. An address where the answer is elsewhere."""
        host, limits = address.host, self.limits
        with self._one_at_a_time.at(host, limits.longest_wait_seconds) as ours:
            if not ours:
                raise _busy(host, limits.pause_seconds)
            rules = self._robots.rules(address, deadline)
            rules.ensure_allowed(address)
            pause = max(limits.pause_seconds, min(rules.delay_seconds, limits.longest_pause_seconds))
            wait = self._turns.take(host, pause, limits.longest_wait_seconds)
            if wait > limits.longest_wait_seconds:
                raise _busy(host, wait)
            if wait > 0:
                self._sleep(wait)
            deadline.put_off(wait)
            try:
                return self._answer(address, conditions, deadline)
            except NotFetched as problem:
                pause = max(pause, problem.after_seconds or 0.0)
                raise
            finally:
                self._turns.hold_off(host, pause)

    def _answer(self, address: WebAddress, conditions: Headers, deadline: Deadline) -> Fetched | WebAddress:
        host = address.host
        with self._asked(address, conditions, deadline) as (response, headers):
            status = response.status
            if status in ELSEWHERE:
                return _elsewhere(address, headers)
            if status in ANSWERS:
                packing = headers.get("content-encoding", "")
                content = whole_body(response.iter_stream(), packing, host, self.limits)
            elif status in NOTHING or (status == NOT_MODIFIED and conditions):
                content = b""
            else:
                raise refusal(status, host, headers)
        if not content and status != NOT_MODIFIED:
            raise NotFetched(f"{host} answers, but with nothing. Check the address in a browser.", status=status)
        return _fetched(address, status, headers, content, conditions)

    def _read_rules(self, address: WebAddress, deadline: Deadline) -> tuple[int, bytes]:
        """A robots.txt, its redirects followed; what makes it too long is not read."""
        start = address
        for _ in range(self.limits.redirects + 1):
            with self._asked(address, {}, deadline) as (response, headers):
                if response.status not in ELSEWHERE:
                    packing = headers.get("content-encoding", "")
                    body = response.iter_stream() if response.status in ANSWERS else ()
                    return response.status, beginning(body, packing, address.host, self.limits.robots_bytes)
                address = _elsewhere(address, headers)
        raise _astray(start, self.limits)

    @contextmanager
    def _asked(
        self, address: WebAddress, more: Headers, deadline: Deadline
    ) -> Iterator[tuple[httpcore.Response, Mapping[str, str]]]:
        """One request over a connection of its own; its status and headers have come, its content may follow."""
        network = PublicNetwork(deadline, resolve=self._resolve, also=self._ends_of_tests)
        url = httpcore.URL(scheme=address.scheme, host=address.host, port=address.port, target=address.target)
        sent = {
            "host": address.authority,
            "user-agent": self.agent,
            "accept": ACCEPT,
            "accept-encoding": "gzip, deflate",
            "connection": "close",
        }
        trust = self._trust if address.scheme == "https" else None  # slow to make
        try:
            with (
                httpcore.ConnectionPool(ssl_context=trust, network_backend=network, max_connections=1) as pool,
                pool.stream("GET", url, headers=list((sent | more).items())) as response,
            ):
                headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
                yield response, headers
        except (httpcore.NetworkError, httpcore.ProtocolError) as problem:
            raise NotFetched(
                f"{address.host} broke off, or does not speak as websites do. Try later, and check the address.",
                again=True,
            ) from problem

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Whom to believe: this machine's list of authorities and the browsers'."""
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context


def _fetched(
    address: WebAddress, status: int, headers: Mapping[str, str], content: bytes, conditions: Mapping[str, str]
) -> Fetched:
    told = CHARSET.search(headers.get("content-type", ""))
    kept = conditions if status == NOT_MODIFIED else {}
    return Fetched(
        url=address.url,
        status=status,
        media_type=headers.get("content-type", "").partition(";")[0].strip().lower()[:100],
        charset=told[1].lower() if told else None,
        content=content,
        etag=_validator(headers, "etag") or kept.get("if-none-match"),
        modified=_validator(headers, "last-modified") or kept.get("if-modified-since"),
        not_modified=status == NOT_MODIFIED,
    )


def _elsewhere(address: WebAddress, headers: Mapping[str, str]) -> WebAddress:
    location = headers.get("location", "")
    if not location:
        raise NotFetched(
            f"{address.host} sends on without saying where to. Open it in a browser, and give that address."
        )
    return web_address(location, base=address.url)


def _validator(headers: Mapping[str, str], name: str) -> str | None:
    value = headers.get(name, "").strip()
    return value if value and value.isascii() and value.isprintable() and len(value) <= LONGEST_VALIDATOR else None


def _astray(start: WebAddress, limits: Limits) -> NotFetched:
    return NotFetched(
        f"{start.host} sends on more than {limits.redirects} times. "
        "Open it in a browser, and give the address where it ends."
    )


def _busy(host: str, seconds: float) -> NotFetched:
    return NotFetched(
        f"It is not our turn at {host} yet: sites are asked slowly. Try later.", again=True, after_seconds=seconds
    )
