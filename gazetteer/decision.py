"""Is the best candidate good enough to answer with? What is not sure is marked, never guessed in silence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gazetteer.ranking import Ranked

LEAST_SCORE = 0.35
"""Below it we say that we do not know."""
LEAST_LEAD = 0.04
"""A best candidate that leads the next by less is one of several."""
SAME_PLACE_KM = 30.0
"""A town and the district named after it are one answer for the map."""


class Verdict(StrEnum):
    """What can be said of the best candidate."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    """Another place of the name is nearly as likely."""
    UNKNOWN = "unknown"
    """No candidate, or none that is likely enough."""


def decide(ranked: Sequence[Ranked]) -> Verdict:
    """Of candidates in order, best first."""
    if not ranked or ranked[0].score < LEAST_SCORE:
        return Verdict.UNKNOWN
    best = ranked[0].place
    for other in ranked[1:]:
        if ranked[0].score - other.score >= LEAST_LEAD:
            break
        near = max(SAME_PLACE_KM, best.radius_km, other.place.radius_km)
        if best.point.distance_km(other.place.point) > near:
            return Verdict.AMBIGUOUS
    return Verdict.SURE
