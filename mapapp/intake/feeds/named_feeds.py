"""The feeds that a web page names in its head."""

from __future__ import annotations

from html.parser import HTMLParser

from mapapp.intake.fetch import NotFetched, web_address

KINDS = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json", "application/json"})
HEAD_BYTES = 200_000


def named_feeds(content: bytes, url: str) -> tuple[str, ...]:
    """Their addresses, in the page's order; empty where the bytes are no page."""
    page = _Links()
    page.feed(content[:HEAD_BYTES].decode("utf-8", "replace"))
    found: dict[str, None] = {}
    for link in page.links:
        try:
            found[web_address(link, base=url).url] = None
        except NotFetched:
            continue
    return tuple(found)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        alternate = "alternate" in given.get("rel", "").lower().split()
        if tag == "link" and alternate and given.get("type", "").lower() in KINDS and given.get("href"):
            self.links.append(given["href"])
