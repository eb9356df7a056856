"""Makes mapapp/extract/kind/weights.npz: how much each feature says for each kind of event.

    PYTHONPATH=. python tools/train_kind.py

Learns from tools/event_sentences.tsv (codes, the words that tell, the sentence; written for this project). Takes
about three minutes; the same sentences, table and language model give the same file. Train anew when the sentences or
the table of event types change much; a row more in the table needs no training.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc, Span

from mapapp import language
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.extract.kind.features import dense, sparse
from mapapp.extract.kind.model import FILE, NONE
from mapapp.extract.predicates import EventWords

SENTENCES = Path(__file__).with_name("event_sentences.tsv")
CODES = (NONE, *EVENT_TYPES)
FOLDS = 4
LEAST_SEEN = 2
"""A feature of fewer sentences says nothing of others."""
EPOCHS, STEP, DECAY, BATCH, SCALE = 40, 0.15, 1e-4, 64, 3.0
"""Chosen by cross-validation; between 30 and 60 epochs, and with vectors scaled by 2 to 4, little changes."""

ORDERS = 5
"""So many fits are averaged."""

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A sentence with what it tells."""

    features: frozenset[str]
    vector: Floats
    codes: tuple[str, ...]
    """All that it tells, the main one first."""


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights in the making."""

    rows: dict[str, int]
    weights: Floats
    meaning: Floats

    def chances(self, one: Example) -> Floats:
        """Of each code, in the order of CODES."""
        known = [self.rows[feature] for feature in one.features if feature in self.rows]
        return _shares(self.weights[known].sum(axis=0) + one.vector @ self.meaning)


def _shares(points: Floats) -> Floats:
    raised = np.exp(points - np.max(points, axis=-1, keepdims=True))
    result: Floats = (raised / np.sum(raised, axis=-1, keepdims=True)).astype(np.float32)
    return result


def examples(file: Path = SENTENCES) -> Iterator[Example]:
    """The sentences of the file as the program will see them."""
    lines = [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()]
    words = EventWords()
    for (codes, _, _), doc in zip(lines, language.parsed(language.entities(text for *_, text in lines)), strict=True):
        yield _example(tuple(codes.split("|")), doc, words)


def _example(codes: tuple[str, ...], doc: Doc, words: EventWords) -> Example:
    whole: Span = max(doc.sents, key=len)
    triggers = words.triggers(whole)
    return Example(frozenset(sparse(whole, triggers)), dense(whole), codes)


def averaged(learnt: Sequence[Example]) -> Fitted:
    """The mean of several fits, each in another order: what hangs on the order alone is gone."""
    fits = [fit(learnt, order) for order in range(ORDERS)]
    weights, meaning = (np.mean([getattr(one, part) for one in fits], axis=0) for part in ("weights", "meaning"))
    return Fitted(fits[0].rows, weights, meaning)


def fit(learnt: Sequence[Example], order: int = 0) -> Fitted:
    """Softmax regression with AdaGrad. A sentence with several events is shared between them.

    Args:
        learnt: what to learn from.
        order: the number of the order in which the sentences come.
    """
    seen = Counter(feature for one in learnt for feature in one.features)
    rows = {feature: row for row, feature in enumerate(sorted(f for f, n in seen.items() if n >= LEAST_SEEN))}
    fitted = Fitted(rows, _zeros(len(rows)), _zeros(len(learnt[0].vector)))
    known = [np.array([rows[f] for f in one.features if f in rows]) for one in learnt]
    vectors = np.stack([one.vector for one in learnt]) * SCALE
    wanted = np.stack([_wanted(one) for one in learnt])
    slopes = np.full_like(fitted.weights, 1e-6), np.full_like(fitted.meaning, 1e-6)
    places, chance = np.arange(len(learnt)), np.random.default_rng(order)
    for _ in range(EPOCHS):
        chance.shuffle(places)
        for begin in range(0, len(places), BATCH):
            some = places[begin : begin + BATCH]
            _step(fitted, slopes, [known[i] for i in some], vectors[some], wanted[some])
    fitted.meaning[:] *= SCALE
    return fitted


def _zeros(rows: int) -> Floats:
    return np.zeros((rows, len(CODES)), np.float32)


def _step(fitted: Fitted, slopes: tuple[Floats, Floats], known: list[Rows], vectors: Floats, wanted: Floats) -> None:
    """One batch: how wrong the chances are, and the weights moved against it."""
    points = vectors @ fitted.meaning + np.stack([fitted.weights[rows].sum(axis=0) for rows in known])
    wrong = (_shares(points) - wanted) / np.float32(len(known))
    _descend(fitted.meaning, slopes[1], np.arange(len(fitted.meaning)), vectors.T @ wrong)
    touched, place = np.unique(np.concatenate(known), return_inverse=True)
    slope = _zeros(len(touched))
    np.add.at(slope, place, np.repeat(wrong, [len(rows) for rows in known], axis=0))
    _descend(fitted.weights, slopes[0], touched, slope)


def _wanted(one: Example) -> Floats:
    row = np.zeros(len(CODES), np.float32)
    for code in one.codes:
        row[CODES.index(code)] += 1 / len(one.codes)
    return row


def _descend(weights: Floats, seen: Floats, rows: Rows, slope: Floats) -> None:
    slope = slope + DECAY * weights[rows]
    seen[rows] += slope**2
    weights[rows] -= STEP * slope / np.sqrt(seen[rows])


def cross_validated(learnt: Sequence[Example]) -> tuple[float, float]:
    """Shares of sentences whose likeliest kind is right: exactly, and by its group."""
    exact = group = 0
    for fold in range(FOLDS):
        fitted = fit([one for n, one in enumerate(learnt) if n % FOLDS != fold])
        for one in learnt[fold::FOLDS]:
            code = CODES[int(np.argmax(fitted.chances(one)))]
            exact += code in one.codes
            group += code.partition(".")[0] in {c.partition(".")[0] for c in one.codes}
    return exact / len(learnt), group / len(learnt)


def main() -> None:
    """Cross-validate, print how well it does, learn from all and write the file."""
    learnt = list(examples())
    exact, group = cross_validated(learnt)
    print(f"{len(learnt)} sentences; right in {FOLDS} folds: kind {exact:.3f}, group {group:.3f}")
    fitted = averaged(learnt)
    np.savez_compressed(
        FILE,
        codes=np.array(CODES),
        features=np.array(sorted(fitted.rows)),
        weights=fitted.weights.astype(np.float16),
        meaning=fitted.meaning.astype(np.float16),
    )


if __name__ == "__main__":
    main()
