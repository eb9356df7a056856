"""What somebody asked to have read, how far it is, and one piece of it in a worker's hands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mapapp.domain.arrival import Arrival, Piece
from mapapp.domain.incident import Incident


class JobState(StrEnum):
    """Where a job stands."""

    OPEN = "open"
    PAUSED = "paused"
    """What is being read is finished; nothing more is begun."""
    CANCELLED = "cancelled"
    """What was waiting is deleted; what is in stays in."""
    DONE = "done"


class ItemState(StrEnum):
    """Where one piece stands."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    ASIDE = "aside"
    """It could not be taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What somebody asked for at once."""

    id: str
    title: str
    sources: tuple[str, ...]
    """What was asked for, as written: paths and addresses."""
    state: JobState
    filled: bool
    """Are all its pieces in the queue?"""
    created: datetime
    ended: datetime | None = None
    """When it was done or cancelled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobProgress:
    """How far a job is, in pieces and in reports."""

    waiting: int = 0
    """Pieces."""
    working: int = 0
    """Pieces in workers' hands."""
    done: int = 0
    """Pieces that were read."""
    aside: int = 0
    """Things that could not be taken in."""
    reports: int = 0
    """Reports that the done pieces held."""
    fresh: int = 0
    """Of these, those that were not kept before."""

    @property
    def ended(self) -> int:
        """Pieces of which nothing more is to come."""
        return self.done + self.aside

    @property
    def total(self) -> int:
        """Pieces known so far."""
        return self.waiting + self.working + self.ended


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece in a worker's hands."""

    job_id: str
    key: str
    """Of the piece."""
    piece: Piece
    failures: int = 0
    """How often reading it has failed so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report that was read, and what it tells."""

    arrival: Arrival
    incidents: tuple[Incident, ...]
