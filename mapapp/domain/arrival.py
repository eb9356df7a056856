"""What reaches us: a piece of something, the reports that are in it, and what could not be taken in."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mapapp.domain.report import Report, digest


class PieceKind(StrEnum):
    """What the content of a piece is."""

    FILE = "file"
    """The bytes of a file, whose kind its name and its first bytes tell."""
    URL = "url"
    """An address, http or https, in UTF-8."""
    REPORT = "report"
    """One JSON object in UTF-8: `text`, and where known `title`, `url`, `source`, `published` (an ISO day or instant),
    `country`, `language` and `doc_id`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing to be read, not yet understood."""

    name: str
    """For people: "news.zip/2016/a.html", "reports.jsonl, line 17", "https://news.example/a"."""
    kind: PieceKind
    content: bytes
    source: str | None = None
    """Who published it, where a person said so."""
    published: date | None = None
    """The day of publication, where a person said so."""

    @property
    def key(self) -> str:
        """Digest of kind, content and what was said of it: the same piece has the same key."""
        day = self.published.isoformat() if self.published else ""
        content = hashlib.sha256(self.content).hexdigest()
        # a file's kind is told by its name too, so that two endings of the same bytes are two pieces
        ending = self.name.rpartition(".")[2].lower() if self.kind is PieceKind.FILE else ""
        return digest(self.kind.value, content, ending, self.source or "", day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """What a report was taken out of, byte for byte."""

    content: bytes
    media_type: str
    """Such as "text/html"."""

    @property
    def digest(self) -> str:
        """SHA-256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report as it reached us."""

    report: Report
    original: Original | None = None
    """None for pasted text and for what came as plain fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """What could not be taken in."""

    name: str
    """As `Piece.name`."""
    reason: str
    """A sentence: what is wrong, and what to do."""
