"""The pages and files for others: the embedded map, short links with their pictures, and feeds. None is Streamlit."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import orjson
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from mapapp.domain.errors import LinkNotUnderstood
from mapapp.domain.saved import SavedView
from mapapp.draw import embed
from mapapp.draw.tiles import ATTRIBUTION
from mapapp.spoken import SOURCE, _, clock_time, language, long_day, ngettext, preferred, speak
from mapapp.store import StoreUnusable
from mapapp.web import feeds, html_pages, link
from mapapp.web.backend import Backend, CannotOpen, NotReady
from mapapp.web.feed_entries import a_feed
from mapapp.web.grounds import asked_hosts, held, own_basemaps, picture_hosts, told
from mapapp.web.html_pages import Page, message, render
from mapapp.web.link import LinkTooLong
from mapapp.web.pictures import Pictures
from mapapp.web.reached import base
from mapapp.web.request_language import of_link as asked_language
from mapapp.web.request_language import said
from mapapp.web.saved_views import ViewClosed
from mapapp.web.shown import Shown, looked_at, of_link, of_saved, words
from mapapp.web.turns import in_turn

FEED_SECONDS = 300
PICTURE_SECONDS = 3600
"""How long a copy may be kept before it is asked for again. A revoked view is gone from others' copies after that."""

Work = Callable[[Backend, Request], Response]


def share_routes(backend: Backend) -> list[Route]:
    """Every route of this file."""
    pictures = Pictures()

    def route(path: str, work: Work, *, page: bool = True) -> Route:
        return Route(path, _answering(backend, work, page=page), methods=["GET"])

    return [
        route("/embed", embed_link),
        route("/s/{view_id}", saved_page),
        route("/s/{view_id}/embed", embed_saved),
        route("/og/{view_id}.png", lambda backend, request: picture(backend, request, pictures), page=False),
        *(route(f"/feed.{ending}", _feed_of(ending, of_a_link=True), page=False) for ending in feeds.FORMATS),
        *(
            route(f"/s/{{view_id}}/feed.{ending}", _feed_of(ending, of_a_link=False), page=False)
            for ending in feeds.FORMATS
        ),
        *(route(f"/{first}/{{anything:path}}", nothing_here) for first in ("s", "og", "embed")),
    ]


def embed_link(backend: Backend, request: Request) -> Response:
    """The map of a link, for a frame on another site."""
    return render(_embed(backend, request, of_link(backend, request.query_params.multi_items())))


def embed_saved(backend: Backend, request: Request) -> Response:
    """The map of a saved view, for a frame, and the only map of a frozen one. The address may ask for another look."""
    shown = of_saved(backend, request.path_params["view_id"])
    return render(_embed(backend, request, looked_at(backend, shown, request.query_params.multi_items())))


def saved_page(backend: Backend, request: Request) -> Response:
    """What stands under a short link: a preview for others' programs, and the way to the map for people."""
    shown = of_saved(backend, request.path_params["view_id"])
    shown = looked_at(backend, shown, request.query_params.multi_items())
    saved = _saved(shown)
    said_here = f"?{link.LANGUAGE}={language()}" if asked_language(request) else ""
    where = f"#map={shown.place}" if shown.place else ""
    values = {
        "id": saved.id,
        "title": shown.title or _("Incidents"),
        "description": _description(shown),
        "base": base(backend, request),
        "map": f"/s/{saved.id}/embed{said_here}{where}" if saved.frozen else f"/?{shown.link}{where}",
    }
    return render(Page(template="saved.html", values=values))


def picture(backend: Backend, request: Request, pictures: Pictures) -> Response:
    """The picture of a saved view."""
    shown = of_saved(backend, request.path_params["view_id"])
    made = pictures.of(shown, _description(shown))
    return _cached(request, Response(made, media_type="image/png"), PICTURE_SECONDS)


def nothing_here(backend: Backend, request: Request) -> Response:  # noqa: ARG001
    """Without this, Streamlit would answer a wrong address with its own page and 200."""
    raise KeyError("address")


def _feed_of(ending: str, *, of_a_link: bool) -> Work:
    written = feeds.FORMATS[ending]

    def work(backend: Backend, request: Request) -> Response:
        if of_a_link:
            shown = of_link(backend, request.query_params.multi_items())
            address = f"/feed.{ending}" + (f"?{shown.query}" if shown.query else "")
        else:
            shown = of_saved(backend, request.path_params["view_id"])
            address = f"/s/{_saved(shown).id}/feed.{ending}"
        body = written.write(a_feed(shown, backend.application.store, base(backend, request), address))
        return _cached(request, Response(body, headers={"content-type": written.media_type}), FEED_SECONDS)

    return work


