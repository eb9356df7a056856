"""A small server on loopback with canned incidents, for looking at the map in a real browser without our own server."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Mount, Route

import mapapp
from gazetteer.place import Extent
from mapapp.draw.build import incident_map
from mapapp.web.static_files import Assets

STATIC = Path(mapapp.__file__).parent / "static"
NORTH_SYRIA = Extent(west=35.8, south=35.2, east=38.2, north=36.9)

HOSTILE = (
    '<img src=x onerror="window.parent.__pwn=1">',
    "</script><script>window.parent.__pwn=1</script>",
    "`+(window.parent.__pwn=1)+`",
    "${window.parent.__pwn=1}",
    '");window.parent.__pwn=1;("',
    "C:\\temp\\201",
    "{{ cycler.__init__.__globals__.os.environ.setdefault(lipsum.__name__,lipsum.__name__) }}",
    "{% raw %} {{ 7*7 }}",
    "قصف حلب (12)",
)


def point(lat: float, lon: float, kind: str, *, n: int = 1, status: str = "reported", first: str = "plain") -> dict:
    return {
        "lat": lat,
        "lon": lon,
        "n": n,
        "ids": [first] + [f"plain-{i}" for i in range(1, min(n, 50))],
        "type": kind,
        "status": status,
        "kind": "settlement",
        "radius_km": 5.0,
        "killed": 4,
    }


def area(place_id: str, name: str, lat: float, lon: float, kind: str, *, n: int = 1, status: str = "reported") -> dict:
    spot = point(lat, lon, kind, n=n, status=status)
    return {**spot, "place_id": place_id, "name": name, "radius_km": 40.0}


VIEW = {
    "version": 1,
    "total": 61,
    "reports": 22,
    "points": [
        point(36.2012, 37.1611, "explosion.shelling", n=12),
        point(36.139, 36.825, "explosion.air"),
        point(36.37, 37.515, "battle.clash"),
        point(35.932, 36.633, "civilians.attack", n=3),
        point(36.528, 37.955, "strategic.displacement", status="planned"),
        point(36.085, 37.35, "protest.peaceful"),
        point(35.66, 36.68, "battle.overrun", status="denied"),
        point(36.31, 36.6, "natural.earthquake"),
        point(35.8, 37.0, "explosion.bomb", status="hypothetical"),
        point(36.6, 37.05, "crime.other", status="historical"),
        point(36.45, 36.4, "riot.violent"),
        point(36.02, 37.9, "accident.transport"),
    ],
    "areas": [
        area("box", "Idlib", 35.7, 36.45, "strategic.agreement", n=4),
        area("near", "30 km east of Aleppo", 36.2, 37.5, "explosion.bomb") | {"radius_km": 19.9, "circle": True},
        area("none", "Hama", 35.1, 37.3, "battle.clash", n=2, status="planned"),
    ],
    "clusters": [
        {"lat": 36.85, "lon": 38.2, "n": 12, "types": {"battle": 6, "explosion": 4, "protest": 2}, "killed": 4},
        {"lat": 35.33, "lon": 40.14, "n": 240, "types": {"battle": 90, "explosion": 120, "natural": 30}, "killed": 90},
        {"lat": 33.51, "lon": 36.29, "n": 1840, "types": {"protest": 900, "riot": 300, "civilians": 640}, "killed": 7},
    ],
}


def track(name: str, start: tuple[float, float], end: tuple[float, float], *, n: int = 1) -> dict:
    kind = {"type": "strategic.displacement", "status": "reported"}
    return {"start": start, "end": end, "start_name": name, "end_name": name, "n": n, "id": "plain", **kind}


TRACKS = {
    "version": 1,
    "total": 30,
    "used": 9,
    "left_out": 21,
    "here": 8,
    "more": 2,
    "tracks": [track("Aleppo", (36.2, 37.16), (35.93, 36.63), n=7), track("Idlib", (35.93, 36.63), (36.2, 37.16))],
    "elsewhere": None,
    "in_view": {"total": 28, "reports": 5},
}

OUTLINE = {
    "type": "Polygon",
    "coordinates": [[[36.2, 35.5], [36.6, 35.4], [37.0, 35.6], [36.9, 36.0], [36.5, 36.2], [36.3, 36.0], [36.2, 35.5]]],
}


def incident(identity: str) -> dict:
    """A plain incident, or for "hostile-3" one with the third hostile text in every field."""
    said = HOSTILE[int(identity.split("-")[1])] if identity.startswith("hostile-") else None

    def words(plain: str) -> str:
        return said if said is not None else plain

    return {
        "id": identity,
        "type": words("explosion.shelling"),
        "name": words("Explosions/Remote violence"),
        "sub_type": words("Shelling / mortar / rocket / missile"),
        "status": words("claimed"),
        "title": words("Four civilians killed as shells hit the al-Hamdaniyah district"),
        "places": [
            {
                "name": words("Aleppo"),
                "surface": words("the city of Aleppo"),
                "kind": words("settlement"),
                "radius_km": 8.4,
                "country_code": words("SY"),
                "admin1": words("Aleppo Governorate"),
                "confidence": 0.92,
                "lat": 36.2012,
                "lon": 37.1611,
            }
        ],
        "when": {
            "words": words("14 December 2016"),
            "wording": words("on Wednesday"),
            "rule": words("the Wednesday before the report was published"),
            "precision": words("day"),
        },
        "counts": [{"kind": words("killed"), "words": words("4 killed (four civilians)")}],
        "actors": [
            {"label": words("Takfiri militants"), "written": None, "kind": words("armed group"), "alleged": True}
        ],
        "targets": [
            {
                "label": words("Civilians"),
                "written": words("residents of the district"),
                "kind": words("civilians"),
                "alleged": False,
            }
        ],
        "source": {
            "said_by": words("the Russian Defense Ministry"),
            "via": words("Interfax"),
            "kind": words("official"),
            "stance": words("alleges it"),
        },
        "evidence": [
            {
                "report_id": "r1",
                "report_title": words("Shelling in Aleppo kills four"),
                "source": words("Interfax"),
                "published": words("2016-12-15"),
                "url": words("https://news.example/aleppo"),
                "parts": [
                    {"text": words("On Wednesday shells hit a residential district of "), "role": "text"},
                    {"text": words("Aleppo"), "role": "place"},
                    {"text": words(", killing "), "role": "text"},
                    {"text": words("four civilians"), "role": "count"},
                    {"text": words(", the ministry said."), "role": "text"},
                ],
            }
        ],
        "reasons": [
            {"feature": words("name"), "points": 0.5, "sentence": words("The name is exactly that of a city.")},
            {"feature": words("context"), "points": 0.3, "sentence": words("The report is about Syria.")},
        ],
        "confidence": 0.83,
        "maker": words("pipeline-0.1.0"),
    }


def listed(page: int) -> dict:
    kinds = ("explosion.air", "battle.clash", "civilians.attack")
    rows = [
        {
            "id": f"hostile-{i}",
            "title": HOSTILE[i],
            "type": kinds[i % 3],
            "status": "reported",
            "when": "14 December 2016",
            "killed": i,
        }
        for i in range(len(HOSTILE))
    ]
    return {"total": 30, "page": page, "pages": 2, "incidents": rows if page == 1 else rows[:2]}


class Canned:
    """The answers, which a test may change, and what was asked."""

    def __init__(self) -> None:
        self.view: dict = VIEW
        self.tracks: dict = TRACKS
        self.broken = False
        self.refusal: str | None = None
        self.asked: list[str] = []
        self.listed: list[str] = []

    def app(self) -> Starlette:
        async def page(request: Request) -> HTMLResponse:
            bounds = None if request.query_params.get("world") else NORTH_SYRIA
            return HTMLResponse(incident_map(bounds=bounds).get_root().render())

        async def view(request: Request) -> JSONResponse:
            self.asked.append(str(request.url.query))
            if self.broken:
                return JSONResponse("no", 500)
            if self.refusal:
                return JSONResponse({"error": self.refusal}, 400)
            return JSONResponse(self.view)

        async def tracks(request: Request) -> JSONResponse:
            return JSONResponse(self.tracks)

        async def one(request: Request) -> JSONResponse:
            return JSONResponse(incident(request.path_params["identity"]))

        async def at(request: Request) -> JSONResponse:
            self.listed.append(str(request.url.query))
            return JSONResponse(listed(int(request.query_params["page"])))

        async def outline(request: Request) -> JSONResponse:
            if request.path_params["place"] == "box":
                return JSONResponse(OUTLINE)
            return JSONResponse({"error": "There is no outline of that place."}, 404)

        return Starlette(
            routes=[
                Route("/", page),
                Route("/api/v1/view", view),
                Route("/api/v1/tracks", tracks),
                Route("/api/v1/incidents/{identity}", one),
                Route("/api/v1/at", at),
                Route("/api/v1/outline/{place}", outline),
                Mount("/assets", Assets()),
            ]
        )


@contextlib.contextmanager
def served(canned: Canned) -> Iterator[str]:
    """The address of the canned server on a free port of loopback."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        sock.listen(64)
        server = uvicorn.Server(uvicorn.Config(canned.app(), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=5)
