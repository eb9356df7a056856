"""`make bench`: every benchmark, one after the other, each in a process of its own.

python -m benchmarks [NAME ...] [--full]

What begins with -- is said to each of them.
"""

from __future__ import annotations

import subprocess
import sys

ALL = {
    "chain": "Report to incidents, against the bare spaCy pipeline",
    "geoparse": "Place names and their places, against the bare spaCy pipeline",
    "gazetteer": "Look-ups, against the packages that the data comes from",
    "ingest": "The queue into the record: one process, two, Dask, against the bare spaCy pipeline",
    "store": "Questions of the map, against SQL",
    "query": "Filters, counts and maps in memory, against SQLite",
    "sources": "Files to reports, against the bare libraries",
    "merge": "Accounts to incidents, against a tree of points and against all pairs",
    "once": "Reports into stories, against sketches in memory alone",
    "increments": "What has changed into the columns behind the map, against reading anew",
    "keep": "Backup, verify, dump and load, against SQLite's own command line",
    "postgres": "The record on PostgreSQL, against SQLite",
    "export": "Incidents to files, against pandas and pyogrio",
    "import": "Tables of coded incidents into the record, against pandas copying their cells",
    "map": "The map in a browser, against folium's marker clusters, st.map and pydeck",
}


def main(words: list[str]) -> int:
    names = [word for word in words if not word.startswith("--")]
    options = [word for word in words if word.startswith("--")]
    unknown = [name for name in names if name not in ALL]
    if unknown:
        print(f"There is no benchmark called {unknown[0]}. There are: {', '.join(ALL)}.", file=sys.stderr)
        return 2
    failed = 0
    for name in names or ALL:
        print(f"\n== {ALL[name]}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.bench_{name}", *options]
        failed += subprocess.run(command, check=False).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