def _embed(backend: Backend, request: Request, shown: Shown) -> Page:
    box = shown.bounds()
    corners = None if box is None else [[box.south, box.west], [box.north, box.east]]
    basemaps = own_basemaps(backend)
    drawing = embed.settings(query=shown.layer_query, url=shown.point_url, look=shown.look, held=held(backend))
    if basemaps:
        drawing["basemap"]["own"] = told(basemaps)
    values = {
        "shown": shown,
        "count": shown.count(),
        "whole": None if shown.frozen else f"/?{shown.link}",
        "printed": {
            "asked": _("What is shown: {filters}.", filters=words(link.decode_query(shown.query)[0])),
            "address": f"{base(backend, request)}{request.url.path}"
            + (f"?{request.url.query}" if request.url.query else ""),
            "when": _("Read on {when}. {credits}.", when=clock_time(datetime.now(UTC)), credits=ATTRIBUTION),
        },
        "frozen": _frozen_words(backend, shown),
        "settings": orjson.dumps(drawing).decode(),
        "bounds": orjson.dumps(corners).decode(),
        "scripts": embed.SCRIPTS,
        "styles": embed.STYLES,
    }
    return Page(
        template="embed.html",
        values=values,
        framed_by=backend.application.settings.frame_ancestors,
        pictures_of=picture_hosts(basemaps),
        asks=asked_hosts(basemaps),
    )


def _frozen_words(backend: Backend, shown: Shown) -> dict[str, object] | None:
    if shown.frozen is None or (frozen := _saved(shown).frozen) is None:
        return None
    gone = len(backend.application.store.saved.gone(list(shown.frozen.incidents)))
    day = long_day(_saved(shown).created)
    all_kept = _("Frozen on {day}; all of its incidents are still kept", day=day)
    some_lost = ngettext("Frozen on {day}; {n} no longer kept", "Frozen on {day}; {n} no longer kept", gone, day=day)
    lost = ngettext(
        "{n} of its incidents is no longer kept: its report was removed.",
        "{n} of its incidents are no longer kept: their report was removed.",
        gone,
    )
    bare = _("It shows where, when, what and how many, and no words of a report.")
    return {
        "summary": some_lost if gone else all_kept,
        "sentences": (
            _("What you see is what was known on that day. Later corrections, reports and removals do not change it."),
            f"{lost} {bare}" if gone else bare,
            _("Version {version} of the record; SHA-256 {digest}", version=frozen.version, digest=frozen.digest),
        ),
        "today": f"/?{shown.link}" + (f"#map={shown.place}" if shown.place else ""),
    }


def _description(shown: Shown) -> str:
    saved = _saved(shown)
    kind = _("as of {day}", day=long_day(saved.created)) if saved.frozen else _("live")
    return f"{shown.count()} · {kind}"


def _saved(shown: Shown) -> SavedView:
    if shown.saved is None:
        raise KeyError("view")
    return shown.saved


def _cached(request: Request, response: Response, seconds: int) -> Response:
    """With a mark of its content, so that an unchanged one is not sent again."""
    mark = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
    headers = {
        "etag": mark,
        "cache-control": f"public, max-age={seconds}",
        "x-robots-tag": "noindex",
        "vary": "accept-language",
    }
    if mark in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    return response


def _answering(backend: Backend, work: Work, *, page: bool) -> Callable[[Request], Awaitable[Response]]:
    """The work in a thread. What goes wrong is a page that says so, or a line of text beside a feed or a picture."""

    def answer(request: Request) -> Response:
        speak(_language(backend, request))
        try:
            return work(backend, request)
        except Exception as error:
            trouble = _trouble(error)
            if page:
                return html_pages.render(trouble)
            headers = {"cache-control": "no-store"}
            return PlainTextResponse(str(trouble.values["sentence"]), trouble.status, headers)

    async def handler(request: Request) -> Response:
        return await in_turn(answer, request)

    return handler


def _language(backend: Backend, request: Request) -> str:
    """As the address says, else as the saved view was drawn, else as the browser asks."""
    if asked := asked_language(request):
        return asked
    try:
        query = backend.application.store.saved.get(request.path_params["view_id"]).query
    except (KeyError, NotReady, CannotOpen, StoreUnusable):
        query = ""
    drawn = said(value for key, value in link.pairs_of(query) if key == link.LANGUAGE)
    return drawn or preferred(request.headers.get("accept-language")) or SOURCE


def _trouble(error: Exception) -> Page:
    """The page for an error of ours; any other is raised again."""
    match error:
        case LinkNotUnderstood() | LinkTooLong():
            return message(_("This link asks for something that is not known here"), str(error), 400)
        case ViewClosed():
            return message(_("This view is closed"), str(error), 410)
        case NotReady():
            return message(
                _("The map is being prepared"), _("{state} Try again in a minute.", state=_(error.message)), 503
            )
        case CannotOpen() | StoreUnusable():
            return message(_("The map cannot be opened"), str(error), 503)
        case KeyError():
            return message(_("There is nothing at this address"), _("It was removed, or never there."), 404)
    raise error
