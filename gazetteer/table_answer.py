"""What a row of a table is answered with: a place, how sure it is, and what else it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from gazetteer.area import shown
from gazetteer.candidate import Match, similarity
from gazetteer.decision import LEAST_LEAD, LEAST_SCORE, Verdict, decide
from gazetteer.names import fold
from gazetteer.place import Point
from gazetteer.ranking import Ranked
from gazetteer.reason import Reason
from gazetteer.romanise import romanise

MOST_ALTERNATIVES = 5
IN_COLUMN = 0.05
"""Points: in a column of places a name which is written as a place's is that name, not another word."""
LEAST_ALIKE = 80.0
"""Of 100: a name that only sounds like the place's, and is less alike in spelling, is marked. Of the names in
tests/quality/gold/spellings.csv that are found by sound alone, more than half of those below 80 are found wrongly."""


class Outcome(StrEnum):
    """What became of a row."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    """Several places are nearly as likely, or what the row says of the place does not fit."""
    UNKNOWN = "unknown"
    """No place of the name is known where the row says it lies."""
    REJECTED = "rejected"
    """The row can't be asked: an empty name, no such country, a point that is not on Earth."""
    CHOSEN = "chosen"
    """By a person, among the candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place that a row may mean."""

    point: Point
    place_id: str
    """Empty for a point that the row itself gives."""
    name: str
    kind: str
    """A PlaceKind, or "point"."""
    country_code: str
    """ISO 3166-1 alpha-2; empty on the high seas."""
    admin1: str
    radius_km: float
    """How far the point may be from any spot that the name covers; 0 is exact."""
    score: float
    """0 to 1."""
    reasons: tuple[str, ...]
    """A sentence each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of one row."""

    outcome: Outcome
    notes: tuple[str, ...] = ()
    """Why it is not sure: a sentence each."""
    candidates: tuple[Spot, ...] = ()
    """Best first, six at most. Those of an unknown row lie elsewhere or are unlikely."""

    @property
    def spot(self) -> Spot | None:
        """The place; None unless it is sure or chosen."""
        return self.candidates[0] if self.outcome in {Outcome.SURE, Outcome.CHOSEN} else None

    @property
    def guess(self) -> Spot | None:
        """As `spot`, and the best candidate of an ambiguous row."""
        return self.candidates[0] if self.candidates and self.outcome is not Outcome.UNKNOWN else None

    def alternatives(self, taken: Spot | None) -> tuple[Spot, ...]:
        """What else it may be, at most five."""
        return tuple(spot for spot in self.candidates if spot is not taken)[:MOST_ALTERNATIVES]

    def choose(self, place: int) -> Answer:
        """With the candidate at this place of the list as the answer, chosen by a person."""
        spot = self.candidates[place]
        others = tuple(other for other in self.candidates if other is not spot)
        return replace(self, outcome=Outcome.CHOSEN, notes=("chosen by a person",), candidates=(spot, *others))


def in_column(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """The candidates as a column of places weighs them: best first."""
    return sorted(map(_in_column, ranked), key=lambda one: -one.score)


def _in_column(one: Ranked) -> Ranked:
    if one.candidate.match not in {Match.EXACT, Match.FOLDED}:
        return one
    points = min(IN_COLUMN, 1.0 - one.score)
    reason = Reason(feature="column", points=points, sentence="stands in a column of places")
    return replace(one, score=one.score + points, reasons=(*one.reasons, reason))


def doubts(name: str, best: Ranked) -> list[str]:
    """A sentence where the best candidate's name only sounds like the row's."""
    if best.candidate.match is not Match.TRANSLITERATED:
        return []
    text = best.candidate.form.text
    alike = similarity(romanise(fold(name)) or name, text)
    return [f"only sounds like {shown(text)} ({alike:.0f} % alike)"] if alike < LEAST_ALIKE else []


def judged(ranked: Sequence[Ranked], notes: Sequence[str], given: tuple[str, ...]) -> Answer:
    """The answer for candidates in order, at least one; with notes it is not sure. `given`: reasons they all share."""
    verdict, spots = decide(ranked), spots_of(ranked, given)
    if verdict is Verdict.UNKNOWN:
        weak = f"no candidate is likely enough: the best has a score of {ranked[0].score:.2f}, below {LEAST_SCORE}"
        return Answer(outcome=Outcome.UNKNOWN, notes=(*notes, weak), candidates=spots)
    if verdict is Verdict.AMBIGUOUS:
        alike = sum(ranked[0].score - one.score < LEAST_LEAD for one in ranked)
        notes = (*notes, f"{alike} places of this name are about as likely")
    return Answer(outcome=Outcome.AMBIGUOUS if notes else Outcome.SURE, notes=tuple(notes), candidates=spots)


def spots_of(ranked: Sequence[Ranked], given: tuple[str, ...] = ()) -> tuple[Spot, ...]:
    """The best candidates: those that an answer keeps."""
    return tuple(_spot(one, given) for one in ranked[: MOST_ALTERNATIVES + 1])


def _spot(ranked: Ranked, given: tuple[str, ...]) -> Spot:
    place = ranked.place
    return Spot(
        point=place.point,
        place_id=place.id,
        name=place.name,
        kind=place.kind.value,
        country_code=place.country_code or "",
        admin1=place.admin1 or "",
        radius_km=place.radius_km,
        score=round(ranked.score, 4),
        reasons=(*(reason.sentence for reason in ranked.reasons), *given),
    )
