"""What a report has named so far, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from mapapp.domain.claim import Attribution
from mapapp.domain.mention import Resolution
from mapapp.extract.counts import Aboard
from mapapp.extract.parties.named import Named
from mapapp.extract.tellings import Telling

CARRY_SENTENCES = 3
"""So many sentences on, what was told still holds for what is told."""


@dataclass(slots=True)
class Memory:
    """What the report has named so far."""

    places: list[Resolution] = field(default_factory=list)
    attribution: Attribution | None = None
    parties: Named = field(default_factory=Named)
    last: Telling | None = None
    order: int = 0
    long_ago: tuple[str, int] | None = None
    """The year of an event that is only named, and the sentence that does so, by its order."""
    aboard: tuple[Aboard, int] | None = None
    """Who was in a vessel to which something happened, and the sentence that says so, by its order."""

    def long_ago_near(self) -> str | None:
        """That year, if the sentence before named it."""
        year, order = self.long_ago or (None, 0)
        return year if self.order - order == 1 else None

    def aboard_near(self) -> Aboard | None:
        """The same, if it was told a moment ago."""
        aboard, order = self.aboard or (None, 0)
        return aboard if self.order - order <= CARRY_SENTENCES else None
