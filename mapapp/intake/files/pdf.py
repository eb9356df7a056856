"""A PDF → its text, page by page."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence

from pypdf import PasswordType, PdfReader

from mapapp.domain.arrival import Original, Piece
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.charset import mended
from mapapp.intake.files.limits import LIMITS, Limits
from mapapp.intake.files.told import Told
from mapapp.intake.text import LONGEST_REPORT

PICTURES = (
    "It holds pictures of pages, no text. Run text recognition over it (such as ocrmypdf, or a scanner's own program) "
    "and bring the result."
)
LOCKED = "It is locked with a password. Open it, save it without one, and bring that."
DAMAGED = "The PDF is damaged. Open it, save or print it as a new PDF, and bring that."
_NO_TITLE = re.compile(r"^(?:untitled|microsoft word|document\d*|.*\.(?:docx?|indd|qxd|pdf|rtf)$)", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]$")

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a file is said in our own sentences


def pdf(piece: Piece, limits: Limits = LIMITS) -> Iterator[Told]:
    """The text of a PDF, as paragraphs.

    Its own date is when the file was made, which may be years after the report: it is not taken.
    """
    reader = _opened(piece.content)
    try:
        count = len(reader.pages)
    except Exception as error:  # whatever a broken file makes the library say
        raise UnreadableReport(DAMAGED) from error
    if count > limits.pages:
        raise UnreadableReport(f"It has {count:,} pages; at most {limits.pages:,} are read. Divide it.")
    pages = _pages(reader, count, limits.seconds)
    if not any(character.isalnum() for page in pages for character in page):
        raise UnreadableReport(PICTURES)
    yield Told(
        text=mended("\n\n".join(paragraphs(without_margins(pages)))),
        title=_title(reader),
        original=Original(content=piece.content, media_type="application/pdf"),
    )


def _opened(content: bytes) -> PdfReader:
    try:
        reader = PdfReader(io.BytesIO(content[max(0, content.find(b"%PDF-", 0, 1_100)) :]), strict=False)
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except Exception as error:
        raise UnreadableReport(LOCKED if b"/Encrypt" in content else DAMAGED) from error
    if locked:
        raise UnreadableReport(LOCKED)
    return reader


def _pages(reader: PdfReader, count: int, seconds: float) -> list[str]:
    """The text of each page; a page that is broken is empty, unless all are. Raises UnreadableReport."""
    pages: list[str] = []
    size = broken = 0
    until = time.monotonic() + seconds
    for number in range(count):
        try:
            pages.append(reader.pages[number].extract_text())
        except Exception:  # whatever a broken page makes the library say
            pages.append("")
            broken += 1
        size += len(pages[-1])
        if size > 2 * LONGEST_REPORT:
            raise UnreadableReport(
                f"Its first {number + 1:,} pages alone have {size:,} characters; at most {LONGEST_REPORT:,} are read "
                "as one report. Divide it."
            )
        if time.monotonic() > until:
            raise UnreadableReport(
                f"Only {number + 1:,} of its {count:,} pages could be read in {seconds:.0f} seconds. "
                "Divide it, or save its text alone."
            )
    if broken and not size:
        raise UnreadableReport(DAMAGED)
    return pages


def without_margins(pages: Sequence[str]) -> list[list[str]]:
    """The lines of each page without those that stand at the top or foot of many of them, such as page numbers."""
    lines = [[line.strip() for line in page.splitlines()] for page in pages]
    ends = Counter(key for page in lines for key in {*map(_key, page[:2]), *map(_key, page[-2:])} - {""})
    often = {key for key, times in ends.items() if times >= max(3, len(pages) // 2)}
    return [
        [line for at, line in enumerate(page) if not (_at_end(at, len(page)) and _key(line) in often)] for page in lines
    ]


def _at_end(at: int, count: int) -> bool:
    return at < 2 or at >= count - 2


def _key(line: str) -> str:
    return _DIGITS.sub("#", line)


def paragraphs(pages: Sequence[Sequence[str]]) -> Iterator[str]:
    """Lines joined where a full one breaks off in mid-sentence; what is divided by a hyphen is put together."""
    widths = sorted(len(line) for page in pages for line in page if len(line) > 20)
    full = 0.75 * widths[int(0.8 * (len(widths) - 1))] if widths else 0
    held = ""
    last = 0
    for line in (line for page in pages for line in page):
        goes_on = held and line and last >= full and not re.search(r"[.!?…:]['\"”’)\]]*$", held)
        if goes_on and _HYPHEN.search(held) and line[0].islower():
            held = _HYPHEN.sub("", held) + line
        elif goes_on or (held and line and last >= full and line[0].islower()):
            held = f"{held} {line}"
        else:
            if held:
                yield held
            held = line
        last = len(line)
    if held:
        yield held


def _title(reader: PdfReader) -> str:
    try:
        title = str((reader.metadata and reader.metadata.title) or "").strip()
    except Exception:  # whatever broken metadata make the library say
        return ""
    return "" if _NO_TITLE.match(title) or len(title) < 8 else title
