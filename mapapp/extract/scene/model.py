"""Weights of the features → how likely each name of a sentence is where its act happened."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.features import features
from mapapp.sentence import Word

FILE = Path(__file__).with_name("weights.json")
"""Written by tools/train_scene.py; its "card" says from what, when, and how well it does on texts not trained on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneModel(ChoiceModel):
    """Chooses among the names of a sentence."""

    least: float
    """A name less likely than this is no answer, 0 to 1."""

    @classmethod
    def read(cls, file: Path = FILE) -> SceneModel:
        """Read the weights. Raises FileNotFoundError, or KeyError for a file that is not of this kind."""
        content = json.loads(file.read_text(encoding="utf-8"))
        return cls(weights=content["weights"], least=content["least"])

    def chances(self, trigger: Word, names: Sequence[Candidate]) -> list[float]:
        """For each name the chance, 0 to 1, that it is where the act happened.

        They sum to less than 1: the rest is the chance that the sentence does not name the place.
        """
        if not names:
            return []
        return self.shares(*features(trigger, names))[:-1]


@lru_cache(maxsize=1)
def the_model() -> SceneModel:
    """The model of this program, read once a process."""
    return SceneModel.read()
