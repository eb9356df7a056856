"""A report's text, cut into blocks and sentences. Spans always point into the text as received."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mapapp.domain.report import Report, Span
from mapapp.domain.tongue import UNKNOWN, Tongue


class BlockKind(StrEnum):
    """What a block of text is for the reader."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    """Words under a photograph: they date and place the picture, not an incident."""
    BOILERPLATE = "boilerplate"
    """Navigation, identifiers, buttons: never mined for places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a headline, a caption or a piece of the page around them."""

    span: Span
    kind: BlockKind
    tongue: Tongue = UNKNOWN
    """Told apart by `intake.tongues`; until then it is not known, and read as English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report, cut into blocks in reading order."""

    report: Report
    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """The report's text exactly as received."""
        return self.report.text

    def of(self, block: Block) -> str:
        """The characters of a block."""
        return block.span.of(self.report.text)

    @property
    def has_english(self) -> bool:
        """Is any block of it read as English?"""
        return any(block.tongue.is_english for block in self.blocks)
