"""Compare incidents read from a report with what a careful reader found in it (gold/README.md has the format).

A reading is matched one to one with gold where their sentences overlap and the type or the place agrees. What is
left over among the readings is a second telling of a matched incident, or false.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from gazetteer.place import Point
from mapapp.domain.claim import CountKind
from mapapp.domain.incident import Incident, Status
from mapapp.domain.report import Span

Gold = Mapping[str, Any]
FLAGGED = {"planned", "denied", "disputed"}


@dataclass(slots=True)
class Score:
    """Sums over reports."""

    must: int = 0
    """Gold incidents that must be found."""
    hit: int = 0
    read: int = 0
    """Incidents read."""
    good: int = 0
    """Of those, matched with gold."""
    forbidden: int = 0
    """Places plotted that must not be."""
    placed: int = 0
    """Of those matched, within the gold's tolerance."""
    flagged: list[int] = field(default_factory=lambda: [0, 0])
    """Planned, denied or disputed gold: [told apart from fact, all]."""
    dated: list[int] = field(default_factory=lambda: [0, 0])
    """Of those matched that the gold dates: [the very days, all]."""
    killed: list[int] = field(default_factory=lambda: [0, 0])
    """Of those matched whose dead the gold counts: [the very range, all]."""
    injured: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def recall(self) -> float:
        return self.hit / self.must if self.must else 1.0

    @property
    def precision(self) -> float:
        return self.good / self.read if self.read else 1.0

    @property
    def place(self) -> float:
        return self.placed / self.good if self.good else 1.0


def _spans(rows: Iterable[Mapping[str, int]]) -> list[Span]:
    return [Span(start=row["start"], end=row["end"]) for row in rows]


def _points(incident: Incident, gold: Gold) -> int:
    told = [claim.span for claim in incident.claims]
    evidence, again = _spans(gold["evidence"]), _spans(gold.get("duplicates", ()))
    if any(a.overlaps(b) for a in told for b in evidence):
        points = 3
    elif any(a.overlaps(b) for a in told for b in again):
        points = 2
    else:
        return 0
    return points + 2 * (incident.event_type.name == gold["event_type"]) + 2 * _near(incident, gold)


def _near(incident: Incident, gold: Gold) -> bool:
    return any(
        place.point.distance_km(Point(latitude=want["lat"], longitude=want["lon"])) <= want["tolerance_km"]
        for place in incident.places
        for want in gold["places"]
    )


def _add_day(score: Score, incident: Incident, gold: Gold) -> None:
    if not gold.get("start"):
        return
    when = incident.when
    first = when.start.date().isoformat() if when and when.start else None
    last = (when.end - timedelta(seconds=1)).date().isoformat() if when else None
    score.dated[1] += 1
    score.dated[0] += (first, last) == (gold["start"][:10], (gold.get("end") or gold["start"])[:10])


def _add_harm(sums: list[int], incident: Incident, gold: Gold, kind: CountKind) -> None:
    wanted = next((c for c in gold["counts"] if c["kind"] == kind.value and not c.get("of")), None)
    if wanted is None:
        return
    told = next((c for c in incident.counts if c.kind is kind and c.is_whole), None)
    sums[1] += 1
    sums[0] += told is not None and (told.low, told.high) == (wanted.get("min"), wanted.get("max"))


def add(score: Score, incidents: Sequence[Incident], gold: Mapping[str, Any]) -> None:
    """Add one report's reading to a score."""
    want = gold["incidents"]
    pairs = sorted(
        ((_points(i, g), a, b) for a, i in enumerate(incidents) for b, g in enumerate(want)), key=lambda pair: -pair[0]
    )
    matched: dict[int, int] = {}
    for points, a, b in pairs:
        if points >= 4 and a not in matched and b not in matched.values():
            matched[a] = b
    score.must += sum(g["must"] for g in want)
    score.hit += sum(want[b]["must"] for b in matched.values())
    score.read += len(incidents)
    score.good += len(matched)
    for a, b in matched.items():
        score.placed += _near(incidents[a], want[b]) or not want[b]["places"]
        _add_day(score, incidents[a], want[b].get("date") or {})
        _add_harm(score.killed, incidents[a], want[b], CountKind.KILLED)
        _add_harm(score.injured, incidents[a], want[b], CountKind.INJURED)
        if want[b]["status"] in FLAGGED:
            score.flagged[1] += 1
            score.flagged[0] += incidents[a].status in {Status.PLANNED, Status.DENIED, Status.DISPUTED}
    forbidden = _spans(gold.get("must_not_plot", ()))
    score.forbidden += sum(
        any(place.span.overlaps(span) for span in forbidden) for i in incidents for place in i.places
    )
