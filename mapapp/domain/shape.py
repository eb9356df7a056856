"""A part of the Earth that a person has drawn: a box, a circle or a polygon.

In a link: "box:35,32,43,38" (west, south, east, north), "circle:37.16,36.2,50" (longitude, latitude, kilometres),
"polygon:35,32,43,32,39,38" (longitude, latitude of each corner) or, with many corners, the short form of
`mapapp.domain.corners`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from shapely import LinearRing, segmentize

from gazetteer.place import EARTH_RADIUS_KM
from mapapp.domain import corners
from mapapp.domain.corners import Corner
from mapapp.spoken import _, number

MOST_CORNERS = 300
MOST_CHARACTERS = 12_000
"""Of a polygon in a link; a longer one has too many corners, and is not read."""
WIDEST_KM = 5_000.0
"""The largest circle's radius."""
TURNS = 540.0
"""Degrees east or west: a map may be panned once around the world."""
CIRCLE_CORNERS = 120
"""A circle is a polygon of so many corners: nowhere more than 0.04 % of its radius too small."""
_POLE = 90.0001
"""A little beyond, so that the pole itself lies inside."""


class ShapeKind(StrEnum):
    """What was drawn."""

    BOX = "box"
    CIRCLE = "circle"
    POLYGON = "polygon"


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn part of the Earth."""

    kind: ShapeKind
    numbers: tuple[float, ...]
    """As in the link: degrees; of a circle the last is kilometres."""

    @classmethod
    def parse(cls, text: str) -> Shape:
        """From its form in a link. Raises ValueError, saying what is wrong with it."""
        kind, __, rest = text.partition(":")
        if kind not in set(ShapeKind):
            raise ValueError(_("an area begins with box:, circle: or polygon:"))
        if len(rest) > MOST_CHARACTERS:
            raise ValueError(_("it has too many corners, {most} are the most: draw it with fewer", most=MOST_CORNERS))
        if kind == ShapeKind.POLYGON:
            return cls(ShapeKind.POLYGON, _polygon(corners.read(rest)))
        return cls(ShapeKind(kind), (_box if kind == ShapeKind.BOX else _circle)(corners.numbers(rest)))

    def __str__(self) -> str:
        return f"{self.kind}:{corners.write(self.numbers)}"

    def __lt__(self, other: Shape) -> bool:
        return str(self) < str(other)

    def ring(self) -> tuple[Corner, ...]:
        """The corners in order, the first not repeated. The westernmost lies from -180 to 180, the others run on to the
        east of it, beyond 180 where the area crosses the antimeridian. An area around a pole goes up to it.
        """
        if self.kind == ShapeKind.BOX:
            return _shifted(_box_ring(self.numbers))
        drawn = _circle_ring(self.numbers) if self.kind == ShapeKind.CIRCLE else corners.pairs(self.numbers)
        return _shifted(_running(drawn))

    def line(self) -> tuple[Corner, ...]:
        """The ring, closed and with a corner at least every degree, for maps on which straight lines run otherwise."""
        return tuple((east, north) for east, north in segmentize(LinearRing(self.ring()), 1.0).coords)

    def words(self) -> str:
        """For people: "within 50 km of 36.2, 37.16"."""
        if self.kind == ShapeKind.CIRCLE:
            longitude, latitude, radius_km = self.numbers
            spot = f"{latitude:g}, {longitude:g}"
            return _("within {km} km of {spot}", km=number(float(f"{radius_km:g}")), spot=spot)
        if self.kind == ShapeKind.BOX:
            west, south, east, north = self.numbers
            return _(
                "between latitudes {south} and {north}, from longitude {west} east to {east}",
                south=f"{south:g}",
                north=f"{north:g}",
                west=f"{west:g}",
                east=f"{east:g}",
            )
        return _("inside a drawn area of {corners} corners", corners=len(self.numbers) // 2)


def _box(numbers: tuple[float, ...]) -> tuple[float, ...]:
    if len(numbers) != 4:
        raise ValueError(_("a box is west,south,east,north in degrees, such as box:35,32,43,38"))
    west, south, east, north = numbers
    _on_earth(longitudes=(west, east), latitudes=(south, north))
    if south >= north:
        told = {"south": f"{south:g}", "north": f"{north:g}"}
        raise ValueError(_("its south, {south}, must lie below its north, {north}: turn the two around", **told))
    if west == east:
        raise ValueError(_("it has no width: its west and its east are the same"))
    return numbers


def _circle(numbers: tuple[float, ...]) -> tuple[float, ...]:
    if len(numbers) != 3:
        raise ValueError(_("a circle is longitude,latitude,kilometres, such as circle:37.16,36.2,50"))
    longitude, latitude, radius_km = numbers
    _on_earth(longitudes=(longitude,), latitudes=(latitude,))
    if not 0 < radius_km <= WIDEST_KM:
        raise ValueError(_("its radius must be more than 0 and at most {most} kilometres", most=int(WIDEST_KM)))
    return numbers


def _polygon(drawn: list[Corner]) -> tuple[float, ...]:
    if len(drawn) > MOST_CORNERS:
        told = {"corners": len(drawn), "most": MOST_CORNERS}
        raise ValueError(_("it has {corners} corners, {most} are the most: draw it with fewer", **told))
    _on_earth(longitudes=[corner[0] for corner in drawn], latitudes=[corner[1] for corner in drawn])
    drawn = corners.rounded(drawn)
    if len(drawn) < 3:
        raise ValueError(_("a polygon needs three different corners: longitude,latitude,longitude,latitude and so on"))
    if max(east for east, _ in drawn) - min(east for east, _ in drawn) > 360:
        raise ValueError(_("it is wider than the world"))
    if not LinearRing(_running(drawn)).is_simple:
        raise ValueError(_("its lines cross each other: draw it again so that they do not"))
    return tuple(number for corner in drawn for number in corner)


def _on_earth(*, longitudes: tuple[float, ...] | list[float], latitudes: tuple[float, ...] | list[float]) -> None:
    if not all(-TURNS <= longitude <= TURNS for longitude in longitudes):
        raise ValueError(
            _("a longitude is a number of degrees from {least} to {most}", least=-int(TURNS), most=int(TURNS))
        )
    if not all(-90 <= latitude <= 90 for latitude in latitudes):
        swapped = _("a latitude is a number of degrees from -90 to 90; are longitude and latitude swapped?")
        raise ValueError(swapped)


def _box_ring(numbers: tuple[float, ...]) -> list[Corner]:
    west, south, east, north = numbers
    width = east - west if east > west else (east - west) % 360 or 360.0
    if width >= 360:
        west, width = -180.0, 360.0
    top = _POLE if north == 90 else north
    return [(west, south), (west + width, south), (west + width, top), (west, top)]


def _circle_ring(numbers: tuple[float, ...]) -> list[Corner]:
    longitude, latitude, radius_km = numbers
    turn, north = radius_km / EARTH_RADIUS_KM, math.radians(latitude)
    ring = []
    for step in range(CIRCLE_CORNERS):
        bearing = 2 * math.pi * step / CIRCLE_CORNERS
        sine = math.sin(north) * math.cos(turn) + math.cos(north) * math.sin(turn) * math.cos(bearing)
        across = math.atan2(
            math.sin(bearing) * math.sin(turn) * math.cos(north), math.cos(turn) - math.sin(north) * sine
        )
        east = (longitude + math.degrees(across) + 180) % 360 - 180
        ring.append((east, math.degrees(math.asin(max(-1.0, min(1.0, sine))))))
    return ring


def _running(drawn: list[Corner]) -> list[Corner]:
    """With longitudes that run on over the antimeridian: each line goes the short way round. Where they run once round
    the Earth, the area is that between the lines and the nearer pole.
    """
    if any(abs(east) > 180 for east, _ in drawn):
        return drawn  # drawn on a map that was panned: they run on already
    ring = [drawn[0]]
    for east, north in drawn[1:]:
        ring.append((ring[-1][0] + _short_way(east - ring[-1][0]), north))
    around = ring[-1][0] + _short_way(ring[0][0] - ring[-1][0]) - ring[0][0]
    if abs(around) < 180:
        return ring
    first_east, first_north = ring[0]
    pole = _POLE if sum(north for _, north in ring) > 0 else -90.0
    last = first_east + math.copysign(360.0, around)
    return [*ring, (last, first_north), (last, pole), (first_east, pole)]


def _short_way(degrees: float) -> float:
    return (degrees + 180) % 360 - 180


def _shifted(ring: list[Corner]) -> tuple[Corner, ...]:
    west = min(east for east, _ in ring)
    shift = -360 * math.floor((west + 180) / 360)
    return tuple((east + shift, north) for east, north in ring)
