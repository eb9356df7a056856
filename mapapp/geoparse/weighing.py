"""How likely each candidate is what its name means: a weighted sum of figures, then chances that sum to one.

The weights are learned by tools/train_resolver.py as a conditional logit model (McFadden 1974), with one more choice
for every name: none of these places. resolve_weights.json has them, with the corpora and figures of the training.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from mapapp.geoparse.company import COMPANY, Company
from mapapp.geoparse.field import TRAITS, UNKNOWN, Field, Figures, Numbers

FILE = Path(__file__).with_name("resolve_weights.json")
ROUNDS = 3
"""So often are all names weighed with what the round before told; more changes next to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Points, in log-odds, for each unit of a figure."""

    alone: Figures
    """For TRAITS: a candidate weighed by itself."""
    alone_unknown: Figures
    """For UNKNOWN."""
    together: Figures
    """For TRAITS and then COMPANY: a candidate weighed with the others of its text."""
    together_unknown: Figures
    slope: float
    """Of the calibration: the chances' log-odds times slope plus offset are those of being right."""
    offset: float
    least: float
    """A calibrated chance below it is no answer."""
    version: str

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Weights:
        """From the file's content. Raises KeyError for a figure without a weight."""
        alone, together = told["alone"], told["together"]
        return cls(
            alone=_vector(alone, TRAITS),
            alone_unknown=_vector(alone, UNKNOWN),
            together=_vector(together, (*TRAITS, *COMPANY)),
            together_unknown=_vector(together, UNKNOWN),
            slope=told["calibration"]["slope"],
            offset=told["calibration"]["offset"],
            least=told["least"],
            version=told["version"],
        )

    def calibrated(self, chance: float) -> float:
        """How often such a chance is right."""
        bounded = min(1 - 1e-6, max(1e-6, chance))
        return float(1 / (1 + np.exp(-(self.slope * np.log(bounded / (1 - bounded)) + self.offset))))


@cache
def learned() -> Weights:
    """The weights that come with the program."""
    return Weights.of(json.loads(FILE.read_text(encoding="utf-8")))


def _vector(told: Mapping[str, float], names: Sequence[str]) -> Figures:
    return np.array([told[name] for name in names], dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The outcome for all candidates of a text, one row each."""

    figures: Figures
    """TRAITS and then COMPANY."""
    chances: Figures
    """Of each row to be what its name means; those of a name and of none of them sum to 1."""


def weigh(fields: Sequence[Field], company: Company, weights: Weights) -> Weighed:
    """Each name by itself first, then a few rounds with all others in mind."""
    traits = np.concatenate([field.traits for field in fields])
    unknown = np.stack([field.unknown for field in fields])
    chances = choose(traits @ weights.alone, unknown @ weights.alone_unknown, company.of_name)
    none = unknown @ weights.together_unknown
    figures = traits
    for _ in range(ROUNDS):
        figures = np.concatenate([traits, company.figures(chances)], axis=1)
        chances = choose(figures @ weights.together, none, company.of_name)
    return Weighed(figures=figures, chances=chances)


def choose(scores: Figures, none: Figures, of_name: Numbers) -> Figures:
    """The chance of each row: its share of the exponentials of its name's rows and of none of them."""
    top = none.copy()
    np.maximum.at(top, of_name, scores)
    parts = np.exp(scores - top[of_name])
    whole = np.exp(none - top)
    np.add.at(whole, of_name, parts)
    return np.asarray(parts / whole[of_name])
