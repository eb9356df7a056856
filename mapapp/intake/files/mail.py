"""A letter → its words, and what is attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from mapapp.domain.arrival import Original, Piece, PieceKind, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.charset import decode, mended
from mapapp.intake.files.dates import Dated, dated
from mapapp.intake.files.kinds import ending_of
from mapapp.intake.files.names import safe
from mapapp.intake.files.told import Told
from mapapp.intake.files.web_page import web_page

MOST_ATTACHMENTS = 200
_QUOTED = re.compile(r"^(?:>.*\n?)+", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- \n.*\Z", re.MULTILINE | re.DOTALL)
_ORNAMENT = ("image/", "application/pgp-signature", "application/pkcs7-signature", "text/calendar", "audio/", "video/")
"""Media types of attachments that are passed over: logos, signatures, invitations."""


def mail(piece: Piece) -> Iterator[Told | Piece | SetAside]:
    """The letter itself, then each thing attached, as a piece of its own."""
    try:
        message = BytesParser(policy=policy.default).parsebytes(piece.content)
        body = _body(message)
        attached = list(_attached(piece, message))
        told = _told(piece, message, body) if body.strip() else None
    except RecursionError as error:
        raise UnreadableReport("It holds letters in letters, too deep to follow. Bring the innermost alone.") from error
    except UnreadableReport:
        raise
    except Exception as error:  # whatever a broken letter makes the library say
        raise UnreadableReport("The letter is damaged. Open it, and bring its words as text.") from error
    if told:
        yield told
    elif not attached:
        yield SetAside(name=piece.name, reason="The letter has no words and nothing attached that can be read.")
    yield from attached


def _told(piece: Piece, message: EmailMessage, body: str) -> Told:
    subject = mended(" ".join(_header(message, "subject").split()))
    begins = body[: len(subject) + 100].casefold()
    name, address = parseaddr(_header(message, "from"))
    return Told(
        text=body if not subject or subject.casefold() in begins else f"{subject}\n\n{body}",
        title=subject,
        source=mended(name.strip()) or address or None,
        published=_date(_header(message, "date")),
        original=Original(content=piece.content, media_type="message/rfc822"),
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that is broken is as if it were not there."""
    try:
        return str(message.get(name) or "")
    except Exception:  # whatever a broken header makes the library say
        return ""


def _date(wording: str) -> Dated | None:
    try:
        return dated(wording, "the letter's date")
    except UnreadableReport:
        return None


def _body(message: EmailMessage) -> str:
    """Plain text where there is any, else the words of the HTML; without quoted letters and signature."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return ""
    content = _bytes(part)
    if part.get_content_type() == "text/html":
        return web_page(content, charset=_charset(part)).text
    text = decode(content, _charset(part)).replace("\r\n", "\n")
    own = _SIGNATURE.sub("", _QUOTED.sub("", text)).strip()
    return own or text


def _charset(part: Any) -> str | None:  # noqa: ANN401
    return str(part.get_content_charset() or "") or None


def _bytes(part: Any) -> bytes:  # noqa: ANN401
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(piece: Piece, message: EmailMessage) -> Iterator[Piece | SetAside]:
    for number, part in enumerate(message.iter_attachments(), 1):
        if number > MOST_ATTACHMENTS:
            reason = f"More than {MOST_ATTACHMENTS} things are attached. Bring the others by themselves."
            yield SetAside(name=piece.name, reason=reason)
            return
        title = f"{piece.name}/{safe(_name(part, number))}"
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            letter = inner[0] if isinstance(inner, list) and inner else None
            content = letter.as_bytes() if isinstance(letter, EmailMessage) else b""
            yield Piece(
                name=title if ending_of(title) == "eml" else f"{title}.eml", kind=PieceKind.FILE, content=content
            )
        elif part.get_content_maintype() != "multipart" and not part.get_content_type().startswith(_ORNAMENT):
            yield Piece(name=title, kind=PieceKind.FILE, content=_bytes(part))


def _name(part: Any, number: int) -> str:  # noqa: ANN401
    try:
        name = str(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    except Exception:  # whatever a broken header makes the library say
        name = ""
    return name or f"attachment {number}{'.html' if part.get_content_type() == 'text/html' else ''}"
