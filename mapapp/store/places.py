"""Where incidents are drawn, as numpy columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gazetteer.place import PlaceKind, Point
from mapapp.domain.incident import PlaceRole
from mapapp.store.texts import Texts

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int32]
Real = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint64]
Roles = npt.NDArray[np.uint8]

ROLES = (PlaceRole.SCENE, PlaceRole.ORIGIN, PlaceRole.DESTINATION)
"""As `Places.role` numbers them."""

AREAS = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION})
"""Drawn as shaded areas: a pin at their centre would say more than is known."""

SAME_POINT_DEGREES = 1e-7
"""Coordinates nearer than this (a centimetre) are the same point: an address may have rounded them."""

SAME_RADIUS_KM = 1e-3
"""Likewise for the radius of an area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """An admin-1 division that some incident lies in."""

    name: str
    country: str | None
    """ISO code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sites:
    """The different places that are drawn, each once: a town with a thousand incidents is one site."""

    latitude: Real
    longitude: Real
    radius_km: Real
    area: Mask
    """Is it a shaded area?"""
    circle: Mask
    """Is it a circle that words describe, rather than a place with an outline of its own?"""
    mark: Marks
    """What tells one from another, ascending."""
    spot_mark: Marks
    """Points with the same one share their coordinates; areas with the same one their place id, or the circle."""
    spot: Whole
    """The number of the first site with this `spot_mark`."""
    kind: npt.NDArray[np.uint8]
    """Which of `kinds`."""
    kinds: tuple[str, ...]
    place_ids: Texts
    names: Texts

    def __len__(self) -> int:
        return len(self.spot)

    def at(self, point: Point) -> Mask:
        """Per site: does it lie at this point?"""
        west_east = np.abs(self.longitude - point.longitude)
        near: Mask = np.minimum(west_east, 360 - west_east) < SAME_POINT_DEGREES
        return near & (np.abs(self.latitude - point.latitude) < SAME_POINT_DEGREES)


def spots(spot_mark: Marks) -> Whole:
    """For each site the number of the first that has the same mark."""
    _, first, which = np.unique(spot_mark, return_index=True, return_inverse=True)
    return first[which].astype(np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """What is drawn: one entry per pair of an incident and a place more exact than a country. Countries never are."""

    incident: Whole
    """Position of the incident in the columns, ascending."""
    site: Whole
    """Which of the sites."""
    shared: Mask
    """Has its incident more than one entry?"""
    role: Roles
    """What the place is to its incident: which of ROLES."""
    sites: Sites
    provinces: dict[str, Province]
    """By admin-1 place id."""

    @property
    def latitude(self) -> Real:
        """Per entry."""
        return self.sites.latitude[self.site]

    @property
    def longitude(self) -> Real:
        """Per entry."""
        return self.sites.longitude[self.site]

    def at(self, point: Point, area_km: float | None = None) -> Whole:
        """Positions of the incidents at this point, newest first; with `area_km` of the areas of this radius there."""
        sites = self.sites
        alike = ~sites.area if area_km is None else sites.area & (np.abs(sites.radius_km - area_km) < SAME_RADIUS_KM)
        return self.incidents_of(sites.at(point) & alike)

    def incidents_of(self, sites: Mask) -> Whole:
        """Positions of the incidents of the masked sites, newest first, each once."""
        return np.unique(self.incident[sites[self.site]])
