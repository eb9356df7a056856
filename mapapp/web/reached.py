"""Under which address others reach this server."""

from __future__ import annotations

from starlette.requests import Request

from mapapp.web.backend import Backend, CannotOpen, NotReady


def base(backend: Backend, request: Request) -> str:
    """Without a slash at its end: as the settings say, or else as the request came, which is all that is known before
    the application is open.
    """
    try:
        named = backend.application.settings.public_url
    except (NotReady, CannotOpen):
        named = ""
    return named or str(request.base_url).rstrip("/")
