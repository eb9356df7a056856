"""How fast a coded table of incidents goes into the record, against pandas copying the same cells into SQLite.

    python -m benchmarks.bench_import [100000 1000000]

Ours reads types, dates, places with their provinces, parties, tolls and sources, and writes reports and incidents with
all that is searched and drawn; pandas writes the cells as they are into a table without an index. CPU seconds are those
of all processes: on a busy machine they tell more than the clock. Memory is the most that all processes held at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.coded_rows import write_table
from mapapp.settings import Settings

PEER = """
import sqlite3, sys
import pandas
with sqlite3.connect(sys.argv[2]) as connection:
    for chunk in pandas.read_csv(sys.argv[1], chunksize=50_000, dtype=str, keep_default_na=False):
        chunk.to_sql("rows", connection, if_exists="append", index=False)
"""
PAGE = os.sysconf("SC_PAGE_SIZE")


def tree_of(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in tree_of(int(child)))]


def resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def measured(command: list[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds, and megabytes at most."""
    before, begin, most = os.times(), time.perf_counter(), 0
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, sum(map(resident, tree_of(process.pid))))
            time.sleep(0.2)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{command[1:4]} failed: {told}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begin, spent, most / 1e6


def main(sizes: list[int]) -> None:
    print(f"{'rows':>10}{'':>4}{'what':<22}{'clock s':>9}{'CPU s':>9}{'µs a row':>10}{'MB at most':>12}{'file MB':>9}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            table, record, copy = (Path(folder) / name for name in ("table.csv", "incidents.sqlite", "copy.sqlite"))
            write_table(table, size, Settings().gazetteer_file)
            ours = [sys.executable, "-m", "mapapp", "import", str(table)]
            line(size, "mapapp import", measured(ours, {"MAPAPP_DATABASE": f"sqlite:///{record}"}), record)
            peer = [sys.executable, "-c", PEER, str(table), str(copy)]
            line(size, "pandas to_sql, cells", measured(peer, {}), copy)


def line(size: int, what: str, figures: tuple[float, float, float], file: Path) -> None:
    clock, cpu, most = figures
    file_mb = file.stat().st_size / 1e6
    print(
        f"{size:>10,}{'':>4}{what:<22}{clock:>9.1f}{cpu:>9.1f}{cpu / size * 1e6:>10.0f}{most:>12.0f}{file_mb:>9.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100_000, 1_000_000])
