"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from mapapp.domain.report import digest
from mapapp.intake.feeds.entry import FeedContent, FeedEntry
from mapapp.intake.feeds.link import first_web_link
from mapapp.intake.feeds.plain import one_line, plain

VERSION = "https://jsonfeed.org/version/1"


def read_json(content: bytes, url: str) -> FeedContent | None:
    """What it says; None where it is other JSON, or none."""
    try:
        read = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(read, dict) or not str(read.get("version")).startswith(VERSION):
        return None
    items = read.get("items")
    language = _text(read, "language") or None
    return FeedContent(
        title=one_line(_text(read, "title")),
        entries=tuple(
            _entry(item, url, language) for item in (items if isinstance(items, list) else ()) if isinstance(item, dict)
        ),
    )


def _entry(item: dict[str, Any], base: str, language: str | None) -> FeedEntry:
    url = first_web_link([item.get("url"), item.get("external_url")], base)
    title = one_line(_text(item, "title"))
    bodies = (_text(item, "content_text"), plain(_text(item, "content_html")), plain(_text(item, "summary")))
    text = next((body for body in bodies if body), "")
    return FeedEntry(
        id=_text(item, "id") or url or digest(title, text),
        url=url,
        title=title,
        text=text,
        published=_instant(_text(item, "date_published") or _text(item, "date_modified")),
        language=_text(item, "language") or language,
    )


def _instant(written: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(written)
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _text(entry: dict[str, Any], name: str) -> str:
    """A number counts as text, as the format's description asks for ids."""
    value = entry.get(name)
    return str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
