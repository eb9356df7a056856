"""From the table of routes to HTTP: ETag and 304, gzip, HEAD and OPTIONS, other sites' pages, limits, problems."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
from http import HTTPStatus
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from mapapp.domain import clock
from mapapp.store.errors import StoreUnusable
from mapapp.web.api.access import Access, Buckets
from mapapp.web.api.asked import Asked, read_query, read_value
from mapapp.web.api.collections import ROOT
from mapapp.web.api.endpoint import Endpoint
from mapapp.web.api.problems import MEDIA_TYPE, Missing, Refused, problem
from mapapp.web.api.table import ENDPOINTS
from mapapp.web.backend import Backend, CannotOpen, NotReady
from mapapp.web.reached import base
from mapapp.web.turns import in_turn

SHAPE = 1
"""Of the answers. With another one, no ETag of before holds."""
METHODS = "GET, HEAD, OPTIONS"
WORTH_PACKING = 1_000
"""Bytes; shorter answers are not compressed."""
OPENING_SECONDS = 5
"""When to ask again while the application opens."""
PREFLIGHT_SECONDS = 86_400

log = logging.getLogger(__name__)

Headers = dict[str, str]


def api_routes(backend: Backend, access: Access) -> list[BaseRoute]:
    """Every route under /ogc and /api that is not the map's own. The last ones answer what nobody else does."""
    buckets = Buckets(access.per_minute)
    found: list[BaseRoute] = []
    for endpoint in ENDPOINTS:
        served = Served(backend, access, buckets, endpoint)
        found.append(Route(endpoint.path, served))
        if not endpoint.parts:
            found.append(Route(f"{endpoint.path}/", served))
    nothing = Served(backend, access, buckets, None)
    return [*found, Route("/api/{anything:path}", nothing), Route(f"{ROOT}/{{anything:path}}", nothing)]


class Served:
    """One endpoint as an ASGI application; without one, nothing is there."""

    def __init__(self, backend: Backend, access: Access, buckets: Buckets, endpoint: Endpoint | None) -> None:
        self._backend, self._access, self._buckets, self._endpoint = backend, access, buckets, endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        request = Request(scope, receive)
        response = self._at_once(request)
        if response is None:
            response = await in_turn(self._answer, request)
        for name, value in self._for_other_sites(request).items():
            response.headers[name] = value
        response.headers["vary"] = "Accept-Encoding, Origin" if self._access.origins else "Accept-Encoding"
        if request.method == "HEAD":
            response.body = b""  # its length stays in the headers
        await response(scope, receive, send)

    def _at_once(self, request: Request) -> Response | None:
        """What needs no look at the data."""
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": METHODS})
        if request.method not in METHODS.split(", "):
            return _problem(405, f"This API is read-only: {METHODS}.", {"allow": METHODS})
        if seconds := self._buckets.wait(request.client.host if request.client else ""):
            sentence = f"Too many requests: {self._access.per_minute:,} a minute are answered. Wait {seconds} s."
            return _problem(429, sentence, {"retry-after": str(seconds)})
        return None

    def _answer(self, request: Request) -> Response:
        try:
            return self._good(request)
        except Refused as error:
            return _problem(error.status, error.detail, None, **error.more)
        except NotReady as error:
            wait = {"retry-after": str(OPENING_SECONDS)}
            return _problem(503, error.message, wait, fraction=error.fraction)
        except (CannotOpen, StoreUnusable) as error:
            log.warning("%s cannot be answered: %s", self._name, error)
            return _problem(503, "The data cannot be read at present. The server's log says why.")
        except Exception:  # whatever it is, a reader gets a sentence; the log has the rest, but not what was asked
            log.exception("%s failed", self._name)
            return _problem(500, "This could not be answered: an error of the server, not yours. It was logged.")

    @property
    def _name(self) -> str:
        return self._endpoint.name if self._endpoint else "nothing"

    def _good(self, request: Request) -> Response:
        endpoint = self._endpoint
        if endpoint is None:
            raise Missing
        asked = self._asked(request, endpoint)
        tag = _tag(asked, endpoint)
        headers = {"cache-control": "private, no-cache", "etag": tag}
        if _matches(request.headers.get("if-none-match"), tag):
            return Response(status_code=304, headers=headers)
        body = _bytes(endpoint.answer(asked))
        if len(body) > WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", ""):
            body = gzip.compress(body, compresslevel=4, mtime=0)
            headers["content-encoding"] = "gzip"
        return Response(body, headers=headers | {"content-type": _content_type(endpoint.media_type)})

    def _asked(self, request: Request, endpoint: Endpoint) -> Asked:
        query = request.query_params.multi_items()
        view, values = read_query(endpoint.parameters, query, filters=endpoint.filters)
        parts = {part.name: read_value(part, request.path_params[part.name]) for part in endpoint.parts}
        return Asked(
            backend=self._backend,
            base=base(self._backend, request),
            path=endpoint.path,
            query=query,
            view=view,
            values=values | parts,
        )

    def _for_other_sites(self, request: Request) -> Headers:
        origin = self._access.origin(request.headers.get("origin"))
        if origin is None:
            return {}
        headers = {"access-control-allow-origin": origin, "access-control-expose-headers": "ETag, Retry-After"}
        if request.method == "OPTIONS":
            headers["access-control-allow-methods"] = METHODS
            headers["access-control-allow-headers"] = "If-None-Match"
            headers["access-control-max-age"] = str(PREFLIGHT_SECONDS)
        return headers


def _tag(asked: Asked, endpoint: Endpoint) -> str:
    """The same for the same question of the same record."""
    version = asked.snapshot.version if endpoint.of_record else 0
    hour = clock.now() if endpoint.of_clock or asked.view.last else None
    parts = sorted((name, str(value)) for name, value in asked.values.items())
    whole = repr((SHAPE, version, hour, asked.base, asked.path, list(asked.query), parts))
    digest = hashlib.blake2b(whole.encode("utf-8", "surrogatepass"), digest_size=12)
    return f'W/"{version}-{digest.hexdigest()}"'


def _matches(asked: str | None, tag: str) -> bool:
    if asked is None:
        return False
    return asked.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in asked.split(",")
    }


def _bytes(answer: Any) -> bytes:  # noqa: ANN401
    if isinstance(answer, bytes):
        return answer
    if isinstance(answer, str):
        return answer.encode()
    try:
        return orjson.dumps(answer)
    except TypeError:  # a report's text may hold half a character, which JSON cannot
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")


def _content_type(media_type: str) -> str:
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _problem(status: int, detail: str, headers: Headers | None = None, **more: object) -> Response:
    body = orjson.dumps(problem(HTTPStatus(status), detail, **more))
    return Response(body, status, {"cache-control": "no-store", **(headers or {})}, media_type=MEDIA_TYPE)
