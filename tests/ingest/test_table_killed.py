"""A program that is killed while it takes in a table: the record is whole, and the same table again completes it."""

from __future__ import annotations

import os
import random
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapapp.ingest.table import TableImport
from mapapp.ingest.table_pieces import TableWork
from mapapp.intake.tables.scheme import schemes
from mapapp.intake.tables.sheet import open_sheet
from mapapp.merge import Merger
from mapapp.settings import Settings
from mapapp.store import Store
from mapapp.store.verify import verify
from tests.engines import both_engines, on_both
from tests.intake.tables.table_files import ACLED_ROW, csv_file

ROWS, TOGETHER = 1_200, 100
BAD = 7
"""Every so many rows one has a toll that is none."""
KILLS = 3


def pytest_generate_tests(metafunc):
    on_both(metafunc)


@pytest.fixture
def url(request, tmp_path):
    if getattr(request, "param", None) == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path}/incidents.sqlite"


def take_in(url: str, table: Path, processes: int, rejected: list[int]) -> TableImport:
    """All of a table; says on standard output when something is on the disk."""
    store = Store.open(url, Merger())
    with open_sheet(table) as sheet:
        taken = TableImport(store, Merger().signature, reject=lambda row: rejected.append(row.line))
        work = TableWork(
            scheme=schemes()["acled"], header=sheet.header, source=None, gazetteer_file=Settings().gazetteer_file
        )
        for outcome in taken.run(work, sheet.rows, processes):
            print(outcome.new, flush=True)
    store.close()
    return taken


def killed(url: str, table: Path, seconds: float) -> int:
    """Take it in elsewhere, and kill that so long after its first transaction. How many incidents it had confirmed."""
    command = [sys.executable, "-m", "tests.ingest.test_table_killed", url, str(table)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        select.select([process.stdout], [], [], 120)
        time.sleep(seconds)
        others = children_of(process.pid)
        process.send_signal(signal.SIGKILL)
        confirmed = [int(line) for line in process.stdout.read().splitlines() if line]
    assert gone(others)
    return max(confirmed, default=0)


def children_of(pid: int) -> list[int]:
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def gone(pids: list[int]) -> bool:
    """Do these processes end by themselves?"""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not any(Path(f"/proc/{pid}/cmdline").exists() and running(pid) for pid in pids):
            return True
        time.sleep(0.1)
    return False


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@both_engines
@pytest.mark.skipif(sys.platform != "linux", reason="it looks for the processes in /proc")
def test_a_killed_import_leaves_a_whole_record_that_the_same_table_completes(url, gazetteer, tmp_path):
    rows = [
        ACLED_ROW | {"event_id_cnty": f"SYR{number}", "fatalities": "?!" if number % BAD == 0 else "1"}
        for number in range(ROWS)
    ]
    table, good, chance = csv_file(tmp_path, *rows), ROWS - -(-ROWS // BAD), random.Random(5)
    kept = 0
    for _ in range(KILLS):
        confirmed = killed(url, table, chance.uniform(0, 0.2))
        store = Store.open(url)
        assert len(store) >= max(kept, confirmed)
        kept = len(store)
        assert list(verify(store.engine)) == []
        store.close()
    rejected: list[int] = []
    taken = take_in(url, table, 1, rejected)
    assert (taken.outcome.rows, taken.outcome.same, taken.outcome.new) == (ROWS, kept, good - kept)
    assert rejected == [number + 2 for number in range(0, ROWS, BAD)]
    store = Store.open(url)
    assert (len(store), store.count_reports()) == (good, 2 * good)
    assert list(verify(store.engine)) == []
    store.close()


if __name__ == "__main__":
    from mapapp.ingest import table as ingest_table
    from mapapp.ingest import table_pieces

    ingest_table.TOGETHER, table_pieces.PIECE = TOGETHER, TOGETHER // 2
    take_in(sys.argv[1], Path(sys.argv[2]), 2, [])
    os._exit(0)
