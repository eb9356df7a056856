"""When a page was published: what it says of itself, as it says it; else what htmldate finds in its marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from htmldate import find_date

from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.dates import EARLIEST, Dated, dated, instant_of

METAS = (
    "article:published_time", "article:published", "og:published_time", "og:article:published_time", "datepublished",
    "date_published", "publishdate", "publish_date", "publish-date", "pubdate", "pub_date", "parsely-pub-date",
    "sailthru.date", "article.published", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
    "dc.date", "dcterms.date", "citation_publication_date", "cxenseparse:recs:publishtime", "originalpublicationdate",
    "date",
)  # fmt: skip
"""Names under which pages give the day of publication, the most telling first."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?=[/_-]|$)")


def date_of(tree: Any, url: str | None, latest: datetime) -> Dated | None:  # noqa: ANN401
    """When a page was published; None where it does not say, which is better than a wrong day.

    Args:
        tree: the page, by lxml.
        url: where it was found.
        latest: what is dated later is not believed.
    """
    for rule, wording in _said(tree, url):
        try:
            found = dated(wording, rule)
        except UnreadableReport:
            continue
        if found is not None and found.instant <= latest:
            return found
    return _by_library(tree, latest)


def _said(tree: Any, url: str | None) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    metas = dict(_metas(tree))
    for name in METAS[:2]:
        if name in metas:
            yield f"page metadata, {name}", metas[name]
    for wording in _linked_data(tree):
        yield "page metadata, datePublished", wording
    for name in METAS[2:]:
        if name in metas:
            yield f"page metadata, {name}", metas[name]
    for node in tree.xpath("//*[@itemprop='datePublished']")[:1]:
        yield "page metadata, datePublished", str(node.get("datetime") or node.get("content") or node.text_content())
    times = tree.xpath("//article//header//time[@datetime] | //time[@pubdate][@datetime]") or tree.xpath(
        "//time[@datetime][count(//time[@datetime]) = 1]"
    )
    for node in times[:1]:
        yield "the page's time of publication", str(node.get("datetime"))
    if url and (match := _IN_ADDRESS.search(url)):
        yield "the page's address", "-".join(match.groups())


def _metas(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Names in small letters with their contents; the first of each name is what counts."""
    for node in reversed(tree.xpath("//meta[@content]")[:500]):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        if content := (node.get("content") or "").strip():
            yield name.strip().lower(), content[:200]


def _linked_data(tree: Any) -> Iterator[str]:  # noqa: ANN401
    """`datePublished` of the articles that JSON-LD describes."""
    for node in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            yield from _published(json.loads(node.text or "", strict=False), 0)
        except (ValueError, RecursionError):
            continue


def _published(thing: object, depth: int) -> Iterator[str]:
    if depth > 4:
        return
    if isinstance(thing, list):
        for one in thing[:100]:
            yield from _published(one, depth + 1)
    elif isinstance(thing, dict):
        kind = str(thing.get("@type", ""))
        if ("Article" in kind or "Report" in kind or "Posting" in kind) and isinstance(thing.get("datePublished"), str):
            yield thing["datePublished"]
        yield from _published(thing.get("@graph"), depth + 1)


def _by_library(tree: Any, latest: datetime) -> Dated | None:  # noqa: ANN401
    """Without a search through the words, in which any day may be told."""
    day = find_date(
        tree, extensive_search=False, original_date=True, min_date=EARLIEST.replace(tzinfo=None, year=1990),
        max_date=latest.replace(tzinfo=None),
    )  # fmt: skip
    instant = instant_of(day) if day else None
    return Dated(instant=instant, wording=str(day), rule="found on the page by htmldate") if instant else None
