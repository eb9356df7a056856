"""How well place names are found and placed, by the measures of the field (Gritta et al. 2018, Hu et al. 2022)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gazetteer.place import Point

NEAR_KM = 161.0
"""100 miles."""
WIDE_NAMES = frozenset({
    "china", "russia", "canada", "india", "algeria", "europe", "asia", "us", "canadians", "american", "usa", "america",
    "africa", "u.s.", "u.s", "west africa", "united states", "australia", "chinese", "russian", "russians",
    "middle east", "canadian", "americans", "european", "united states of america", "north africa", "north america",
    "south america",
    "western europe",
})  # fmt: skip
"""In the tables of Hu et al. 2022 these are left out."""
Toponym = Mapping[str, Any]


@dataclass(slots=True)
class PlaceScore:
    """Counts over documents; the figures are made of them."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    """Same start and end."""
    placed_gold: int = 0
    """Gold toponyms with coordinates."""
    placed: int = 0
    """Answers with coordinates, those aside that meet a gold toponym without."""
    near: int = 0
    """Gold toponyms met by an answer within 161 km."""
    sure: list[tuple[float, bool]] = field(default_factory=list)
    """Of each answer with coordinates its confidence, and whether it is a gold toponym within 161 km."""

    @property
    def recognition(self) -> float:
        """F1 of exact spans."""
        return _f1(self.exact, self.found, self.gold)

    @property
    def placing(self) -> float:
        """F1 of finding and placing within 161 km."""
        return _f1(self.near, self.placed, self.placed_gold)

    @property
    def accuracy(self) -> float:
        """With the spans given: the share within 161 km; no answer is wrong."""
        return self.near / self.placed_gold if self.placed_gold else 0.0

    @property
    def confidence_error(self) -> float:
        """The expected error of the confidence, in ten groups of equal size."""
        ordered, error = sorted(self.sure), 0.0
        for group in range(10):
            part = ordered[group * len(ordered) // 10 : (group + 1) * len(ordered) // 10]
            if part:
                error += abs(sum(sure for sure, _ in part) - sum(right for _, right in part))
        return error / len(ordered) if ordered else 0.0


def add(score: PlaceScore, gold: Sequence[Toponym], answers: Sequence[Toponym]) -> None:
    """Count one document. Answers are matched one to one with the gold that they overlap most, equal spans first."""
    pairs = matched(gold, answers)
    met = {answer: one for one, answer in pairs.items()}
    score.gold += len(gold)
    score.found += len(answers)
    score.exact += len({(g["start"], g["end"]) for g in gold} & {(a["start"], a["end"]) for a in answers})
    score.placed_gold += sum(g["lat"] is not None for g in gold)
    for number, answer in enumerate(answers):
        one = gold[met[number]] if number in met else None
        if answer["lat"] is None or (one is not None and one["lat"] is None):
            continue
        right = one is not None and _km(one, answer) <= NEAR_KM
        score.placed += 1
        score.near += right
        score.sure.append((answer["confidence"], right))


def matched(gold: Sequence[Toponym], answers: Sequence[Toponym]) -> dict[int, int]:
    """For each number of a gold toponym the number of the answer that it is met by, one to one."""
    overlaps = []
    for at, one in enumerate(gold):
        for number, answer in enumerate(answers):
            shared = min(one["end"], answer["end"]) - max(one["start"], answer["start"])
            if shared > 0:
                same = (one["start"], one["end"]) == (answer["start"], answer["end"])
                overlaps.append((not same, -shared, at, number))
    pairs: dict[int, int] = {}
    for _, _, at, number in sorted(overlaps):
        if at not in pairs and number not in pairs.values():
            pairs[at] = number
    return pairs


def _km(one: Toponym, other: Toponym) -> float:
    point = Point(latitude=other["lat"], longitude=other["lon"])
    return Point(latitude=one["lat"], longitude=one["lon"]).distance_km(point)


def _f1(right: int, answered: int, wanted: int) -> float:
    return 2 * right / (answered + wanted) if answered + wanted else 0.0


def without_wide(toponyms: Iterable[Toponym]) -> list[Toponym]:
    """Those that Hu et al. count: no big countries, no continents, none of their adjectives."""
    return [one for one in toponyms if one["text"].lower() not in WIDE_NAMES]
