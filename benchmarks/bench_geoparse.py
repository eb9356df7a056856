"""Finding and placing names against the bare spaCy pipeline; placing alone; and how the cost grows with length.

    python -m benchmarks.bench_geoparse [--rounds 3] [--corpus FILE.jsonl]

The texts are the project's own annotated ones, or a corpus given; both readers get the same texts in the same run, in
turns, and the best round of each counts. One core: start it with `taskset -c 0` where there are more.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.bare_spacy import bare_pipeline
from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.domain.report import Report, Span
from mapapp.geoparse.recognise import spans_to_mentions
from mapapp.geoparse.resolve import Resolver
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.wiring import prepare_gazetteer

OWN = Path(__file__).parents[1] / "tests" / "quality" / "toponyms.jsonl"
LENGTHS = (2_000, 20_000, 200_000)
"""Words."""


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest round."""
    took = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return min(took)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, default=OWN)
    arguments = parser.parse_args()
    prepare_gazetteer(Settings())
    gazetteer = Gazetteer.open()
    chain, bare = Pipeline(gazetteer), bare_pipeline()
    documents = [json.loads(line) for line in arguments.corpus.open(encoding="utf-8")]
    texts = [document["text"] for document in documents]
    print(f"{len(texts)} texts of {arguments.corpus.name}, {sum(map(len, texts)):,} characters; {language.maker()}, ")
    print(f"Python {platform.python_version()}, {platform.machine()}; best of {arguments.rounds} rounds")
    spacy_took = best(lambda: list(map(bare, texts)), arguments.rounds)
    ours_took = best(lambda: [chain.geoparse(Report(text=text)) for text in texts], arguments.rounds)
    print(f"bare spaCy pipeline  {len(texts) / spacy_took:>8.1f} documents/s")
    print(f"names and places     {len(texts) / ours_took:>8.1f} documents/s   {spacy_took / ours_took:.2f} x")
    placing(gazetteer, documents, arguments.rounds)
    for words in LENGTHS:
        long = " ".join(" ".join(texts).split()[:words])
        long = " ".join([long] * (words // len(long.split()) + 1))[: len(long) * words // max(1, len(long.split()))]
        took = best(lambda text=long: chain.geoparse(Report(text=text)), 1)  # type: ignore[misc]
        print(f"a text of {words:>7,} words  {took:>8.2f} s   {1e6 * took / words:>6.0f} µs a word")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def placing(gazetteer: Gazetteer, documents: list[dict], rounds: int) -> None:
    """Toponyms a second with the spans given: the first time, and with the names in memory."""
    resolver = Resolver(gazetteer)
    marked = [
        (d["text"], spans_to_mentions(d["text"], (Span(start=t["start"], end=t["end"]) for t in d["toponyms"]), ""))
        for d in documents
    ]
    names = sum(len(mentions) for _, mentions in marked)

    def place() -> None:
        for text, mentions in marked:
            resolver.resolve(text, mentions)

    cold, warm = best(place, 1), best(place, rounds)
    print(f"placing alone        {names / cold:>8,.0f} names/s at first, {names / warm:,.0f} when read before")


if __name__ == "__main__":
    main()
