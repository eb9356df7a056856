"""Basemaps of the settings: what browsers are told of them, which hosts they may ask, and files given out by us."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from gazetteer.viewpoint import HELD
from mapapp.domain.basemap import Basemap, Kind
from mapapp.draw.basemap import OWN_URL
from mapapp.web import backend as backends
from mapapp.web.backend import Backend, CannotOpen, NotReady

HOUR = "public, max-age=3600"


def ground_routes(backend: Backend) -> list[Route]:
    """The list of basemaps, and the files of this machine among them, which browsers ask for in ranges."""

    async def listed(_: Request) -> Response:
        return JSONResponse(told(own_basemaps(backend)), headers={"cache-control": "private, no-cache"})

    async def file(request: Request) -> Response:
        for basemap in own_basemaps(backend):
            if basemap.code == request.path_params["code"] and basemap.file is not None:
                return FileResponse(basemap.file, headers={"cache-control": HOUR})
        return JSONResponse({"error": "There is no such basemap here."}, 404)

    return [Route(OWN_URL, listed), Route("/basemaps/{code}.pmtiles", file)]


def own_basemaps(backend: Backend | None = None) -> tuple[Basemap, ...]:
    """Those of the settings; none until the application is open."""
    try:
        return (backend or backends.current()).application.settings.basemaps
    except (NotReady, CannotOpen):
        return ()


def codes(backend: Backend) -> tuple[str, ...]:
    """What `basemap=` of a link may say beside the offline one."""
    return tuple(basemap.code for basemap in own_basemaps(backend))


def held(backend: Backend) -> bool:
    """Are borders shown as they run on the ground? The gazetteer's point of view says so."""
    return getattr(backend.application.gazetteer, "view", None) == HELD


def told(basemaps: Iterable[Basemap]) -> list[dict[str, Any]]:
    """For mapapp/static/ground.js."""
    return [
        {
            "code": basemap.code,
            "name": basemap.name,
            "kind": basemap.kind.value,
            "url": basemap.url or f"/basemaps/{basemap.code}.pmtiles",
            "attribution": basemap.attribution,
            "maxZoom": basemap.max_zoom,
            "wms": {"layers": basemap.layers, "format": basemap.format, "version": basemap.version},
        }
        for basemap in basemaps
    ]


def picture_hosts(basemaps: Iterable[Basemap]) -> tuple[str, ...]:
    """Hosts whose pictures a page with a map may show."""
    return _hosts(basemap for basemap in basemaps if basemap.kind is not Kind.PMTILES)


def asked_hosts(basemaps: Iterable[Basemap]) -> tuple[str, ...]:
    """Hosts which the scripts of a page with a map may ask."""
    return _hosts(basemap for basemap in basemaps if basemap.kind is Kind.PMTILES)


def _hosts(basemaps: Iterable[Basemap]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(basemap.host for basemap in basemaps if basemap.host))
