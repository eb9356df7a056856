"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt

from mapapp.domain.arrival import Original, Piece
from mapapp.domain.errors import UnreadableReport
from mapapp.intake.files.charset import decode
from mapapp.intake.files.dates import Dated, dated
from mapapp.intake.files.told import Told

_FRONT = re.compile(r"---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)
_FRONT_LINE = re.compile(r"([A-Za-z_-]{2,20}):[ \t]*(.+)")


def text(piece: Piece) -> Iterator[Told]:
    """The text as it is, with its letters put right."""
    original = Original(content=piece.content, media_type="text/plain")
    yield Told(text=decode(piece.content), original=original)


def markdown(piece: Piece) -> Iterator[Told]:
    """The words of a Markdown file without its marks; title, date and address where lines at its head give them."""
    written = decode(piece.content)
    front = _FRONT.match(written)
    said = dict(_lines(front.group(1))) if front else {}
    yield Told(
        text=_words(written[front.end() :] if front else written),
        title=said.get("title", ""),
        source=said.get("source") or said.get("publisher"),
        url=said.get("url") or said.get("link"),
        published=_date(said.get("date") or said.get("published")),
        original=Original(content=piece.content, media_type="text/markdown"),
    )


def _lines(front: str) -> Iterator[tuple[str, str]]:
    for line in front.splitlines()[:100]:
        if match := _FRONT_LINE.fullmatch(line.strip()):
            yield match[1].lower(), match[2].strip().strip("\"'")


def _date(wording: str | None) -> Dated | None:
    try:
        return dated(wording, "the head of the file")
    except UnreadableReport:
        return None


def _words(written: str) -> str:
    """The text of each paragraph, heading, item and cell."""
    blocks = []
    for token in MarkdownIt("commonmark").enable("table").parse(written):
        if token.type == "inline":
            words = "".join(_inline(child.type, child.content) for child in token.children or ())
            blocks.append(words.strip())
        elif token.type in {"fence", "code_block"}:
            blocks.append(token.content.strip())
    return "\n\n".join(block for block in blocks if block)


def _inline(kind: str, content: str) -> str:
    if kind in {"softbreak", "hardbreak"}:
        return "\n" if kind == "hardbreak" else " "
    return content if kind in {"text", "code_inline"} else ""
