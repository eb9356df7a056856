"""A figure as the rules read it, and the names of the fates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.domain.claim import CountKind
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.kinds import HARM, Told
from mapapp.extract.counts.tolls import is_older

KILLED, INJURED = CountKind.KILLED.value, CountKind.INJURED.value
PART, OLDER = "part", "older"
BOTH = "both"
"""Killed and injured in one number."""
ASIDE = "aside"
"""Harm that is no toll of today: history, threats, courts."""
NOTHING = "nothing"
"""No persons, or persons of whom nothing is told."""
OTHER = "other"
"""Persons to whom nothing is done: inhabitants, attackers at large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A figure with what the rules say of it."""

    figure: Figure
    told: tuple[Told, ...]
    """Empty: they say nothing."""
    aside: str | None
    """The word that makes it no toll of today; None: none does."""

    @property
    def code(self) -> str:
        """The fate that the rules say, as the model names it."""
        if not self.told:
            return NOTHING
        if self.aside:
            return ASIDE
        if any(one.mixed for one in self.told):
            return BOTH
        harm = [one for one in self.told if one.kind in HARM]
        worst = next((one for one in harm if one.kind is CountKind.KILLED), (harm or self.told)[0])
        if not harm:
            return worst.kind.value
        standing = f"-{PART}" if worst.is_part else f"-{OLDER}" if is_older(worst.figure) else ""
        return f"{worst.kind.value}{standing}"


def seen_of(figures: Sequence[Figure], told: Sequence[Told], asides: Sequence[str | None]) -> list[Seen]:
    """The figures in order, each with what the rules say.

    Args:
        figures: of a sentence, in order.
        told: what the rules say, of some of them.
        asides: for each of `told`, what makes it no toll of today.
    """
    found = []
    for figure in figures:
        mine = [at for at, one in enumerate(told) if one.figure is figure]
        aside = next((asides[at] for at in mine if asides[at]), None)
        found.append(Seen(figure=figure, told=tuple(told[at] for at in mine), aside=aside))
    return found
