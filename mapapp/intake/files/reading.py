"""A piece → its reports. Whatever is wrong with it becomes a sentence."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from trafilatura import html2txt

from mapapp.domain.arrival import Arrival, Piece, PieceKind, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files import mail, pdf, plain, web_archive, web_page, word_document
from mapapp.intake.files.charset import mended
from mapapp.intake.files.dates import dated
from mapapp.intake.files.kinds import HEAD, Kind, kind_of
from mapapp.intake.files.limits import LIMITS, Budget, ensure_small
from mapapp.intake.files.told import Told, arrival
from mapapp.intake.files.walk import SPLITTERS, split

Found = Told | Piece | SetAside

READERS: dict[Kind, Callable[[Piece], Iterator[Found]]] = {
    Kind.TEXT: plain.text,
    Kind.MARKDOWN: plain.markdown,
    Kind.HTML: web_page.html,
    Kind.PDF: pdf.pdf,
    Kind.DOCX: word_document.docx,
    Kind.MAIL: mail.mail,
}
"""Kinds that hold one report each. The others are divided first."""
NOT_READ = "It could not be read: it is damaged, or built in a way that is not expected. Save it once more, or as text."
DEEP = "It lies in too many letters or archives, one inside another. Bring it by itself."
_MARKUP = re.compile(r"</(?:p|div|span|a|li|strong|em|h\d)>|<br\s*/?>|<p>", re.IGNORECASE)


def arrivals(piece: Piece) -> Iterator[Arrival | SetAside]:
    """The reports of a file or a record, one after the other; nothing is raised.

    What is attached to a letter, and what is in an archive, are reports of their own.
    """
    yield from _arrivals(piece, Budget(depth=0))


def page(content: bytes, media_type: str, url: str) -> Arrival:
    """The report that a server answered with: a page, a PDF, a text.

    Args:
        content: the answer's body, unpacked.
        media_type: as the server gave it, such as "text/html; charset=utf-8".
        url: the address that answered.

    Raises UnreadableReport, saying what to do, for what is no report or holds many.
    """
    try:
        return arrival(_told_at(content, media_type, url), Piece(name=url, kind=PieceKind.FILE, content=content))
    except UnreadableReport:
        raise
    except Exception as error:  # whatever a hostile page makes a library say
        raise UnreadableReport(NOT_READ) from error


def _told_at(content: bytes, media_type: str, url: str) -> Told:
    """What is told at an address."""
    if not content:
        raise UnreadableReport("The page is empty.")
    path = url.partition("?")[0].partition("#")[0]
    kind = kind_of(path, content[:HEAD], io.BytesIO(content), media_type)
    if kind is Kind.HTML:
        ensure_small(len(content), LIMITS.page, "page")
        return web_page.web_page(content, url=url, charset=_charset(media_type))
    if kind not in READERS:
        raise UnreadableReport(f"At this address is a file of many things ({kind}). Fetch it, and bring it as a file.")
    found = READERS[kind](Piece(name=path, kind=PieceKind.FILE, content=content))
    told = next((one for one in found if isinstance(one, Told)), None)
    if told is None:
        raise UnreadableReport("There is no report at this address.")
    return replace(told, url=url, source=told.source or web_page.site_of(url), home=web_page.home_of(url))


def _charset(media_type: str) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_:.-]{2,40})", media_type, re.IGNORECASE)
    return match.group(1) if match else None


def _arrivals(piece: Piece, budget: Budget) -> Iterator[Arrival | SetAside]:
    try:
        for found in _found(piece, budget):
            if isinstance(found, Told):
                yield arrival(found, piece)
            elif isinstance(found, Piece):
                given = replace(
                    found, source=found.source or piece.source, published=found.published or piece.published
                )
                yield from _deeper(given, budget)
            else:
                yield found
    except UnreadableReport as error:
        yield SetAside(name=piece.name, reason=str(error))
    except Exception:  # whatever a hostile file makes a library say: the others are still read
        yield SetAside(name=piece.name, reason=NOT_READ)


def _deeper(piece: Piece, budget: Budget) -> Iterator[Arrival | SetAside]:
    try:
        inside = budget.deeper()
    except UnreadableReport:
        yield SetAside(name=piece.name, reason=DEEP)
        return
    yield from _arrivals(piece, inside)


def _found(piece: Piece, budget: Budget) -> Iterator[Found]:
    if piece.kind is PieceKind.REPORT:
        yield _record(piece)
        return
    if piece.kind is not PieceKind.FILE:
        raise UnreadableReport("It is an address, not a file: it has to be fetched first.")
    if not piece.content:
        raise UnreadableReport("The file is empty.")
    whole = io.BytesIO(piece.content)
    kind = kind_of(piece.name, piece.content[:HEAD], whole)
    if kind is Kind.WARC:
        for url, media_type, content in web_archive.answers(piece.content):
            yield _told_at(content, media_type, url)
    elif kind in SPLITTERS:
        yield from split(piece.name, whole, budget)
    else:
        if kind is Kind.HTML:
            ensure_small(len(piece.content), LIMITS.page, "page")
        yield from READERS[kind](piece)


def _record(piece: Piece) -> Told:
    """A record's report. Raises UnreadableReport for one without text, and for a date that is none."""
    try:
        entry = json.loads(piece.content)
        text = entry["text"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableReport("It is no record of a report: it must be a JSON object with a “text”.") from error
    if not isinstance(text, str):
        raise UnreadableReport("Its “text” is not a text. Write the words of the report there.")
    country = str(entry.get("country") or "").strip().upper()
    return Told(
        text=_words(text),
        title=_line(entry.get("title")),
        source=_line(entry.get("source")) or None,
        url=web_page.http(_line(entry.get("url"))),
        published=dated(entry.get("published"), "given with the record"),
        language=web_page.tag(_line(entry.get("language"))),
        country_code=country if re.fullmatch(r"[A-Z]{2}", country) else None,
    )


def _line(value: object) -> str:
    return mended(" ".join(str(value).split())) if value is not None else ""


def _words(text: str) -> str:
    """Without markup, where a field holds a piece of a page."""
    if len(_MARKUP.findall(text)) >= 2 or re.match(r"\s*<(?:p|div|article|html|!doctype)\b", text, re.IGNORECASE):
        return mended(html2txt(f"<html><body>{text}</body></html>", clean=True) or "")
    return mended(text)
