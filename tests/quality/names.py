"""How well place names are found and placed, over a corpus of texts with gold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gazetteer.place import Point
from mapapp import batch
from mapapp.pipeline import Pipeline

HERE = Path(__file__).parent
NEAR_KM = 161.0
"""A hundred miles, the distance that geoparsing is judged by."""
Names = dict[tuple[int, int], dict[str, Any]]


@dataclass(slots=True)
class NameScore:
    """Sums over texts."""

    gold: int = 0
    found: int = 0
    exact: int = 0
    """Found with exactly the gold's span."""
    placed: int = 0
    """Of those the ones whose gold has coordinates."""
    near: int = 0
    """Of those, within 161 km."""

    @property
    def precision(self) -> float:
        return self.exact / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.exact / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    @property
    def accuracy(self) -> float:
        return self.near / self.placed if self.placed else 1.0


def score_of_names(pipeline: Pipeline, corpus: str, split: str) -> NameScore:
    """The score over one half, "tune" or "test", of a corpus beside this file."""
    score = NameScore()
    for line in (HERE / f"{corpus}.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split:
            _add(score, _by_span(entry), _by_span(batch.geoparse(pipeline, {"text": entry["text"]})))
    return score


def _by_span(entry: dict[str, Any]) -> Names:
    return {(name["start"], name["end"]): name for name in entry["toponyms"]}


def _add(score: NameScore, gold: Names, found: Names) -> None:
    score.gold += len(gold)
    score.found += len(found)
    for span in gold.keys() & found.keys():
        score.exact += 1
        if gold[span]["lat"] is not None:
            score.placed += 1
            score.near += _is_near(gold[span], found[span])


def _is_near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if other["lat"] is None:
        return False
    spot = Point(latitude=other["lat"], longitude=other["lon"])
    return Point(latitude=one["lat"], longitude=one["lon"]).distance_km(spot) <= NEAR_KM
