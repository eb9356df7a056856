"""The address that files are taken from: /export.csv?type=battle holds what that link shows."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, replace

import anyio
from starlette.concurrency import iterate_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from mapapp.spoken import speak
from mapapp.takeaway.export import About, TooMany
from mapapp.takeaway.formats import FORMATS, Format
from mapapp.takeaway.take import Taken, take
from mapapp.web import link
from mapapp.web.api.problems import MEDIA_TYPE
from mapapp.web.backend import Backend
from mapapp.web.reached import base
from mapapp.web.request_language import of_request
from mapapp.web.routes import BadRequest, asked_view, refusal

EXPORT = "/export"
AT_ONCE = 4
"""Files that are made together: each holds one of the store's connections to its end."""
WAIT_SECONDS = 20
"""How long to wait before asking again."""


class Busy(RuntimeError):
    """As many files are being made as may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A file of which the first piece is made."""

    wanted: Format
    taken: Taken
    first: bytes
    close: Callable[[], None]
    """To be called once, however it ends."""


def export_routes(backend: Backend) -> list[Route]:
    """One address for all formats."""
    turns = threading.BoundedSemaphore(AT_ONCE)

    async def answer(request: Request) -> Response:
        wanted = FORMATS.get(request.path_params["format"])
        if wanted is not None and wanted.for_people:
            speak(of_request(request))
        try:
            begun = await anyio.to_thread.run_sync(_begun, backend, request, turns)
        except Busy:
            sentence = f"{AT_ONCE} files are being made at this moment. Try again soon."
            return Response(sentence, 503, {"retry-after": str(WAIT_SECONDS)}, media_type="text/plain")
        except Exception as error:
            told = BadRequest(str(error)) if isinstance(error, TooMany | link.LinkTooLong) else error
            status, body = refusal(told)
            return Response(body, status, {"cache-control": "no-store"}, media_type=MEDIA_TYPE)
        if request.method == "HEAD":
            begun.close()
            return Response(None, 200, _headers(begun), media_type=begun.wanted.media_type)
        return _File(begun)

    return [Route(EXPORT + ".{format}", answer)]


def address_of(format_key: str, query: str) -> str:
    """Where the file of a query is."""
    return f"{EXPORT}.{format_key}?{query}".rstrip("?")


def _begun(backend: Backend, request: Request, turns: threading.BoundedSemaphore) -> Begun:
    """The file with its first piece made, so that what goes wrong at once is told in words."""
    wanted = FORMATS.get(request.path_params["format"])
    if wanted is None:
        raise BadRequest(f"There is no such format. There are: {', '.join(FORMATS)}.")
    application = backend.application
    view = replace(asked_view(request), incident=None)
    address = f"{base(backend, request)}/?{link.encode(view)}".rstrip("?")
    if not turns.acquire(blocking=False):
        raise Busy
    with ExitStack() as stack:
        stack.callback(turns.release)
        taken = take(application.store, view, wanted, link=address, atlas=lambda: application.gazetteer)
        stack.callback(taken.pieces.close)
        first = next(taken.pieces, b"")
        return Begun(wanted=wanted, taken=taken, first=first, close=stack.pop_all().close)


class _File(StreamingResponse):
    """Sends a file as it is made, and ends its transaction also where the reader goes away."""

    def __init__(self, begun: Begun) -> None:
        super().__init__(
            _pieces(begun.first, begun.taken.pieces), 200, _headers(begun), media_type=begun.wanted.media_type
        )
        self._close = begun.close

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._close()


async def _pieces(first: bytes, rest: Generator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for piece in iterate_in_threadpool(rest):
        yield piece


def _headers(begun: Begun) -> dict[str, str]:
    place, about = "inline" if begun.wanted.opens else "attachment", begun.taken.about
    return {
        "content-disposition": f'{place}; filename="{begun.taken.file_name}"',
        "cache-control": "private, no-store",
        **_numbers(about),
    }


def _numbers(about: About) -> dict[str, str]:
    """How many incidents the file holds, for programs that ask with HEAD."""
    return {"x-incidents": str(about.incidents), "x-reports": str(about.reports)}
