"""In which language a route answers. Files for programs and the API are in English whatever a browser asks."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.requests import Request

from mapapp.spoken import LANGUAGES, SOURCE, preferred
from mapapp.web.link import LANGUAGE


def said(values: Iterable[str]) -> str | None:
    """What a link's values for `lang` mean: None without any, SOURCE for one that is not known here."""
    given = list(values)
    return next((value for value in given if value in LANGUAGES), SOURCE if given else None)


def of_link(request: Request) -> str | None:
    """What the address of a request says; None where it says nothing."""
    return said(request.query_params.getlist(LANGUAGE))


def of_request(request: Request) -> str:
    """For a request that a person's browser may have made: as its address says, else as the browser asks."""
    return of_link(request) or preferred(request.headers.get("accept-language")) or SOURCE
