"""Makes mapapp/extract/day/weights.json: how much each feature says about a time being an incident's.

    PYTHONPATH=. python tools/train_day.py

Learns from tools/told_reports.jsonl, written for this, where each incident has its days, and from what may be learned
from in tests/quality. Nothing of their texts goes into the file. Takes a minute; the same reports, program and
language model give the same file. Train anew when the extraction changes much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from gold_reports import Listener, all_reports, learn, matched, score_of_choices
from scene_fit import fold_of

from gazetteer.lookup import Gazetteer
from mapapp.domain.when import When
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.day.candidates import Ruled
from mapapp.extract.day.choose import LEAST
from mapapp.extract.day.features import Sight, features
from mapapp.extract.day.model import FILE
from mapapp.extract.extractor import when_by_rules
from mapapp.pipeline import Pipeline


@dataclass(frozen=True, slots=True)
class Example:
    """An incident and the times that may be its own."""

    names: list[list[str]]
    """The features of each time; the name is scene_fit's."""
    none: list[str]
    right: list[bool]
    fold: int
    told: bool
    """Does the gold date it?"""
    by_rules: int | None
    """The time that the rules give."""


def examples(pipeline: Pipeline) -> Iterator[Example]:
    """One for each incident that a careful reader listed, too."""
    listener = Listener(signature=pipeline.choice.signature)
    pipeline.extractor = listener
    for report, told, _ in all_reports():
        pipeline.read(report)
        fold = fold_of(report.text)
        reader, drafts = listener.heard
        ruled = [Ruled(draft=draft, when=when_by_rules(draft)) for draft in drafts]
        for at, gold in matched(drafts, told):
            sight = Sight.of(ruled, at, reader.timetable)
            rows, none = features(sight)
            right = [days_of(one.when) == gold.days for one in sight.found]
            by_rules = next((at for at, one in enumerate(sight.found) if one.when == sight.by_rules), None)
            yield Example(rows, none, right, fold, gold.days is not None, by_rules)


def days_of(when: When | None) -> tuple[str, str] | None:
    """First and last day, both inclusive."""
    if when is None or when.start is None:
        return None
    return when.start.date().isoformat(), (when.end - timedelta(seconds=1)).date().isoformat()


def answer(weights: Mapping[str, float], one: Example) -> int | None:
    """The number of the time that is answered, or none; as the program does it, the rules' where none is likely."""
    *shares, _ = ChoiceModel(weights=weights).shares(one.names, one.none)
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= LEAST else one.by_rules


def main() -> None:
    """Read, fit, judge, write."""
    pipeline = Pipeline(Gazetteer.open())
    learnt = list(examples(pipeline))
    learn(
        FILE,
        learnt,
        answer,
        lambda one: one.by_rules,
        score_of_choices,
        what="how much each feature says about a time being an incident's; a linear model",
        made_by="PYTHONPATH=. python tools/train_day.py",
        pipeline=pipeline,
    )


if __name__ == "__main__":
    main()
