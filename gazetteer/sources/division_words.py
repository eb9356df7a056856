"""The words around a division's own name: "Setor de Bolama", "Harim District" (gazetteer/data/division_words.csv)."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from gazetteer.sources.packaged import DATA

ANYWHERE = ""
"""Stands for every country."""


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    """By country: what may stand before or after the name."""
    starts: dict[str, list[str]] = {}
    ends: dict[str, list[str]] = {}
    with (DATA / "division_words.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            (starts if row["place"] == "start" else ends).setdefault(row["country_code"], []).append(row["word"])
    codes = {ANYWHERE, *starts, *ends}
    return {
        code: _pattern(
            {*starts.get(ANYWHERE, []), *starts.get(code, [])}, {*ends.get(ANYWHERE, []), *ends.get(code, [])}
        )
        for code in codes
    }


def _pattern(starts: set[str], ends: set[str]) -> re.Pattern[str]:
    """The longest word first; one that ends in an apostrophe or begins with a mark stands close to the name."""
    before = "|".join(re.escape(word) + ("" if word.endswith("'") else " ") for word in _longest(starts))
    after = "|".join(("" if word[0] in "-," else " ") + re.escape(word) for word in _longest(ends))
    return re.compile(rf"^(?:{before})|(?:{after})$", re.IGNORECASE)


def _longest(words: set[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def own_name(name: str, country_code: str | None) -> str:
    """The name without the words that say what it is; the name itself when it has none, or nothing would be left."""
    patterns = _patterns()
    bare = patterns.get(country_code or ANYWHERE, patterns[ANYWHERE]).sub("", name).strip(" ,-")
    return bare if len(bare) > 1 else name
