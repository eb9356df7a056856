"""One asker in a fresh process: python -m benchmarks.gazetteer_process ASKER FOLDER SECONDS, names as JSON on stdin.

Answers one name, then up to all the others until the time is up, and tells in JSON. The asker "" is an empty process.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from benchmarks.gazetteer_peers import ASKERS


def main(label: str, folder: str, seconds: str) -> None:
    names, asked = json.load(sys.stdin), 0
    if label:
        ask = ASKERS[label](Path(folder))
        ask("Aleppo")
        end = time.perf_counter() + float(seconds)
        while asked < len(names) and time.perf_counter() < end:
            ask(names[asked])
            asked += 1
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    resident, peak = (int(status[key].split()[0]) / 1000 for key in ("VmRSS", "VmHWM"))
    print(json.dumps({"asked": asked, "resident_mb": resident, "peak_mb": peak}))


if __name__ == "__main__":
    main(*sys.argv[1:])
