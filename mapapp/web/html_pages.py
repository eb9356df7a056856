"""Our own HTML pages, without Streamlit. The templates are constant files, and whatever goes into one is escaped."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from mapapp.spoken import _, language, ngettext
from mapapp.web.headers import OWN_POLICY

# Not "pages": Streamlit takes a folder of that name beside its script for pages of its own.
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=StrictUndefined,
)
_TEMPLATES.globals |= {"_": _, "ngettext": ngettext}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page to be rendered."""

    template: str
    """A file in mapapp/web/templates."""
    values: dict[str, Any]
    """Text and numbers; each is escaped where it stands."""
    status: int = 200
    framed_by: str = "'none'"
    """The sites that may show it in a frame, as a content security policy says it."""
    pictures_of: tuple[str, ...] = ()
    """Other hosts whose pictures it shows."""
    asks: tuple[str, ...] = ()
    """Other hosts that its scripts ask."""
    cache: str = "private, no-cache"


def message(heading: str, sentence: str, status: int) -> Page:
    """A page that says one thing."""
    values = {"heading": heading, "sentence": sentence}
    return Page(template="message.html", values=values, status=status, cache="no-store")


def render(page: Page) -> Response:
    """The answer, with a policy of its own: only the scripts that carry this page's nonce run."""
    nonce = secrets.token_urlsafe(16)
    body = _TEMPLATES.get_template(page.template).render(page.values | {"nonce": nonce, "language": language()})
    policy = {
        "default-src": "'none'",
        "script-src": f"'nonce-{nonce}'",
        "style-src": "'self'",
        "img-src": " ".join(("'self' data: blob:", *page.pictures_of)),
        "connect-src": " ".join(("'self'", *page.asks)),
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": page.framed_by,
    }
    headers = {
        OWN_POLICY: "; ".join(f"{name} {value}" for name, value in policy.items()),
        "cache-control": page.cache,
        "x-robots-tag": "noindex",
        "content-language": language(),
        "vary": "accept-language",
    }
    return Response(body.encode("utf-8", "replace"), page.status, headers, media_type="text/html; charset=utf-8")
