"""Weights of the features → how likely each kind of event is in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Span, Token

from mapapp.extract.kind.features import Vector, content_words, dense, of_word, parts, sparse, sum_of, unit
from mapapp.extract.predicates import Trigger

FILE = Path(__file__).with_name("weights.npz")
"""Written by tools/train_kind.py, from tools/event_sentences.tsv; docs/decisions/0015 says how well it does."""
NONE = "none"
"""The class of sentences that tell of no event."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KindModel:
    """A linear model: the kinds of events and "none" share one chance."""

    codes: tuple[str, ...]
    """Codes of event types; the first is NONE."""
    rows: Mapping[str, int]
    """Feature → its row in `weights`."""
    weights: npt.NDArray[np.float32]
    """Points of each feature for each code."""
    meaning: npt.NDArray[np.float32]
    """Points of each dimension of the vectors for each code."""

    @classmethod
    def read(cls, file: Path = FILE) -> KindModel:
        """Read the weights. Raises FileNotFoundError, or KeyError for a file that is not of this kind."""
        with np.load(file, allow_pickle=False) as content:
            return cls(
                codes=tuple(map(str, content["codes"])),
                rows={str(feature): row for row, feature in enumerate(content["features"])},
                weights=content["weights"].astype(np.float32),
                meaning=content["meaning"].astype(np.float32),
            )

    def chances(self, sentence: Span, triggers: Sequence[Trigger]) -> dict[str, float]:
        """For each kind of event, and for none, its chance; they sum to 1.

        Args:
            sentence: parsed.
            triggers: what the table of event types finds in it.
        """
        points = self._points(sparse(sentence, triggers)) + dense(sentence) @ self.meaning
        shares = np.exp(points - points.max())
        return dict(zip(self.codes, map(float, shares / shares.sum()), strict=True))

    def speaking_for(self, sentence: Span, code: str) -> list[tuple[float, Token]]:
        """The words of a sentence with their points for a kind of event, the strongest first."""
        column = self.codes.index(code)
        width = sentence.vocab.vectors_length
        points = {word.i: self._own(word, column) for word in content_words(sentence)}
        for number, words in enumerate(parts(sentence)):
            meaning = self.meaning[number * width : (number + 1) * width, column]
            total = sum_of(words, width)
            length = float(np.sqrt(total @ total)) or 1.0
            for word in words:
                points[word.i] = points.get(word.i, 0.0) + float(unit(word.vector) @ meaning) / length
        return sorted(((value, sentence.doc[at]) for at, value in points.items()), key=lambda one: (-one[0], one[1].i))

    def _own(self, word: Token, column: int) -> float:
        return sum(float(self.weights[self.rows[one], column]) for one in of_word(word) if one in self.rows)

    def _points(self, found: Iterable[str]) -> Vector:
        known = sorted(self.rows[feature] for feature in found if feature in self.rows)  # sums round alike each time
        total: Vector = self.weights[known].sum(axis=0)
        return total


@lru_cache(maxsize=1)
def the_model() -> KindModel:
    """The model of this program, read once a process."""
    return KindModel.read()
