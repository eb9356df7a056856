"""The files a browser is sent as they are, packed once and kept: ours, and those of Streamlit's own page.

Streamlit sends its scripts unpacked, each read from the disk in pieces: six megabytes on a first visit, of which its
files are most. Packed they are two, and none is read twice.
"""

from __future__ import annotations

import gzip
from functools import cache
from pathlib import Path

import anyio
import streamlit
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from mapapp.draw import assets

OURS = f"public, max-age={7 * 24 * 3600}"
"""A browser may keep our files for a week, then it asks again: not every address carries a version."""
THEIRS = "public, immutable, max-age=31536000"
"""As Streamlit itself says of its files, which carry their content in their names."""
PACKED = frozenset({".js", ".css", ".svg", ".json"})
"""Endings of what is sent compressed. The basemap is packed already, and is asked for in ranges."""
PREFIX = "/static/"
"""Of Streamlit's files."""


@cache
def _packed(path: str, changed: float) -> bytes:  # noqa: ARG001  another time is another file
    return gzip.compress(Path(path).read_bytes(), 6, mtime=0)


@cache
def _bundle() -> bytes:
    return gzip.compress(assets.content(assets.BUNDLE), 9, mtime=0)


class KeptFiles(StaticFiles):
    """The files of a folder, compressed; a browser may keep them. HTTP Range is Starlette's, the basemap needs it."""

    def __init__(self, folder: Path, keep: str) -> None:
        super().__init__(directory=folder, check_dir=False)
        self._keep = keep

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, packed where that helps and the browser takes it."""
        response = await super().get_response(path, scope)
        response.headers["cache-control"] = self._keep
        if not isinstance(response, FileResponse) or Path(path).suffix not in PACKED:
            return response
        response.headers["vary"] = "accept-encoding"
        if response.status_code != 200 or not _takes_packed(scope):
            return response
        found = Path(response.path)
        body = await anyio.to_thread.run_sync(_packed, str(found), found.stat().st_mtime)
        return Response(body, headers=_as_packed(response), media_type=response.media_type)


class Assets(KeptFiles):
    """Our own files, and the map's scripts as one."""

    def __init__(self) -> None:
        super().__init__(assets.STATIC, OURS)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the bundle."""
        if path != assets.BUNDLE:
            return await super().get_response(path, scope)
        headers = {"cache-control": self._keep, "vary": "accept-encoding"}
        if not _takes_packed(scope):
            return Response(assets.content(path), headers=headers, media_type="text/javascript")
        return Response(_bundle(), headers=headers | {"content-encoding": "gzip"}, media_type="text/javascript")


class PackedStreamlit:
    """ASGI middleware: Streamlit's own files come from here, packed; everything else from the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = KeptFiles(Path(streamlit.__file__).parent / "static", THEIRS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a packed file, or pass the request on."""
        path = scope.get("path", "")
        if scope["type"] == "http" and path.startswith(PREFIX) and Path(path).suffix in PACKED:
            try:
                await self._files(scope, receive, send)
                return
            except HTTPException:  # no such file: Streamlit says so
                pass
        await self._app(scope, receive, send)


def _takes_packed(scope: Scope) -> bool:
    asked = Headers(scope=scope)
    return "gzip" in asked.get("accept-encoding", "") and "range" not in asked


def _as_packed(response: Response) -> dict[str, str]:
    kept = ("cache-control", "etag", "vary")
    return {name: response.headers[name] for name in kept if name in response.headers} | {"content-encoding": "gzip"}
