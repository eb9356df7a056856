"""RSS and Atom, by feedparser. It is given bytes, never an address: it would fetch that, or open a file."""

from __future__ import annotations

from calendar import timegm
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import feedparser  # type: ignore[import-untyped]

from mapapp.domain.report import digest
from mapapp.intake.feeds.entry import FeedContent, FeedEntry
from mapapp.intake.feeds.link import first_web_link
from mapapp.intake.feeds.plain import one_line, plain

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def read_xml(content: bytes, url: str, charset: str | None = None) -> FeedContent | None:
    """RSS 0.9 to 2.0 and Atom, also where the XML is broken; None for what is none of them."""
    kind = f"application/xml; charset={charset}" if charset else "application/xml"
    try:
        read: Any = feedparser.parse(
            BytesIO(content),
            response_headers={"content-type": kind, "content-location": url},
            sanitize_html=False,  # only words are taken out of it
            resolve_relative_uris=False,
        )
    except Exception:  # feedparser's parsers of dates and markup fail in many ways on what is made to break them
        return None
    if not read.get("version") and not read.entries:
        return None
    language = _text(read.feed.get("language")) or None
    return FeedContent(
        title=one_line(_text(read.feed.get("title"))),
        entries=tuple(_entry(entry, url, language) for entry in read.entries),
    )


def _entry(entry: Any, base: str, language: str | None) -> FeedEntry:  # noqa: ANN401  feedparser's dictionary
    links = [
        entry.get("link"),
        *(link.get("href") for link in entry.get("links", ()) if link.get("rel") == "alternate"),
    ]
    url = first_web_link(links, base)
    title = one_line(_text(entry.get("title")))
    bodies = [_text(body.get("value")) for body in entry.get("content", ())]
    text = max((plain(body) for body in (*bodies, _text(entry.get("summary")))), key=len)
    return FeedEntry(
        id=_text(entry.get("id")) or url or digest(title, text),
        url=url,
        title=title,
        text=text,
        published=_instant(entry.get("published_parsed") or entry.get("updated_parsed")),
        language=_language(entry) or language,
    )


def _language(entry: Any) -> str | None:  # noqa: ANN401
    details = (entry.get("title_detail") or {}, *entry.get("content", ()))
    return next((tag for tag in (_text(detail.get("language")) for detail in details) if tag), None)


def _instant(parsed: Any) -> datetime | None:  # noqa: ANN401  a time.struct_time in UTC, or None
    try:
        return EPOCH + timedelta(seconds=timegm(parsed)) if parsed else None
    except (ValueError, TypeError, OverflowError):
        return None


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
