"""What a source says about an incident: numbers, and who stands behind them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mapapp.domain.report import SourceKind, Span


class CountKind(StrEnum):
    """What is counted. Always persons."""

    KILLED = "killed"
    INJURED = "injured"
    DISPLACED = "displaced"
    EVACUATED = "evacuated"
    SURRENDERED = "surrendered"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    MISSING = "missing"
    RESCUED = "rescued"
    INFECTED = "infected"
    AFFECTED = "affected"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRange:
    """A number of persons as a range."""

    kind: CountKind
    low: int | None
    """At least so many; None where only an upper bound is told ("up to 1,500")."""
    high: int | None
    """At most so many; None where only a lower bound is told ("at least 107")."""
    approximate: bool
    """Told as about, almost, some, dozens."""
    wording: str
    """The words: "four civilians"."""
    span: Span
    subset_of: str | None = None
    """The wording of the count that this one is part of ("two girls" of "four civilians"): not added to it."""
    replaced_by: str | None = None
    """The wording of the count that stands in this one's place: a later figure ("rose to 44 from 31"), or the range
    that two accounts make. It is kept and shown, and enters no sum.
    """
    disputed: bool = False
    """Do two voices differ: is `low` the one's word and `high` the other's?"""

    @property
    def is_whole(self) -> bool:
        """Does it stand for itself: neither part of another count nor replaced by one?"""
        return self.subset_of is None and self.replaced_by is None

    @property
    def is_nobody(self) -> bool:
        """Is it known that it befell nobody?"""
        return self.high == 0

    @property
    def minimum(self) -> int:
        """What a sum may safely add: the low end, and nothing for a bare "up to"."""
        return self.low or 0


class Stance(StrEnum):
    """What the source does with the statement."""

    ASSERTS = "asserts"
    DENIES = "denies"
    ALLEGES = "alleges"
    """Accuses, blames or claims what it cannot show."""
    QUOTES = "quotes"
    """Asserts it, and the report gives the source's own words in quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says so."""

    said_by: str
    """As written: "the Russian Defense Ministry"."""
    via: str | None
    """Who carries it: "Interfax"."""
    stance: Stance
    span: Span
    """Where the text names the source."""
    kind: SourceKind = SourceKind.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One telling of an incident in one report: a sentence and who stands behind it."""

    report_id: str
    span: Span
    """The sentence."""
    wording: str
    """The sentence as written."""
    attribution: Attribution | None
    """None: the report says it in its own voice."""
    stance: Stance = Stance.ASSERTS
