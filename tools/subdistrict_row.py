"""A sub-district on its way into gazetteer/data/subdistricts.csv.gz."""

from __future__ import annotations

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.place import Point
from gazetteer.sources.natural_earth import area_km2, radius_km


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What is kept of it."""

    name: str
    forms: tuple[str, ...]
    country_code: str
    point: Point
    """Inside the polygon."""
    radius_km: float
    geometry: BaseGeometry

    @property
    def order(self) -> tuple[str, str, float, float]:
        """Rows stand in this order, so that the file is the same each time it is built."""
        return self.country_code, self.name, self.point.latitude, self.point.longitude


def middle(geometry: BaseGeometry) -> shapely.Point:
    """The centre of mass where it lies inside, else a point that does."""
    return geometry.centroid if geometry.contains(geometry.centroid) else geometry.representative_point()


def row_of(name: str, forms: tuple[str, ...], country_code: str, geometry: BaseGeometry) -> Row:
    """A row with its point and reach taken from its polygon."""
    spot = middle(geometry)
    return Row(
        name=name,
        forms=forms,
        country_code=country_code,
        point=Point(latitude=round(spot.y, 3), longitude=round(spot.x, 3)),
        radius_km=max(0.1, radius_km(area_km2(geometry))),
        geometry=geometry,
    )
