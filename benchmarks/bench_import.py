"""How fast a coded table of incidents goes into the record, on SQLite and PostgreSQL; others copy its cells.

    python -m benchmarks.bench_import [--full] [30000 100000]

`--full` adds 300,000 and 1,000,000 rows. Ours reads types, dates, places with their provinces, parties, tolls and
sources, and writes reports and incidents with all that is searched and drawn; pandas (into SQLite) and COPY (into
PostgreSQL) write the cells as they are into a table without an index. CPU seconds are those of all processes, the
database server's included: on a busy machine they tell more than the clock. Memory is the most that all our processes
held at once; PostgreSQL's own is left out. The server has the settings that Debian gives it, and waits for the disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.coded_rows import write_table
from mapapp.settings import Settings
from tests.database_server import NoServer, Server, running

USUAL, FULL = (30_000, 100_000), (300_000, 1_000_000)
PANDAS = """
import sqlite3, sys
import pandas
with sqlite3.connect(sys.argv[2]) as connection:
    for chunk in pandas.read_csv(sys.argv[1], chunksize=50_000, dtype=str, keep_default_na=False):
        chunk.to_sql("rows", connection, if_exists="append", index=False)
"""
COPY = """
import csv, os, sys
import psycopg
url = os.environ["MAPAPP_DATABASE"].replace("+psycopg", "")
with open(sys.argv[1], encoding="utf-8", newline="") as table, psycopg.connect(url) as connection:
    columns = ", ".join(f'"{name}" TEXT' for name in next(csv.reader(table)))
    table.seek(0)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE rows ({columns})")
        with cursor.copy("COPY rows FROM STDIN (FORMAT csv, HEADER)") as copy:
            while piece := table.read(1 << 20):
                copy.write(piece)
"""
PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def tree_of(pid: int) -> list[int]:
    """A process and all that it started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(one for child in children for one in tree_of(int(child)))]


def resident(pid: int) -> int:
    """Bytes of memory that a process holds."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def spent_by(pid: int) -> float:
    """CPU seconds of a process, of those that it started, and of those of them that have ended."""
    total = 0.0
    for one in tree_of(pid):
        try:
            figures = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, figures[11:15])) / TICKS
    return total


def measured(command: list[str], environment: dict[str, str], server: int | None) -> tuple[float, float, float]:
    """Seconds by the clock, CPU seconds of the command and of the server, and megabytes of the command at most."""
    before, server_before = os.times(), spent_by(server) if server else 0.0
    begin, most = time.perf_counter(), 0
    with subprocess.Popen(command, env=os.environ | environment, stdout=subprocess.PIPE, text=True) as process:
        while process.poll() is None:
            most = max(most, sum(map(resident, tree_of(process.pid))))
            time.sleep(0.2)
        told = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{command[1:4]} failed: {told}")
    clock, after = time.perf_counter() - begin, os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return clock, spent + (spent_by(server) - server_before if server else 0.0), most / 1e6


def on_sqlite(table: Path, size: int, folder: Path) -> None:
    """Ours and pandas, into files."""
    record, copy = folder / "incidents.sqlite", folder / "copy.sqlite"
    ours = [sys.executable, "-m", "mapapp", "import", str(table)]
    line(size, "SQLite: import", measured(ours, {"MAPAPP_DATABASE": f"sqlite:///{record}"}, None), megabytes(record))
    peer = [sys.executable, "-c", PANDAS, str(table), str(copy)]
    line(size, "SQLite: pandas to_sql", measured(peer, {}, None), megabytes(copy))


def on_postgresql(table: Path, size: int, server: Server) -> None:
    """Ours and COPY, into databases of a server."""
    ours = [sys.executable, "-m", "mapapp", "import", str(table)]
    peer = [sys.executable, "-c", COPY, str(table)]
    for what, command in (("PostgreSQL: import", ours), ("PostgreSQL: COPY", peer)):
        url = server.new()
        figures = measured(command, {"MAPAPP_DATABASE": url}, server.pid)
        line(size, what, figures, server.size_bytes(url) / 1e6)
        server.drop(url)


def megabytes(file: Path) -> float:
    return file.stat().st_size / 1e6


def line(size: int, what: str, figures: tuple[float, float, float], kept_mb: float) -> None:
    clock, cpu, most = figures
    print(
        f"{size:>10,}{'':>4}{what:<22}{clock:>9.1f}{cpu:>9.1f}{cpu / size * 1e6:>10.0f}{most:>12.0f}{kept_mb:>9.0f}",
        flush=True,
    )


@contextmanager
def server_or_none() -> Iterator[Server | None]:
    """A server as Debian sets it up; None, with the reason on the screen, where none can be had."""
    try:
        with running(("listen_addresses=",)) as server:
            yield server
    except NoServer as reason:
        print(f"without PostgreSQL: {reason}", flush=True)
        yield None


def main(options: list[str]) -> None:
    """Each size on each database, with its peers beside it."""
    asked = [int(one) for one in options if not one.startswith("--")] or [*USUAL]
    sizes = [*asked, *(FULL if "--full" in options else ())]
    print(f"{'rows':>10}{'':>4}{'what':<22}{'clock s':>9}{'CPU s':>9}{'µs a row':>10}{'MB at most':>12}{'kept MB':>9}")
    with server_or_none() as server:
        for size in sizes:
            with tempfile.TemporaryDirectory() as folder:
                table = Path(folder) / "table.csv"
                write_table(table, size, Settings().gazetteer_file)
                on_sqlite(table, size, Path(folder))
                if server:
                    on_postgresql(table, size, server)


if __name__ == "__main__":
    main(sys.argv[1:])
