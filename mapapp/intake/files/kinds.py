"""Which kind of file something is: by its first bytes, then by its ending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.packed import opened

HEAD = 4_096
"""Bytes that are looked at."""


class Kind(StrEnum):
    """Of a file that can be read."""

    TEXT = "text"
    MARKDOWN = "Markdown"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "Word document"
    MAIL = "mail"
    MBOX = "mailbox"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    CSV = "CSV"
    XLSX = "Excel workbook"
    ZIP = "ZIP"
    GZIP = "gzip"
    WARC = "web archive"


ENDINGS: dict[str, Kind] = {
    "txt": Kind.TEXT,
    "text": Kind.TEXT,
    "md": Kind.MARKDOWN,
    "markdown": Kind.MARKDOWN,
    "html": Kind.HTML,
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "eml": Kind.MAIL,
    "mbox": Kind.MBOX,
    "json": Kind.JSON,
    "jsonl": Kind.JSON_LINES,
    "ndjson": Kind.JSON_LINES,
    "csv": Kind.CSV,
    "tsv": Kind.CSV,
    "warc": Kind.WARC,
}
"""Of kinds that are text; the others are known by their first bytes, whatever they are called."""

MEDIA_TYPES: dict[str, Kind] = {
    "text/plain": Kind.TEXT,
    "text/markdown": Kind.MARKDOWN,
    "text/html": Kind.HTML,
    "application/xhtml+xml": Kind.HTML,
    "message/rfc822": Kind.MAIL,
    "application/mbox": Kind.MBOX,
    "application/json": Kind.JSON,
    "application/x-ndjson": Kind.JSON_LINES,
    "application/jsonl": Kind.JSON_LINES,
    "text/csv": Kind.CSV,
    "text/tab-separated-values": Kind.CSV,
    "application/warc": Kind.WARC,
}


@dataclass(frozen=True, slots=True)
class Signature:
    """First bytes of a kind of file, and what to do with one that has no reader."""

    start: bytes
    advice: str


_PICTURE = "It is a picture. If it shows text, run text recognition over it and bring the text."
_SOUND = "It is sound or film, which is not read. Bring a text of what is said in it."
_PACKED = "It is an archive of a kind that is not opened. Unpack it and bring the folder, or a ZIP of it."
_OLD_OFFICE = "It is in an old Office format. Open it, save it as .docx, .xlsx or .pdf, and bring that."
NOT_READ = (
    Signature(b"\x89PNG", _PICTURE),
    Signature(b"\xff\xd8\xff", _PICTURE),
    Signature(b"GIF8", _PICTURE),
    Signature(b"II*\0", _PICTURE),
    Signature(b"MM\0*", _PICTURE),
    Signature(b"BM", ""),
    Signature(b"ID3", _SOUND),
    Signature(b"OggS", _SOUND),
    Signature(b"RIFF", ""),
    Signature(b"\x1aE\xdf\xa3", _SOUND),
    Signature(b"Rar!", _PACKED),
    Signature(b"7z\xbc\xaf", _PACKED),
    Signature(b"BZh", ""),
    Signature(b"\xfd7zXZ", _PACKED),
    Signature(b"\x28\xb5\x2f\xfd", _PACKED),
    Signature(b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    Signature(b"{\\rtf", "It is rich text. Open it, save it as .docx or .txt, and bring that."),
    Signature(b"SQLite format 3", "It is a database. Export its table of reports as CSV or JSON Lines."),
    Signature(b"PAR1", "It is a Parquet table. Save it as CSV or JSON Lines."),
    Signature(b"\x7fELF", "It is a program, not a report."),
    Signature(b"MZ\x90", "It is a program, not a report."),
    Signature(b"%!PS", "It is PostScript. Save it as PDF."),
)
UNKNOWN = (
    "It is no kind of file that is read here. Bring text, HTML, Markdown, PDF, .docx, mail (.eml, .mbox), JSON, "
    "JSON Lines, CSV, .xlsx, web archives (.warc) or a ZIP of these. If it is plain text, let its name end in .txt."
)
BY_BYTES = frozenset({"pdf", "docx", "xlsx", "zip", "gz"})
"""Endings of files that tell by their first bytes what they are."""
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1b")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,10})$")
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FIRST_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]")
_MAIL_HEADER = re.compile(rb"^(?:From|Received|Message-ID|Return-Path|MIME-Version):", re.I | re.M)
_MAILBOX = re.compile(rb"From \S+ .*\r?\n[A-Za-z][A-Za-z0-9-]{1,60}:")


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters, without its point; "" where it has none."""
    match = _ENDING.search(name.rpartition("/")[2])
    return match.group(1).lower() if match else ""


