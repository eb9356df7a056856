"""The HTTP routes: what the map's layer asks for. Every answer is JSON; no answer is a stack trace."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import anyio
import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gazetteer.place import Extent, Point
from mapapp.domain.errors import LinkNotUnderstood
from mapapp.domain.shape import Shape
from mapapp.domain.view import View
from mapapp.draw.incident_layer import POINT_URL
from mapapp.spoken import N_, SOURCE, _, speak
from mapapp.store import StoreUnusable
from mapapp.store.snapshot import Order, Snapshot
from mapapp.store.surfaces import Level
from mapapp.web import link
from mapapp.web.api.problems import MEDIA_TYPE, problem
from mapapp.web.area_values import Ground, Measure
from mapapp.web.backend import Backend, CannotOpen, NotReady
from mapapp.web.cards import incident_card, incident_json, incident_line, row_line
from mapapp.web.drafts import Draft
from mapapp.web.request_language import of_link
from mapapp.web.saved_views import FrozenView, ViewClosed, opened
from mapapp.web.turns import in_turn

log = logging.getLogger(__name__)

AWAY = N_("The record cannot be reached at the moment. Try again shortly.")

FARTHEST_ZOOM = 22
TURNS = 3 * 360.0
"""Degrees east or west: a map may be panned around the world, but not for ever."""
HALF_WORLD_KM = 20_040.0

API = POINT_URL
DRAFTS = f"{POINT_URL}/drafts"
FROZEN = f"{POINT_URL}/saved"

LENIENT = "lenient"
"""With this key a request is answered as far as it is understood; a value that is not known matches nothing."""

OWN_KEYS = frozenset(
    {"z", "bbox", "lat", "lon", "radius", "track", "page", "order", "level", "measure", "window", LENIENT}
)
"""Keys of these routes; the rest of a query is a link."""

Handler = Callable[[Request], Awaitable[Response]]
Json = dict[str, Any]
Work = Callable[[Backend, Request], Json | None]


class BadRequest(ValueError):
    """The request cannot be answered; the message says what it should be."""


def routes(backend: Backend) -> list[Route]:
    """Every route but the static files."""
    return [
        *_incident_routes(backend, API),
        *_incident_routes(backend, DRAFTS + "/{token}"),
        *_incident_routes(backend, FROZEN + "/{saved}"),
        Route("/healthz", _json(backend, health_answer, quick=True)),
    ]


def _incident_routes(backend: Backend, prefix: str) -> list[Route]:
    """What the map's layer asks, of what is kept, of one draft or of one frozen view."""
    return [
        Route(f"{prefix}/view", _json(backend, view_answer)),
        Route(f"{prefix}/at", _json(backend, at_answer)),
        Route(f"{prefix}/hexagons", _json(backend, hexagons_answer)),
        Route(f"{prefix}/areas", _json(backend, areas_answer)),
        Route(f"{prefix}/tracks", _json(backend, tracks_answer)),
        Route(f"{prefix}/version", _json(backend, version_answer, quick=True)),
        Route(f"{prefix}/drawn", _json(backend, drawn_answer)),
        Route(f"{prefix}/incidents/{{incident_id}}", _json(backend, incident_answer)),
        Route(f"{prefix}/outline/{{place_id:path}}", _json(backend, outline_answer, cache="public, max-age=86400")),
    ]


def view_answer(backend: Backend, request: Request) -> Json:
    """What one viewport shows: points, areas, clusters."""
    snapshot, view = _snapshot(backend, request), asked_view(request)
    return snapshot.viewport(view, _extent(request), _zoom(request)).json() | _in_window(snapshot, view, request)


