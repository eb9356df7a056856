"""The incidents of a view by type, country, province and source, and their tolls by type and over time: what charts
show. Unlike facets these are counts of the view itself: a filter's own values are not set aside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from mapapp.store.columns import Columns, Mask, Whole
from mapapp.store.histogram import Unit, spread

KEYS = ("type", "country", "province", "source")
"""What incidents are counted by, as filters name it."""

EXACT = 2**53
"""Whole numbers below are exact as floats, whose sums are faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """Persons in incidents that are told as having happened; planned, denied and the like are left out."""

    low: int = 0
    """At least."""
    high: int | None = 0
    """At most; None where one of the counts has no upper end."""

    def __add__(self, other: Toll) -> Toll:
        """Of both together."""
        high = None if self.high is None or other.high is None else self.high + other.high
        return Toll(low=self.low + other.low, high=high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolls:
    """Of the same incidents."""

    killed: Toll = Toll()
    injured: Toll = Toll()

    def __add__(self, other: Tolls) -> Tolls:
        """Of both together."""
        return Tolls(killed=self.killed + other.killed, injured=self.injured + other.injured)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The tolls of the incidents that surely lie in one bar of time."""

    first: date
    last: date
    """Included."""
    tolls: Tolls


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A view in parts. The tolls of all types are those of the view, and so are those of all stretches with
    `spanning` and `undated`. An incident in two countries, or of two sources, counts in both.
    """

    total: int
    """Incidents."""
    counts: Mapping[str, Mapping[str, int]]
    """For each of KEYS: value -> incidents. Types are sub-types only."""
    without: Mapping[str, int]
    """For each of KEYS: incidents that have no value at all."""
    types: Mapping[str, Tolls]
    """By sub-type."""
    unit: Unit
    """Of the stretches."""
    stretches: tuple[Stretch, ...]
    """Without gaps, oldest first; empty when no incident is dated."""
    spanning: Tolls
    """Of those that are not known well enough to lie in one stretch."""
    undated: Tolls


def breakdown(columns: Columns, mask: Mask, most: int, window: tuple[int, int] | None = None) -> Breakdown:
    """The masked incidents in parts; over time in at most so many stretches, as `mapapp.store.histogram` makes them.

    Raises ValueError when `most` is not positive.
    """
    split = {key: columns.labels[key].split(mask) for key in KEYS}
    chosen, placed = spread(columns, mask, most, window)
    days = placed.days if placed else ()
    bar = np.full(len(columns), len(days) + 1, dtype=np.int16)
    """Per incident: its stretch; then those of several, then those without a date."""
    if placed:
        bar[chosen] = np.where(placed.first == placed.last, placed.first, len(days))
    tolls = _Tolls(columns, mask, bar, len(days) + 2)
    *over_time, spanning, undated = tolls.over_time()
    counts = {key: found for key, (found, _) in split.items()}
    return Breakdown(
        total=int(np.count_nonzero(mask)),
        counts=counts,
        without={key: without for key, (_, without) in split.items()},
        types={code: toll for code, toll in tolls.by_type().items() if code in counts["type"]},
        unit=placed.unit if placed else Unit.DAY,
        stretches=tuple(
            Stretch(first=first, last=last, tolls=toll) for (first, last), toll in zip(days, over_time, strict=True)
        ),
        spanning=spanning,
        undated=undated,
    )


class _Tolls:
    """Sums of the masked incidents by type and bar at once: to read a million numbers takes longer than to add them."""

    def __init__(self, columns: Columns, mask: Mask, bar: Whole, bars: int) -> None:
        types = columns.labels["type"]
        happened = np.flatnonzero(mask & columns.counted)
        cell = types.code[happened].astype(np.int32) * bars + bar[happened]
        self._types, shape = types.values, (len(types.values), bars)
        self._killed, self._injured = (
            _sums(low[happened], high[happened], cell, shape)
            for low, high in (
                (columns.killed_low, columns.killed_high),
                (columns.injured_low, columns.injured_high),
            )
        )

    def by_type(self) -> dict[str, Tolls]:
        """For each sub-type."""
        return dict(zip(self._types, self._along(1), strict=True))

    def over_time(self) -> list[Tolls]:
        """For each bar."""
        return self._along(0)

    def _along(self, axis: int) -> list[Tolls]:
        pairs = zip(_folded(self._killed, axis), _folded(self._injured, axis), strict=True)
        return [Tolls(killed=killed, injured=injured) for killed, injured in pairs]


Sums = tuple[Whole, Whole, Whole]
"""At least; at most; how many have no upper end."""


def _sums(low: Whole, high: Whole, cell: Whole, shape: tuple[int, int]) -> Sums:
    some, ended = np.flatnonzero(low > 0), np.flatnonzero(high > 0)
    open_ended = np.flatnonzero((low >= 0) & (high < 0))
    size = shape[0] * shape[1]
    return (
        _added(cell[some], low[some], size).reshape(shape),
        _added(cell[ended], high[ended], size).reshape(shape),
        np.bincount(cell[open_ended], minlength=size).reshape(shape),
    )


def _added(cell: Whole, persons: Whole, size: int) -> Whole:
    if len(persons) and int(persons.max()) * len(persons) >= EXACT:
        sums = np.zeros(size, dtype=np.int64)
        np.add.at(sums, cell, persons.astype(np.int64))
        return sums
    return np.bincount(cell, weights=persons, minlength=size).astype(np.int64)


def _folded(sums: Sums, axis: int) -> list[Toll]:
    lows, highs, open_ended = (one.sum(axis=axis).tolist() for one in sums)
    return [
        Toll(low=low, high=None if is_open else high)
        for low, high, is_open in zip(lows, highs, open_ended, strict=True)
    ]
