"""Fit a linear model of a choice (`mapapp.extract.choosing`): conditional likelihood, ridge, L-BFGS. No randomness."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FOLDS = 5
"""Parts of the examples, for cross-validation."""
RIDGE = 4.0
"""Weight of the squares of the weights against the likelihood; chosen by cross-validation among 1, 2, 4, 8."""
SEEN = 4
"""A feature in fewer names than this gets no weight."""
SMALLEST = 0.04
"""Smaller weights are left out of the file; with them F1 is the same to three figures."""
STEPS = 80
KEPT = 8
"""Steps that L-BFGS remembers."""


class Example(Protocol):
    """A choice among some, or none of them: features of each, and which are right."""

    @property
    def names(self) -> Sequence[Sequence[str]]:
        """The features of each that can be chosen."""

    @property
    def none(self) -> Sequence[str]:
        """Those of "none of them"."""

    @property
    def right(self) -> Sequence[bool]:
        """Which of them is right; none may be."""

    @property
    def fold(self) -> int:
        """0 to FOLDS - 1; examples of one text have the same."""


Learnt = TypeVar("Learnt", bound=Example)


@dataclass(frozen=True, slots=True)
class _Table:
    """All examples in four flat arrays; the last row of each example is "none of them"."""

    columns: Ints
    """Numbers of the features, row after row."""
    rows: Ints
    """Where each row begins in `columns`, and the end."""
    groups: Ints
    """Where each example begins among the rows, and the end."""
    right: Floats
    """1 for a right row, 0 for a wrong one."""


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Feature → weight, rounded to two decimals, without the smallest."""
    numbers = _numbered(examples)
    weights = _minimised(_table(examples, numbers), len(numbers))
    rounded = {feature: round(float(weights[at]), 2) for feature, at in numbers.items()}
    return {feature: weight for feature, weight in rounded.items() if abs(weight) >= SMALLEST}


def fold_of(text: str) -> int:
    """The fold of all examples of a text."""
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) % FOLDS


def cross_validated(
    learnt: Sequence[Learnt], answer: Callable[[Mapping[str, float], Learnt], int | None]
) -> list[tuple[Learnt, int | None]]:
    """Each example with the answer of a model that was not trained on its text."""
    judged: list[tuple[Learnt, int | None]] = []
    for fold in range(FOLDS):
        weights = fit([one for one in learnt if one.fold != fold])
        judged += [(one, answer(weights, one)) for one in learnt if one.fold == fold]
    return judged


def _numbered(examples: Sequence[Example]) -> dict[str, int]:
    seen = Counter(chain.from_iterable(set(row) for one in examples for row in (*one.names, one.none)))
    return {feature: at for at, feature in enumerate(sorted(f for f, count in seen.items() if count >= SEEN))}


def _table(examples: Sequence[Example], numbers: Mapping[str, int]) -> _Table:
    columns: list[int] = []
    rows, groups, right = [0], [0], []
    for one in examples:
        for row in (*one.names, one.none):
            columns += [numbers[feature] for feature in row if feature in numbers]
            rows.append(len(columns))
        right += [*one.right, not any(one.right)]
        groups.append(len(right))
    return _Table(np.array(columns), np.array(rows), np.array(groups), np.array(right, dtype=np.float64))


def _loss(weights: Floats, table: _Table) -> tuple[float, Floats]:
    """Minus the logarithm of the chance of what is right, with the ridge; and its gradient."""
    sums = np.concatenate([[0.0], np.cumsum(weights[table.columns])])
    points = sums[table.rows[1:]] - sums[table.rows[:-1]]
    sizes, starts = np.diff(table.groups), table.groups[:-1]
    shares = np.exp(points - np.repeat(np.maximum.reduceat(points, starts), sizes))
    chances = shares / np.repeat(np.add.reduceat(shares, starts), sizes)
    right = np.maximum(np.add.reduceat(chances * table.right, starts), 1e-12)
    wanted = chances * table.right / np.repeat(right, sizes)
    gradient = np.bincount(table.columns, np.repeat(chances - wanted, np.diff(table.rows)), len(weights))
    return float(-np.log(right).sum() + RIDGE / 2 * weights @ weights), gradient + RIDGE * weights


def _minimised(table: _Table, size: int) -> Floats:
    """L-BFGS with halved steps: Nocedal and Wright, Numerical Optimization, algorithm 7.4."""
    weights = np.zeros(size)
    moved: list[tuple[Floats, Floats]] = []
    loss, gradient = _loss(weights, table)
    for _ in range(STEPS):
        direction = _direction(gradient, moved)
        step = 1.0
        while True:
            trial = weights - step * direction
            lower, slope = _loss(trial, table)
            if lower <= loss - 1e-4 * step * float(gradient @ direction) or step < 1e-6:
                break
            step /= 2
        if float((trial - weights) @ (slope - gradient)) > 1e-10:
            moved = [*moved, (trial - weights, slope - gradient)][-KEPT:]
        done = abs(loss - lower) < 1e-5 * abs(loss)
        weights, loss, gradient = trial, lower, slope
        if done:
            break
    return weights


def _direction(gradient: Floats, moved: Sequence[tuple[Floats, Floats]]) -> Floats:
    direction = gradient.copy()
    shares = []
    for move, change in reversed(moved):
        share = float(move @ direction) / float(change @ move)
        shares.append(share)
        direction -= share * change
    if moved:
        move, change = moved[-1]
        direction *= float(move @ change) / float(change @ change)
    else:
        direction /= max(1.0, float(np.linalg.norm(gradient)))
    for (move, change), share in zip(moved, reversed(shares), strict=True):
        direction += move * (share - float(change @ direction) / float(change @ move))
    return direction
