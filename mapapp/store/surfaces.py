"""Incidents summed over the ground: hexagons of the map, and countries or provinces."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from gazetteer.place import Extent
from mapapp.store.columns import Columns, Labels, Mask, Real, Whole
from mapapp.store.groups import Groups
from mapapp.store.places import Places
from mapapp.store.viewport import (
    DEEPEST_ZOOM,
    MERCATOR_EDGE,
    TILE_PX,
    around,
    in_box,
    shown_longitude,
)

HEXAGON_PX = 28
"""From a hexagon's middle to its corners: a number fits in, and some 1,500 cover a screen."""

MOST_HEXAGONS = 1_500
"""With more, hexagons are made twice as large: an answer stays under 60 kB."""

MOST_AREAS = 250
"""Countries or provinces in one answer, the fullest first."""


class Level(StrEnum):
    """Which areas."""

    COUNTRY = "country"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hexagons:
    """The incidents in a box by hexagons of the Web-Mercator map, which keep their places when the map is panned."""

    version: int
    total: int
    """Different incidents drawn in the box: `used` and `left_out`."""
    used: int
    """Those that are known to a point there. Each counts once, in the first of its places there."""
    left_out: int
    """Those of which only an area is known."""
    radius: float
    """From a hexagon's middle to its corners, in pixels of zoom 0."""
    rows: tuple[tuple[float, float, int, int], ...]
    """Per hexagon with something in it: latitude and longitude of its middle, in the copy of the world that the box
    shows; incidents; persons killed, at least. The incidents add up to `used`."""
    elsewhere: Extent | None = None
    """Where the view's incidents are, when none is in the box."""

    def json(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSum:
    """The incidents of one country or province."""

    key: str
    """ISO code of the country, or place id of the province: as the filter takes it."""
    n: int
    """As choosing it in the filter would leave. One in two countries counts in both."""
    killed: int
    """Persons, at least; planned, denied and the like left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaSums:
    """All incidents of a view by area, whichever part of them is on the screen: half a country says nothing."""

    version: int
    total: int
    """Incidents of the view: `used` and `left_out`."""
    used: int
    """Different incidents known at least to one such area that can be told."""
    left_out: int
    areas: tuple[AreaSum, ...]
    """Those that touch the box, the fullest first, MOST_AREAS of them at most."""
    more: int
    """How many others touch the box."""
    unknown: int
    """Areas of incidents left out because they cannot be told, wherever they are."""


def hexagons(columns: Columns, places: Places, mask: Mask, extent: Extent, *, zoom: int, version: int) -> Hexagons:
    """The masked incidents inside a box, which may cross the antimeridian as in `viewport.look`.

    Raises ValueError for a box that is not made of finite numbers.
    """
    if not all(map(math.isfinite, (extent.west, extent.south, extent.east, extent.north))):
        raise ValueError("the corners of the map must be finite numbers of degrees")
    seen = np.flatnonzero(in_box(places.sites, extent)[places.site] & mask[places.incident])
    total = _distinct(places.incident[seen])
    exact = seen[~places.sites.area[places.site[seen]]]
    first = exact[_firsts(places.incident[exact])]
    incident, site = places.incident[first], places.site[first]
    radius = HEXAGON_PX / 2.0 ** min(max(zoom, 0), DEEPEST_ZOOM)
    x, y = _across_down(places.sites.latitude, shown_longitude(places.sites.longitude, extent))
    while True:
        middles, group = _hexagons_of(x[site], y[site], radius)
        if len(middles) <= MOST_HEXAGONS:
            break
        radius *= 2
    groups = Groups.of(group, incident, np.zeros(len(incident), dtype=np.bool_), len(middles), columns)
    return Hexagons(
        version=version,
        total=total,
        used=len(incident),
        left_out=total - len(incident),
        radius=radius,
        rows=tuple(
            (*_place(east, down), n, killed)
            for (east, down), n, killed in zip(middles.tolist(), groups.n.tolist(), groups.killed.tolist(), strict=True)
        ),
        elsewhere=None if len(seen) else around(places, mask),
    )


def area_sums(
    columns: Columns,
    places: Places,
    mask: Mask,
    level: Level,
    extent: Extent,
    *,
    version: int,
    known: Callable[[str], bool] = lambda _: True,
) -> AreaSums:
    """The masked incidents by country or province; of provinces only those with an incident in the box. Areas whose
    key is not `known` are left out.
    """
    labels = columns.labels[level.value]
    code, incident = _entries(labels, mask)
    there = np.unique(code)
    told = np.zeros(len(labels.values), dtype=np.bool_)
    told[[place for place in there.tolist() if known(labels.values[place])]] = True
    code, incident = code[told[code]], incident[told[code]]
    groups = Groups.of(code, incident, np.zeros(len(code), dtype=np.bool_), len(told), columns)
    shown = np.flatnonzero(groups.n)
    if level is Level.PROVINCE:
        shown = np.intersect1d(shown, code[_drawn(columns, places, extent)[incident]])
    shown = shown[np.argsort(-groups.n[shown], kind="stable")]
    total, used = int(np.count_nonzero(mask)), _distinct(incident)
    return AreaSums(
        version=version,
        total=total,
        used=used,
        left_out=total - used,
        areas=tuple(_sums(labels.values, groups, shown[:MOST_AREAS])),
        more=max(0, len(shown) - MOST_AREAS),
        unknown=len(there) - int(np.count_nonzero(told)),
    )


def _sums(values: tuple[str, ...], groups: Groups, shown: Whole) -> Iterable[AreaSum]:
    for place in shown.tolist():
        yield AreaSum(key=values[place], n=int(groups.n[place]), killed=int(groups.killed[place]))


def _entries(labels: Labels, mask: Mask) -> tuple[Whole, Whole]:
    """Pairs of an area's code and a masked incident that has it."""
    of = np.arange(labels.size) if labels.incident is None else labels.incident
    here = labels.entries(mask)
    return labels.code[here], of[here]


def _drawn(columns: Columns, places: Places, extent: Extent) -> Mask:
    """Per incident: is it drawn inside the box?"""
    return columns.at(in_box(places.sites, extent))


def _distinct(numbers: Whole) -> int:
    return len(np.unique(numbers))


def _firsts(ascending: Whole) -> Whole:
    """Where each value begins."""
    return np.unique(ascending, return_index=True)[1]


def _across_down(latitude: Real, longitude: Real) -> tuple[Real, Real]:
    """Pixels of zoom 0, eastward from 180° west and downward from the north edge of the square."""
    sine = np.sin(np.radians(np.clip(latitude, -MERCATOR_EDGE, MERCATOR_EDGE)))
    down = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    return (longitude + 180) / 360 * TILE_PX, down * TILE_PX


def _place(across: float, down: float) -> tuple[float, float]:
    """Latitude and longitude of such a pixel."""
    latitude = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * down / TILE_PX))))
    return round(latitude, 5), round(across / TILE_PX * 360 - 180, 5)


def _hexagons_of(x: Real, y: Real, radius: float) -> tuple[Real, Whole]:
    """Middles of the hexagons, pointed at the top, and which of them each point lies in.

    Their middles are those of two grids of rectangles, one shifted by half a cell: a point is in the nearer's.
    """
    wide, high = math.sqrt(3) * radius, 3 * radius
    column, row = np.round(x / wide), np.round(y / high)
    between, below = np.floor(x / wide), np.floor(y / high)
    near = (x - column * wide) ** 2 + (y - row * high) ** 2
    other = (x - (between + 0.5) * wide) ** 2 + (y - (below + 0.5) * high) ** 2
    first = near <= other
    across = np.where(first, column, between + 0.5)
    down = np.where(first, row, below + 0.5)
    cells, group = np.unique(np.stack([down * 2, across * 2], axis=1).astype(np.int64), axis=0, return_inverse=True)
    return np.stack([cells[:, 1] / 2 * wide, cells[:, 0] / 2 * high], axis=1), group.reshape(-1)
