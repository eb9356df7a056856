"""Backup, verify, dump and load of a record, against `.backup` and `.dump` of SQLite's own command line.

    python -m benchmarks.bench_keep [100000] [FILE]

Makes a record of so many made-up incidents (or takes FILE, which `python -m mapapp demo` made), then does each step in
a process of its own. Times are CPU seconds of that process, which a busy machine does not change much; the clock's
seconds and the most memory stand beside them. The peers copy rows; they hold nothing to its digest, and what they
write is only for SQLite.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from mapapp import demo
from mapapp.settings import Settings
from mapapp.store import Store

OPEN = "from pathlib import Path; from mapapp.store.engine import open_engine; from mapapp.store import Store; "
STEPS = {
    "backup": "from mapapp.store.backup import backup; backup(open_engine('{url}'), Path('{folder}/b.sqlite'))",
    "backup, peer: sqlite3 .backup": ("{record}", ".backup {folder}/peer.sqlite"),
    "restore into a new record": "from mapapp.store.restore import restore; "
    "restore(open_engine('sqlite:///{folder}/restored.sqlite'), Path('{folder}/b.sqlite'))",
    "verify": "from mapapp.store.verify import verify; assert not list(verify(open_engine('{url}')))",
    "verify, peer: sqlite3 integrity_check": ("{record}", "PRAGMA integrity_check; PRAGMA foreign_key_check"),
    "dump": "from mapapp.store.dumping import dump; dump(open_engine('{url}'), Path('{folder}/d.zip'))",
    "dump, peer: sqlite3 .dump": ("{record}", ".output {folder}/peer.sql", ".dump"),
    "dump, peer: the same and gzip -6": ("gzip", "-6", "-k", "-f", "{folder}/peer.sql"),
    "load into a new record": "from mapapp.store.loading import load; "
    "load(Store.open('sqlite:///{folder}/loaded.sqlite').engine, Path('{folder}/d.zip'))",
    "load, peer: sqlite3 .read": ("{folder}/peer_loaded.sqlite", ".read {folder}/peer.sql"),
    "load again": "from mapapp.store.loading import load; "
    "assert not load(Store.open('sqlite:///{folder}/loaded.sqlite').engine, Path('{folder}/d.zip')).changed",
}
"""Python is ours; a tuple is the arguments of sqlite3, or of gzip."""


def measured(command: list[str]) -> tuple[float, float, int]:
    """CPU seconds, seconds by the clock, and the most memory in MB, of a process."""
    begin = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode == 0, command
    return used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss // 1024


def command_of(step: str | tuple[str, ...], names: dict[str, str]) -> list[str]:
    if isinstance(step, str):
        return [sys.executable, "-c", OPEN + step.format(**names)]
    arguments = [argument.format(**names) for argument in step]
    return arguments if arguments[0] == "gzip" else ["sqlite3", *arguments]


def main(incidents: int, given: Path | None) -> None:
    """Measure and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "record.sqlite"
        if given is None:
            store = Store.open(f"sqlite:///{record}")
            demo.write(store, incidents, Settings().gazetteer_file, today=date(2026, 11, 1), signature="")
            store.close()
        else:
            shutil.copy(given, record)
        names = {"record": str(record), "url": f"sqlite:///{record}", "folder": folder}
        store = Store.open(names["url"])
        size = record.stat().st_size / 1e6
        versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
        print(f"{len(store):,} incidents from {store.count_reports():,} reports, {size:,.0f} MB")
        print(f"{os.cpu_count()} cores, {platform.machine()}, {versions}")
        store.close()
        print(f"{'step':<40}{'CPU s':>8}{'clock s':>9}{'MB':>7}")
        peers = shutil.which("sqlite3") is not None
        for name, step in STEPS.items():
            if "peer" in name and not peers:
                continue
            cpu, clock, memory = measured(command_of(step, names))
            print(f"{name:<40}{cpu:>8.1f}{clock:>9.1f}{memory:>7,}", flush=True)
        for file in ("b.sqlite", "d.zip", "peer.sqlite", "peer.sql", "peer.sql.gz"):
            if (made := Path(folder) / file).exists():
                print(f"{file}: {made.stat().st_size / 1e6:,.1f} MB")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000, Path(sys.argv[2]) if sys.argv[2:] else None)
