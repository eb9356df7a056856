"""Makes mapapp/extract/day/weights.json: how much each feature says about a time being an incident's.

    PYTHONPATH=. python tools/train_day.py

Learns from tools/told_reports.jsonl, written for this, where each incident has its days, and from what may be learned
from in tests/quality. Nothing of their texts goes into the file. Takes a minute; the same reports, program and
language model give the same file. Train anew when the extraction changes much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from gold_reports import all_reports, learn, matched
from scene_fit import fold_of
from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.domain.document import Document
from mapapp.domain.mention import Resolution
from mapapp.domain.when import When
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.day.candidates import Ruled
from mapapp.extract.day.choose import LEAST
from mapapp.extract.day.features import Sight, features
from mapapp.extract.day.model import FILE
from mapapp.extract.draft import Draft
from mapapp.extract.extractor import Extraction, Extractor, drafts_of, when_by_rules
from mapapp.pipeline import Pipeline


class Listener(Extractor):
    """Keeps the incidents of the last report in the making, with the times that may be theirs."""

    heard: Sequence[tuple[Draft, Sight]] = ()

    def extract(self, document: Document, docs: Sequence[Doc | None], resolutions: Sequence[Resolution]) -> Extraction:
        """No incidents."""
        reader = self.reader(document, resolutions)
        drafts, _ = drafts_of(reader, docs)
        ruled = [Ruled(draft=draft, when=when_by_rules(draft)) for draft in drafts]
        self.heard = [(draft, Sight.of(ruled, at, reader.timetable)) for at, draft in enumerate(drafts)]
        return Extraction(incidents=(), notes=())


@dataclass(frozen=True, slots=True)
class Example:
    """An incident and the times that may be its own."""

    names: list[list[str]]
    """The features of each time; the name is scene_fit's."""
    none: list[str]
    right: list[bool]
    fold: int
    dated: bool
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
        for at, gold in matched([draft for draft, _ in listener.heard], told):
            _, sight = listener.heard[at]
            rows, none = features(sight)
            right = [days_of(one.when) == gold.days for one in sight.found]
            ruled = next((at for at, one in enumerate(sight.found) if one.when == sight.by_rules), None)
            yield Example(rows, none, right, fold, gold.days is not None, ruled)


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


def score(judged: Sequence[tuple[Example, int | None]]) -> dict[str, float]:
    """Of the incidents with a date in the gold, how many get the very days; of the dates given, how many are right."""
    hits = sum(at is not None and one.right[at] for one, at in judged)
    dated, given = sum(one.dated for one, _ in judged), sum(at is not None for _, at in judged)
    reachable = sum(any(one.right) for one, _ in judged)
    return {
        "n": len(judged),
        "right": round(hits / max(dated, 1), 3),
        "precision": round(hits / max(given, 1), 3),
        "reachable": round(reachable / max(dated, 1), 3),
    }


def main() -> None:
    """Read, fit, judge, write."""
    pipeline = Pipeline(Gazetteer.open())
    learnt = list(examples(pipeline))
    learn(
        FILE,
        learnt,
        answer,
        lambda one: one.by_rules,
        score,
        what="how much each feature says about a time being an incident's; a linear model",
        made_by="PYTHONPATH=. python tools/train_day.py",
        sentences_by=f"{language.maker()}, {pipeline.recogniser.maker}",
    )


if __name__ == "__main__":
    main()
