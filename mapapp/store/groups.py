"""Incidents in groups: those of one spot, of one area, of one cell of the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapapp.store.columns import Columns, Labels, Mask, Whole

MOST_IDS = 50
"""Incident ids that go with one group; the rest are read page by page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Incidents by group, each counted once in a group. Entries are sorted by group, then newest first."""

    begins: Whole
    """Per group: its first entry; one more at the end."""
    incident: Whole
    """Per entry."""
    n: Whole
    killed: Whole

    @classmethod
    def of(cls, group: Whole, incident: Whole, columns: Columns) -> Groups:
        """From pairs of a group (0, 1, 2 ... with none empty) and an incident, in any order."""
        size, many = group_count(group), max(1, len(columns))
        pairs = np.unique(group * many + incident)
        group, incident = pairs // many, pairs % many
        killed = np.where(columns.counted, np.maximum(columns.killed_low, 0), 0)[incident]
        return cls(
            begins=np.searchsorted(group, np.arange(size + 1)),
            incident=incident,
            n=np.bincount(group, minlength=size),
            killed=np.bincount(group, weights=killed, minlength=size).astype(np.int64),
        )

    def ids(self, group: int, columns: Columns) -> tuple[str, ...]:
        """The newest incidents of a group."""
        first = int(self.begins[group])
        last = min(int(self.begins[group + 1]), first + MOST_IDS)
        return tuple(columns.ids[place] for place in self.incident[first:last])

    def table(self, labels: Labels) -> Whole:
        """How often each value occurs in each group: groups down, values across. One value per incident."""
        group = np.repeat(np.arange(len(self.n)), self.n)
        wide = len(labels.values)
        counts = np.bincount(group * wide + labels.code[self.incident], minlength=len(self.n) * wide)
        return counts.reshape(len(self.n), wide)

    def commonest(self, labels: Labels) -> list[str]:
        """The commonest value of each group."""
        return [labels.values[code] for code in self.table(labels).argmax(axis=1)] if len(self.n) else []


def group_count(group: Whole) -> int:
    """How many groups there are, when they are numbered 0, 1, 2 ..."""
    return int(np.max(group)) + 1 if len(group) else 0


def single_spot(group: Whole, spot: Whole) -> Mask:
    """Per entry: do all entries of its group share one spot?"""
    size = group_count(group)
    lowest, highest = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(lowest, group, spot)
    np.maximum.at(highest, group, spot)
    same: Mask = lowest == highest
    return same[group]


def by_type_group(types: Labels, counts: Whole) -> dict[str, int]:
    """Counts of type codes as counts of their groups."""
    groups: dict[str, int] = {}
    for code in np.flatnonzero(counts):
        group = types.values[code].partition(".")[0]
        groups[group] = groups.get(group, 0) + int(counts[code])
    return groups
