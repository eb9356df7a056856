"""The place between a name and a connection: each address is checked just before it is connected to.

It is then used as it is, so that a name that answers otherwise the next time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Sequence
from queue import Empty, SimpleQueue
from typing import Any

import httpcore

from mapapp.intake.fetch.deadline import Deadline
from mapapp.intake.fetch.errors import NotFetched
from mapapp.intake.fetch.reach import why_not

Resolve = Callable[[str, int], Sequence[str]]
"""Name and port → IP addresses. Raises OSError where the name has none."""
Ends = frozenset[tuple[str, int]]
"""IP addresses with a port."""
MOST_TRIED = 4
"""Addresses of one name that are tried."""


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a name, as the operating system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only, and lets nothing outlive the deadline."""

    def __init__(self, deadline: Deadline, *, resolve: Resolve = look_up, also: Ends = frozenset()) -> None:
        """`also` are the ends on this machine that tests serve; nothing else may give any."""
        self._deadline = deadline
        self._resolve = resolve
        self._also = also
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  the deadline rules
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers. Raises NotFetched."""
        problem: Exception | None = None
        for address in self._public(host, port)[:MOST_TRIED]:
            left = self._deadline.left(host)
            try:
                stream = self._plain.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                problem = failed
                continue
            return _Stream(stream, self._deadline, host)
        self._deadline.left(host)
        raise NotFetched(
            f"{host} does not answer on port {port} ({_plain(problem)}). Check the address, or try later.", again=True
        ) from problem

    def _public(self, host: str, port: int) -> list[str]:
        addresses = self._addresses(host, port)
        reasons = {address: why_not(address) for address in addresses}
        open_ones = [one for one in addresses if reasons[one] is None or (one, port) in self._also]
        if not open_ones:
            first = addresses[0]
            raise NotFetched(
                f"{host} is {first}, {reasons[first]}; only public websites are fetched. "
                "If it is a site of your own network, save the page and bring the file."
            )
        return open_ones

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Look a name up in a thread that can be left behind: the operating system knows no time limit."""
        outcome: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def run() -> None:
            try:
                outcome.put(self._resolve(host, port))
            except Exception as problem:  # raised again below, in the thread that waits
                outcome.put(problem)

        threading.Thread(target=run, name="looking up a name", daemon=True).start()
        try:
            found = outcome.get(timeout=self._deadline.left(host))
        except Empty:
            raise self._deadline.over(host) from None
        if isinstance(found, Exception) or not found:
            again = getattr(found, "errno", None) == socket.EAI_AGAIN
            raise NotFetched(
                f"There is no website called {host}, as far as this machine knows. Check the spelling, and whether "
                "this machine is on the internet.",
                again=again,
            ) from (found if isinstance(found, Exception) else None)
        return found


class _Stream(httpcore.NetworkStream):
    """A connection whose every step has the time that is left, and no more."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline, host: str) -> None:
        self._stream = stream
        self._deadline = deadline
        self._host = host

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        try:
            return self._stream.read(max_bytes, self._deadline.left(self._host))
        except httpcore.ReadTimeout:
            raise self._deadline.over(self._host) from None

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        try:
            self._stream.write(buffer, self._deadline.left(self._host))
        except httpcore.WriteTimeout:
            raise self._deadline.over(self._host) from None

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        try:
            secure = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(self._host))
        except httpcore.ConnectTimeout:
            raise self._deadline.over(self._host) from None
        except httpcore.ConnectError as problem:
            raise NotFetched(
                f"{self._host} could not prove that it is {self._host} ({_plain(problem)}). "
                "Open the page in a browser; if that works, save it and bring the file."
            ) from problem
        return _Stream(secure, self._deadline, self._host)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  httpcore's signature
        return self._stream.get_extra_info(info)


def _plain(problem: Exception | None) -> str:
    """What the operating system said, without its numbers; it is no text of the site's."""
    return str(problem).rpartition("] ")[2].partition(" (_ssl")[0] or "no reason given"
