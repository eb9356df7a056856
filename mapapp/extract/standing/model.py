"""Weights of the features → how real the event of a sentence is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from mapapp.domain.event_types import EVENT_TYPES
from mapapp.extract.linear import LinearModel
from mapapp.extract.standing.features import dense, sparse
from mapapp.sentence import Sentence

FILE = Path(__file__).with_name("weights.npz")
"""Written by tools/train_standing.py, from tools/standing_sentences.tsv."""
DONE, DENIED, UNREAL, NONE = "done", "denied", "unreal", "none"
"""It happened; somebody denies it; it is threatened, feared or was foiled; there is no event."""
PLANNED: Mapping[str, str] = MappingProxyType(
    {f"planned {group}": group for group in dict.fromkeys(code.partition(".")[0] for code in EVENT_TYPES)}
)
"""It is to come: by the group of its kind."""
CODES = (DONE, *PLANNED, DENIED, UNREAL, NONE)


class StandingModel(LinearModel):
    """How real it is."""

    __slots__ = ()

    def chances(self, sentence: Sentence) -> dict[str, float]:
        """For each its chance; they sum to 1."""
        return self.shares(sparse(sentence), dense(sentence))


@lru_cache(maxsize=1)
def the_model() -> StandingModel:
    """The model of this program, read once a process."""
    return StandingModel.read(FILE)
