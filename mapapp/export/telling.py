"""What a row is made of: an incident, the reports that tell it, and what both schemes ask of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.incident import COUNTED, Incident, Party, Review
from mapapp.domain.report import Report, SourceKind
from mapapp.domain.when import TimePrecision, When

PUBLISHERS = frozenset({SourceKind.AGENCY, SourceKind.NEWSPAPER, SourceKind.MONITOR})
"""Sources that publish, rather than talk to those who do."""

Row = dict[str, str]
"""One cell a column; empty where we do not know."""


class LeftOut(ValueError):
    """The incident has no row in the scheme; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """An incident with the reports that tell of it."""

    incident: Incident
    reports: tuple[Report, ...]
    """In the order of their publication, as far as it is known."""

    @property
    def offices(self) -> tuple[str, ...]:
        """Who published the reports, each once."""
        return once(report.source.name for report in self.reports if report.source)

    @property
    def sources(self) -> tuple[str, ...]:
        """The publishers, and the carriers and publishing sources that the text names, each once."""
        told = [claim.attribution for claim in self.incident.claims if claim.attribution]
        carriers = (one.via for one in told if one.via)
        return once([*self.offices, *carriers, *(one.said_by for one in told if one.kind in PUBLISHERS)])

    @property
    def killed(self) -> tuple[CountRange, ...]:
        """The counts of killed that stand for themselves."""
        return tuple(c for c in self.incident.counts if c.kind is CountKind.KILLED and c.is_whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days on which an incident may have happened."""

    first: date
    last: date

    @property
    def length(self) -> int:
        """In days, 1 or more."""
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        """Of two middle days the earlier."""
        return self.first + timedelta(days=(self.length - 1) // 2)


def days_of(when: When | None) -> Days:
    """The days of a time. Raises LeftOut where its beginning is not known."""
    if when is None:
        raise LeftOut("no date is known")
    last = (when.end - timedelta(seconds=1)).date()
    if when.start is None or when.precision is TimePrecision.UNTIL:
        raise LeftOut(f"the text does not date it; known is only: on or before {last.isoformat()}")
    return Days(first=when.start.date(), last=last)


def sides_of(incident: Incident) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who acted and to whom it was done. Two who fight each other both act, and nobody is the target."""
    if incident.targets:
        return incident.actors, incident.targets
    return incident.actors[:1], incident.actors[1:]


def ensure_happened(incident: Incident) -> None:
    """Raises LeftOut for what is not told as having happened, and for what a person rejected."""
    if incident.status not in COUNTED:
        raise LeftOut(f"its status is {incident.status.value}")
    if incident.review is Review.REJECTED:
        raise LeftOut("a person rejected it")


def once(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in order."""
    return tuple(dict.fromkeys(names))
