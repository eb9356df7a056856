"""Read the features of a GeoJSON file one by one, however large it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from gazetteer.antimeridian import joined, wrapped
from gazetteer.errors import TableMistaken
from gazetteer.json_pieces import members
from gazetteer.sources.natural_earth import area_km2, radius_km
from gazetteer.tables import Row, Table

GIVEN = {"latitude": "geometry latitude", "longitude": "geometry longitude", "radius_km": "geometry radius_km"}
"""The columns that a geometry gives."""
WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326", "WGS84", "WGS 84")
AREAS = {"Polygon", "MultiPolygon"}
UNREADABLE = (
    ValueError, TypeError, IndexError, KeyError, AttributeError, RecursionError, shapely.errors.ShapelyError
)  # fmt: skip
"""What shapely raises for coordinates that are none."""


def open_features(path: Path, encoding: str, remarks: tuple[str, ...] = ()) -> Table:
    """A FeatureCollection in WGS84 as a table: the properties, and the geometry's point and radius.

    Reads all of it once. Raises TableMistaken when it is something else.
    """
    headers: dict[str, None] = {}
    is_collection = False
    for key, value in members(path, encoding):
        if key == "crs":
            _refuse_other_crs(path, value)
        elif key == "type" and value != "FeatureCollection":
            raise TableMistaken(f"{path} holds a GeoJSON {value}; give a FeatureCollection")
        elif key == "feature":
            headers |= dict.fromkeys(_properties(value))
        is_collection |= key in {"features", "feature"}
    if not is_collection:
        raise TableMistaken(f"{path} is no GeoJSON FeatureCollection: it has no list of features")
    return Table(
        path=path,
        headers=[*(header for header in headers if header not in GIVEN.values()), *GIVEN.values()],
        rows=lambda: _rows(path, encoding),
        fixed={role: GIVEN[role] for role in ("latitude", "longitude")},
        remarks=remarks,
        unit="feature",
    )


def _refuse_other_crs(path: Path, crs: Any) -> None:  # noqa: ANN401  whatever the file says
    told = _text(crs)
    if crs is not None and not any(name in told for name in WGS84):
        name = crs.get("properties", {}).get("name", told) if isinstance(crs, dict) else told
        raise TableMistaken(f"{path} is in the coordinate system {name}; save it in WGS84 (EPSG:4326) and add that")


def _properties(feature: Any) -> dict[str, str]:  # noqa: ANN401  whatever the file says
    """Of a feature, as texts."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return {_text(key): _text(value) for key, value in properties.items()} if isinstance(properties, dict) else {}


def _text(value: Any) -> str:  # noqa: ANN401  any JSON
    if value is None:
        return ""
    try:
        plain = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        plain = "\N{REPLACEMENT CHARACTER}"
    return plain.encode("utf-8", "replace").decode().strip()


def _rows(path: Path, encoding: str) -> Iterator[Row]:
    features = (value for key, value in members(path, encoding) if key == "feature")
    for number, feature in enumerate(features, start=1):
        geometry, problem = _geometry(feature)
        cells = _properties(feature) | geometry
        if not problem and any("\0" in cell for cell in cells.values()):
            problem = "holds a zero byte"
        yield Row(number=number, line=number, cells=cells, problem=problem)


def _geometry(feature: Any) -> tuple[dict[str, str], str]:  # noqa: ANN401  whatever the file says
    """The geometry's columns, or why there are none."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return {}, "is no GeoJSON Feature"
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return {}, "has no geometry"
    kind, corners = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        if not isinstance(corners, list) or len(corners) < 2:
            return {}, "its point has no coordinates"
        return {GIVEN["latitude"]: _text(corners[1]), GIVEN["longitude"]: _text(corners[0])}, ""
    if kind in AREAS:
        return _area(geometry)
    return {}, f"its geometry is a {_text(kind)[:40]}; only points and polygons are taken"


def _area(geometry: Mapping[str, Any]) -> tuple[dict[str, str], str]:
    """A point inside a polygon, and the radius of the circle of the same area."""
    try:
        outline = joined(shape(geometry))
        outline = outline if outline.is_valid else shapely.make_valid(outline)
        inside = outline.centroid if outline.contains(outline.centroid) else outline.representative_point()
        radius = radius_km(area_km2(outline))
    except UNREADABLE:
        return {}, "its polygon can't be read"
    if inside.is_empty or not radius >= 0:
        return {}, "its polygon is empty"
    return {
        GIVEN["latitude"]: repr(round(inside.y, 6)),
        GIVEN["longitude"]: repr(round(wrapped(inside.x), 6)),
        GIVEN["radius_km"]: repr(max(0.1, radius)),
    }, ""
