"""A report → a document: paragraphs, headlines, captions and the page's furniture told apart."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from mapapp.domain.document import Block, BlockKind, Document
from mapapp.domain.report import Report, Span

_FURNITURE = tomllib.loads(Path(__file__).with_name("furniture.toml").read_text(encoding="utf-8"))
_EXACT = frozenset(_FURNITURE["blocks"])
_STARTS = tuple(_FURNITURE["starts"])
_CAPTIONS = tuple(_FURNITURE["captions"])

LONGEST_BLOCK = 4_000
"""Characters; a longer paragraph is cut at a sentence end, so that time and memory grow no faster than the text."""
LONGEST_HEADLINE = 160
"""Characters."""
WRAPPED_AT_LEAST, WRAPPED_AT_MOST = 55, 130
"""Characters of a line that a mail program may have broken."""

_PARAGRAPH = re.compile(r"[^\n\r]+")
_IDENTIFIER = re.compile(r"[0-9a-f]{8,}(-[0-9a-f]{4,}){2,}|[0-9a-f]{24,}", re.IGNORECASE)
_GLUED_MENU = re.compile(r"[a-z][A-Z]")
_SENTENCE_END = re.compile(r"[.!?…]['\"”’)\]]*\s*$")
_SENTENCE_BREAK = re.compile(r"(?<=[.!?])\s+|\n")


def document_of(report: Report) -> Document:
    """Cut a report into blocks, in reading order. Every character but white space belongs to one block."""
    blocks: list[Block] = []
    first = True
    for span in _paragraphs(report.text):
        kind = _kind(span.of(report.text), first=first)
        first = first and kind is BlockKind.BOILERPLATE
        blocks.append(Block(span=span, kind=kind))
    return Document(report=report, blocks=tuple(blocks))


def _lines(text: str) -> Iterator[Span]:
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            yield Span(start=start, end=end)


def _unwrapped(text: str) -> Iterator[Span]:
    """Lines, joined where a long one breaks off in mid-sentence and the next goes on: text wrapped for e-mail."""
    held: Span | None = None
    for line in _lines(text):
        if held and _goes_on(text, held, line):
            held = Span(start=held.start, end=line.end)
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _goes_on(text: str, held: Span, line: Span) -> bool:
    start = max(held.start, held.end - WRAPPED_AT_MOST - 2)
    last = text[max(start, text.rfind("\n", start, held.end) + 1, text.rfind("\r", start, held.end) + 1) : held.end]
    gap = text[held.end : line.start]
    return (
        WRAPPED_AT_LEAST <= len(last) <= WRAPPED_AT_MOST
        and gap.count("\n") == 1
        and not _SENTENCE_END.search(last)
        and text[line.start].isalnum()
    )


def _paragraphs(text: str) -> Iterator[Span]:
    for span in _unwrapped(text):
        start, end = span.start, span.end
        while end - start > LONGEST_BLOCK:
            cut = _cut(text, start)
            yield Span(start=start, end=cut)
            start = cut
        if start < end:
            yield Span(start=start, end=end)


def _cut(text: str, start: int) -> int:
    """Where to cut a block that is too long: after its last sentence, else after its last word."""
    piece = text[start : start + LONGEST_BLOCK]
    breaks = [match.end() for match in _SENTENCE_BREAK.finditer(piece)]
    if breaks:
        return start + breaks[-1]
    return start + (piece.rfind(" ") + 1 or LONGEST_BLOCK)


def _kind(block: str, *, first: bool) -> BlockKind:
    lowered = " ".join(block.lower().split())
    if _is_furniture(block, lowered):
        return BlockKind.BOILERPLATE
    if any(cue in lowered for cue in _CAPTIONS) and len(block) < 400:
        return BlockKind.CAPTION
    ends = bool(_SENTENCE_END.search(block))
    if block[0].islower() and ends and len(block) < LONGEST_HEADLINE:
        return BlockKind.CAPTION  # a sentence with no beginning stands under a picture
    if not ends and len(block) <= LONGEST_HEADLINE and (first or len(block.split()) <= 14):
        return BlockKind.HEADLINE
    return BlockKind.BODY


def _is_furniture(block: str, lowered: str) -> bool:
    if lowered in _EXACT or lowered.startswith(_STARTS) or _IDENTIFIER.fullmatch(block):
        return True
    words = block.split()
    glued = sum(1 for word in words if _GLUED_MENU.search(word) and word.isalpha())
    return (len(words) <= 12 and glued >= 2) or not any(character.isalnum() for character in block)
