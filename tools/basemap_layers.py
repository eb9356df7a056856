"""Turn packaged Natural Earth and GeoNames data into the layers of our basemap, as GeoJSON features.

Point of view: borders and names as ISO 3166 has them. A line which somebody contests is drawn as contested, whoever
holds the ground: it gets the kind "disputed". Natural Earth draws the line that holds on the ground.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapefile
from marble_areas import read_outlines
from place_labels import PARTS, fold, local, readable
from shapely.geometry import LineString, mapping
from shapely.ops import linemerge

Geometry = dict[str, Any]
Segment = tuple[tuple[float, float], tuple[float, float]]
MAX_ZOOM = 8
LEAST_POPULATION = 1000
UNRECOGNISED = "Unrecognized"
PLAIN_BORDER = "International boundary (verify)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something on the map."""

    geometry: Geometry
    properties: dict[str, Any]
    first_zoom: int
    """The zoom level at which it appears."""

    def line(self) -> str:
        """As a line of newline-delimited GeoJSON for tippecanoe."""
        written = {k: v for k, v in self.properties.items() if v is not None}
        hint = {"minzoom": max(0, min(MAX_ZOOM, self.first_zoom))}
        feature = {"type": "Feature", "geometry": self.geometry, "properties": written, "tippecanoe": hint}
        return json.dumps(feature, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the unpacked packages lie."""

    natural_earth: Path
    """The folder with `physical` and `cultural` shapefiles."""
    divisions: Path
    """admin1.json."""
    rivers: Path
    """rivers-50m.geojson."""
    urban: Path
    """ne_50m_urban_areas.pn2."""
    cities: Path
    """cities500.json."""

    def shapes(self, name: str) -> Iterator[tuple[Geometry, dict[str, Any]]]:
        """Geometries and attributes of one of the shapefiles, such as "physical/ne_10m_land.shp"."""
        for record in shapefile.Reader(str(self.natural_earth / name), encoding="utf-8").iterShapeRecords():
            yield dict(record.shape.__geo_interface__), {k.lower(): v for k, v in record.record.as_dict().items()}


def layers(sources: Sources) -> dict[str, Iterable[Feature]]:
    """Every layer by its name in the tiles."""
    divisions = json.loads(sources.divisions.read_text(encoding="utf-8"))["features"]
    return {
        "land": (_plain(g, 0) for g, _ in sources.shapes("physical/ne_10m_land.shp")),
        "lakes": _lakes(sources),
        "rivers": _rivers(sources),
        "urban": _urban(sources),
        "borders": _borders(sources),
        "admin1": _division_lines(divisions),
        "country_label": _country_labels(sources),
        "admin1_label": _division_labels(divisions),
        "places": _places(sources),
    }


def _plain(geometry: Geometry, first_zoom: int) -> Feature:
    return Feature(geometry=geometry, properties={}, first_zoom=first_zoom)


def _point(longitude: float, latitude: float) -> Geometry:
    return {"type": "Point", "coordinates": [round(longitude, 4), round(latitude, 4)]}


def _lakes(sources: Sources) -> Iterator[Feature]:
    for geometry, row in sources.shapes("physical/ne_10m_lakes.shp"):
        yield _plain(geometry, int(row["min_zoom"] or 0))


def _rivers(sources: Sources) -> Iterator[Feature]:
    for river in json.loads(sources.rivers.read_text(encoding="utf-8"))["features"]:
        rank = int(river["properties"]["scalerank"])
        properties = {"name": fold(river["properties"]["name"] or "") or None, "rank": rank}
        yield Feature(geometry=river["geometry"], properties=properties, first_zoom=max(2, min(5, rank - 1)))


def _urban(sources: Sources) -> Iterator[Feature]:
    for outline in read_outlines(sources.urban):
        ring = outline.coordinates
        if len(ring) > 3:
            yield _plain({"type": "Polygon", "coordinates": [[*ring, ring[0]]]}, 4)


def _borders(sources: Sources) -> Iterator[Feature]:
    for geometry, row in sources.shapes("cultural/ne_10m_admin_0_boundary_lines_land.shp"):
        settled = row["featurecla"] == PLAIN_BORDER and row["fclass_iso"] != UNRECOGNISED
        kind = "settled" if settled else "disputed"
        yield Feature(geometry=geometry, properties={"kind": kind}, first_zoom=int(row["min_zoom"] or 0))


def _country_labels(sources: Sources) -> Iterator[Feature]:
    for _, row in sources.shapes("cultural/ne_10m_admin_0_countries.shp"):
        known = row["iso_a2_eh"] == "XK" or (row["iso_a2_eh"] != "-99" and row["fclass_iso"] != UNRECOGNISED)
        if not known:
            continue
        first = float(row["min_label"])
        properties = {"name": row["name"] if len(row["name_en"]) > 24 else row["name_en"], "rank": round(first * 10)}
        yield Feature(
            geometry=_point(row["label_x"], row["label_y"]), properties=properties, first_zoom=max(1, int(first))
        )


def _division_lines(divisions: list[dict[str, Any]]) -> Iterator[Feature]:
    """The lines between first-order divisions of one country: the segments that two of its polygons share.

    Outer borders and coasts are in layers of their own; taking shared segments draws every line once.
    """
    by_country: dict[str, Counter[Segment]] = defaultdict(Counter)
    for division in divisions:
        by_country[division["properties"]["adm0_a3"]].update(_segments(division["geometry"]))
    for segments in by_country.values():
        shared = [LineString(segment) for segment, polygons in segments.items() if polygons > 1]
        if shared:
            yield _plain(mapping(linemerge(shared)), 4)


def _segments(geometry: Geometry) -> Iterator[Segment]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        for ring in polygon:
            points = [(round(x, 4), round(y, 4)) for x, y, *_ in ring]
            for start, end in pairwise(points):
                if start != end:
                    yield (start, end) if start < end else (end, start)


def _division_labels(divisions: list[dict[str, Any]]) -> Iterator[Feature]:
    for row in (division["properties"] for division in divisions):
        name = row.get("name_en") or row.get("name")
        if not name or row.get("longitude") is None:
            continue
        rank = min(10.0, float(row.get("min_label") or 8))
        yield Feature(
            geometry=_point(row["longitude"], row["latitude"]),
            properties={"name": name, "rank": round(rank * 10)},
            first_zoom=max(5, int(rank) - 1),
        )


def _places(sources: Sources) -> Iterator[Feature]:
    cities = json.loads(sources.cities.read_text(encoding="utf-8"))
    for city in sorted(cities.values(), key=lambda row: -row["population"]):
        population = city["population"]
        name = readable(city["name"], city["countrycode"])
        if population < LEAST_POPULATION or (city["countrycode"], name) in PARTS:
            continue
        beside = local(name, city["alternatenames"], city["countrycode"]) if population >= 5000 else None
        properties = {"name": name, "local": beside, "pop": _rounded(population)}
        yield Feature(
            geometry=_point(city["longitude"], city["latitude"]),
            properties=properties,
            first_zoom=_first_zoom(population),
        )


def _first_zoom(population: int) -> int:
    for zoom, least in ((3, 3_000_000), (4, 1_000_000), (5, 300_000), (6, 100_000), (7, 30_000)):
        if population >= least:
            return zoom
    return MAX_ZOOM


def _rounded(population: int) -> int:
    """Two significant digits: enough to rank labels, and tiles repeat fewer values."""
    return int(float(f"{population:.1e}"))
