"""Pairs of reports with what a careful reader says: do they tell of one event? `python -m tests.quality.pairs`

Both reports of a pair are read and kept in a store of their own. They count as merged where one incident is told by
both, without asking anybody. The split "test" is never looked at while rules are written.

A pair is the same or not by what each report mainly tells. Some reports mention the other's event in passing
("mentioned"; judged by a reader who did not know what the program does): to put that together is right, and no fault;
to put together what both mainly tell is one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gazetteer.lookup import Gazetteer
from mapapp.domain.incident import Incident
from mapapp.domain.report import Report, Source
from mapapp.domain.view import View
from mapapp.merge import Merger
from mapapp.pipeline import Pipeline
from mapapp.settings import Settings
from mapapp.store import Store
from mapapp.wiring import prepare_gazetteer

HARD, NEWS = (Path(__file__).with_name(name) for name in ("pairs.jsonl", "news_pairs.jsonl"))
"""Pairs that are hard to tell apart, and such as a day's news brings."""
SPLITS = ("tune", "test")
GRADES = ("easy", "medium", "hard")


@dataclass(slots=True)
class Score:
    """Sums over pairs."""

    merged: int = 0
    """Pairs merged."""
    right: int = 0
    """Of those, of one event."""
    same: int = 0
    """Pairs of one event."""
    readable: int = 0
    """Of those, with a place and a day read out of both reports: more cannot be merged."""
    suggested: int = 0
    """Pairs of one event that are not merged but suggested."""
    wrongly_suggested: int = 0
    by_grade: dict[str, list[int]] = field(default_factory=lambda: {grade: [0, 0] for grade in GRADES})
    """Of pairs of one event: [merged, all]."""

    @property
    def precision(self) -> float:
        return self.right / self.merged if self.merged else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.same

    @property
    def recall_of_read(self) -> float:
        return self.right / self.readable if self.readable else 1.0


def pairs(split: str, file: Path = HARD) -> Iterator[Mapping[str, Any]]:
    """The pairs of one half."""
    for line in file.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] == split:
            yield entry


def report_of(told: Mapping[str, Any]) -> Report:
    published = datetime.fromisoformat(told["published"][:10]).replace(tzinfo=UTC)
    return Report(text=told["text"], source=Source(name=told["source"]), published=published)


def score_of(pipeline: Pipeline, split: str, file: Path = HARD) -> Score:
    """Read all pairs of one half, each into a store of its own."""
    score, merger = Score(), Merger()
    for entry in pairs(split, file):
        store = Store.open("sqlite://", merger)
        told = [_kept(store, pipeline, report_of(entry[side])) for side in "ab"]
        placed = [any(incident.places and incident.when for incident in incidents) for incidents in told]
        whole = [store.incident(one) for one in store.ids(View())]
        both = [incident for incident in whole if len(incident.report_ids) > 1]
        if entry.get("mentioned"):
            both = [incident for incident in both if all(_holds(incident, incidents[0]) for incidents in told)]
        _add(score, entry, merged=bool(both), suggested=bool(store.merges.suggestions()), readable=all(placed))
        store.close()
    return score


def _kept(store: Store, pipeline: Pipeline, report: Report) -> Sequence[Incident]:
    """Keep a report, and say what it tells."""
    incidents = pipeline.read(report).incidents
    store.keep(report, incidents)
    return incidents


def _holds(whole: Incident, incident: Incident) -> bool:
    """Is one report's incident part of the whole?"""
    told = {(claim.report_id, claim.span) for claim in whole.claims}
    return any((claim.report_id, claim.span) in told for claim in incident.claims)


def _add(score: Score, entry: Mapping[str, Any], *, merged: bool, suggested: bool, readable: bool) -> None:
    same = bool(entry["same"])
    score.merged += merged
    score.right += merged and same
    score.same += same
    score.readable += same and readable
    score.suggested += same and suggested and not merged
    score.wrongly_suggested += suggested and not same
    if same:
        grade = score.by_grade[entry["kind"].split()[0]]
        grade[0] += merged
        grade[1] += 1


def main() -> None:
    prepare_gazetteer(Settings())
    pipeline = Pipeline(Gazetteer.open())
    print(
        f"{'half':<12}{'merged':>8}{'precision':>11}{'recall':>8}{'read':>6}{'recall of read':>16}{'suggested':>11}"
        "  by grade"
    )
    halves = ((f"{kind}, {split}", split, file) for kind, file in (("hard", HARD), ("news", NEWS)) for split in SPLITS)
    for name, split, file in halves:
        score = score_of(pipeline, split, file)
        grades = ", ".join(f"{grade} {done}/{all_of}" for grade, (done, all_of) in score.by_grade.items())
        print(
            f"{name:<12}{score.merged:>8}{score.precision:>11.2f}{score.recall:>8.2f}{score.readable:>6}"
            f"{score.recall_of_read:>16.2f}{f'{score.suggested}+{score.wrongly_suggested}':>11}  {grades}"
        )


if __name__ == "__main__":
    main()
