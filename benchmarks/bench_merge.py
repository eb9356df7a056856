"""How long it takes to merge accounts, and to keep one more report in a large store.

    python -m benchmarks.bench_merge [1000 10000 50000]

Made-up events, each told by one to four reports which differ a little; the time that they span grows with their number,
as it does in a store. The peer finds who may meet whom as record linkage is usually done: a tree of the points
(pykdtree's KDTree, which the gazetteer uses, of at most 256 neighbours within a radius), and each pair is compared by
the same rules. A second peer compares each with each. Both leave out what comes after comparing.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from math import log
from random import Random
from typing import TypeVar

import numpy as np
from pykdtree.kdtree import KDTree

from gazetteer.unit_vectors import unit_vectors
from mapapp.domain.account import Account
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report, Source, digest
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.merge.matching import likenesses
from mapapp.merge.sketch import Sketch, sketch
from mapapp.store import Store
from mapapp.store.synthetic import FIRST_DAY, synthetic_readings

DAYS_PER_1000 = 60
"""So many days does a store of a thousand events span."""
RADIUS_KM = 60.0
NEIGHBOURS = 256
"""Of each point, for a tree that gives a fixed number."""
ALL_PAIRS_MOST = 2_000
Result = TypeVar("Result")


def readings(accounts: int, seed: int = 7) -> Iterator[tuple[Report, list[Incident]]]:
    """Reports of one incident each; about that many."""
    chance = Random(seed)
    told = 0
    days = max(2, accounts * DAYS_PER_1000 // 1000)
    for report, incidents in synthetic_readings(accounts, seed):
        for incident in incidents:
            if incident.when is None or told >= accounts:
                continue
            moved = _moved(incident, report, days)
            for again in range(chance.choice((1, 1, 1, 2, 3, 4))):
                told += 1
                yield _retold(*moved, again, chance)


def _moved(incident: Incident, report: Report, days: int) -> tuple[Incident, Report]:
    """The same within fewer days."""
    when = incident.when
    if when is None or report.published is None:
        raise ValueError("only dated incidents are retold")
    back = timedelta(days=(when.end - FIRST_DAY).days // days * days)
    start = None if when.start is None else when.start - back
    moved = replace(when, start=start, end=when.end - back)
    return replace(incident, when=moved), replace(report, published=report.published - back)


def _retold(incident: Incident, report: Report, again: int, chance: Random) -> tuple[Report, list[Incident]]:
    teller = Report(
        text=f"{incident.id} {again}", source=Source(name=f"Agency {chance.randrange(40)}"), published=report.published
    )
    counts = tuple(replace(count, low=(count.low or 0) + chance.randrange(2), high=None) for count in incident.counts)
    claims = tuple(
        replace(claim, report_id=teller.id, wording=f"{claim.wording} Told {again}.") for claim in incident.claims
    )
    own = digest(teller.id, incident.event_type.code)
    return teller, [replace(incident, id=own, report_ids=(teller.id,), counts=counts, claims=claims)]


def timed(call: Callable[[], Result]) -> tuple[float, Result]:
    """Seconds, and what came of it."""
    begin = time.perf_counter()
    result = call()
    return time.perf_counter() - begin, result


def merged(merger: Merger, accounts: list[Account]) -> int:
    """Accounts to incidents; how many."""
    groups = merger.groups({account.id: account for account in accounts}, merger.likenesses(accounts), ())
    return len([merger.summary(group) for group in groups])


def by_tree(merger: Merger, accounts: list[Account]) -> int:
    """The same candidates as a tree of points with a radius finds them; how many are surely alike."""
    sketches = [sketch(account, merger.rules) for account in accounts]
    placed = [one for one in sketches if one.places]
    points = unit_vectors(
        np.array([one.places[0].point.latitude for one in placed]),
        np.array([one.places[0].point.longitude for one in placed]),
    )
    chord = 2 * np.sin(RADIUS_KM / 6371.0 / 2)
    distances, near = KDTree(points).query(points, k=min(NEIGHBOURS, len(placed)), distance_upper_bound=chord)
    one, column = np.nonzero(np.isfinite(distances))
    other = near[one, column]
    ordered = one < other
    pairs = zip(one[ordered].tolist(), other[ordered].tolist(), strict=True)
    return sum(found.sure for found in likenesses(((placed[a], placed[b]) for a, b in pairs), merger.rules))


def all_pairs(merger: Merger, accounts: list[Account]) -> int:
    """Each with each; how many are surely alike."""
    sketches: list[Sketch] = [sketch(account, merger.rules) for account in accounts]
    every = ((one, other) for at, one in enumerate(sketches) for other in sketches[:at])
    return sum(found.sure for found in likenesses(every, merger.rules))


def in_a_store(merger: Merger, some: list[tuple[Report, list[Incident]]]) -> tuple[float, float, float]:
    """Seconds to keep all at once, for one report more with merging (median of 21), and for one without."""
    *most, _ = some
    more = list(readings(40, seed=8))[:21]
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(f"sqlite:///{folder}/with.sqlite", merger)
        spent, _ = timed(lambda: store.keep_many(most))
        one_more = sorted(timed(lambda r=reading: store.keep(*r))[0] for reading in more)[len(more) // 2]
        plain = Store.open(f"sqlite:///{folder}/without.sqlite")
        plain.keep_many(most)
        without = sorted(timed(lambda r=reading: plain.keep(*r))[0] for reading in more)[len(more) // 2]
        assert store.tally(View()).reports == plain.tally(View()).reports
        store.close()
        plain.close()
    return spent, one_more, without


def main(sizes: list[int]) -> None:
    """Measure and print one line a size."""
    merger = Merger()
    merged(merger, [Account(incident=told[0], told=report.published) for report, told in readings(100)])
    print(f"{'accounts':>9}{'incidents':>11}{'merged in':>11}{'growth':>8}{'n log n':>9}{'KD-tree':>10}"
          f"{'all pairs':>11}{'stored in':>11}{'one more':>10}{'without merging':>17}")  # fmt: skip
    before: tuple[int, float] | None = None
    for size in sizes:
        some = list(readings(size))
        accounts = [Account(incident=told[0], told=report.published) for report, told in some]
        spent, incidents = timed(lambda a=accounts: merged(merger, a))
        tree, _ = timed(lambda a=accounts: by_tree(merger, a))
        every = f"{timed(lambda a=accounts: all_pairs(merger, a))[0] / spent:.0f}x" if size <= ALL_PAIRS_MOST else "-"
        stored, more, without = in_a_store(merger, some)
        growth, expected = "", ""
        if before is not None:
            growth = f"{spent / before[1]:.1f}x"
            expected = f"{len(accounts) * log(len(accounts)) / (before[0] * log(before[0])):.1f}x"
        before = len(accounts), spent
        print(f"{len(accounts):>9,}{incidents:>11,}{spent:>10.2f}s{growth:>8}{expected:>9}{f'{tree / spent:.1f}x':>10}"
              f"{every:>11}{stored:>10.1f}s{more * 1000:>8.1f}ms{without * 1000:>15.1f}ms")  # fmt: skip


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000, 50_000])
