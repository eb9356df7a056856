"""Accounts: an event as one report tells it; and what is known of which accounts tell of one event."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from mapapp.domain.incident import Incident
from mapapp.domain.mention import Reason

Pair = tuple[str, str]
"""The ids of two accounts, the lesser first."""


def pair_of(one: str, other: str) -> Pair:
    """Two ids as a pair."""
    return (one, other) if one <= other else (other, one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An incident as one report tells it."""

    incident: Incident
    told: datetime | None
    """When its report was published, UTC-aware; None is not known."""
    story: str | None = None
    """The story that its report carries; None where no other report carries it."""
    telling: str | None = None
    """Accounts with the same one tell one event in the same stretch of a story's text."""
    superseded: bool = False
    """A newer version of its report counts in its place."""

    @property
    def id(self) -> str:
        """The incident's id."""
        return self.incident.id

    @property
    def order(self) -> tuple[datetime, str]:
        """Accounts are put in order by it: the first told comes first, the id decides between equals."""
        return (self.told or datetime.max.replace(tzinfo=UTC), self.incident.id)


ALWAYS = (-(2**60), 2**60)
"""The window of an account that is not dated, in seconds."""
LONGEST_WINDOW = 100 * 86_400
"""Seconds; no other window is longer, so that an index finds those that overlap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One place and time in which an account may meet others: see `mapapp.merge.candidates`."""

    key: int
    """Of the ground: 0 to 2**60."""
    home: bool
    """Is it ground of the account's own size, rather than ground that holds it?"""
    starts: int
    """UTC seconds since 1970: the first that may belong to the event."""
    ends: int
    """UTC seconds since 1970: the first that may not. At most LONGEST_WINDOW later, unless both are those of ALWAYS."""


STORY = "story"
"""The feature of the reason that joins accounts of one story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How much speaks for two accounts being of one event."""

    pair: Pair
    score: float
    """The sum of the reasons' points."""
    sure: bool
    """True: they are put together unless something else speaks against it. False: it is suggested to people."""
    reasons: tuple[Reason, ...]


class Verdict(StrEnum):
    """What was decided of two accounts."""

    SAME = "same"
    """They tell of one event."""
    DIFFERENT = "different"


class Decider(StrEnum):
    """Who decided it."""

    PROGRAM = "program"
    PERSON = "person"


class Subject(StrEnum):
    """What a decision is about."""

    EVENT = "event"
    """Accounts: do they tell of one event?"""
    STORY = "story"
    """Reports: do they carry one story?"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One line of the log: what was put together or kept apart, by whom, and why."""

    number: int
    """Later decisions have greater ones. Of one pair the last that is not undone holds."""
    instant: datetime
    """UTC-aware."""
    verdict: Verdict
    by: Decider
    pairs: tuple[Pair, ...]
    """Of accounts or of reports, as the subject says."""
    reason: str
    """A sentence for people."""
    undone: datetime | None = None
    """When it ceased to hold; None: it holds."""
    subject: Subject = Subject.EVENT


def people_say(decisions: Iterable[Decision]) -> dict[Pair, Verdict]:
    """What people last said of each pair and did not undo; the newest first."""
    verdicts: dict[Pair, Verdict] = {}
    for decision in sorted(decisions, key=lambda one: -one.number):
        if decision.by is Decider.PERSON and decision.undone is None:
            for pair in decision.pairs:
                verdicts.setdefault(pair, decision.verdict)
    return verdicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Accounts of one event."""

    accounts: tuple[Account, ...]
    """In their order; at least one."""
    joins: tuple[Likeness, ...]
    """What put them together, strongest first; people's decisions are not among them."""

    @property
    def id(self) -> str:
        """The incident's: that of the first account, so that links to it stay."""
        return self.accounts[0].id

    @property
    def members(self) -> tuple[str, ...]:
        """The accounts' ids."""
        return tuple(account.id for account in self.accounts)
