"""Learns a LinearModel of `mapapp.extract.linear`: softmax regression with AdaGrad, the mean of several fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from mapapp.extract.linear import LinearModel

LEAST_SEEN = 2
"""A feature of fewer examples says nothing of others."""
STEP, BATCH = 0.15, 64
ORDERS = 5
"""So many fits are averaged."""

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """What can be seen, and what it is."""

    features: frozenset[str]
    vector: Floats
    codes: tuple[str, ...]
    """All that it is, the main one first: it is shared between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Of a fit; chosen by cross-validation."""

    codes: tuple[str, ...]
    epochs: int
    decay: float
    scale: float
    """Vectors are multiplied by it."""


def likeliest(model: LinearModel, one: Example) -> str:
    """The code with the best chance."""
    chances = model.shares(one.features, one.vector)
    return max(chances, key=lambda code: chances[code])


def write(model: LinearModel, file: Path) -> None:
    """Write the file that `LinearModel.read` reads."""
    np.savez_compressed(
        file,
        codes=np.array(model.codes),
        features=np.array(sorted(model.rows)),
        weights=model.weights.astype(np.float16),
        meaning=model.meaning.astype(np.float16),
    )


def _shares(points: Floats) -> Floats:
    raised = np.exp(points - np.max(points, axis=-1, keepdims=True))
    result: Floats = (raised / np.sum(raised, axis=-1, keepdims=True)).astype(np.float32)
    return result


def averaged(learnt: Sequence[Example], settings: Settings) -> LinearModel:
    """The mean of several fits, each in another order: what hangs on the order alone is gone."""
    fits = [fit(learnt, settings, order) for order in range(ORDERS)]
    weights, meaning = (np.mean([getattr(one, part) for one in fits], axis=0) for part in ("weights", "meaning"))
    return LinearModel(codes=settings.codes, rows=fits[0].rows, weights=weights, meaning=meaning)


def mean_of(models: Sequence[LinearModel]) -> LinearModel:
    """The mean of several models of the same classes; what one does not know counts nothing there."""
    rows = {feature: row for row, feature in enumerate(sorted(set().union(*(model.rows for model in models))))}
    weights = _zeros(len(rows), len(models[0].codes))
    for model in models:
        weights[[rows[feature] for feature in model.rows]] += model.weights[list(model.rows.values())] / len(models)
    meaning = np.mean([model.meaning for model in models], axis=0)
    return LinearModel(codes=models[0].codes, rows=rows, weights=weights, meaning=meaning)


def fit(learnt: Sequence[Example], settings: Settings, order: int = 0) -> LinearModel:
    """One fit.

    Args:
        learnt: what to learn from.
        settings: how.
        order: the number of the order in which the examples come.
    """
    seen = Counter(feature for one in learnt for feature in one.features)
    rows = {feature: row for row, feature in enumerate(sorted(f for f, n in seen.items() if n >= LEAST_SEEN))}
    width = len(settings.codes)
    fitted = LinearModel(
        codes=settings.codes, rows=rows, weights=_zeros(len(rows), width), meaning=_zeros(len(learnt[0].vector), width)
    )
    known = [np.array([rows[f] for f in one.features if f in rows]) for one in learnt]
    vectors = np.stack([one.vector for one in learnt]) * settings.scale
    wanted = np.stack([_wanted(one, settings.codes) for one in learnt])
    slopes = np.full_like(fitted.weights, 1e-6), np.full_like(fitted.meaning, 1e-6)
    places, chance = np.arange(len(learnt)), np.random.default_rng(order)
    for _ in range(settings.epochs):
        chance.shuffle(places)
        for begin in range(0, len(places), BATCH):
            some = places[begin : begin + BATCH]
            batch = _Batch([known[i] for i in some], vectors[some], wanted[some])
            _step(fitted, slopes, batch, settings.decay)
    fitted.meaning[:] *= settings.scale
    return fitted


def _zeros(rows: int, columns: int) -> Floats:
    return np.zeros((rows, columns), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Batch:
    known: list[Rows]
    """Of each example the rows of its features."""
    vectors: Floats
    wanted: Floats


def _step(fitted: LinearModel, slopes: tuple[Floats, Floats], batch: _Batch, decay: float) -> None:
    """One batch: how wrong the chances are, and the weights moved against it."""
    points = batch.vectors @ fitted.meaning + np.stack([fitted.weights[rows].sum(axis=0) for rows in batch.known])
    wrong = (_shares(points) - batch.wanted) / np.float32(len(batch.known))
    _descend(fitted.meaning, slopes[1], np.arange(len(fitted.meaning)), batch.vectors.T @ wrong, decay)
    touched, place = np.unique(np.concatenate(batch.known), return_inverse=True)
    slope = _zeros(len(touched), len(fitted.codes))
    np.add.at(slope, place, np.repeat(wrong, [len(rows) for rows in batch.known], axis=0))
    _descend(fitted.weights, slopes[0], touched, slope, decay)


def _wanted(one: Example, codes: tuple[str, ...]) -> Floats:
    row = np.zeros(len(codes), np.float32)
    for code in one.codes:
        row[codes.index(code)] += 1 / len(one.codes)
    return row


def _descend(weights: Floats, seen: Floats, rows: Rows, slope: Floats, decay: float) -> None:
    slope = slope + decay * weights[rows]
    seen[rows] += slope**2
    weights[rows] -= STEP * slope / np.sqrt(seen[rows])
