"""A linear model over features that are there or not and over word vectors: classes share one chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from mapapp import language
from mapapp.sentence import Sentence, Word

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
        rows = map(self.rows.get, found)
        known = sorted(row for row in rows if row is not None)  # sums round alike each time
        points = self.weights[known].sum(axis=0) + vector @ self.meaning
        shares = np.exp(points - points.max())
        return dict(zip(self.codes, map(float, shares / shares.sum()), strict=True))


def content_words(sentence: Sentence) -> list[Word]:
    """The words that mean something by themselves."""
    return [token for token in sentence if token.is_alpha and not token.is_stop]


def direction(words: Iterable[Word]) -> Vector:
    """What words mean together: their sum at length one; nought where there is none."""
    return unit(sum_of(words))


def sum_of(words: Iterable[Word]) -> Vector:
    """The sum of the words' vectors, each of length one; nought for words that the model does not know."""
    vectors, scales = _vectors()
    rows = [word.meaning for word in words if word.meaning >= 0]
    total: Vector = scales[rows] @ vectors[rows]
    return total


@lru_cache(maxsize=1)
def _vectors() -> tuple[Vector, Vector]:
    """The model's vectors, and by what each must be multiplied to be of length one."""
    vectors: Vector = np.asarray(language.pipeline().vocab.vectors.data)
    lengths: Vector = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    return vectors, np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0)


def unit(vector: Vector) -> Vector:
    """The vector at length one; nought stays nought."""
    length = float(np.sqrt(vector @ vector))
    result: Vector = vector / length if length else vector
    return result
