"""What it costs to find the story of one more report, as the record grows.

    python -m benchmarks.bench_once [1000 10000 100000]

Made-up reports of 150 words, drawn from the words of the samples; one in five is another's, cut and with another head.
At each size, 100 reports more are kept one by one: with stories and without (`store`, the report's transaction and its
incidents' merging left alike), and what of it is the print alone. The peer is datasketch: its MinHash with as many
permutations, and its LSH with the same bands in memory, which keeps nothing, verifies nothing and is gone with the
process.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
from datasketch import MinHash, MinHashLSH
from rensa import RMinHash

from mapapp.domain.report import Report, Source
from mapapp.samples import sample_reports
from mapapp.store import Store
from mapapp.story import Teller
from mapapp.story.body import body_of
from mapapp.story.prints import BANDS, ROWS, SEED

WORDS = 150
SENTENCE = 15
COPIES = 0.2
RECENT = 2_000
"""A copy is of one of so many before it."""
MORE = 100
BATCH = 500
PER_DAY = 1_000
HEADINGS = " reports  bulk ms  one more ms  without ms  print ms  datasketch ms  tied  bytes each"
FIRST = datetime(2016, 1, 1, tzinfo=UTC)


def reports(seed: int = 7) -> Iterator[Report]:
    """Without end; the same for the same seed."""
    chance = Random(seed)
    words = [word for report in sample_reports() for word in report.text.split() if word.isalpha()]
    recent: list[list[str]] = []
    number = 0
    while True:
        number += 1
        published = FIRST + timedelta(days=number // PER_DAY)
        if recent and chance.random() < COPIES:
            body = chance.choice(recent)[: chance.randint(7, 10)]
        else:
            body = [_sentence(chance, words) for _ in range(WORDS // SENTENCE)]
            recent = [*recent[1 - RECENT :], body]
        head = " ".join(chance.choices(words, k=6))
        yield Report(
            text=f"{head}\n\n{' '.join(body)}",
            title=head,
            source=Source(name=f"Site {chance.randrange(200)}"),
            url=f"https://site.example/{number}",
            published=published,
        )


def _sentence(chance: Random, words: list[str]) -> str:
    return " ".join(chance.choices(words, k=SENTENCE)).capitalize() + "."


class Peer:
    """datasketch's LSH in memory."""

    def __init__(self) -> None:
        self.lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))

    def fill(self, report: Report, runs: list[str]) -> None:
        """Put one in, its sketch made by the quicker library: only the size of the index counts."""
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        sketch.update(runs)
        values = np.array(sketch.digest(), dtype=np.uint32)
        self.lsh.insert(
            report.id, MinHash(num_perm=BANDS * ROWS, hashvalues=values, scheme="affine32"), check_duplication=False
        )

    def more(self, report: Report, runs: list[str]) -> list[str]:
        """Sketch one, look for its like, and put it in."""
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch([run.encode() for run in runs])
        found: list[str] = self.lsh.query(sketch)
        self.lsh.insert(report.id, sketch, check_duplication=False)
        return found


def timed(call: Callable[[], object]) -> float:
    """Milliseconds of the processor: waiting for the disk, and for others on it, does not count."""
    begin = time.process_time()
    call()
    return (time.process_time() - begin) * 1000


def main(sizes: list[int]) -> None:
    """Measure and print one line a size."""
    teller, coming = Teller(), reports()
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/with.sqlite", None, teller)
        plain = Store.open(f"sqlite:///{folder}/without.sqlite")
        peer = Peer()
        print(HEADINGS, flush=True)
        kept = 0
        for size in sizes:
            spent = 0.0
            before = kept
            while kept < size:
                some = [next(coming) for _ in range(min(BATCH, size - kept))]
                spent += timed(lambda some=some: store.keep_many((one, ()) for one in some))
                plain.keep_many((one, ()) for one in some)
                for one in some:
                    peer.fill(one, list(body_of(one, teller.rules).runs))
                kept += len(some)
            more = [next(coming) for _ in range(MORE)]
            told = _told(store, plain, peer, more)
            print(f"{kept + MORE:>8,} {spent / max(1, kept - before):>8.2f} {told}", flush=True)
            kept += MORE
        store.close()
        plain.close()


def _told(store: Store, plain: Store, peer: Peer, more: list[Report]) -> str:
    """The rest of a line: what it takes to keep each of these, one after the other."""
    teller = Teller()
    runs = {one.id: list(body_of(one, teller.rules).runs) for one in more}
    theirs = median(timed(lambda one=one: peer.more(one, runs[one.id])) for one in more)
    without = median(timed(lambda one=one: plain.keep(one)) for one in more)
    body_of.cache_clear()
    prints = median(timed(lambda one=one: teller.text_print(one)) for one in more)
    ours = median(timed(lambda one=one: store.keep(one)) for one in more)
    tied = len(store.stories.sizes([one.id for one in more]))
    bytes_each = (_size(store) - _size(plain)) / store.count_reports()
    return f"{ours:>12.2f} {without:>11.2f} {prints:>9.2f} {theirs:>14.2f} {tied:>5} {bytes_each:>11,.0f}"


def _size(store: Store) -> int:
    """Bytes on the disk."""
    database = store.engine.url.database or ""
    return sum(file.stat().st_size for file in Path(database).parent.glob(f"{Path(database).stem}.*"))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 100_000])
