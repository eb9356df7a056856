"""Why a score is what it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One feature of a decision. The points of all reasons sum to the score."""

    feature: str
    """A stable key: "exact-name"."""
    points: float
    """Signed."""
    sentence: str
    """For people: "exact name in Arabic"."""
