"""Two opinions on how real a sentence's event is, one word.

The rules of `scope.py` know which word governs which; the model more ways to announce and to deny. So it may put into
the future what they take for told or for mere talk, find what is announced where no word of the table tells it, hear
a denial, and say that there is no event at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.domain.incident import Status
from mapapp.extract.scope import Scope
from mapapp.extract.standing.model import DENIED, NONE, PLANNED, StandingModel, the_model
from mapapp.sentence import Sentence

LEAST_TO_COME = 0.8
"""What the rules take for told is to come, from this chance on."""
LEAST_ANNOUNCED = 0.8
"""What no word of the table tells is announced, from this chance on."""
LEAST_DENIED = 0.7
"""What the rules take for told is denied, from this chance on."""
LEAST_NONE = 0.985
"""There is no event, whatever its words, from this chance on."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of a sentence."""

    planned: float
    """That its event is to come, 0 to 1."""
    group: str
    """The likeliest group of kinds of what is to come."""
    denied: float
    """That somebody denies it."""
    none: float
    """That there is no event."""

    @classmethod
    def of(cls, sentence: Sentence, model: StandingModel | None = None) -> Opinion:
        """Ask the model, or another than the program's own, for tests."""
        chances = (model or the_model()).chances(sentence)
        best = max(PLANNED, key=chances.__getitem__)
        return cls(sum(chances[code] for code in PLANNED), PLANNED[best], chances[DENIED], chances[NONE])

    @property
    def announced(self) -> str | None:
        """The group of kinds of what is to come, in whatever words it is told; None: nothing is."""
        return self.group if self.planned >= LEAST_ANNOUNCED else None

    def on(self, scope: Scope, *, tells: bool) -> Scope:
        """The status that the rules give an event of the sentence, unless the sentence as a whole tells another.

        Args:
            scope: the rules' word.
            tells: does it tell of something for certain, as where it counts persons?
        """
        if self.planned >= LEAST_TO_COME and scope.status in {None, Status.REPORTED, Status.HYPOTHETICAL}:
            return Scope(Status.PLANNED, f"the sentence as a whole tells of something to come ({self.planned:.0%})")
        if self.denied >= LEAST_DENIED and scope.status is Status.REPORTED:
            return Scope(Status.DENIED, f"denied, by the sentence as a whole ({self.denied:.0%})")
        if self.none >= LEAST_NONE and scope.status is Status.REPORTED and not tells:
            return Scope(None, f"the sentence as a whole tells of no event ({self.none:.0%})")
        return scope
