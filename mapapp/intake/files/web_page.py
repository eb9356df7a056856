"""An HTML page → its report: what trafilatura takes for its text, with title, date, source and canonical address."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree
from trafilatura import bare_extraction, html2txt, load_html

from mapapp.domain.arrival import Original, Piece
from mapapp.domain.errors import UnreadableReport
from mapapp.domain.tongue import READ
from mapapp.intake.files.charset import decode
from mapapp.intake.files.page_date import date_of
from mapapp.intake.files.told import Told
from mapapp.intake.tongues import SURE, language_of

LEAST_TEXT = 80
"""Characters; where the library finds less on a page, all of the page's words are taken instead."""
_META_CHARSET = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{1,100}encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_SAME_SITE = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")

for _name in ("trafilatura", "htmldate", "justext", "readability_lxml"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # what they say of a page is said in our own sentences


def html(piece: Piece) -> Iterator[Told]:
    """A page that is kept as a file."""
    yield web_page(piece.content)


def web_page(content: bytes, *, url: str | None = None, charset: str | None = None) -> Told:
    """A page's report.

    Args:
        content: the page as it was received.
        url: where it was found; then a canonical address counts only on the same site.
        charset: the encoding that the server named.

    Raises UnreadableReport where there is no page in it.
    """
    written = _XML_DECLARATION.sub("", decode(content, charset or _declared(content)).replace("\0", ""))
    tree = load_html(written)
    if tree is None:
        raise UnreadableReport("There is no page in it: it holds no words between its tags. Bring its text.")
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    published = date_of(tree, url, tomorrow)
    found = bare_extraction(
        tree,
        url=url,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    said: Any = found if found is not None else _NOTHING
    title = said.title or _title(tree)
    text = _with_title(said.text if len(said.text or "") >= LEAST_TEXT else _all_words(written), title)
    address = _canonical(said.url, url)
    return Told(
        text=text,
        title=title,
        source=_site(said, address),
        home=home_of(address),
        url=address,
        published=published,
        language=_language(tree, text),
        original=Original(content=content, media_type="text/html"),
    )


class _Nothing:
    title = text = url = sitename = None


_NOTHING = _Nothing()


def _declared(content: bytes) -> str | None:
    head = content[:4_096]
    match = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return match.group(1).decode("ascii") if match else None


def _title(tree: Any) -> str:  # noqa: ANN401
    return " ".join((tree.findtext(".//title") or "").split())


def _all_words(written: str) -> str:
    """The plain way: every word between the tags."""
    return html2txt(written, clean=True) or ""


def _with_title(text: str, title: str) -> str:
    """The headline stands first, as in any report: it names places too."""
    begins = " ".join(text[: len(title) + 200].split()).casefold()
    if not title or " ".join(title.split()).casefold() in begins:
        return text
    return f"{title}\n\n{text}" if text else ""


def _canonical(claimed: str | None, url: str | None) -> str | None:
    """The address that a page gives itself, where it may; else where it was found."""
    address = http(urljoin(url, claimed) if url and claimed else claimed)
    if url is None or address is None:
        return address or http(url)
    return address if site_of(address) == site_of(url) else http(url)


def http(address: str | None) -> str | None:
    """The address, where it is one of the web."""
    try:
        parts = urlsplit(address or "")
        return address if parts.scheme in {"http", "https"} and parts.hostname else None
    except ValueError:
        return None


def site_of(address: str) -> str:
    """The name of an address's host, without "www."."""
    return _SAME_SITE.sub("", (urlsplit(address).hostname or "").lower())


def _site(said: Any, address: str | None) -> str | None:  # noqa: ANN401
    """Who publishes, in the page's words, else by its host's name."""
    name = " ".join((said.sitename or "").split())[:200]
    return name or (site_of(address) if address else None)


def home_of(address: str | None) -> str | None:
    """The first page of an address's host."""
    if address is None:
        return None
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.hostname}/"


def _language(tree: Any, text: str) -> str | None:  # noqa: ANN401
    """The language that the page gives itself, unless its words say another: many pages have that of their template."""
    declared = tag(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _og(tree))
    if declared is None:
        return None
    spoken, likely = language_of(text[:2_000])
    same = spoken is None or likely < SURE or spoken.partition("-")[0] == declared.partition("-")[0].lower()
    return declared if same else None


def _og(tree: Any) -> str | None:  # noqa: ANN401
    try:
        found = tree.xpath("//meta[@property='og:locale']/@content")
    except etree.XPathError:
        return None
    return str(found[0]) if found else None


def tag(name: str | None) -> str | None:
    """A language's name as BCP-47, where it is one."""
    code = (name or "").strip().replace("_", "-")
    return code if _TAG.fullmatch(code) else READ if code.lower() == "english" else None
