"""A report as it was received, and who published it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SourceKind(StrEnum):
    """What sort of voice a source is."""

    AGENCY = "agency"
    NEWSPAPER = "newspaper"
    """Also broadcasters and news sites."""
    OFFICIAL = "official"
    """A state, its forces and its officials."""
    ARMED_GROUP = "armed group"
    MONITOR = "monitor"
    """Counts and documents what others do, as rights groups do."""
    ORGANISATION = "organisation"
    """The United Nations, relief and other organisations."""
    MEDICAL = "medical"
    """Hospitals, doctors, ambulances, rescuers."""
    ACTIVIST = "activist"
    """Opposition, unions, parties, campaigners."""
    WITNESS = "witness"
    """Residents, survivors, relatives."""
    SOCIAL = "social"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who publishes."""

    name: str
    """As written: "Interfax"."""
    kind: SourceKind = SourceKind.UNKNOWN
    url: str | None = None
    """Home page, http or https."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a report's text: half-open, in Unicode code points of the text as received."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must have 0 <= start < end, not {self.start} to {self.end}")

    def overlaps(self, other: Span) -> bool:
        """Do the two share at least one character?"""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Does the other lie wholly inside?"""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The characters it covers."""
        return text[self.start : self.end]


def digest(*parts: str) -> str:
    """A short identifier of content: the first 16 hexadecimal digits of SHA-256 over the parts.

    Each part is preceded by its length, so that ("ab", "c") and ("a", "bc") differ.
    Lone surrogates, which a browser can send, are kept apart from each other rather than refused.
    """
    whole = "".join([f"{len(part) if part.isascii() else len(_bytes(part))}:{part}" for part in parts])
    return hashlib.sha256(_bytes(whole)).hexdigest()[:16]


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One text as it was received. The same source, address and text are the same report."""

    text: str
    """Exactly as received; every span points into it."""
    title: str = ""
    source: Source | None = None
    url: str | None = None
    published: datetime | None = None
    """The instant of publication, UTC-aware; at midnight where only the day is known."""
    published_rule: str | None = None
    """Where we know the date from: "given by the user", "page metadata"."""
    country_code: str | None = None
    """The publisher's or reader's country, a hint for place names, never a filter."""
    language: str | None = None
    """BCP-47; None is not known."""
    collected: datetime | None = None
    """When it reached us, UTC-aware."""
    id: str = field(default="")
    """Digest of source, address and text."""

    def __post_init__(self) -> None:
        if self.published is not None and self.published.tzinfo is None:
            raise ValueError("published must be UTC-aware: give it tzinfo=datetime.UTC")
        if not self.id:
            object.__setattr__(self, "id", self.id_of_content)

    @property
    def id_of_content(self) -> str:
        """The digest of source, address and text."""
        return digest(self.source.name if self.source else "", self.url or "", self.text)
