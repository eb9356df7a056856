"""Incidents as numpy columns: what filters and counts work on in memory.

A million incidents share a process with a language model, so each column takes the smallest numbers that hold it, and
no text is kept that can be read from the database when it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from mapapp.store.keys import NOT_HERE, Keys
from mapapp.store.places import Places
from mapapp.store.words import WordIndex, distinct_sorted

Mask = npt.NDArray[np.bool_]
"""One truth value per incident."""
Whole = npt.NDArray[Any]
"""Whole numbers, of whichever size holds them."""
Real = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint64]
"""Ids, or digests of what is long, in eight bytes."""

NEVER_STARTS = np.iinfo(np.int64).max
"""`starts` of an undated incident: it lies in no window."""
NEVER_ENDS = np.iinfo(np.int64).min
"""`ends` of an undated incident: it lies in no window."""
NOT_KNOWN = -1
"""A number of persons which is not known."""


def slim(numbers: npt.NDArray[Any]) -> Whole:
    """The same whole numbers in the smallest signed type that holds them."""
    if not len(numbers):
        return numbers.astype(np.int8)
    low, high = int(numbers.min()), int(numbers.max())
    for kind in (np.int8, np.int16, np.int32):
        if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max:
            return numbers.astype(kind)
    return numbers.astype(np.int64)


def in_order(values: Sequence[str], code: Whole) -> tuple[tuple[str, ...], Whole]:
    """The values that occur, sorted; and each entry's number of one."""
    occurs = np.bincount(code, minlength=len(values)) > 0
    order = sorted(np.flatnonzero(occurs).tolist(), key=values.__getitem__)
    if order == list(range(len(values))):
        return tuple(values), slim(code)
    new = np.zeros(len(values), dtype=np.int64)
    new[order] = np.arange(len(order))
    return tuple(values[old] for old in order), slim(new[code])


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Which values each incident has for one filter: its countries, its sources. One entry per pair of both."""

    values: tuple[str, ...]
    """The different values that some incident has, sorted: equally common ones come in this order, however they were
    read.
    """
    code: Whole
    """Per entry: which of `values`."""
    incident: Whole | None
    """Per entry: which incident, ascending. None: every incident has exactly one value, and entry i is incident i."""
    size: int
    """How many incidents there are in all."""

    @classmethod
    def of(cls, values: Sequence[str], incident: Whole, code: Whole, size: int) -> Labels:
        """From pairs of an incident and the number of a value, in any order; equal pairs count once."""
        values, code = in_order(values, code)
        many = max(1, len(values))
        pairs = distinct_sorted(incident.astype(np.int64) * many + code)
        return cls(values=values, code=slim(pairs % many), incident=slim(pairs // many), size=size)

    @classmethod
    def of_known(cls, values: Sequence[str], incident: Whole, code: Whole, size: int) -> Labels:
        """The same; pairs whose incident or value is NOT_HERE are left out."""
        here = (incident != NOT_HERE) & (code != NOT_HERE)
        return cls.of(values, incident[here], code[here], size)

    def entries(self, mask: Mask) -> Mask:
        """Per entry: is its incident masked?"""
        return mask if self.incident is None else mask[self.incident]

    def having(self, wanted: Collection[str]) -> Mask:
        """The incidents which have at least one of these values."""
        chosen = np.fromiter((value in wanted for value in self.values), dtype=np.bool_, count=len(self.values))
        if self.incident is None:
            return chosen[self.code] if len(self.values) else np.zeros(self.size, dtype=np.bool_)
        mask = np.zeros(self.size, dtype=np.bool_)
        if chosen.any():
            mask[self.incident[chosen[self.code]]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        """For each value: how many of the masked incidents have it; values that none has are left out."""
        return self._counts(self.entries(mask))

    def split(self, mask: Mask) -> tuple[dict[str, int], int]:
        """The same, and how many of the masked incidents have no value at all."""
        entries, total = self.entries(mask), int(np.count_nonzero(mask))
        if self.incident is None:
            return self._counts(entries), 0
        which = self.incident[entries]
        having = int(np.count_nonzero(which[1:] != which[:-1])) + min(1, len(which))
        return self._counts(entries), total - having

    def _counts(self, entries: Mask) -> dict[str, int]:
        numbers = np.bincount(self.code[entries], minlength=len(self.values))
        return {self.values[code]: int(numbers[code]) for code in np.flatnonzero(numbers)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """Which reports tell each incident. One entry per pair of both."""

    report: Whole
    """Per entry: which of `marks`."""
    incident: Whole
    """Per entry, ascending."""
    marks: Marks
    """Of the reports: what tells one from another. Some may tell nothing any more."""

    def distinct(self, mask: Mask) -> int:
        """How many different reports tell the masked incidents."""
        seen = np.zeros(len(self.marks), dtype=np.bool_)
        seen[self.report[mask[self.incident]]] = True
        return int(np.count_nonzero(seen))


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """All incidents that are not rejected, newest first: position 0 is the newest."""

    ids: Keys
    starts: Whole
    """UTC seconds since 1970."""
    ends: Whole
    """UTC seconds since 1970."""
    killed_low: Whole
    """Persons; NOT_KNOWN where no lower end is told."""
    killed_high: Whole
    """Persons; NOT_KNOWN where no upper end is told."""
    injured_low: Whole
    """Persons; NOT_KNOWN where no lower end is told."""
    injured_high: Whole
    """Persons; NOT_KNOWN where no upper end is told."""
    counted: Mask
    """Does its status enter sums?"""
    text: WordIndex
    """The searched text, in the order of the database."""
    text_row: Whole
    """Per incident: which of these texts is its own."""
    labels: dict[str, Labels]
    """By filter key: type, status, country, province, source, precision, actor, review, language."""
    reports: Tellers
    places: Places

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def rows(self) -> int:
        """About as many as the tables have."""
        pairs = (len(some.code) for some in self.labels.values() if some.incident is not None)
        return len(self) + len(self.reports.marks) + sum(pairs)

    def at(self, sites: Mask) -> Mask:
        """The incidents one of whose places is at one of the masked sites."""
        mask = np.zeros(len(self), dtype=np.bool_)
        mask[self.places.incident[sites[self.places.site]]] = True
        return mask

    def containing(self, words: Sequence[str]) -> Mask:
        """The incidents whose searched text contains all of these folded words."""
        mask = np.ones(len(self), dtype=np.bool_)
        for word in words:
            mask &= self.text.containing(word)[self.text_row]
        return mask


def whole(values: Iterable[Any], missing: int = NOT_KNOWN) -> npt.NDArray[np.int64]:
    """A column of whole numbers, with None as `missing`."""
    return np.array([missing if value is None else value for value in values], dtype=np.int64)
