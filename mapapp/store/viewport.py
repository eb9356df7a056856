"""What the map shows of a view inside a box: points, shaded areas, or clusters where there are too many points."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from gazetteer.place import Extent
from mapapp.store.columns import Columns, Mask, Real, Whole
from mapapp.store.groups import Groups, type_groups
from mapapp.store.places import Places, Sites

MOST_POINTS = 180
"""Different points drawn one by one. With more, marks of 16 pixels on a laptop's map (1,200 by 800) begin to cover
each other, and the answer would pass 60 kB."""

MOST_AREAS = 60
"""Shaded areas drawn one by one; with more they are only a haze, and are clustered like points."""

MOST_CELLS = 180
"""Cells with something in them; on a larger screen cells are made larger until there are no more."""

CELL_PX = 72
"""Side of a cluster's cell: the largest bubble (64 pixels) with a margin."""

TILE_PX = 256
DEEPEST_ZOOM = 22
MERCATOR_EDGE = 85.0511287798066
"""The latitude where the Web-Mercator square ends, degrees."""
DEGREE_KM = 111.195
"""Length of a degree of latitude on the mean sphere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One point on the map with the incidents that share its coordinates."""

    lat: float
    lon: float
    """In the copy of the world that the box shows: beyond ±180 when the box is."""
    n: int
    """Incidents."""
    ids: tuple[str, ...]
    """Newest first, at most MOST_IDS."""
    type: str
    """The commonest type code."""
    status: str
    """The commonest status."""
    kind: str
    """How precise the place is."""
    radius_km: float
    killed: int
    """Persons, at least; planned, denied and the like left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A province, a district, a region or a described circle with the incidents of which no more is known."""

    place_id: str
    lat: float
    lon: float
    radius_km: float
    circle: bool
    """Is it a circle that words describe ("30 km east of Aleppo")? The place's outline is then not what is meant."""
    name: str
    n: int
    ids: tuple[str, ...]
    type: str
    status: str
    killed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The incidents of one cell. One with two places in the cell counts once."""

    lat: float
    """Of the mean of its places."""
    lon: float
    """Of the mean of its places."""
    n: int
    types: dict[str, int]
    """Incidents by type group: {"battle": 3}."""
    killed: int
    """Persons, at least; planned, denied and the like left out."""
    worst: int
    """The same of its deadliest incident."""
    splits: bool
    """Does it come apart when the map is zoomed? If not, its incidents are read as a list of its box."""
    box: tuple[float, float, float, float]
    """West, south, east, north of its places: what to zoom to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """The answer to one look at the map."""

    version: int
    total: int
    """Different incidents drawn in the box."""
    reports: int
    """Different reports that tell them."""
    points: tuple[Spot, ...]
    areas: tuple[Area, ...]
    clusters: tuple[Cluster, ...]
    elsewhere: Extent | None = None
    """Where the view's incidents are, when none is in the box; None where some are, or none is drawn at all."""

    def json(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return asdict(self)


def look(columns: Columns, places: Places, mask: Mask, extent: Extent, *, zoom: int, version: int) -> Viewport:
    """The masked incidents inside a box. The box may cross the antimeridian (west > east) or reach beyond ±180,
    as a map does that is panned around the world. An area is in the box when its circle touches it.

    Raises ValueError for a box that is not made of finite numbers.
    """
    if not all(map(math.isfinite, (extent.west, extent.south, extent.east, extent.north))):
        raise ValueError("the corners of the map must be finite numbers of degrees")
    sites = places.sites
    seen = in_box(sites, extent)[places.site] & mask[places.incident]
    drawn = np.zeros(len(columns), dtype=np.bool_)
    drawn[places.incident[seen]] = True
    used = np.zeros(len(sites), dtype=np.bool_)
    used[places.site[seen]] = True
    areas, points, crowd = _apart(sites, np.flatnonzero(used))
    longitude = shown_longitude(sites.longitude, extent)
    alone, cells = _cells_of(sites, longitude, crowd, zoom)
    entries = _Entries(columns, places, longitude, np.flatnonzero(seen))
    return Viewport(
        version=version,
        total=int(np.count_nonzero(drawn)),
        reports=columns.reports.distinct(drawn),
        points=_spots(entries, np.concatenate([points, alone])),
        areas=_areas(entries, areas),
        clusters=_clusters(entries, *cells),
        elsewhere=None if seen.any() else around(places, mask),
    )


def _apart(sites: Sites, used: Whole) -> tuple[Whole, Whole, Whole]:
    """Sites to draw as areas, as points, and those of which there are too many to draw them one by one."""
    area = sites.area[used]
    areas, points, crowd = used[area], used[~area], used[:0]
    if _many(sites.spot[areas], MOST_AREAS):
        crowd, areas = areas, areas[:0]
    if _many(sites.spot[points], MOST_POINTS):
        crowd, points = np.concatenate([crowd, points]), points[:0]
    return areas, points, crowd


def _many(spots: Whole, most: int) -> bool:
    """Are there more than so many different ones?"""
    if len(spots) <= most:
        return False
    seen = np.zeros(int(spots.max()) + 1, dtype=np.bool_)
    seen[spots] = True
    return bool(np.count_nonzero(seen) > most)


def around(places: Places, mask: Mask) -> Extent | None:
    """The box around all places of the masked incidents; None where there are none. The world is cut at the
    antimeridian.
    """
    used = np.zeros(len(places.sites), dtype=np.bool_)
    used[places.site[mask[places.incident]]] = True
    if not used.any():
        return None
    latitude, longitude = places.sites.latitude[used], places.sites.longitude[used]
    return Extent(
        west=float(np.min(longitude)),
        south=float(np.min(latitude)),
        east=float(np.max(longitude)),
        north=float(np.max(latitude)),
    )


def in_box(sites: Sites, extent: Extent) -> Mask:
    """Per site: does it touch the box?"""
    width = box_width(extent)
    south_north = np.where(sites.area, sites.radius_km / DEGREE_KM, 0.0)
    shrink = np.maximum(np.cos(np.radians(sites.latitude)), 0.01)
    west_east = south_north / shrink
    inside = (sites.latitude + south_north >= extent.south) & (sites.latitude - south_north <= extent.north)
    if width >= 360:
        return inside
    return inside & (np.mod(sites.longitude + west_east - extent.west, 360) <= width + 2 * west_east)


def box_width(extent: Extent) -> float:
    """Degrees from west to east, going east; 360 or more is the whole world."""
    width = extent.east - extent.west
    return width if width >= 0 else width % 360


def shown_longitude(longitude: Real, extent: Extent) -> Real:
    """The longitudes in the copy of the world nearest to the box's middle; exact where nothing is shifted."""
    middle = extent.west + box_width(extent) / 2
    return longitude + 360 * np.round((middle - longitude) / 360)


class _Entries:
    """What is seen: pairs of an incident and a site."""

    def __init__(self, columns: Columns, places: Places, longitude: Real, seen: Whole) -> None:
        self.columns, self.sites, self.longitude = columns, places.sites, longitude
        self._incident, self._site, self._shared = places.incident[seen], places.site[seen], places.shared[seen]

    def by_spot(self, sites: Whole) -> tuple[Whole, Groups]:
        """The first site of each spot, and the incidents there."""
        _, first, group = np.unique(self.sites.spot[sites], return_index=True, return_inverse=True)
        return sites[first], self.grouped(sites, group, len(first))

    def grouped(self, sites: Whole, group: Whole, size: int) -> Groups:
        """Incidents by the groups of their sites."""
        if not len(sites):
            nothing = self._incident[:0]
            return Groups.of(nothing, nothing, self._shared[:0], size, self.columns)
        of_site = np.full(len(self.sites), -1, dtype=np.int16 if size < 2**15 else np.int32)
        of_site[sites] = group
        found: Whole = of_site[self._site]
        here: Mask = found >= 0
        if here.all():
            return Groups.of(found, self._incident, self._shared, size, self.columns)
        return Groups.of(found[here], self._incident[here], self._shared[here], size, self.columns)

    def middles(self, sites: Whole, group: Whole, size: int) -> tuple[Real, Real]:
        """Latitude and longitude of the mean of the places in each group of sites."""
        weight = np.bincount(self._site, minlength=len(self.sites))[sites]
        total = np.maximum(np.bincount(group, weights=weight, minlength=size), 1)
        north = np.bincount(group, weights=weight * self.sites.latitude[sites], minlength=size)
        east = np.bincount(group, weights=weight * self.longitude[sites], minlength=size)
        return north / total, east / total


def _spots(entries: _Entries, wanted: Whole) -> tuple[Spot, ...]:
    first, groups = entries.by_spot(wanted)
    sites, labels = entries.sites, entries.columns.labels
    types, statuses = groups.commonest(labels["type"]), groups.commonest(labels["status"])
    ids = groups.ids(entries.columns)
    return tuple(
        Spot(
            lat=float(sites.latitude[site]),
            lon=float(entries.longitude[site]),
            n=int(groups.n[number]),
            ids=ids[number],
            type=types[number],
            status=statuses[number],
            kind=sites.kinds[sites.kind[site]],
            radius_km=float(sites.radius_km[site]),
            killed=int(groups.killed[number]),
        )
        for number, site in enumerate(first.tolist())
    )


def _areas(entries: _Entries, wanted: Whole) -> tuple[Area, ...]:
    first, groups = entries.by_spot(wanted)
    sites, labels = entries.sites, entries.columns.labels
    types, statuses = groups.commonest(labels["type"]), groups.commonest(labels["status"])
    ids = groups.ids(entries.columns)
    return tuple(
        Area(
            place_id=sites.place_ids[site],
            lat=float(sites.latitude[site]),
            lon=float(entries.longitude[site]),
            radius_km=float(sites.radius_km[site]),
            circle=bool(sites.circle[site]),
            name=sites.names[site],
            n=int(groups.n[number]),
            ids=ids[number],
            type=types[number],
            status=statuses[number],
            killed=int(groups.killed[number]),
        )
        for number, site in enumerate(first.tolist())
    )


def _cells_of(sites: Sites, longitude: Real, crowd: Whole, zoom: int) -> tuple[Whole, tuple[Whole, Whole]]:
    """Sites which have a cell to themselves, or share it only at the same point; and the others with the number of
    their cell, from 0 on.
    """
    side = CELL_PX
    while True:
        _, group = np.unique(_cells(sites.latitude[crowd], longitude[crowd], zoom, side), return_inverse=True)
        if _size(group) <= MOST_CELLS:
            break
        side *= 2
    single = _single_spot(group, sites.spot[crowd]) & ~sites.area[crowd]
    _, others = np.unique(group[~single], return_inverse=True)
    return crowd[single], (crowd[~single], others)


def _single_spot(group: Whole, spot: Whole) -> Mask:
    """Per site: do all sites of its group share one spot?"""
    size = _size(group)
    lowest, highest = np.full(size, np.iinfo(np.int64).max), np.full(size, -1)
    np.minimum.at(lowest, group, spot)
    np.maximum.at(highest, group, spot)
    same: Mask = lowest == highest
    return same[group]


def _size(group: Whole) -> int:
    """How many groups there are, when they are numbered 0, 1, 2 ..."""
    return int(np.max(group)) + 1 if len(group) else 0


def _clusters(entries: _Entries, crowd: Whole, group: Whole) -> tuple[Cluster, ...]:
    size = _size(group)
    groups = entries.grouped(crowd, group, size)
    names, of_incident = type_groups(entries.columns.labels["type"])
    tables = groups.table(of_incident, len(names)) if size else groups.n
    boxes = _boxes(entries.sites.latitude[crowd], entries.longitude[crowd], group, size)
    area = np.bincount(group, weights=entries.sites.area[crowd], minlength=size) > 0
    middle = entries.middles(crowd, group, size)
    return tuple(
        Cluster(
            lat=round(float(middle[0][number]), 6),
            lon=round(float(middle[1][number]), 6),
            n=int(groups.n[number]),
            types={names[code]: int(tables[number][code]) for code in np.flatnonzero(tables[number])},
            killed=int(groups.killed[number]),
            worst=int(groups.worst[number]),
            splits=bool(area[number]) or boxes[number][0] != boxes[number][2] or boxes[number][1] != boxes[number][3],
            box=boxes[number],
        )
        for number in range(size)
    )


def _boxes(latitude: Real, longitude: Real, group: Whole, size: int) -> list[tuple[float, float, float, float]]:
    """West, south, east, north of each group, to about a metre, none smaller than what it holds."""
    sides = []
    for numbers, nearest, outermost, away in (
        (longitude, np.minimum, 1e9, np.floor),
        (latitude, np.minimum, 1e9, np.floor),
        (longitude, np.maximum, -1e9, np.ceil),
        (latitude, np.maximum, -1e9, np.ceil),
    ):
        side = np.full(size, outermost)
        nearest.at(side, group, numbers)
        sides.append((away(side * 1e5) / 1e5).tolist())
    return list(zip(*sides, strict=True))


def _cells(latitude: Real, longitude: Real, zoom: int, cell_px: int) -> Whole:
    """The number of the Web-Mercator cell each point lies in. Cells keep their places when the map is panned."""
    side = TILE_PX * 2 ** min(max(zoom, 0), DEEPEST_ZOOM) / cell_px
    sine = np.sin(np.radians(np.clip(latitude, -MERCATOR_EDGE, MERCATOR_EDGE)))
    across = np.floor((longitude + 180) / 360 * side).astype(np.int64)
    down = np.floor((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * side).astype(np.int64)
    cells: Whole = down * 2**32 + across
    return cells


def wrapped(longitude: float) -> float:
    """A longitude of any copy of the world as one from -180 to 180; unchanged where it is one already."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180
