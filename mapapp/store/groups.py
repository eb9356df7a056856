"""Incidents in groups: those of one spot, of one area, of one cell of the map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mapapp.store.columns import Columns, Labels, Mask, Whole

MOST_IDS = 50
"""Incident ids that go with one group; the rest are read page by page."""

MOST_IDS_IN_ALL = 400
"""With more incidents in view only the newest id of each group goes with it: an answer stays small."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Incidents by group, each counted once in a group."""

    group: Whole
    """Per entry."""
    incident: Whole
    """Per entry: its position; within a group the newest first."""
    n: Whole
    killed: Whole
    """Persons, at least; planned, denied and the like left out."""
    worst: Whole
    """The same of the deadliest incident."""

    @classmethod
    def of(cls, group: Whole, incident: Whole, shared: Mask, size: int, columns: Columns) -> Groups:
        """From pairs of a group (0 to size - 1) and an incident, newest first; `shared` marks those whose incident has
        other places as well, so that it may come twice.
        """
        again = _again(group, incident, shared, len(columns))
        if len(again):
            group, incident = np.delete(group, again), np.delete(incident, again)
        killed = np.maximum(columns.killed_low[incident], 0).astype(np.int64)
        killed[~columns.counted[incident]] = 0
        worst = np.zeros(size, dtype=np.int64)
        some = np.flatnonzero(killed)
        np.maximum.at(worst, group[some], killed[some])
        return cls(
            group=group,
            incident=incident,
            n=np.bincount(group, minlength=size),
            killed=np.bincount(group[some], weights=killed[some], minlength=size).astype(np.int64),
            worst=worst,
        )

    def ids(self, columns: Columns) -> list[tuple[str, ...]]:
        """The newest incidents of each group."""
        most = MOST_IDS if len(self.incident) <= MOST_IDS_IN_ALL else 1
        order = np.argsort(self.group, kind="stable")
        begins = np.searchsorted(self.group[order], np.arange(len(self.n)))
        return [
            tuple(columns.ids[place] for place in self.incident[order[first : first + min(most, n)]].tolist())
            for first, n in zip(begins.tolist(), self.n.tolist(), strict=True)
        ]

    def table(self, code: Whole, wide: int) -> Whole:
        """How often each code occurs in each group: groups down, codes across. `code` is one per incident."""
        at = self.group.astype(np.int64) * wide + code[self.incident]
        return np.bincount(at, minlength=len(self.n) * wide).reshape(len(self.n), wide)

    def commonest(self, labels: Labels) -> list[str]:
        """The commonest value of each group."""
        if not len(self.n):
            return []
        return [labels.values[code] for code in self.table(labels.code, len(labels.values)).argmax(axis=1)]


def _again(group: Whole, incident: Whole, shared: Mask, many: int) -> Whole:
    """The entries that repeat a pair."""
    places = np.flatnonzero(shared)
    pairs = group[places].astype(np.int64) * max(1, many) + incident[places]
    _, first = np.unique(pairs, return_index=True)
    return np.delete(places, first)


def type_groups(types: Labels) -> tuple[tuple[str, ...], Whole]:
    """The groups of the types ("battle"), and for each incident which is its own."""
    names = [value.partition(".")[0] for value in types.values]
    groups = tuple(dict.fromkeys(names))
    of_type = np.array([groups.index(name) for name in names], dtype=np.int8)
    return groups, of_type[types.code] if names else np.zeros(0, dtype=np.int8)