def at_answer(backend: Backend, request: Request) -> Json:
    """One page of the incidents that share one coordinate, or one area around it, or, with a bbox, of those in it, or,
    with a track, of those that went from its one end to the other.
    """
    wanted, order = round(_number(request, "page", 1, 100_000, default=1)), _order(request)
    snapshot, view = _snapshot(backend, request), asked_view(request)
    if "bbox" in request.query_params:
        page = snapshot.within(view, _extent(request), wanted, order)
    elif "track" in request.query_params:
        page = snapshot.along(view, *_ends(request), wanted, order)
    else:
        point = Point(latitude=_number(request, "lat", -90, 90), longitude=_number(request, "lon", -180, 180))
        area_km = _number(request, "radius", 0, HALF_WORLD_KM) if "radius" in request.query_params else None
        page = snapshot.at(view, point, wanted, area_km, order)
    if apart := _apart(backend, request):
        lines = [incident_line(apart.incident(incident_id)) for incident_id in page.ids]
    else:
        lines = [row_line(row) for row in backend.application.store.rows_of(page.ids)]
    return {"total": page.total, "page": page.page, "pages": page.pages, "incidents": lines}


def hexagons_answer(backend: Backend, request: Request) -> Json:
    """The incidents of one viewport by hexagons."""
    snapshot, view = _snapshot(backend, request), asked_view(request)
    return snapshot.hexagons(view, _extent(request), _zoom(request)).json() | _in_window(snapshot, view, request)


def areas_answer(backend: Backend, request: Request) -> Json:
    """The incidents by country or province, with what each is coloured by."""
    level = Level(_one_of(request, "level", Level, Level.COUNTRY))
    measure = Measure(_one_of(request, "measure", Measure, Measure.COUNT))
    ground = Ground(level, measure, backend.application.gazetteer)
    return ground.answer(_snapshot(backend, request).areas(asked_view(request), level, _extent(request), ground.knows))


def tracks_answer(backend: Backend, request: Request) -> Json:
    """The movements of one viewport: lines from where to where."""
    snapshot, view = _snapshot(backend, request), asked_view(request)
    return snapshot.tracks(view, _extent(request)).json() | _in_window(snapshot, view, request)


def drawn_answer(backend: Backend, request: Request) -> Json | None:  # noqa: ARG001
    """The line around the area of a link, closed: longitude and latitude of each corner, degrees; null without one."""
    area = asked_view(request).area
    return {"line": area.line()} if area else None


def version_answer(backend: Backend, request: Request) -> Json:
    """Which version of the record would be shown now; null for what does not change."""
    return {"version": None if _apart(backend, request) else backend.newest()}


def incident_answer(backend: Backend, request: Request) -> Json:
    """One incident with its evidence. Raises KeyError for one that is not known."""
    incident_id = request.path_params["incident_id"]
    if apart := _apart(backend, request):
        return incident_card(apart.incident(incident_id), apart.reports)
    return incident_json(incident_id, backend.application.store)


def outline_answer(backend: Backend, request: Request) -> Json | None:
    """The border of a country or province as a GeoJSON geometry; null for a place without one, which the layer draws
    as a circle. Raises KeyError for a place that is not known.
    """
    gazetteer, place_id = backend.application.gazetteer, request.path_params["place_id"]
    outline: Json | None = gazetteer.outline(place_id)
    if outline is None:
        gazetteer.place(place_id)
    return outline


def health_answer(backend: Backend, request: Request) -> Json:  # noqa: ARG001
    """Is the application open, and how many incidents does it hold?"""
    return {"status": "ok", "incidents": len(backend.snapshot)}


def _json(backend: Backend, work: Work, *, cache: str = "private, no-cache", quick: bool = False) -> Handler:
    async def handler(request: Request) -> Response:
        speak(of_link(request) or SOURCE)
        in_thread = anyio.to_thread.run_sync if quick else in_turn
        status, body = await in_thread(_answer, backend, work, request)
        headers = {"cache-control": cache if status == 200 else "no-store"}
        return Response(body, status, headers, media_type="application/json" if status == 200 else MEDIA_TYPE)

    return handler


def _answer(backend: Backend, work: Work, request: Request) -> tuple[int, bytes]:
    try:
        return 200, orjson.dumps(work(backend, request))
    except Exception as error:
        return refusal(error)


