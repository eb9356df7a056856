"""A web archive → the pages that servers answered with."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from mapapp.domain.arrival import Piece, PieceKind, SetAside
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.limits import LIMITS, Budget, megabytes
from mapapp.intake.files.names import safe

READ = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
"""Media types of answers that may hold a report; scripts, styles and pictures are passed over."""
BROKEN = "From here on the web archive is damaged or not whole. Make it or fetch it once more."


def pages(name: str, stream: BinaryIO, budget: Budget, _split: object = None) -> Iterator[Piece | SetAside]:
    """Each answer with a page as a piece: a web archive of one record, which holds the address too."""
    try:
        for record in ArchiveIterator(stream):
            if not _holds_page(record):
                continue
            title = f"{name}/{safe(record.rec_headers.get_header('WARC-Target-URI') or '')}"
            yield _piece(title, record, budget)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError):
        yield SetAside(name=name, reason=BROKEN)


def _holds_page(record: Any) -> bool:  # noqa: ANN401
    if record.rec_type == "resource":
        return (record.rec_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower() in READ
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    return (headers.get_header("Content-Type") or "text/html").partition(";")[0].strip().lower() in READ


def _piece(title: str, record: Any, budget: Budget) -> Piece | SetAside:  # noqa: ANN401
    most = budget.limits.file
    content = _bytes_of(record, most)
    if content is None:
        return SetAside(name=title, reason=f"This page has more than {megabytes(most)}. Bring its text alone.")
    headers = record.rec_headers
    told = {name: headers.get_header(name) for name in ("WARC-Date", "WARC-Record-ID")}
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=False)
    kept = writer.create_warc_record(
        headers.get_header("WARC-Target-URI") or "",
        "resource",
        payload=io.BytesIO(content),
        warc_content_type=_media_type(record),
        warc_headers_dict={name: value for name, value in told.items() if value},
    )
    writer.write_record(kept)
    return Piece(name=title, kind=PieceKind.FILE, content=out.getvalue())


def _media_type(record: Any) -> str:  # noqa: ANN401
    headers = record.http_headers or record.rec_headers
    return headers.get_header("Content-Type") or "text/html"


def _bytes_of(record: Any, most: int) -> bytes | None:  # noqa: ANN401
    """The answer, unchunked and unpacked; None where there is too much of it."""
    parts, size = [], 0
    stream = record.content_stream()
    while part := stream.read(1 << 16):
        size += len(part)
        if size > most:
            return None
        parts.append(part)
    return b"".join(parts)


def answers(content: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Address, media type and bytes of each page of a small web archive. Raises UnreadableReport."""
    count = 0
    try:
        for record in ArchiveIterator(io.BytesIO(content)):
            if _holds_page(record):
                page = _bytes_of(record, LIMITS.file)
                if page is None:
                    raise UnreadableReport(f"A page has more than {megabytes(LIMITS.file)}. Bring its text alone.")
                count += 1
                yield record.rec_headers.get_header("WARC-Target-URI") or "", _media_type(record), page
    except (ArchiveLoadFailed, EOFError, OSError) as error:
        raise UnreadableReport(BROKEN) from error
    if not count:
        raise UnreadableReport("The web archive holds no page.")
