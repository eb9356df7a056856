"""Which part of the world a picture shows, in Web Mercator."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from gazetteer.place import Extent

TILE_PX = 256
EDGE = 85.0511287798066
"""The latitude where the Web-Mercator square ends, degrees."""
NEAREST = 10.0
"""A picture of one spot still shows where in the world it is."""
SMALLEST_DEGREES = 0.5
MARGIN = 0.12
"""Around the outermost spots, as a share of the picture."""
NARROWEST_GAP = 60.0
"""Degrees of longitude with nothing in them; a narrower one is no reason to cut the world elsewhere than at 180°."""
WHOLE = Extent(west=-180, south=-58, east=180, north=76)
"""Shown where there is nothing to show."""


def extent_of(latitudes: Sequence[float], longitudes: Sequence[float]) -> Extent | None:
    """The narrowest box around points; its west is greater than its east where it crosses the antimeridian.

    None where there are no points.
    """
    if not len(latitudes):
        return None
    west, east = _widest_gap(longitudes)
    return Extent(west=west, south=min(latitudes), east=east, north=max(latitudes))


def _widest_gap(longitudes: Sequence[float]) -> tuple[float, float]:
    """Where the emptiest stretch of the globe ends and where it begins: the west and the east of what is not empty."""
    around = sorted({round(longitude, 3) for longitude in longitudes})
    gaps = [(after - before, after, before) for before, after in itertools.pairwise(around)]
    gaps.append((around[0] + 360 - around[-1], around[0], around[-1]))
    gap, west, east = max(gaps, key=lambda gap: gap[0])
    return (west, east) if gap >= NARROWEST_GAP else (around[0], around[-1])


def across(longitude: float) -> float:
    """0 at 180° west, 1 at 180° east."""
    return (longitude + 180) / 360


def down(latitude: float) -> float:
    """0 at the north edge of the square, 1 at its south edge."""
    sine = math.sin(math.radians(max(-EDGE, min(EDGE, latitude))))
    return 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A part of the world on a sheet of pixels."""

    width: int
    height: int
    zoom: float
    """The world is 256 pixels wide at 0, and twice as wide with each."""
    left: float
    """Of the sheet, 0 to 1 as `across`; beyond 1 where it shows another copy of the world."""
    top: float
    """Of the sheet, as `down`."""

    @classmethod
    def around(cls, extent: Extent | None, width: int, height: int) -> Frame:
        """The nearest look that shows all of an extent, with a margin; the world without one."""
        box = extent or WHOLE
        east = box.east if box.east >= box.west else box.east + 360
        left, right = across(box.west), across(east)
        top, bottom = down(box.north), down(box.south)
        least = SMALLEST_DEGREES / 360
        share = 1 - 2 * MARGIN if extent else 1
        scale = min(width * share / max(right - left, least), height * share / max(bottom - top, least))
        zoom = min(NEAREST, math.log2(scale / TILE_PX))
        side = TILE_PX * 2**zoom
        return cls(
            width=width,
            height=height,
            zoom=zoom,
            left=(left + right) / 2 - width / side / 2,
            top=(top + bottom) / 2 - height / side / 2,
        )

    @property
    def side(self) -> float:
        """Of the whole world, in pixels."""
        return TILE_PX * 2**self.zoom

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Pixels from the left and the top, in the copy of the world that is nearest to the middle of the sheet."""
        off = across(longitude) - self.left - self.width / self.side / 2
        return (off - round(off)) * self.side + self.width / 2, (down(latitude) - self.top) * self.side
