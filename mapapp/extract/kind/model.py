"""Weights of the features → how likely each kind of event is in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from mapapp.extract.kind.features import dense, of_word, parts, sparse
from mapapp.extract.linear import LinearModel, content_words, sum_of
from mapapp.extract.predicates import Trigger
from mapapp.sentence import Sentence, Word

FILE = Path(__file__).with_name("weights.npz")
"""Written by tools/train_kind.py, from tools/event_sentences.tsv; docs/decisions/0015 says how well it does."""
NONE = "none"
"""The class of sentences that tell of no event."""


class KindModel(LinearModel):
    """The kinds of events and NONE, which comes first."""

    __slots__ = ()

    def chances(self, sentence: Sentence, triggers: Sequence[Trigger]) -> dict[str, float]:
        """For each kind of event, and for none, its chance; they sum to 1.

        Args:
            sentence: parsed.
            triggers: what the table of event types finds in it.
        """
        return self.shares(sparse(sentence, triggers), dense(sentence))

    def speaking_for(self, sentence: Sentence, code: str) -> list[tuple[float, Word]]:
        """The words of a sentence with their points for a kind of event, the strongest first."""
        column = self.codes.index(code)
        points = {word.i: self._own(word, column) for word in content_words(sentence)}
        for number, words in enumerate(parts(sentence)):
            total = sum_of(words)
            meaning = self.meaning[number * len(total) : (number + 1) * len(total), column]
            length = float((total @ total) ** 0.5) or 1.0
            for word in words:
                points[word.i] = points.get(word.i, 0.0) + float(sum_of([word]) @ meaning) / length
        return sorted(((value, sentence.doc[at]) for at, value in points.items()), key=lambda one: (-one[0], one[1].i))

    def _own(self, word: Word, column: int) -> float:
        return sum(float(self.weights[self.rows[one], column]) for one in of_word(word) if one in self.rows)


@lru_cache(maxsize=1)
def the_model() -> KindModel:
    """The model of this program, read once a process."""
    return KindModel.read(FILE)
