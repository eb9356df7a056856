"""Which country a file of geoBoundaries describes, and which of its rows are told better elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.names import fold
from gazetteer.sources.division_words import own_name
from gazetteer.sources.land import Geometries
from gazetteer.sources.natural_earth import Province, area_km2

SAME_AREA = 0.5
"""A row that covers this share of the province of its name is that province again."""


def source_countries(groups: Sequence[str], provinces: Sequence[Province | None]) -> dict[str, str]:
    """The country that each of the source's files describes: the one that most of its rows lie in."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for group, province in zip(groups, provinces, strict=True):
        votes[group][province.country_code if province else ""] += 1
    return {group: max(found, key=lambda code: (code != "", found[code], code)) for group, found in votes.items()}


def told_by_own(points: Geometries, geometries: Geometries, told: Sequence[str], ours: Sequence[str]) -> set[int]:
    """Positions of the rows that lie in a country (`ours`) which another row, of that country's own file, covers."""
    strange = np.array([at for at, (theirs, own) in enumerate(zip(told, ours, strict=True)) if theirs != own])
    tree = shapely.STRtree(geometries)
    pairs = zip(*tree.query(points[strange], predicate="intersects"), strict=True) if len(strange) else ()
    return {int(strange[at]) for at, other in pairs if told[other] == ours[strange[at]]}


def is_the_province(name: str, geometry: BaseGeometry, province: Province) -> bool:
    """Is a row the first-order division again: the same name and much the same land?"""
    names = {fold(own_name(form.text, province.country_code)) for form in province.forms}
    known = {fold(name), fold(own_name(name, province.country_code))}
    return bool(known & names) and area_km2(geometry) >= SAME_AREA * area_km2(province.geometry)
