"""Weights of the features → which of the places that a report names is an incident's."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.whereabouts.features import features
from mapapp.extract.whereabouts.sight import Sight

FILE = Path(__file__).with_name("weights.json")
"""Written by tools/train_whereabouts.py; its "card" says from what, and how well it does on other texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhereaboutsModel(ChoiceModel):
    """Chooses among the places that a report names."""

    def chances(self, sight: Sight) -> list[float]:
        """For each place the chance, 0 to 1, that it is the incident's; the last is that of none of them."""
        return self.shares(*features(sight))


@lru_cache(maxsize=1)
def the_model() -> WhereaboutsModel:
    """The model of this program, read once a process."""
    return WhereaboutsModel.read(FILE)
