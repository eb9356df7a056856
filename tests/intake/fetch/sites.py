"""Websites on the loopback, good and hostile. They remember what they were asked, and answer byte for byte as told."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from mapapp.intake.fetch import Fetcher, Limits
from tests.intake.fetch.certificate import certificate

LOOPBACK = "127.0.0.1"
PAGE = b"<html><title>A story</title><body><p>A bomb killed four soldiers in Homs.</p></body></html>"

Answer = bytes | Iterable[bytes] | Callable[["threading.Event"], Iterable[bytes]]
"""All that is sent, status line included; from a function that hears when the site closes."""


def reply(body: bytes = PAGE, status: int = 200, **headers: str) -> bytes:
    """An honest answer; names of headers with _ for -."""
    given = {"content-type": "text/html; charset=utf-8", "content-length": str(len(body))} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    return f"HTTP/1.1 {status} Said\r\n{lines}\r\n".encode() + body


def sent_on(to: str, status: int = 302) -> bytes:
    return reply(b"", status, location=to)


@dataclass
class Site:
    """One server, whatever the name it is asked by."""

    port: int = 0
    secure: ssl.SSLContext | None = None
    """With it the site speaks https."""
    answers: dict[str, Answer] = field(default_factory=dict)
    """By path and query."""
    robots: Answer = field(default_factory=lambda: reply(b"", 404))
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Path and headers of each request."""
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "news.example") -> str:
        return f"http{'s' if self.secure else ''}://{host}:{self.port}{path}"

    @property
    def pages(self) -> list[str]:
        """The paths that were asked, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def fetcher(self, **more) -> Fetcher:
        """One that reaches this site under every name, and never waits."""
        limits = Limits(**{"seconds": 5.0, "pause_seconds": 0.0, **more.pop("limits", {})})
        usual = {"resolve": lambda _host, _port: [LOOPBACK], "ends_of_tests": frozenset({(LOOPBACK, self.port)})}
        return Fetcher(limits=limits, **usual | more)

    def serve(self, accepted: socket.socket) -> None:
        with suppress(OSError), self.secure.wrap_socket(accepted, True) if self.secure else accepted as connection:
            head = b""
            while b"\r\n\r\n" not in head:
                got = connection.recv(65_536)
                if not got:
                    return
                head += got
                if not head.startswith(b"G"):
                    connection.sendall(b"this is no TLS")
                    return
            first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            path = first.split(" ")[1]
            self.asked.append((path, dict(line.lower().split(": ", 1) for line in lines)))
            answer = self.robots if path == "/robots.txt" else self.answers.get(path, reply(b"no", 404))
            answer = answer(self.closing) if callable(answer) else answer
            for piece in [answer] if isinstance(answer, bytes) else answer:
                connection.sendall(piece)


@contextmanager
def serving(*, secure: bool = False) -> Iterator[Site]:
    site = Site()
    if secure:
        site.secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        site.secure.load_cert_chain(certificate())
    with socket.create_server((LOOPBACK, 0)) as listening:
        site.port = listening.getsockname()[1]

        def accept() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                threading.Thread(target=site.serve, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield site
        finally:
            site.closing.set()
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)


def endless(begin: bytes, again: bytes, seconds: float = 0.0) -> Callable[[threading.Event], Iterable[bytes]]:
    """Something, and then the same again and again, until the site closes."""

    def pieces(closing: threading.Event) -> Iterable[bytes]:
        yield begin
        while not closing.wait(seconds):
            yield again

    return pieces
