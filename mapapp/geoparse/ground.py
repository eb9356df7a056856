"""Where words of position put an event: each kind of words with a place gives a circle that covers what they mean.

The reasoning is the point-radius method of Wieczorek, Guo and Hijmans (2004), International Journal of Geographical
Information Science 18(8): the middle of what is meant, and a radius out to its farthest corner. A direction is a
sector: "east" is all that is nearer to east than to the next wind. A distance has the slack of its rounding. The place
itself has a radius, since nobody says from which street of it was measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from gazetteer import part
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind, Point
from mapapp.geoparse.distance import Distance
from mapapp.geoparse.spatial_words import REACH, Reach

LOOSE_SECTOR = 45.0
"""Half the sector of a direction without a distance, in degrees: "south of Aleppo" is said of the south-west, too."""
LEAST_RADIUS_KM = 1.0
"""Of any circle: words are no survey."""
MOST_BEYOND_KM = 60.0
"""A direction alone reaches no farther beyond the edge of a large place."""
WIDEST_KM = 400.0
"""Of any circle: a larger part of a country is no better than the country."""
WIDEST_NEAR_KM = 60.0
"""Of a place that something is near: "around Ohio" is anywhere in Ohio."""
DIVISIONS = frozenset(
    {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION, PlaceKind.NATURAL}
)
"""What may have an outline to take a part of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Some ground."""

    point: Point
    radius_km: float

    def covers(self, point: Point) -> bool:
        """Is the point inside, give or take a metre?"""
        return self.point.distance_km(point) <= self.radius_km + 0.001


def circle(point: Point, radius_km: float) -> Circle:
    """A circle of a radius that may be said aloud: at least one kilometre, rounded up to a tenth."""
    return Circle(point=point, radius_km=math.ceil(10 * max(LEAST_RADIUS_KM, radius_km)) / 10)


def away(place: Place, distance: Distance, bearing: float, half_sector: float) -> Circle:
    """“30 km east of Aleppo”: the place's point moved by the distance.

    The sector's corner and the place's radius are errors of their own, so their squares are summed.
    """
    middle = distance.middle_km
    corner = _farthest_corner(middle, distance.low_km, distance.high_km, half_sector)
    point = place.point.shifted(bearing_degrees=bearing, distance_km=middle)
    return circle(point, math.hypot(corner, place.radius_km))


def beyond(place: Place, bearing: float, *, just: bool, half_sector: float = LOOSE_SECTOR) -> Circle:
    """“South of Aleppo”: from the edge of the place outwards."""
    reach = REACH["just" if just else "direction"].of(place.radius_km)
    near, far = place.radius_km, place.radius_km + min(reach, MOST_BEYOND_KM)
    middle = (near + far) / 2
    point = place.point.shifted(bearing_degrees=bearing, distance_km=middle)
    return circle(point, _farthest_corner(middle, near, far, half_sector))


def about(place: Place, reach: Reach | float) -> Circle:
    """“Near Aleppo”, “within 5 km of Aleppo”: the place and so much around it."""
    more = reach.of(place.radius_km) if isinstance(reach, Reach) else reach
    return circle(place.point, place.radius_km + more)


def side(place: Place, bearing: float, reach: Reach) -> Circle:
    """“The eastern outskirts of Aleppo”: from half-way out to the reach beyond the edge, on that side."""
    near, far = place.radius_km / 2, place.radius_km + reach.of(place.radius_km)
    middle = (near + far) / 2
    point = place.point.shifted(bearing_degrees=bearing, distance_km=middle)
    return circle(point, _farthest_corner(middle, near, far, LOOSE_SECTOR))


def part_of(place: Place, bearing: float, gazetteer: Gazetteer) -> Circle:
    """“Northern Idlib province”, “eastern parts of Aleppo”: the half on that side of an outline, else of the circle."""
    outline = gazetteer.outline(place.id) if place.kind in DIVISIONS else None
    if outline is not None:
        point, radius = part.half(outline, bearing)
        return circle(point, radius)
    middle = place.radius_km / 2
    point = place.point.shifted(bearing_degrees=bearing, distance_km=middle)
    return circle(point, _farthest_corner(middle, 0.0, place.radius_km, LOOSE_SECTOR))


def centre_of(place: Place, gazetteer: Gazetteer) -> Circle:
    """“Central Aleppo”: half as wide as the whole."""
    outline = gazetteer.outline(place.id) if place.kind in DIVISIONS else None
    if outline is None:
        return circle(place.point, place.radius_km / 2)
    point, radius = part.middle(outline)
    return circle(point, radius)


def between(left: Place, right: Place, *, halfway: bool) -> Circle:
    """“Between Homs and Hama”: a circle on the line from one to the other, which roads and fields beside it lie in.

    "Halfway" is the middle half of it.
    """
    apart = left.point.distance_km(right.point)
    return circle(left.point.midpoint(right.point), apart / (4 if halfway else 2))


def _farthest_corner(middle: float, near: float, far: float, half_sector: float) -> float:
    """From a point on the axis of a sector to its farthest corner, by the law of cosines; all in km and degrees."""
    turn = math.cos(math.radians(half_sector))
    corners = (math.sqrt(max(0.0, edge**2 + middle**2 - 2 * edge * middle * turn)) for edge in (near, far))
    return max(*corners, far - middle)
