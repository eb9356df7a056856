"""A linear model over features that are there or not and over word vectors: classes share one chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

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


def content_words(sentence: Span) -> list[Token]:
    """The words that mean something by themselves."""
    return [token for token in sentence if token.is_alpha and not token.is_stop]


def meaning_of(word: Token) -> int:
    """The number of the vector that it shares with words of nearly the same meaning."""
    return int(word.vocab.vectors.find(key=word.orth))


def direction(words: Iterable[Token], width: int) -> Vector:
    """What words mean together: their sum at length one; nought where there is none."""
    return unit(sum_of(words, width))


def sum_of(words: Iterable[Token], width: int) -> Vector:
    """The sum of the words' vectors, each of length one; nought stays nought."""
    rows: Vector = np.array([word.vector for word in words], dtype=np.float32).reshape(-1, width)
    lengths: Vector = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    lengths[lengths == 0] = 1
    total: Vector = (rows / lengths[:, np.newaxis]).sum(axis=0)
    return total


def unit(vector: Any) -> Vector:  # noqa: ANN401  spaCy says no more of a word's vector
    """The vector at length one; nought stays nought."""
    length = float(np.sqrt(vector @ vector))
    result: Vector = vector / length if length else vector
    return result
