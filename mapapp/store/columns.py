"""Incidents as numpy columns: what filters and counts work on in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
"""One truth value per incident."""
Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]

NEVER_STARTS = np.iinfo(np.int64).max
"""`starts` of an undated incident: it lies in no window."""
NEVER_ENDS = np.iinfo(np.int64).min
"""`ends` of an undated incident: it lies in no window."""
NOT_KNOWN = -1
"""A number of persons which is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Which values each incident has for one filter: its countries, its sources. One entry per pair of both."""

    values: tuple[str, ...]
    """The different values."""
    code: Whole
    """Per entry: which of `values`."""
    incident: Whole
    """Per entry: which incident; several entries may name one."""
    size: int
    """How many incidents there are in all."""

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, str]], size: int) -> Labels:
        """From (position of an incident, value) pairs; equal pairs count once."""
        known: dict[str, int] = {}
        entries = sorted({(incident, known.setdefault(value, len(known))) for incident, value in pairs})
        table: Whole = np.array(entries, dtype=np.int64).reshape(-1, 2)
        return cls(values=tuple(known), code=table[:, 1].copy(), incident=table[:, 0].copy(), size=size)

    def having(self, wanted: Collection[str]) -> Mask:
        """The incidents which have at least one of these values."""
        chosen = np.fromiter((value in wanted for value in self.values), dtype=np.bool_, count=len(self.values))
        mask = np.zeros(self.size, dtype=np.bool_)
        mask[self.incident[chosen[self.code]]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        """For each value: how many of the masked incidents have it; values that none has are left out."""
        numbers = np.bincount(self.code[mask[self.incident]], minlength=len(self.values))
        return {self.values[code]: int(numbers[code]) for code in np.flatnonzero(numbers)}

    def distinct(self, mask: Mask) -> int:
        """How many different values the masked incidents have between them."""
        seen = np.zeros(len(self.values), dtype=np.bool_)
        seen[self.code[mask[self.incident]]] = True
        return int(np.count_nonzero(seen))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All incidents that are not rejected, newest first: position 0 is the newest."""

    ids: tuple[str, ...]
    starts: Whole
    """UTC seconds since 1970."""
    ends: Whole
    """UTC seconds since 1970."""
    killed_low: Whole
    """Persons; NOT_KNOWN where no lower end is told."""
    killed_high: Whole
    """Persons; NOT_KNOWN where no upper end is told."""
    counted: Mask
    """Does its status enter sums?"""
    search_text: tuple[str, ...]
    labels: dict[str, Labels]
    """By filter key: type, status, country, province, source."""
    reports: Labels
    """The ids of the reports which tell each incident."""

    def __len__(self) -> int:
        return len(self.ids)

    def containing(self, words: Sequence[str]) -> Mask:
        """The incidents whose searched text contains all of these folded words."""
        mask = np.ones(len(self), dtype=np.bool_)
        for word in words:
            places = np.flatnonzero(mask)
            mask[places] = [word in self.search_text[place] for place in places.tolist()]
        return mask


def whole(values: Iterable[Any], missing: int = NOT_KNOWN) -> Whole:
    """A column of whole numbers, with None as `missing`."""
    return np.array([missing if value is None else value for value in values], dtype=np.int64)
