"""Weights of the features → which event told before a sentence tells again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.coreference.features import Sight, features

FILE = Path(__file__).with_name("weights.json")
"""Written by tools/train_coreference.py; its "card" says from what, and how well it does on other texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreferenceModel(ChoiceModel):
    """Chooses among the events told before."""

    def chances(self, sight: Sight) -> list[float]:
        """For each event the chance, 0 to 1, that the sentence tells it again; the last is that of none of them."""
        return self.shares(*features(sight))


@lru_cache(maxsize=1)
def the_model() -> CoreferenceModel:
    """The model of this program, read once a process."""
    return CoreferenceModel.read(FILE)
