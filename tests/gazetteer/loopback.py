"""A server on the loopback which speaks Nominatim's JSON, well or badly, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from gazetteer.online.settings import OnlineSettings

LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright"


def place(name="Aleppo, Syria", lat="36.2", lon="37.16", country="sy", **more):
    return {
        "place_id": 1234,
        "licence": LICENCE,
        "osm_type": "node",
        "osm_id": 5678,
        "lat": lat,
        "lon": lon,
        "display_name": name,
        "address": {"country_code": country},
        **more,
    }


@dataclass(frozen=True, kw_only=True)
class Reply:
    body: bytes = b"[]"
    status: int = 200
    headers: dict = field(default_factory=dict)
    stalls: bool = False
    """Sends nothing until the server closes."""
    drips: bool = False
    """Sends one byte after another until the server closes."""
    raw: bytes = b""
    """Sent instead of an answer, status line and all."""
    drips_headers: bool = False
    """The same, before the answer begins."""


def said(value, **more):
    return Reply(body=json.dumps(value).encode(), **more)


KNOWN = {
    "aleppo": [place()],
    "bab al-hawa clinic": [place("Bab al-Hawa Clinic, Syria", "36.23", "36.68")],
    "paris": [
        place("Paris, France", "48.85", "2.35", "fr"),
        place("Paris, Texas, United States", "33.66", "-95.56", "us"),
    ],
    "springfield": [place(f"Springfield, {n}", f"{40 + n}", "-90", "us") for n in range(6)],
}


class Server:
    def __init__(self):
        self.asked = []
        """(path, parameters, headers) of each request."""
        self.replies = {}
        """A Reply instead of the usual, by the query."""
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.domain = f"127.0.0.1:{self._http.server_port}"

    def open(self):
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def close(self):
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def reply(self, path, parameters):
        query = parameters.get("q", "")
        if query in self.replies:
            return self.replies[query]
        if path == "/reverse":
            nothing = float(parameters["lon"]) == -150
            return said({"error": "Unable to geocode"} if nothing else place())
        codes = parameters.get("countrycodes")
        found = [one for one in KNOWN.get(query.lower(), []) if codes in (None, one["address"]["country_code"])]
        return said(found[: int(parameters.get("limit", 10))])

    def settings(self, cache, **more):
        usual = {"service": "nominatim", "domain": self.domain, "scheme": "http", "user_agent": "tests", "cache": cache}
        return OnlineSettings(**{**usual, "rate_seconds": 0.0, **more})

    def environment(self, cache, **more):
        """The same settings for another process."""
        return {
            "GAZETTEER_ONLINE": "nominatim",
            "GAZETTEER_ONLINE_DOMAIN": self.domain,
            "GAZETTEER_ONLINE_SCHEME": "http",
            "GAZETTEER_ONLINE_USER_AGENT": "tests",
            "GAZETTEER_ONLINE_RATE_SECONDS": "0",
            "GAZETTEER_ONLINE_CACHE": str(cache),
            "no_proxy": "127.0.0.1",
            **more,
        }


def _handler(server):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            parts = urlsplit(self.path)
            parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
            server.asked.append((parts.path, parameters, dict(self.headers)))
            reply = server.reply(parts.path, parameters)
            if reply.stalls:
                server.closing.wait(60)
                return
            if reply.raw:
                self.wfile.write(reply.raw)
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if not reply.drips_headers:
                self.end_headers()
            self.flush_headers()
            try:
                self.wfile.write(b"X-Long: " if reply.drips_headers else reply.body)
                while (reply.drips or reply.drips_headers) and not server.closing.wait(0.01):
                    self.wfile.write(b" ")
            except OSError:
                pass  # the other side has heard enough

        def log_message(self, *_):
            """Say nothing."""

    return Handler


@contextmanager
def serving():
    server = Server()
    server.open()
    try:
        yield server
    finally:
        server.close()


def keep_to_the_loopback(monkeypatch):
    """Make any address but the loopback's fail, and use no proxy."""
    import socket

    look_up = socket.getaddrinfo

    def only_here(host, *arguments, **options):
        assert host == "127.0.0.1", f"a test asked for {host}"
        return look_up(host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", only_here)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
