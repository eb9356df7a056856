"""What every answer says to the browser, and the one door that is closed."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mapapp.domain.basemap import Basemap
from mapapp.web.grounds import asked_hosts, own_basemaps, picture_hosts

COMPONENT_PREFIX = "/component/"
"""streamlit-folium's frame builds its map by evaluating a script: only there is that allowed."""

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]", "::1"})

OWN_POLICY = "x-own-policy"
"""The header by which a route of ours hands over its content security policy; it never leaves the server. The policy
says by itself who may frame the page.
"""

CLOSED = ("/_stcore/metrics",)
"""Streamlit's inner figures are nobody's business outside."""

ALWAYS = {
    "x-content-type-options": "nosniff",
    # Search words can name victims: they must not travel to another site in a Referer.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
}


@cache
def page_policy() -> str:
    """The content security policy of every page but the map's frame."""
    return _policy(scripts=f"'self' blob: 'wasm-unsafe-eval' {' '.join(_inline_scripts())}")


def frame_policy(basemaps: Sequence[Basemap] = ()) -> str:
    """The policy of the map's frame: scripts still come from this server alone, basemaps from the settings' hosts."""
    return _policy(
        scripts="'self' 'unsafe-inline' 'unsafe-eval'", pictures=picture_hosts(basemaps), asks=asked_hosts(basemaps)
    )


def _policy(*, scripts: str, pictures: Sequence[str] = (), asks: Sequence[str] = ()) -> str:
    rules = {
        "default-src": "'self'",
        "script-src": scripts,
        "style-src": "'self' 'unsafe-inline'",
        "img-src": " ".join(("'self' data: blob:", *pictures)),
        "font-src": "'self' data:",
        "connect-src": " ".join(("'self'", *asks)),
        "worker-src": "'self' blob:",
        "frame-src": "'self'",
        "frame-ancestors": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _inline_scripts() -> list[str]:
    """Digests of the scripts written into Streamlit's own page, so that no other inline script runs."""
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _asked_for_us(scope: Scope) -> bool:
    """Is the request's host one of this machine's own names, where the server listens to this machine alone?

    Else a website could point its name at the loopback address and read everything (DNS rebinding).
    """
    if streamlit.get_option("server.address") not in LOOPBACK:
        return True
    host = Headers(scope=scope).get("host", "")
    return host.rsplit(":", 1)[0] in LOOPBACK or host in LOOPBACK


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = {"error": "This server answers under localhost and 127.0.0.1 only. To serve others, set MAPAPP_HOST."}
    await JSONResponse(answer, 421)(scope, receive, send)


class SafeHeaders:
    """ASGI middleware: adds the headers above and closes what is closed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with safe headers, or refuse it."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if not _asked_for_us(scope):
            await _refuse(scope, receive, send)
            return
        if scope["type"] == "websocket":
            await self._app(scope, receive, send)
            return
        path = scope["path"]

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in ALWAYS.items():
                    headers.setdefault(name, value)
                if OWN_POLICY in headers:  # one of our own pages without Streamlit: stricter, or allowed in frames
                    headers["content-security-policy"] = headers[OWN_POLICY]
                    del headers[OWN_POLICY], headers["x-frame-options"]
                else:
                    framed = path.startswith(COMPONENT_PREFIX)
                    policy = frame_policy(own_basemaps()) if framed else page_policy()
                    headers["content-security-policy"] = policy
            await send(message)

        if path.rstrip("/").endswith(CLOSED):
            await JSONResponse({"error": "There is nothing here."}, 404)(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)
