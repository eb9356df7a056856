"""What a vector tile shows of a view: single incidents, or clusters of those that share a cell of the tile."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from mapapp.store.columns import Columns, Mask, Real, Whole
from mapapp.store.groups import Groups
from mapapp.store.viewport import MERCATOR_EDGE

EXTENT = 4096
"""Units along a tile's side."""
CELLS = 32
"""Cells along a tile's side: 16 pixels on a tile of 512."""
SINGLE_FROM = 12
"""From this zoom level on incidents stand alone, where a tile has not too many."""
MOST_SINGLE = 1_000
"""With more incidents in a tile they are clustered at any zoom level."""
DEEPEST = 22

Units = list[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One feature of a tile."""

    id: str | None
    """Of a single incident; None for a cluster."""
    type: str
    """The commonest type code."""
    status: str
    """The commonest status."""
    kind: str | None
    """How exactly a single incident's first place is known; None for a cluster."""
    radius_km: float | None
    """The same as a distance."""
    n: int
    """Incidents."""
    killed: int
    """Persons, at least; planned, denied and the like left out."""
    at: Units
    """Across and down, in units from the tile's north-west corner: all places of a single incident in this tile, or the
    middle of a cluster."""


class OutsideTheWorld(ValueError):
    """There is no such tile."""


def tile(columns: Columns, mask: Mask, zoom: int, across: int, down: int) -> list[Mark]:
    """The marks of one Web-Mercator tile. Each incident counts once in a tile, at the first of its places there, so
    the numbers of tile 0/0/0 add up to all incidents in view that have a point.

    Raises OutsideTheWorld.
    """
    if not 0 <= zoom <= DEEPEST:
        raise OutsideTheWorld(f"zoom levels are 0 to {DEEPEST}")
    if not (0 <= across < 2**zoom and 0 <= down < 2**zoom):
        raise OutsideTheWorld(f"zoom level {zoom} has tiles 0 to {2**zoom - 1} either way")
    places = columns.places
    east, south = _units(columns, zoom, across, down)
    here = (east >= 0) & (east < EXTENT) & (south >= 0) & (south < EXTENT)
    seen = np.flatnonzero(here[places.site] & mask[places.incident])
    incident, site = places.incident[seen], places.site[seen]
    first = np.ones(len(seen), dtype=np.bool_)
    first[1:] = incident[1:] != incident[:-1]
    found = _Found(columns=columns, incident=incident, site=site, first=first, east=east, south=south)
    if zoom >= SINGLE_FROM and np.count_nonzero(first) <= MOST_SINGLE:
        return found.singles(np.arange(len(seen)))
    return found.clustered()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """Pairs of an incident and a site in the tile, newest first."""

    columns: Columns
    incident: Whole
    site: Whole
    first: Mask
    """Is it the first of its incident?"""
    east: Real
    """Units, per site of all."""
    south: Real
    """Units, per site of all."""

    def singles(self, entries: Whole) -> list[Mark]:
        """Each incident on its own, with these of its places."""
        columns, sites = self.columns, self.columns.places.sites
        types, statuses = columns.labels["type"], columns.labels["status"]
        marks: list[Mark] = []
        previous = -1
        for incident, site in zip(self.incident[entries].tolist(), self.site[entries].tolist(), strict=True):
            at = int(self.east[site]), int(self.south[site])
            if incident == previous:
                if at not in marks[-1].at:
                    marks[-1].at.append(at)
                continue
            previous = incident
            killed = int(columns.killed_low[incident]) if columns.counted[incident] else 0
            marks.append(
                Mark(
                    id=columns.ids[incident],
                    type=types.values[types.code[incident]],
                    status=statuses.values[statuses.code[incident]],
                    kind=sites.kinds[sites.kind[site]],
                    radius_km=float(sites.radius_km[site]),
                    n=1,
                    killed=max(0, killed),
                    at=[at],
                )
            )
        return marks

    def clustered(self) -> list[Mark]:
        """The incidents of each cell together; one that has a cell to itself stays alone."""
        entries = np.flatnonzero(self.first)
        site = self.site[entries]
        cell = (self.south[site] * CELLS // EXTENT * CELLS + self.east[site] * CELLS // EXTENT).astype(np.int32)
        _, group, n = np.unique(cell, return_inverse=True, return_counts=True)
        alone = n[group] == 1
        _, crowd = np.unique(group[~alone], return_inverse=True)
        return self._clusters(entries[~alone], crowd, int(np.count_nonzero(n > 1))) + self.singles(entries[alone])

    def _clusters(self, entries: Whole, group: Whole, size: int) -> list[Mark]:
        columns, site = self.columns, self.site[entries]
        no_more = np.zeros(len(entries), dtype=np.bool_)
        groups = Groups.of(group, self.incident[entries], no_more, size, columns)
        types, statuses = groups.commonest(columns.labels["type"]), groups.commonest(columns.labels["status"])
        total = np.maximum(groups.n, 1)
        middle_east = np.bincount(group, weights=self.east[site], minlength=size) / total
        middle_south = np.bincount(group, weights=self.south[site], minlength=size) / total
        return [
            Mark(
                id=None,
                type=types[number],
                status=statuses[number],
                kind=None,
                radius_km=None,
                n=int(groups.n[number]),
                killed=int(groups.killed[number]),
                at=[(int(middle_east[number]), int(middle_south[number]))],
            )
            for number in range(size)
        ]


def _units(columns: Columns, zoom: int, across: int, down: int) -> tuple[Real, Real]:
    """Per site: units to the east and to the south of the tile's corner. The world's own edges belong to its last
    tiles.
    """
    sites, whole, within = columns.places.sites, 2**zoom * EXTENT, math.nextafter(2**zoom * EXTENT, 0)
    sine = np.sin(np.radians(np.clip(sites.latitude, -MERCATOR_EDGE, MERCATOR_EDGE)))
    east = np.clip((sites.longitude + 180) / 360 * whole, 0, within)
    south = np.clip((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * whole, 0, within)
    return east - across * EXTENT, south - down * EXTENT
