"""What the map shows of a view inside a box: points, shaded areas, or clusters where there are too many points."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from gazetteer.place import Extent
from mapapp.store.columns import Columns, Mask, Real, Whole
from mapapp.store.groups import Groups, by_type_group, single_spot
from mapapp.store.load import Places

MOST_POINTS = 300
"""Different points drawn one by one. With more, marks of 16 pixels on a laptop's map (1,200 by 800) begin to cover
each other, and with up to 50 ids each the answer would pass 300 kB."""

MOST_AREAS = 200
"""Shaded areas drawn one by one; with more they are only a haze, and are clustered like points."""

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
    seen = np.flatnonzero(mask[places.incident] & in_box(places, extent))
    drawn = np.zeros(len(columns), dtype=np.bool_)
    drawn[places.incident[seen]] = True
    is_area = places.area[seen]
    areas, points = seen[is_area], seen[~is_area]
    crowd: Whole = np.empty(0, dtype=np.int64)
    if _different(places.spot[areas]) > MOST_AREAS:
        crowd, areas = areas, crowd
    if _different(places.spot[points]) > MOST_POINTS:
        crowd, points = np.concatenate([crowd, points]), crowd[:0]
    longitude = _shown_longitude(places.longitude, extent)
    alone, clusters = _clusters(columns, places, longitude, crowd, zoom)
    return Viewport(
        version=version,
        total=int(np.count_nonzero(drawn)),
        reports=columns.reports.distinct(drawn),
        points=_spots(columns, places, longitude, np.concatenate([points, alone])),
        areas=_areas(columns, places, longitude, areas),
        clusters=clusters,
        elsewhere=None if len(seen) else _around(places, mask[places.incident]),
    )


def _around(places: Places, mask: Mask) -> Extent | None:
    """The box around all masked places; the world is cut at the antimeridian."""
    if not mask.any():
        return None
    latitude, longitude = places.latitude[mask], places.longitude[mask]
    return Extent(
        west=float(np.min(longitude)),
        south=float(np.min(latitude)),
        east=float(np.max(longitude)),
        north=float(np.max(latitude)),
    )


def in_box(places: Places, extent: Extent) -> Mask:
    """Per entry of places: does it touch the box?"""
    width = box_width(extent)
    south_north = np.where(places.area, places.radius_km / DEGREE_KM, 0.0)
    shrink = np.maximum(np.cos(np.radians(places.latitude)), 0.01)
    west_east = south_north / shrink
    inside = (places.latitude + south_north >= extent.south) & (places.latitude - south_north <= extent.north)
    if width >= 360:
        return inside
    return inside & (np.mod(places.longitude + west_east - extent.west, 360) <= width + 2 * west_east)


def box_width(extent: Extent) -> float:
    """Degrees from west to east, going east; 360 or more is the whole world."""
    width = extent.east - extent.west
    return width if width >= 0 else width % 360


def _shown_longitude(longitude: Real, extent: Extent) -> Real:
    """The longitudes in the copy of the world nearest to the box's middle; exact where nothing is shifted."""
    middle = extent.west + box_width(extent) / 2
    return longitude + 360 * np.round((middle - longitude) / 360)


def _different(numbers: Whole) -> int:
    return len(np.unique(numbers))


def _spots(columns: Columns, places: Places, longitude: Real, entries: Whole) -> tuple[Spot, ...]:
    _, first, group = np.unique(places.spot[entries], return_index=True, return_inverse=True)
    groups = Groups.of(group, places.incident[entries], columns)
    types, statuses = groups.commonest(columns.labels["type"]), groups.commonest(columns.labels["status"])
    return tuple(
        Spot(
            lat=float(places.latitude[entry]),
            lon=float(longitude[entry]),
            n=int(groups.n[number]),
            ids=groups.ids(number, columns),
            type=types[number],
            status=statuses[number],
            kind=places.kinds[entry],
            radius_km=float(places.radius_km[entry]),
            killed=int(groups.killed[number]),
        )
        for number, entry in enumerate(entries[first])
    )


def _areas(columns: Columns, places: Places, longitude: Real, entries: Whole) -> tuple[Area, ...]:
    _, first, group = np.unique(places.spot[entries], return_index=True, return_inverse=True)
    groups = Groups.of(group, places.incident[entries], columns)
    types, statuses = groups.commonest(columns.labels["type"]), groups.commonest(columns.labels["status"])
    return tuple(
        Area(
            place_id=places.place_ids[entry],
            lat=float(places.latitude[entry]),
            lon=float(longitude[entry]),
            radius_km=float(places.radius_km[entry]),
            circle=bool(places.circle[entry]),
            name=places.names[entry],
            n=int(groups.n[number]),
            ids=groups.ids(number, columns),
            type=types[number],
            status=statuses[number],
            killed=int(groups.killed[number]),
        )
        for number, entry in enumerate(entries[first])
    )


def _clusters(
    columns: Columns, places: Places, longitude: Real, entries: Whole, zoom: int
) -> tuple[Whole, tuple[Cluster, ...]]:
    """Entries which have a cell to themselves, or share it only at the same point; and the clusters of the others."""
    cell = _cells(places.latitude[entries], longitude[entries], zoom)
    _, group = np.unique(cell, return_inverse=True)
    single = single_spot(group, places.spot[entries]) & ~places.area[entries]
    alone, entries = entries[single], entries[~single]
    _, group = np.unique(group[~single], return_inverse=True)
    groups = Groups.of(group, places.incident[entries], columns)
    sizes = np.maximum(np.bincount(group), 1)
    latitude = np.bincount(group, weights=places.latitude[entries]) / sizes
    middle = np.bincount(group, weights=longitude[entries]) / sizes
    types = columns.labels["type"]
    tables = groups.table(types)
    return alone, tuple(
        Cluster(
            lat=float(latitude[number]),
            lon=float(middle[number]),
            n=int(groups.n[number]),
            types=by_type_group(types, tables[number]),
            killed=int(groups.killed[number]),
        )
        for number in range(len(groups.n))
    )


def _cells(latitude: Real, longitude: Real, zoom: int) -> Whole:
    """The number of the Web-Mercator cell each point lies in. Cells keep their places when the map is panned."""
    side = TILE_PX * 2 ** min(max(zoom, 0), DEEPEST_ZOOM) / CELL_PX
    sine = np.sin(np.radians(np.clip(latitude, -MERCATOR_EDGE, MERCATOR_EDGE)))
    across = np.floor((longitude + 180) / 360 * side).astype(np.int64)
    down = np.floor((0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)) * side).astype(np.int64)
    cells: Whole = down * 2**32 + across
    return cells


def wrapped(longitude: float) -> float:
    """A longitude of any copy of the world as one from -180 to 180; unchanged where it is one already."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180
