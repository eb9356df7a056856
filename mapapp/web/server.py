"""One process: Streamlit and our own routes, on one port."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from streamlit import config

from mapapp.draw.assets import ASSETS
from mapapp.web import backend as backends
from mapapp.web.api import Access, api_routes
from mapapp.web.backend import Backend
from mapapp.web.exports import export_routes
from mapapp.web.grounds import ground_routes
from mapapp.web.headers import SafeHeaders
from mapapp.web.routes import routes
from mapapp.web.share_routes import share_routes
from mapapp.web.static_files import Assets, PackedStreamlit

if TYPE_CHECKING:
    from mapapp.settings import Settings

PAGE = Path(__file__).with_name("page.py")
"""The script which Streamlit runs for each visitor."""

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / ".streamlit" / "config.toml"

MIDDLEWARE = (Middleware(SafeHeaders), Middleware(PackedStreamlit))

DEFAULT = "<default>"
"""Streamlit's word for an option that nobody has set."""


def all_routes(backend: Backend, access: Access | None = None) -> list[BaseRoute]:
    """Our own routes; Streamlit's come after them, and would answer a wrong address with its own page and 200."""
    ours = [*share_routes(backend), *routes(backend), *export_routes(backend), *ground_routes(backend)]
    return [
        *ours,
        *api_routes(backend, access or Access()),
        Mount(ASSETS, Assets()),
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
