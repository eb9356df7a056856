"""The rules of merging as `rules.toml` gives them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.report import digest
from mapapp.merge.nations import nation_words

TABLE = Path(__file__).with_name("rules.toml")


@dataclass(frozen=True)
class Rules:
    """Points and limits, each with its reason in the file."""

    sure: float
    """Points from which on two accounts are put together."""
    maybe: float
    """Points from which on it is suggested."""
    margin: float
    """How much better than the next best a match within one report must be to be sure."""
    type: Mapping[str, Any]
    place: Mapping[str, Any]
    time: Mapping[str, Any]
    figures: Mapping[str, Any]
    words: Mapping[str, Any]
    signature: str
    """Digest of the file: accounts compared under other rules are compared anew."""

    @classmethod
    def read(cls, path: Path = TABLE) -> Rules:
        """Read the file. Raises TypeError where a part is missing or unknown."""
        text = path.read_text(encoding="utf-8")
        return cls(**tomllib.loads(text), signature=digest(text))

    @cached_property
    def kinships(self) -> Mapping[tuple[str, str], tuple[float, str]]:
        """For two codes of event types: points and a sentence. Pairs that cannot be one event are not in it."""
        codes, found = list(EVENT_TYPES), {}
        sets = [set(_codes(codes, names)) for names in self.type["kin_sets"]]
        sets += [{code, self.type["deadly_as"]} for code in _codes(codes, self.type["deadly"])]
        for one in codes:
            for other in codes:
                if kinship := self._kinship(one, other, sets):
                    found[one, other] = kinship
        return found

    def _kinship(self, one: str, other: str, sets: list[set[str]]) -> tuple[float, str] | None:
        if one == other:
            return self.type["same"], "both tell of the same kind of event"
        if _same_group(one, other) and one.partition(".")[0] not in self.type["apart"]:
            return self.type["group"], "the kinds of event are of one group"
        if any(one in kin and other in kin for kin in sets):
            return self.type["kin"], "the kinds of event may be two sides of one"
        return None

    @cached_property
    def rare(self) -> frozenset[str]:
        """Codes of events of which there is seldom more than one in a place and week."""
        return frozenset(_codes(EVENT_TYPES, self.type["rare"]))

    def is_rare(self, one: str, other: str) -> bool:
        """Is there seldom more than one of both? Of a town that falls, and the fighting there, too."""
        return {one, other} <= self.rare or (_same_group(one, other) and not self.rare.isdisjoint({one, other}))

    @cached_property
    def crowded(self) -> frozenset[str]:
        """Codes of events of which a big city or a province has several in one day."""
        return frozenset(_codes(EVENT_TYPES, self.place["crowded_types"])) - self.rare

    @cached_property
    def tolls_vary(self) -> frozenset[str]:
        """Codes of events whose figures never contradict each other."""
        return frozenset(_codes(EVENT_TYPES, self.figures["never_contradict"]))

    @cached_property
    def sites(self) -> Mapping[str, str]:
        """What was struck, by word."""
        return _by_word(self.words["sites"])

    @cached_property
    def means(self) -> Mapping[str, str]:
        """What it was done with, by word."""
        return _by_word(self.words["means"])

    @cached_property
    def common(self) -> frozenset[str]:
        """Words that every report has, and nations."""
        return frozenset(self.words["common"]["words"].split()) | nation_words()

    def felt_km(self, code: str) -> float:
        """How far apart an event of this kind may be told of at two places."""
        return float(self.place["felt_km"].get(code, 0.0))

    def lasts_days(self, code: str) -> int:
        """How many days an event of this kind may go on."""
        lasts = self.time["lasts_days"]
        return int(lasts.get(code, lasts.get(code.partition(".")[0], 0)))


def _same_group(one: str, other: str) -> bool:
    return one.partition(".")[0] == other.partition(".")[0]


def _codes(codes: Iterable[str], names: Iterable[str]) -> Iterator[str]:
    wanted = set(names)
    return (code for code in codes if code in wanted or code.partition(".")[0] in wanted)


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
