"""Which accounts are worth comparing: those that meet on some ground at some time. Blocking, in the field's word.

An account has blocks (`Sketch.blocks`). Two accounts meet where they share a block's key, at least one of them at home
there, and their windows of time overlap. Whether two meet depends on the two alone, so that a search among all and one
for a newcomer find the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from mapapp.merge.rules import Rules
from mapapp.merge.sketch import Sketch

Whole = npt.NDArray[np.int64]
PIECE = 1_000_000
"""Pairs sifted at once, so that memory stays bounded."""


def candidates(sketches: Sequence[Sketch], rules: Rules) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the lesser first, each once; those whose types or reports exclude each other are left out.

    Takes n log n steps for n accounts, and a few for each pair that meets.
    """
    allowed = _Sieve(sketches, rules)
    met = [allowed(pairs) for pairs in _meetings(sketches)]
    if met:
        yield from map(tuple, np.unique(np.concatenate(met), axis=0).tolist())


def _meetings(sketches: Sequence[Sketch]) -> Iterator[Whole]:
    """Arrays of pairs that share a key at one time; pairs may come again."""
    rows = [(b.key, not b.home, b.starts, b.ends, at) for at, sketch in enumerate(sketches) for b in sketch.blocks]
    table: Whole = np.array(rows, dtype=np.int64).reshape(-1, 5)
    table = table[np.lexsort((table[:, 2], table[:, 0]))]
    edges = np.flatnonzero(np.diff(table[:, 0])) + 1
    waiting: list[Whole] = []
    held = 0
    for group in np.split(table, edges):
        for pairs in _within(group):
            waiting.append(pairs)
            held += len(pairs)
            if held > PIECE:
                yield np.concatenate(waiting)
                waiting, held = [], 0
    if waiting:
        yield np.concatenate(waiting)


def _within(group: Whole) -> Iterator[Whole]:
    """For each account at home here: those whose windows begin before its own ends, and end after it begins."""
    if len(group) < 2:
        return
    away, starts, ends, position = group[:, 1], group[:, 2], group[:, 3], group[:, 4]
    longest = int(np.max(ends - starts))
    first = np.searchsorted(starts, starts - longest)
    last = np.searchsorted(starts, ends)
    for at in np.flatnonzero(away == 0).tolist():
        some = slice(first[at], last[at])
        others = position[some][ends[some] > starts[at]]
        others = others[others != position[at]]
        if len(others):
            mine = np.full(len(others), position[at])
            yield np.column_stack([np.minimum(mine, others), np.maximum(mine, others)])


class _Sieve:
    """Leaves out pairs that cannot be one event by their type, their status or their report."""

    def __init__(self, sketches: Sequence[Sketch], rules: Rules) -> None:
        codes = sorted({sketch.code for sketch in sketches})
        number = {code: at for at, code in enumerate(codes)}
        self.kin = np.array([[(one, other) in rules.kinships for other in codes] for one in codes], dtype=np.bool_)
        self.code = np.array([number[sketch.code] for sketch in sketches], dtype=np.int64)
        self.ahead = np.array([sketch.ahead for sketch in sketches], dtype=np.bool_)
        report: dict[str, int] = {}
        self.report = np.array([report.setdefault(min(s.reports, default=s.id), len(report)) for s in sketches])

    def __call__(self, pairs: Whole) -> Whole:
        one, other = pairs[:, 0], pairs[:, 1]
        left = self.kin[self.code[one], self.code[other]] & (self.ahead[one] == self.ahead[other])
        sieved: Whole = np.unique(pairs[left & (self.report[one] != self.report[other])], axis=0)
        return sieved
