"""Reports a second of the whole chain, report → incidents, against the bare spaCy pipeline with the same model.

    python -m benchmarks.bench_chain [--rounds 5]

All read the same texts in the same run, in turns; the best round of each counts. The bare pipeline is what
`spacy.load` gives; ours is the same one with the arithmetic that the chain uses (mapapp/language.py).
"""

from __future__ import annotations

import argparse
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path

import spacy

from benchmarks.bare_spacy import bare_pipeline
from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.domain.report import Report
from mapapp.pipeline import Pipeline
from mapapp.samples import sample_reports
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer

SHARED = Path(__file__).resolve().parents[2] / "shared" / "reports"


def reports() -> list[Report]:
    """The samples, and the real reports beside the project where they are there."""
    real = [Report(text=path.read_text(encoding="utf-8")) for path in sorted(SHARED.glob("*.txt"))]
    return sample_reports() + real


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    prepare_gazetteer(Settings())
    gazetteer = Gazetteer.open()
    chain, ours = Pipeline(gazetteer), language.pipeline()
    bare = bare_pipeline()
    texts = reports()

    def bare_run() -> None:
        for report in texts:
            bare(report.text)

    def ours_run() -> None:
        for report in texts:
            ours(report.text)

    def chain_run() -> None:
        for report in texts:
            chain.read(report)

    def geoparse_run() -> None:
        for report in texts:
            chain.geoparse(report)

    runs = {
        "bare spaCy pipeline": bare_run,
        "same, our arithmetic": ours_run,
        "report to incidents": chain_run,
        "place names alone": geoparse_run,
    }
    rounds_of = [{name: seconds(run) for name, run in runs.items()} for _ in range(rounds)]
    best = {name: min(took[name] for took in rounds_of) for name in runs}
    base = best["bare spaCy pipeline"]
    print(f"{len(texts)} reports, {sum(len(r.text) for r in texts):,} characters; {language.maker()}, ")
    print(
        f"spaCy {spacy.__version__}, Python {platform.python_version()}, {platform.machine()}; best of {rounds} rounds"
    )
    for name, took in best.items():
        print(f"{name:<22}{len(texts) / took:>8.1f} reports/s   {base / took:>5.2f} x")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MB, with the model loaded twice")


if __name__ == "__main__":
    main()
