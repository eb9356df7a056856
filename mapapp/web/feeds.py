"""Incidents as a feed: RSS 2.0, Atom or JSON Feed 1.1. Report text is escaped by the XML writer, and is plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

import orjson

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold, even escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident."""

    id: str
    """Stable: a URI that names it for ever and leads nowhere."""
    title: str
    text: str
    """Plain text."""
    updated: datetime
    """When it was last told, UTC."""
    link: str
    category: str
    """The type's code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The newest incidents of a view."""

    title: str
    description: str
    address: str
    """Of the feed itself."""
    link: str
    """Of the map."""
    updated: datetime
    entries: Sequence[Entry]


def rss(feed: Feed) -> bytes:
    """RSS 2.0. A feed says that its texts are HTML, so they are escaped twice: markup in a report stays text."""
    ET.register_namespace("atom", ATOM)
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _texts(channel, title=feed.title, link=feed.link, description=feed.description)
    _texts(channel, lastBuildDate=format_datetime(feed.updated), ttl="15")
    ET.SubElement(channel, f"{{{ATOM}}}link", href=feed.address, rel="self", type="application/rss+xml")
    for entry in feed.entries:
        item = ET.SubElement(channel, "item")
        _texts(item, title=_as_html(entry.title), link=entry.link, description=_as_html(entry.text))
        _texts(item, pubDate=format_datetime(entry.updated), category=entry.category)
        ET.SubElement(item, "guid", isPermaLink="false").text = entry.id
    return _bytes(root)


def atom(feed: Feed) -> bytes:
    """Atom, RFC 4287."""
    root = ET.Element("feed", xmlns=ATOM)
    _texts(root, title=feed.title, subtitle=feed.description, id=feed.address, updated=feed.updated.isoformat())
    ET.SubElement(root, "link", rel="self", href=feed.address, type="application/atom+xml")
    ET.SubElement(root, "link", rel="alternate", href=feed.link, type="text/html")
    ET.SubElement(ET.SubElement(root, "author"), "name").text = "Incident map"
    for entry in feed.entries:
        item = ET.SubElement(root, "entry")
        _texts(item, title=entry.title, id=entry.id, updated=entry.updated.isoformat())
        ET.SubElement(item, "link", rel="alternate", href=entry.link, type="text/html")
        ET.SubElement(item, "category", term=entry.category)
        ET.SubElement(item, "content", type="text").text = _xml(entry.text)
    return _bytes(root)


def json_feed(feed: Feed) -> bytes:
    """JSON Feed 1.1."""
    items: list[dict[str, Any]] = [
        {
            "id": entry.id,
            "url": entry.link,
            "title": _xml(entry.title),
            "content_text": _xml(entry.text),
            "date_modified": entry.updated.isoformat(),
            "tags": [entry.category],
        }
        for entry in feed.entries
    ]
    return orjson.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": _xml(feed.title),
            "description": _xml(feed.description),
            "home_page_url": feed.link,
            "feed_url": feed.address,
            "items": items,
        }
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a feed."""

    media_type: str
    write: Callable[[Feed], bytes]


FORMATS = {
    "rss": Format(media_type="application/rss+xml; charset=utf-8", write=rss),
    "atom": Format(media_type="application/atom+xml; charset=utf-8", write=atom),
    "json": Format(media_type="application/feed+json", write=json_feed),
}
"""By the ending of the address."""


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = _xml(text)


def _xml(text: str) -> str:
    """Without what XML and JSON cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _as_html(text: str) -> str:
    """Plain text as the HTML that shows it, for RSS readers; the XML writer escapes that once more."""
    element = ET.Element("p")
    element.text = _xml(text)
    return ET.tostring(element, encoding="unicode").removeprefix("<p>").removesuffix("</p>").removesuffix("<p />")


def _bytes(root: ET.Element) -> bytes:
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))
