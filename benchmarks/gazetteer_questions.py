"""What the gazetteer and its peers are asked: exact names, variants, misspelt names, and names of no place."""

from __future__ import annotations

import csv
import random
import sqlite3
import string
from dataclasses import dataclass
from pathlib import Path

from gazetteer.lookup import default_path

GOLD = Path(__file__).parent.parent / "tests" / "quality" / "gold" / "spellings.csv"
VARIANTS = frozenset({"transliteration", "hyphenation", "article", "spacing"})
KNOWN = 100_000
"""Persons: a town that a misspelt name may be of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A name, and where its place is; None is a name of no place."""

    name: str
    spot: tuple[float, float] | None
    within_km: float = 10.0


def questions(count: int, seed: int = 1) -> dict[str, list[Question]]:
    """By kind, `count` of each at most, in an order by chance but always the same."""
    chance = random.Random(seed)
    towns = _towns(5000)
    exact = [Question(name=name, spot=spot) for name, spot, _ in chance.sample(towns, count)]
    known = [town for town in towns if town[2] >= KNOWN and len(town[0]) > 4 and town[0].isascii()]
    drawn = chance.sample(known, min(count, len(known)))
    variants = _variants()
    chance.shuffle(variants)
    return {
        "exact": exact,
        "variant": variants[:count],
        "misspelt": [Question(name=misspelt(name, chance), spot=spot, within_km=15) for name, spot, _ in drawn],
        "miss": [Question(name=f"Qzx{question.name[::-1]}", spot=None) for question in exact],
    }


def misspelt(name: str, chance: random.Random) -> str:
    """With one letter after the first left out, put in, exchanged or swapped with the next."""
    while True:
        at, letter = chance.randrange(1, len(name) - 1), chance.choice(string.ascii_lowercase)
        slips = (
            name[:at] + name[at + 1 :],
            name[:at] + letter + name[at:],
            name[:at] + letter + name[at + 1 :],
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
        )
        wrong = chance.choice(slips)
        if wrong != name:
            return wrong


def _towns(people: int) -> list[tuple[str, tuple[float, float], int]]:
    connection = sqlite3.connect(f"file:{default_path()}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT name, latitude, longitude, population FROM place WHERE kind = 5 AND population > ? ORDER BY id",
        (people,),
    ).fetchall()
    connection.close()
    return [(name, (latitude, longitude), population) for name, latitude, longitude, population in rows]


def _variants() -> list[Question]:
    with GOLD.open(encoding="utf-8", newline="") as lines:
        return [
            Question(
                name=row["spelling"],
                spot=(float(row["latitude"]), float(row["longitude"])),
                within_km=float(row["within_km"]),
            )
            for row in csv.DictReader(lines)
            if row["variant"] in VARIANTS
        ]
