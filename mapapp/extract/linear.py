"""A linear model over features that are there or not and over word vectors: classes share one chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LinearModel:
    """Weights, as tools/softmax.py writes them."""

    codes: tuple[str, ...]
    """The classes."""
    rows: Mapping[str, int]
    """Feature → its row in `weights`."""
    weights: npt.NDArray[np.float32]
    """Points of each feature for each class."""
    meaning: npt.NDArray[np.float32]
    """Points of each dimension of the vectors for each class."""

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the weights. Raises FileNotFoundError, or KeyError for a file that is not of this kind."""
        with np.load(file, allow_pickle=False) as content:
            return cls(
                codes=tuple(map(str, content["codes"])),
                rows={str(feature): row for row, feature in enumerate(content["features"])},
                weights=content["weights"].astype(np.float32),
                meaning=content["meaning"].astype(np.float32),
            )

    def shares(self, found: Iterable[str], vector: Vector) -> dict[str, float]:
        """The chance of each class, in the order of `codes`; they sum to 1.

        Args:
            found: the features that are there; unknown ones say nothing.
            vector: of as many dimensions as `meaning` has rows.
        """
        known = sorted(self.rows[feature] for feature in found if feature in self.rows)  # sums round alike each time
        points = self.weights[known].sum(axis=0) + vector @ self.meaning
        shares = np.exp(points - points.max())
        return dict(zip(self.codes, map(float, shares / shares.sum()), strict=True))


def sum_of(vectors: Iterable[Any], width: int) -> Vector:
    """The sum of vectors, each taken at length one."""
    total: Vector = np.zeros(width, dtype=np.float32)
    for vector in vectors:
        total += unit(vector)
    return total


def unit(vector: Any) -> Vector:  # noqa: ANN401  spaCy says no more of a word's vector
    """The vector at length one; nought stays nought."""
    length = float(np.sqrt(vector @ vector))
    result: Vector = vector / length if length else vector
    return result
