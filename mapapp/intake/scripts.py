"""In which script a text is written, by counting its letters."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from collections import Counter
from functools import lru_cache
from pathlib import Path

TABLE = tomllib.loads(Path(__file__).with_name("tongues.toml").read_text(encoding="utf-8"))
NONE = "Zyyy"
"""Of what is no letter."""
OTHER = "Zzzz"
"""Of a letter that is in no script of the table."""
LONGEST = 4_000
"""Characters that are counted; a block is no longer."""


def _ranges() -> list[tuple[int, int, str]]:
    spans = ((pair.split("-"), script) for script, pairs in TABLE["scripts"].items() for pair in pairs)
    return sorted((int(first, 16), int(last, 16), script) for (first, last), script in spans)


_RANGES = _ranges()
_STARTS = [first for first, _, _ in _RANGES]


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a letter (ISO 15924); "Zyyy" for what is no letter."""
    if not character.isalpha():
        return NONE
    at = bisect_right(_STARTS, ord(character)) - 1
    inside = at >= 0 and ord(character) <= _RANGES[at][1]
    return _RANGES[at][2] if inside else OTHER


def letters(text: str) -> Counter[str]:
    """How many letters of each script are in a text, its first 4,000 characters."""
    return Counter(script for script in map(script_of, text[:LONGEST]) if script != NONE)


def main_script(text: str) -> str:
    """The script of most letters; "Zyyy" where there are none. Japanese is known by its kana."""
    counted = letters(text)
    if not counted:
        return NONE
    if counted["Kana"] * 5 > counted["Hani"] and counted["Kana"] + counted["Hani"] > counted.total() / 2:
        return "Kana"
    return counted.most_common(1)[0][0]
