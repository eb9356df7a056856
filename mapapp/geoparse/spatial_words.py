"""The words of `spatial.toml` as pieces of regular expressions, and what they mean in numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FILE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("spatial.toml").read_text(encoding="utf-8"))
WORDS: Mapping[str, tuple[str, ...]] = {name: tuple(words) for name, words in _FILE["words"].items()}
UNITS: Mapping[str, float] = _FILE["units"]
"""Kilometres in one."""
TRAVEL_UNITS: Mapping[str, float] = _FILE["travel"]["units"]
"""Minutes in one."""
SPEEDS: Mapping[str, tuple[float, float]] = {how: (low, high) for how, (low, high) in _FILE["travel"]["speeds"].items()}
"""Kilometres as the crow flies in an hour, from and to."""
ANY_SPEED: tuple[float, float] = (_FILE["travel"]["speed"][0], _FILE["travel"]["speed"][1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far a word reaches about a place."""

    radii: float
    """In radii of the place, and …"""
    km: float
    """… so many kilometres more."""

    def of(self, radius_km: float) -> float:
        """In kilometres, for a place of this radius."""
        return self.radii * radius_km + self.km


NUMBERS: Mapping[str, float] = _FILE["numbers"]
VAGUE: Mapping[str, tuple[float, float]] = {word: (low, high) for word, (low, high) in _FILE["vague_numbers"].items()}
"""From and to: "a few" is 2 to 5."""
REACH: Mapping[str, Reach] = {name: Reach(**reach) for name, reach in _FILE["reach"].items()}


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of these words or phrases, the longest first."""
    longest = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s") for word in longest) + ")"


def _spelt(direction: str) -> str:
    return direction.replace("-", r"[-\s]?")


def _directions(ending: str, names: Iterable[str]) -> str:
    return "(?:" + "|".join(_spelt(name) + ending for name in sorted(names, key=lambda n: -len(n))) + ")"


DIRECTION = _directions("", _FILE["directions"])
""" "north-east" """
DIRECTION_OR_SHORT = f"(?:{DIRECTION}|{one_of(_FILE['abbreviated_directions'])})"
SIDE = f"(?:{_directions('ern', _FILE['directions'])}|{DIRECTION})"
""" "northeastern", or "north-east" as in "north-east Syria"."""

_BEARINGS: Mapping[str, float] = {
    name.replace("-", ""): degrees
    for name, degrees in (*_FILE["directions"].items(), *_FILE["abbreviated_directions"].items())
}


def bearing_of(direction: str) -> float:
    """Degrees clockwise from north: "north-eastern" is 45. Raises KeyError for a word that is no direction."""
    letters = "".join(filter(str.isalpha, direction.lower()))
    return _BEARINGS[letters if letters in _BEARINGS else letters.removesuffix("ern")]


def half_sector(direction: str) -> float:
    """Half of the sector that the word stands for, in degrees: neighbours in the rose of 8 or 16 winds meet there."""
    return 22.5 if bearing_of(direction) % 45 == 0 else 11.25
