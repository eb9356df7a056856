"""One process: Streamlit and our own routes, on one port."""

from __future__ import annotations

import gzip
import tomllib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
import streamlit as st
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles
from starlette.types import Message, Receive, Scope, Send
from streamlit import config

from mapapp.web import backend as backends
from mapapp.web.api import Access, api_routes
from mapapp.web.backend import Backend
from mapapp.web.exports import export_routes
from mapapp.web.grounds import ground_routes
from mapapp.web.headers import SafeHeaders
from mapapp.web.routes import routes
from mapapp.web.share_routes import share_routes

if TYPE_CHECKING:
    from mapapp.settings import Settings

PAGE = Path(__file__).with_name("page.py")
"""The script which Streamlit runs for each visitor."""

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "mapapp" / "static"
CONFIG = ROOT / ".streamlit" / "config.toml"

MIDDLEWARE = (Middleware(SafeHeaders),)

DEFAULT = "<default>"
"""Streamlit's word for an option that nobody has set."""

ASSET_SECONDS = 7 * 24 * 3600
"""How long a browser may keep a static file. Their addresses carry no version: a week, then it asks again."""


PACKED = frozenset({".js", ".css", ".svg", ".json"})
"""Endings of what is sent compressed. The basemap is packed already, and is asked for in ranges."""


@cache
def _packed(path: str, changed: float) -> bytes:  # noqa: ARG001  another time is another file
    return gzip.compress(Path(path).read_bytes(), 9, mtime=0)


class Assets(StaticFiles):
    """The static files, compressed; a browser may keep them. HTTP Range is Starlette's, the basemap needs it."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, packed where that helps and the browser takes it."""
        response = await super().get_response(path, scope)
        if not isinstance(response, FileResponse) or Path(path).suffix not in PACKED:
            return response
        response.headers["vary"] = "accept-encoding"
        asked = Headers(scope=scope)
        if response.status_code != 200 or "gzip" not in asked.get("accept-encoding", "") or "range" in asked:
            return response
        found = Path(response.path)
        body = await anyio.to_thread.run_sync(_packed, str(found), found.stat().st_mtime)
        headers = {"content-encoding": "gzip", "vary": "accept-encoding", "etag": response.headers["etag"]}
        return Response(body, headers=headers, media_type=response.media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a cache header on what was found."""

        async def send_cached(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < 400:
                message["headers"] = [
                    *message["headers"],
                    (b"cache-control", f"public, max-age={ASSET_SECONDS}".encode()),
                ]
            await send(message)

        await super().__call__(scope, receive, send_cached)


def all_routes(backend: Backend, access: Access | None = None) -> list[BaseRoute]:
    """Our own routes; Streamlit's come after them, and would answer a wrong address with its own page and 200."""
    ours = [*share_routes(backend), *routes(backend), *export_routes(backend), *ground_routes(backend)]
    return [
        *ours,
        *api_routes(backend, access or Access()),
        Mount("/assets", Assets(directory=STATIC, check_dir=False)),
    ]


def lifespan(backend: Backend) -> Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]:
    """Begin to open the application when the server starts, not when the first visitor comes."""

    @asynccontextmanager
    async def opened(_: Any) -> AsyncIterator[dict[str, Any] | None]:  # noqa: ANN401
        backend.start()
        yield None

    return opened


def run(settings: Settings) -> None:
    """Serve until stopped. Prints the address."""
    backend = backends.use(Backend(backends.default_opener(settings)))
    app = st.App(PAGE, routes=all_routes(backend, access(settings)), middleware=MIDDLEWARE, lifespan=lifespan(backend))
    shown = "localhost" if settings.host in {"", "0.0.0.0", "127.0.0.1", "::"} else settings.host  # noqa: S104
    print(f"The map is at http://{shown}:{settings.port}  (Ctrl+C stops it)", flush=True)
    app.run(config=streamlit_options() | {"server.address": settings.host, "server.port": settings.port})


def access(settings: Settings) -> Access:
    """Who may ask the API how often, and which sites' pages may."""
    return Access(per_minute=settings.api_per_minute, origins=settings.api_origins)


def access_of_environment() -> Access:
    """The same of the environment. What is wrong in it the page says; until it is mended the usual holds."""
    from mapapp.settings import Settings  # noqa: PLC0415  as in mapapp/web/backend.py

    try:
        return access(Settings.from_environment())
    except ValueError:
        return Access()


def keep_options() -> None:
    """Use the options of `.streamlit/config.toml` also when the server is started in another folder, where Streamlit
    does not find that file: without them it asks another host for its usage statistics. Flags and environment win.
    """
    for name, value in streamlit_options().items():
        if config.get_where_defined(name) == DEFAULT:
            config.set_option(name, value, str(CONFIG))


def streamlit_options(path: Path = CONFIG) -> dict[str, Any]:
    """The options of `.streamlit/config.toml` as Streamlit names them; from any working directory the same."""
    tables = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return _flat(tables, "")


def _flat(table: Mapping[str, Any], before: str) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in table.items():
        flat |= _flat(value, f"{before}{name}.") if isinstance(value, dict) else {before + name: value}
    return flat
