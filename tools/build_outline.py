"""Build mapapp/draw/world_outline.json, the land of the world for small pictures, from the gazetteer's own outlines.

    python tools/build_outline.py

Land alone: which country a piece of it belongs to is not drawn, so no point of view is taken. A ring is a list of
longitudes and latitudes in turn, in hundredths of a degree.
"""

from __future__ import annotations

import itertools
import json
import string
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry import shape

from gazetteer.lookup import Gazetteer

ROOT = Path(__file__).resolve().parents[1]
OUTPUT = ROOT / "mapapp" / "draw" / "world_outline.json"
TOLERANCE = 0.05
"""Degrees: a fifth of a pixel of a picture of the world, about a pixel of one of a country."""
LEAST_AREA = 0.02
"""Square degrees: smaller islands are left out."""
HUNDREDTHS = 100


def main() -> None:
    """Write the file and say how large it is."""
    land = shapely.unary_union(list(_countries(Gazetteer.open(ROOT / "data" / "gazetteer.sqlite")))).buffer(0.01)
    rings = []
    for polygon in land.simplify(TOLERANCE).geoms:
        if polygon.area >= LEAST_AREA:
            rings.append([round(part * HUNDREDTHS) for point in polygon.exterior.coords for part in point[:2]])
    rings.sort(key=len, reverse=True)
    OUTPUT.write_text("[\n" + ",\n".join(json.dumps(ring, separators=(",", ":")) for ring in rings) + "\n]\n", "utf-8")
    print(f"{len(rings)} rings, {OUTPUT.stat().st_size / 1e3:.0f} kB in {OUTPUT.relative_to(ROOT)}")


def _countries(gazetteer: Gazetteer) -> Iterator[shapely.Geometry]:
    for letters in itertools.product(string.ascii_uppercase, repeat=2):
        country = gazetteer.country("".join(letters))
        outline = gazetteer.outline(country.id) if country else None
        if outline:
            yield shapely.make_valid(shape(outline))


if __name__ == "__main__":
    main()
