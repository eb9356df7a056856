"""What is at each of many points: province and country by polygon, and the nearest settlement.

    found = reverse_many(gazetteer, [36.2, 0.0], [37.16, -150.0])
    found.country_code   # ["SY", None]

Each answer is the one of `Gazetteer.containing` and `Gazetteer.nearest`, some hundred times faster. The first call
reads all polygons (70 MB) and settlements (20 MB) into memory, in about a second; they stay there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gazetteer.coverage import NOWHERE
from gazetteer.errors import BadQuery
from gazetteer.lookup import Gazetteer
from gazetteer.place import Point

Texts: TypeAlias = NDArray[np.object_]
"""Each is a str, or None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reversed:
    """What is at each point. All arrays are as long as the points and in their order."""

    on_earth: NDArray[np.bool_]
    """False for what is no point on Earth (NaN, infinite, latitude 91): nothing else is known of it."""
    country_code: Texts
    """ISO 3166-1 alpha-2, as the gazetteer's point of view has it; None more than 10 km off every coast."""
    admin1_id: Texts
    """Place id of the first-order division; None off the coast, and where a territory has none."""
    place_id: Texts
    """Place id of the smallest area that the map has there: district, province or territory; None off the coast."""
    nearest_id: Texts
    """Place id of the nearest settlement, however far."""
    distance_km: NDArray[np.float64]
    """To that settlement; NaN where there is none."""

    def __len__(self) -> int:
        return len(self.on_earth)


def reverse_many(gazetteer: Gazetteer, latitudes: ArrayLike, longitudes: ArrayLike) -> Reversed:
    """What is at each point.

    Args:
        gazetteer: an open one; its point of view decides whose disputed ground is.
        latitudes: degrees north, one for each point.
        longitudes: degrees east, as many.

    A point which is not on Earth stops nothing: it is marked in `on_earth`. Raises BadQuery where the two are not
    lists of numbers of equal length.
    """
    north, east = _numbers(latitudes, "latitudes"), _numbers(longitudes, "longitudes")
    if len(north) != len(east):
        raise BadQuery(f"there are {len(north):,} latitudes and {len(east):,} longitudes; give one of each per point")
    on_earth = (np.abs(north) <= 90) & (np.abs(east) <= 180)
    at = np.flatnonzero(on_earth)
    areas = np.full(len(north), NOWHERE, dtype=np.int64)
    areas[at] = gazetteer.coverage.containing(north[at], east[at])
    different, back = np.unique(areas, return_inverse=True)
    places = [None if area == NOWHERE else gazetteer.place(gazetteer.coverage.id_of(int(area))) for area in different]
    nearest_id, distance_km = _nearest(gazetteer, north, east, at)
    return Reversed(
        on_earth=on_earth,
        country_code=_texts(place.country_code if place else None for place in places)[back],
        admin1_id=_texts(place.admin1_id if place else None for place in places)[back],
        place_id=_texts(place.id if place else None for place in places)[back],
        nearest_id=nearest_id,
        distance_km=distance_km,
    )


def _numbers(values: ArrayLike, what: str) -> NDArray[np.float64]:
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as problem:
        raise BadQuery(f"the {what} are not all numbers ({problem}); give degrees, such as 36.2") from None
    if numbers.ndim != 1:
        raise BadQuery(f"the {what} are no list; give one number for each point")
    return numbers


def _texts(texts: Iterable[str | None]) -> Texts:
    return np.array(list(texts), dtype=np.object_)


def _nearest(
    gazetteer: Gazetteer, latitudes: NDArray[np.float64], longitudes: NDArray[np.float64], at: NDArray[np.int64]
) -> tuple[Texts, NDArray[np.float64]]:
    ids, distances = np.full(len(latitudes), None, dtype=np.object_), np.full(len(latitudes), np.nan)
    towns, distances[at], tied = gazetteer.towns.nearest(latitudes[at], longitudes[at])
    different, back = np.unique(towns, return_inverse=True)
    ids[at] = _texts(None if town == NOWHERE else gazetteer.towns.id_of(town) for town in different)[back]
    for spot in at[tied].tolist():  # The look-up of one point knows which of equally far towns comes first.
        point = Point(latitude=float(latitudes[spot]), longitude=float(longitudes[spot]))
        ids[spot] = gazetteer.nearest(point)[0][0].id
    return ids, distances
