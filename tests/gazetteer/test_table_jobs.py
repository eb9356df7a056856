"""Processes that look rows up end when the one that started them does, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def children(process):
    """The numbers of the processes that it started."""
    listed = Path(f"/proc/{process}/task/{process}/children")
    return [int(number) for number in listed.read_text().split()] if listed.exists() else []


def alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def within(seconds, holds):
    late = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < late:
        time.sleep(0.05)
    return held


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGINT], ids=lambda number: number.name)
def test_no_process_outlives_the_command(gazetteer_path, tmp_path, number):
    (tmp_path / "in.csv").write_text("place\n" + "".join(f"Qzx {row}\n" for row in range(200_000)))
    words = ["table", "in.csv", "out.csv", "--name", "place", "--jobs", "2"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GAZETTEER_FILE": str(gazetteer_path)}
    command = subprocess.Popen(
        [
            "env",
            "--default-signal=INT",
            sys.executable,
            "-m",
            "gazetteer",
            *words,
        ],  # a job in the background ignores it
        cwd=tmp_path,
        env=environment,
        stderr=subprocess.PIPE,
    )
    assert within(60, lambda: any(path.stat().st_size for path in tmp_path.glob(".out.csv.*")))
    started = children(command.pid)
    assert len(started) >= 2
    command.send_signal(number)
    complaint = command.communicate(timeout=60)[1].decode()
    assert within(20, lambda: not any(map(alive, started)))
    if number is not signal.SIGKILL:
        assert (command.returncode, complaint) == (130, "gazetteer: stopped; nothing was written\n")
        assert [path.name for path in tmp_path.iterdir()] == ["in.csv"]
