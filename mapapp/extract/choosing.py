"""A linear model that chooses among some, or none of them."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceModel:
    """What can be chosen and "none of them" share one chance."""

    weights: Mapping[str, float]
    """Feature → points; a feature that is not here has none."""

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the weights. Raises FileNotFoundError, or KeyError for a file that is not of this kind."""
        return cls(weights=json.loads(file.read_text(encoding="utf-8"))["weights"])

    def shares(self, choices: Sequence[Iterable[str]], none: Iterable[str]) -> list[float]:
        """For the features of each choice its chance, 0 to 1; the last is that of none of them. They sum to 1."""
        points = [*(self._points(own) for own in choices), self._points(none)]
        most = max(points)
        shares = [math.exp(one - most) for one in points]
        total = sum(shares)
        return [share / total for share in shares]

    def _points(self, found: Iterable[str]) -> float:
        return sum(self.weights.get(feature, 0.0) for feature in found)