def refusal(error: Exception) -> tuple[int, bytes]:
    """The status and the sentence for what cannot be answered. Raises the error where it is a fault of ours."""
    if isinstance(error, BadRequest | LinkNotUnderstood):
        return _problem(400, str(error))
    if isinstance(error, NotReady):
        return _problem(503, _(error.message), opening=True, fraction=error.fraction)
    if isinstance(error, CannotOpen):
        return _problem(503, str(error))
    if isinstance(error, StoreUnusable):  # its sentence names the database, which is no business of readers
        log.warning("%s", error)
        return _problem(503, _(AWAY))
    if isinstance(error, ViewClosed):
        return _problem(410, str(error))
    if isinstance(error, KeyError):
        return _problem(404, _("There is nothing at this address: it was removed, or never there."))
    raise error


def _problem(status: int, sentence: str, **more: object) -> tuple[int, bytes]:
    """The map's layer reads `error`."""
    return status, orjson.dumps(problem(status, sentence, error=sentence, **more))


def _snapshot(backend: Backend, request: Request) -> Snapshot:
    """Of the draft or the frozen view that the request names, otherwise of what is kept."""
    apart = _apart(backend, request)
    return apart.snapshot if apart else backend.snapshot


def _apart(backend: Backend, request: Request) -> Draft | FrozenView | None:
    """None where the request names neither a draft nor a frozen view. Raises KeyError for one that is not known."""
    if "saved" in request.path_params:
        store = backend.application.store
        return backend.frozen.get(opened(store, request.path_params["saved"]), store)
    token = request.path_params.get("token")
    if token is None:
        return None
    draft = backend.drafts.get(token)
    if draft is None:
        raise KeyError("draft")
    return draft


def asked_view(request: Request) -> View:
    """What a link asks. What it asks in vain is refused, unless the caller wants what can be understood: the page
    itself tells its reader, and must show the same on the map and in the table.
    """
    view, not_understood = link.decode(request.query_params.multi_items(), OWN_KEYS)
    if not_understood and LENIENT not in request.query_params:
        raise BadRequest(" ".join(not_understood))
    return view


def _extent(request: Request) -> Extent:
    sentence = "bbox must be west,south,east,north in degrees, such as bbox=30,32,42,38."
    try:
        west, south, east, north = (float(part) for part in request.query_params.get("bbox", "").split(","))
    except ValueError as error:
        raise BadRequest(sentence) from error
    if not (abs(west) <= TURNS and abs(east) <= TURNS and -90 <= south < north <= 90):
        raise BadRequest(sentence)
    return Extent(west=west, south=south, east=east, north=north)


def _ends(request: Request) -> tuple[Point, Point]:
    try:
        south, west, north, east = (float(part) for part in request.query_params["track"].split(","))
        return Point(latitude=south, longitude=west), Point(latitude=north, longitude=east)
    except ValueError as error:
        sentence = "track must be the latitude and longitude of its origin, then of its destination, in degrees."
        raise BadRequest(sentence) from error


def _zoom(request: Request) -> int:
    return round(_number(request, "z", 0, FARTHEST_ZOOM))


def _in_window(snapshot: Snapshot, view: View, request: Request) -> Json:
    """The number to say: of what lies in the window, which is smaller than the box that is drawn."""
    if "window" not in request.query_params:
        return {}
    try:
        box = Shape.parse(f"box:{request.query_params['window']}")
    except ValueError as error:
        raise BadRequest(f"window is not understood: {error}.") from error
    incidents, reports = snapshot.in_box(view, box)
    return {"in_view": {"total": incidents, "reports": reports}}


def _order(request: Request) -> Order:
    return Order(_one_of(request, "order", Order, Order.NEWEST))


def _one_of(request: Request, key: str, known: Iterable[str], default: str) -> str:
    text = request.query_params.get(key, default)
    if text not in set(known):
        raise BadRequest(f"{key} must be {', '.join(known)}.")
    return text


def _number(request: Request, key: str, low: float, high: float, *, default: float | None = None) -> float:
    text = request.query_params.get(key)
    if text is None and default is not None:
        return default
    try:
        number = float(text or "")
    except ValueError:
        number = float("nan")
    if not low <= number <= high:
        raise BadRequest(f"{key} must be a number from {low:g} to {high:g}.")
    return number
