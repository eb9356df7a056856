"""Is the best candidate good enough to answer with? What is not sure is marked, never guessed in silence."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from gazetteer.candidate import WRITTEN
from gazetteer.ranking import Ranked

LEAST_SCORE = 0.45
"""A name that only sounds alike, is misspelt or weak needs this much. A name written so, and strong, needs nothing."""
LEAST_LEAD = 0.04
"""A best candidate that leads the next by less is one of several."""
SAME_PLACE_KM = 30.0
"""A town and the district named after it are one answer for the map."""

OUTSIDE, UNKNOWN_PARENT = "outside", "unknown-parent"
"""Features of what does not lie where the question says: never an answer, or never a sure one."""


class Verdict(StrEnum):
    """What can be said of the best candidate."""

    SURE = "sure"
    AMBIGUOUS = "ambiguous"
    """Another place of the name is nearly as likely, or it is not known whether it lies where the question says."""
    UNKNOWN = "unknown"
    """No candidate, or none that is likely enough."""


def is_likely(one: Ranked) -> bool:
    """Is it likely that the name is this place's at all?"""
    if _has(one, OUTSIDE):
        return False
    return (one.candidate.match in WRITTEN and one.candidate.form.strong) or one.score >= LEAST_SCORE


def _has(one: Ranked, feature: str) -> bool:
    return any(reason.feature == feature for reason in one.reasons)


def decide(ranked: Sequence[Ranked]) -> Verdict:
    """Of candidates in order, best first."""
    if not ranked or not is_likely(ranked[0]):
        return Verdict.UNKNOWN
    if _has(ranked[0], UNKNOWN_PARENT):
        return Verdict.AMBIGUOUS
    best = ranked[0].place
    for other in ranked[1:]:
        if ranked[0].score - other.score >= LEAST_LEAD:
            break
        near = max(SAME_PLACE_KM, best.radius_km, other.place.radius_km)
        if best.point.distance_km(other.place.point) > near:
            return Verdict.AMBIGUOUS
    return Verdict.SURE
