"""Errors as application/problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

MEDIA_TYPE = "application/problem+json"

Json = dict[str, Any]


class Refused(Exception):
    """The request is not answered; the message says why and what to do."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.more = more


class Missing(Refused):
    """There is nothing at this address."""

    status = HTTPStatus.NOT_FOUND

    def __init__(self, detail: str = "There is nothing at this address: it was removed, or never there.") -> None:
        super().__init__(detail)


def problem(status: int, detail: str, **more: object) -> Json:
    """The members of the answer; `more` says it for programs."""
    return {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": int(status), "detail": detail, **more}
