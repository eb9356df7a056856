"""Movements as lines: from where to where, each with the incidents that went that way."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from gazetteer.place import Extent, Point
from mapapp.domain.incident import PlaceRole
from mapapp.store.columns import Columns, Mask, Real, Whole
from mapapp.store.groups import Groups
from mapapp.store.places import ROLES, SAME_POINT_DEGREES, Places
from mapapp.store.viewport import around, box_width

MOST_TRACKS = 150
"""Lines in one answer, those of most incidents first: more are a tangle, and the answer would pass 60 kB."""

LONGEST_NAME = 40
"""Characters of a place's name in an answer."""

_ORIGIN, _DESTINATION = ROLES.index(PlaceRole.ORIGIN), ROLES.index(PlaceRole.DESTINATION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """A line of the map and the incidents that it stands for."""

    start: tuple[float, float]
    """Latitude and longitude of the origin, degrees: as `Snapshot.along` takes it."""
    end: tuple[float, float]
    """Of the destination."""
    start_name: str
    end_name: str
    n: int
    """Incidents. One from two places to one has two lines and counts in both."""
    id: str
    """Of the newest of them."""
    type: str
    """The commonest type code."""
    status: str
    """The commonest status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracks:
    """The movements of a view whose lines touch a box, and how many incidents of the view have no line at all."""

    version: int
    total: int
    """Incidents of the view, wherever they are: `used` and `left_out`."""
    used: int
    """Those of which both ends are known more exactly than a country."""
    left_out: int
    here: int
    """Those of `used` whose lines touch the box, drawn or not."""
    tracks: tuple[Track, ...]
    """Those that touch the box, most incidents first, MOST_TRACKS of them at most."""
    more: int
    """How many other lines touch the box."""
    elsewhere: Extent | None = None
    """Where the view's incidents are, when no line touches the box; None where some does, or nothing is drawn."""

    def json(self) -> dict[str, Any]:
        """The same as plain dicts and lists."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Pairs of an origin and a destination of one incident that lie apart."""

    incident: Whole
    """Per pair: its position in the columns, ascending."""
    start: Whole
    """Per pair: the site of the origin."""
    end: Whole

    def only(self, some: Mask) -> _Lines:
        """Those that are masked."""
        return _Lines(incident=self.incident[some], start=self.start[some], end=self.end[some])


def tracks(columns: Columns, places: Places, mask: Mask, extent: Extent, *, version: int) -> Tracks:
    """The movements among the masked incidents. The box may cross the antimeridian as in `viewport.look`.

    Raises ValueError for a box that is not made of finite numbers.
    """
    if not all(map(math.isfinite, (extent.west, extent.south, extent.east, extent.north))):
        raise ValueError("the corners of the map must be finite numbers of degrees")
    lines = _lines(places, mask)
    here = lines.only(_touching(places, lines, extent))
    total, used = int(np.count_nonzero(mask)), len(np.unique(lines.incident))
    first, group = _alike(places, here)
    groups = Groups.of(group, here.incident, np.ones(len(group), dtype=np.bool_), len(first), columns)
    shown = np.argsort(-groups.n, kind="stable")[:MOST_TRACKS]
    told = groups.incident[np.argsort(groups.group, kind="stable")]
    begins = np.cumsum(groups.n) - groups.n
    return Tracks(
        version=version,
        total=total,
        used=used,
        left_out=total - used,
        here=len(np.unique(here.incident)),
        tracks=tuple(
            _track(columns, places, here, int(first[line]), told[begins[line] : begins[line] + groups.n[line]])
            for line in shown.tolist()
        ),
        more=len(first) - len(shown),
        elsewhere=None if len(first) else around(places, mask),
    )


def along(places: Places, start: Point, end: Point) -> Whole:
    """Positions of the incidents that moved from exactly here to exactly there, newest first, each once."""
    return np.intersect1d(_incidents_at(places, start, _ORIGIN), _incidents_at(places, end, _DESTINATION))


def _incidents_at(places: Places, point: Point, role: int) -> Whole:
    here: Mask = (places.role == role) & places.sites.at(point)[places.site]
    found: Whole = places.incident[here]
    return found


def _lines(places: Places, mask: Mask) -> _Lines:
    """Every origin of an incident with every destination of it."""
    moved = np.flatnonzero(places.role)
    moved = moved[mask[places.incident[moved]]]
    starts = moved[places.role[moved] == _ORIGIN]
    ends = moved[places.role[moved] == _DESTINATION]
    of_end = places.incident[ends]
    first = np.searchsorted(of_end, places.incident[starts])
    many = np.searchsorted(of_end, places.incident[starts], side="right") - first
    start = np.repeat(starts, many)
    within = np.arange(len(start)) - np.repeat(np.cumsum(many) - many, many)
    end = ends[np.repeat(first, many) + within]
    made = _Lines(incident=places.incident[start], start=places.site[start], end=places.site[end])
    sites = places.sites
    far = np.abs(sites.latitude[made.start] - sites.latitude[made.end]) >= SAME_POINT_DEGREES
    far |= np.abs(sites.longitude[made.start] - sites.longitude[made.end]) >= SAME_POINT_DEGREES
    return made.only(far)


def _touching(places: Places, lines: _Lines, extent: Extent) -> Mask:
    """Per line: does the box around it touch this one? It goes the short way around the world."""
    south, north = (places.sites.latitude[site] for site in (lines.start, lines.end))
    inside = (np.maximum(south, north) >= extent.south) & (np.minimum(south, north) <= extent.north)
    width = box_width(extent)
    if width >= 360:
        return inside
    from_, way = _eastward(places.sites.longitude[lines.start], places.sites.longitude[lines.end])
    return inside & (np.mod(from_ + way - extent.west, 360) <= width + way)


def _eastward(start: Real, end: Real) -> tuple[Real, Real]:
    """The westernmost longitude of each line and its width, degrees."""
    way = np.mod(end - start + 180, 360) - 180
    return np.where(way < 0, start + way, start), np.abs(way)


def _alike(places: Places, lines: _Lines) -> tuple[Whole, Whole]:
    """The first of the lines that share both ends, and of which of these each one is."""
    used, which = np.unique(np.concatenate([lines.start, lines.end]), return_inverse=True)
    at = np.stack([places.sites.latitude[used], places.sites.longitude[used]], axis=1)
    corners, point = np.unique(np.round(at / SAME_POINT_DEGREES).astype(np.int64), axis=0, return_inverse=True)
    start, end = np.split(point.reshape(-1)[which.reshape(-1)], 2)
    _, first, group = np.unique(start * max(1, len(corners)) + end, return_index=True, return_inverse=True)
    return first, group.reshape(-1)


def _track(columns: Columns, places: Places, lines: _Lines, first: int, own: Whole) -> Track:
    """The line of these incidents, of which `first` says one pair of sites."""
    sites, start, end = places.sites, int(lines.start[first]), int(lines.end[first])
    return Track(
        start=(float(sites.latitude[start]), float(sites.longitude[start])),
        end=(float(sites.latitude[end]), float(sites.longitude[end])),
        start_name=sites.names[start][:LONGEST_NAME],
        end_name=sites.names[end][:LONGEST_NAME],
        n=len(own),
        id=columns.ids[int(own[0])],
        type=_commonest(columns, "type", own),
        status=_commonest(columns, "status", own),
    )


def _commonest(columns: Columns, key: str, some: Whole) -> str:
    labels = columns.labels[key]
    counted = np.bincount(labels.code[some], minlength=len(labels.values))
    return labels.values[int(np.argmax(counted))]
