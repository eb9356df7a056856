"""How fast incidents are taken away, and in how much memory: our streams against pandas and pyogrio.

    python -m benchmarks.bench_export [20000]

The peer reads the same incidents from the same store into a pandas DataFrame and writes it in one go, as tools that
export do; KML, GeoPackage and GeoJSON with pyogrio (GDAL). Each file is made in a process of its own: memory is the
highest it rose above what it was before, seconds are of the clock, CPU of the process.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mapapp.domain.view import View
from mapapp.store import Store
from mapapp.store.synthetic import synthetic_readings
from mapapp.takeaway.columns import COLUMNS
from mapapp.takeaway.formats import FORMATS
from mapapp.takeaway.geometry import wkb
from mapapp.takeaway.take import take

OURS = ("csv", "geojson", "kml", "gpkg", "parquet", "xlsx")
PEERS = ("csv", "parquet", "gpkg", "geojson")


def ours(store: Store, key: str, path: Path) -> int:
    taken = take(store, View(), FORMATS[key], link="?", atlas=lambda: None)  # type: ignore[arg-type, return-value]
    with path.open("wb") as out:
        out.writelines(taken.pieces)
    return taken.about.incidents


def peer(store: Store, key: str, path: Path) -> int:
    import pandas as pd  # noqa: PLC0415  not in our own runs: it would count as memory

    with store.reading(View()) as reading:
        rows = [(*(column.value(one) for column in COLUMNS), wkb(one)) for one in reading.incidents()]
    frame = pd.DataFrame(rows, columns=[*(column.name for column in COLUMNS), "geometry"])
    if key == "csv":
        frame.drop(columns="geometry").to_csv(path, index=False)
    elif key == "parquet":
        frame.to_parquet(path, compression="zstd")
    else:
        _with_gdal(frame, {"gpkg": "GPKG", "geojson": "GeoJSON"}[key], path)
    return len(frame)


def _with_gdal(frame, driver: str, path: Path) -> None:
    import pyogrio  # noqa: PLC0415

    table = frame.drop(columns="geometry")
    pyogrio.raw.write(
        path,
        frame["geometry"].to_numpy(),
        [table[name].astype(str).to_numpy(dtype=object) if table[name].dtype == object else table[name].to_numpy()
         for name in table],
        list(table),
        driver=driver,
        geometry_type="Unknown",
        crs="EPSG:4326",
    )  # fmt: skip


def one(who: str, key: str, database: str) -> None:
    """Make one file and print what it took."""
    make: Callable[[Store, str, Path], int] = {"ours": ours, "peer": peer}[who]
    store = Store.open(database)
    with tempfile.TemporaryDirectory() as folder:  # what is loaded once is not what a file takes
        small = Store.open(f"sqlite:///{folder}/incidents.sqlite")
        small.keep_many(synthetic_readings(100))
        make(small, key, Path(folder) / f"out.{key}")
    before, begun, busy = _peak_mb(), time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"out.{key}"
        rows = make(store, key, path)
        spent = {
            "seconds": time.perf_counter() - begun,
            "cpu": time.process_time() - busy,
            "bytes": path.stat().st_size,
        }
    print(json.dumps(spent | {"rows": rows, "mb": _peak_mb() - before}))


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(size: int) -> None:
    """Fill a store and make every file."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/incidents.sqlite"
        store = Store.open(database)
        store.keep_many(synthetic_readings(size))
        store.close()
        compare(database)


def compare(database: str) -> None:
    """Every file of one store, each in a process of its own."""
    print(
        f"{'file':<10}{'made by':<9}{'rows':>10}{'seconds':>9}{'rows/s':>9}{'rows/s CPU':>12}"
        f"{'extra MB':>10}{'file MB':>9}"
    )
    for key in OURS:
        for who in ("ours", "peer") if key in PEERS else ("ours",):
            command = [sys.executable, "-m", "benchmarks.bench_export", "--one", who, key, database]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{key:<10}{who:<9} {done.stderr.strip().splitlines()[-1:]}")
                continue
            took = json.loads(done.stdout)
            print(
                f"{key:<10}{who:<9}{took['rows']:>10,}{took['seconds']:>9.1f}{took['rows'] / took['seconds']:>9,.0f}"
                f"{took['rows'] / took['cpu']:>12,.0f}{took['mb']:>10.0f}{took['bytes'] / 1e6:>9.1f}",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(*sys.argv[2:])
    elif sys.argv[1:] and sys.argv[1].startswith("sqlite"):
        compare(sys.argv[1])
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 20_000)