def kind_of(name: str, head: bytes, whole: BinaryIO | None = None, media_type: str = "") -> Kind:
    """The kind of a file.

    Args:
        name: its name; only the ending is read.
        head: its first HEAD bytes.
        whole: all of it, to look into a ZIP; it is left where it was found.
        media_type: as a server calls it; it counts where the first bytes and the ending say nothing.

    Raises UnreadableReport, saying what to do, for what has no reader.
    """
    found = _by_bytes(head, whole)
    if found is Kind.GZIP and name.lower().endswith(".warc.gz"):
        return Kind.WARC  # packed record by record, which its reader knows
    if found:
        return found
    ending = ending_of(name)
    if re.match(rb"\xef\xbb\xbf|\xff\xfe|\xfe\xff", head) is None:
        for signature in NOT_READ:
            if signature.advice and head.startswith(signature.start):
                raise UnreadableReport(signature.advice)
    media = media_type.partition(";")[0].strip().lower()
    if media in MEDIA_TYPES and ending not in ENDINGS:
        return _checked(MEDIA_TYPES[media], head)
    if ending in ENDINGS:
        return _checked(ENDINGS[ending], head)
    if ending in BY_BYTES:
        raise UnreadableReport(
            f"Its name ends in .{ending}, but it is no .{ending} file: it may be cut off, or something else under that "
            "name. Save it again from the program it came from; if it is plain text, let its name end in .txt."
        )
    if _is_binary(head) or (media and not media.startswith("text/")):
        raise UnreadableReport(UNKNOWN)
    found = _by_look(head)
    if found is None and not media and re.search("[a-z]", ending):
        raise UnreadableReport(UNKNOWN)
    return found or Kind.TEXT


def _by_bytes(head: bytes, whole: BinaryIO | None) -> Kind | None:
    if b"%PDF-" in head[:1_024]:
        return Kind.PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(whole)
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    if head.startswith(b"WARC/"):
        return Kind.WARC
    return None


def _inside_zip(whole: BinaryIO | None) -> Kind:
    """Office files are ZIPs; what is in them tells. A damaged one is left to the reader of ZIPs, which says so."""
    if whole is None:
        return Kind.ZIP
    here = whole.tell()
    try:
        with opened(whole) as packed:
            names = set(packed.namelist())
    except UnreadableReport:
        return Kind.ZIP
    finally:
        whole.seek(here)
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return Kind.DOCX
        if "xl/workbook.xml" in names:
            return Kind.XLSX
        raise UnreadableReport("It is an Office file of a kind that is not read. Save it as .docx, .xlsx or .pdf.")
    if "mimetype" in names and "META-INF/manifest.xml" in names:
        raise UnreadableReport("It is an OpenDocument file. Save it as .docx, .xlsx or .pdf, and bring that.")
    if "META-INF/container.xml" in names:
        raise UnreadableReport("It is an e-book. Save it as .html or .pdf, and bring that.")
    return Kind.ZIP


def _checked(kind: Kind, head: bytes) -> Kind:
    """The kind that the name says, unless the content is plainly another one."""
    if _is_binary(head):
        raise UnreadableReport(
            f"Its name says {kind}, but it is not text but a binary file. Open it in the program it belongs to and "
            "save its words as text."
        )
    if kind is Kind.HTML and b"<" not in head:
        return Kind.TEXT
    if kind in {Kind.TEXT, Kind.MARKDOWN, Kind.CSV, Kind.JSON, Kind.JSON_LINES} and _HTML.match(head):
        return Kind.HTML
    return kind


def _by_look(head: bytes) -> Kind | None:
    """Of a text without a telling name."""
    if _HTML.match(head):
        return Kind.HTML
    if _MAILBOX.match(head):
        return Kind.MBOX
    if _FIRST_HEADER.match(head) and _MAIL_HEADER.search(head):
        return Kind.MAIL
    return None


def _is_binary(head: bytes) -> bool:
    """Bytes that no encoding of text has; UTF-16 has zeros in every other place only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    zeros = max(head[::2].count(0), head[1::2].count(0)), min(head[::2].count(0), head[1::2].count(0))
    if zeros[1] == 0 and zeros[0] > 0.15 * len(head):
        return False
    return len(head) - len(head.translate(None, _CONTROLS)) > max(8, 0.02 * len(head))
