"""Stories: one text that several reports carry, on other sites or edited later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mapapp.domain.account import Pair


class Bond(StrEnum):
    """What ties two reports."""

    COPY = "copy"
    """The same text elsewhere."""
    VERSION = "version"
    """The same article, edited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two reports that carry one story."""

    pair: Pair
    """The ids of the reports."""
    bond: Bond
    share: float
    """Of the shorter text's runs of words, how many stand in the other too: 0 to 1."""
    resemblance: float
    """Of all runs of words of both, how many stand in both: 0 to 1."""
    sure: bool
    """True: they are one story unless a person says otherwise. False: it is suggested to people."""
    reason: str
    """A sentence for people: “94 % of its words stand in the report of Reuters too”."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPrint:
    """A report as it is looked up: what finds those that may carry the same text."""

    again: str
    """Digest of the canonical address, or else of the source, and of the text without regard to white space: the same
    report sent again has the same.
    """
    address: str | None
    """Canonical: without what only tells where the reader came from. None where the report has none."""
    bands: tuple[int, ...]
    """0 to 2**60. Two texts that are much alike share at least one, almost surely. Empty: too short to be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A report as a story sees it."""

    report_id: str
    published: datetime | None
    collected: datetime | None

    @property
    def order(self) -> tuple[float, float, str]:
        """The first published comes first; then the first that reached us; the id decides between equals."""
        first, then = (one.timestamp() if one else float("inf") for one in (self.published, self.collected))
        return first, then, self.report_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A report's part in a story."""

    report_id: str
    article: str
    """The id of the first version of its article; its own where it was never edited."""
    version: int
    """1 is the oldest."""
    versions: int
    superseded: bool
    """A newer version counts in its place; or it carries an older version elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One text and all reports that carry it."""

    members: tuple[Member, ...]
    """In the order of their reports; at least one."""
    joins: tuple[Tie, ...] = ()
    """What put them together; people's words are not among them."""

    @property
    def id(self) -> str:
        """That of the first report."""
        return self.members[0].report_id
