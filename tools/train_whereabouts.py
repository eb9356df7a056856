"""Makes mapapp/extract/whereabouts/weights.json: how much each feature says about a place being an incident's.

    PYTHONPATH=. python tools/train_whereabouts.py

Learns from tools/told_reports.jsonl, written for this, where each incident has its place, and from what may be learned
from in tests/quality. Nothing of their texts goes into the file. Takes a minute; the same reports, program and
language model give the same file. Train anew when the extraction changes much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gold_reports import Gold, Listener, all_reports, learn, matched, score_of_choices
from scene_fit import fold_of

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.extractor import places_by_rules
from mapapp.extract.locate import focus_of
from mapapp.extract.whereabouts.candidates import Candidate, Located
from mapapp.extract.whereabouts.choose import LEAST_NONE, least
from mapapp.extract.whereabouts.features import features
from mapapp.extract.whereabouts.model import FILE
from mapapp.extract.whereabouts.sight import Known, Sight
from mapapp.pipeline import Pipeline

NEAR_KM = 30.0
CLOSE_KM = 12.0
"""A place by another name, that is so near, is the reader's."""
AROUND = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION})
"""Where no list has the village, the province in which it lies is right."""


@dataclass(frozen=True, slots=True)
class Example:
    """An incident and the places that may be its own."""

    names: list[list[str]]
    """The features of each place; the name is scene_fit's."""
    none: list[str]
    right: list[bool]
    fold: int
    told: bool
    """Does the gold place it?"""
    ruled: list[int]
    """The places that the rules give."""
    known: Known
    least: float
    """From which chance on another than the rules' is answered."""

    @property
    def by_rules(self) -> int | None:
        """The first of them."""
        return next(iter(self.ruled), None)


def examples(pipeline: Pipeline) -> Iterator[Example]:
    """One for each incident that a careful reader listed, too."""
    listener = Listener(signature=pipeline.choice.signature)
    pipeline.extractor = listener
    for report, told, _ in all_reports():
        pipeline.read(report)
        fold = fold_of(report.text)
        reader, drafts = listener.heard
        focus = focus_of(reader.named)
        located = [Located(draft=draft, hints=places_by_rules(draft, focus)) for draft in drafts]
        for at, gold in matched(drafts, told):
            sight = Sight.of(located, at, reader.places_named)
            rows, none = features(sight)
            ruled = [at for at, one in enumerate(sight.found) if one.place.id in sight.by_rules]
            marks = right(sight.found, gold)
            yield Example(rows, none, marks, fold, bool(gold.points), ruled, sight.known, least(sight))


def right(found: Sequence[Candidate], gold: Gold) -> list[bool]:
    """Which of the places are the incident's: those named as the reader names it, else near it, else around it."""
    called = [_is_called(one, gold) for one in found]
    near = [_near(one.place, gold, NEAR_KM) for one in found]
    both = [a and b for a, b in zip(called, near, strict=True)]
    close = [_near(one.place, gold, CLOSE_KM) for one in found]
    around = [one.place.kind in AROUND and _near(one.place, gold, max(NEAR_KM, one.place.radius_km)) for one in found]
    return next((marks for marks in (both, called, close, around) if any(marks)), near)


def _is_called(one: Candidate, gold: Gold) -> bool:
    names = {one.place.name.casefold(), one.resolution.mention.surface.casefold()}
    return any(part.strip().casefold() in names for name in gold.names for part in name.split(","))


def _near(place: Place, gold: Gold, km: float) -> bool:
    return any(place.point.distance_km(point) <= km for point in gold.points)


def answer(weights: Mapping[str, float], one: Example) -> int | None:
    """The number of the place that is answered, or none; as the program does it."""
    *shares, none = ChoiceModel(weights=weights).shares(one.names, one.none)
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    if best is None or (none >= LEAST_NONE and one.known is Known.LENT):
        return None
    return one.by_rules if best in one.ruled or shares[best] < one.least else best


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
        what="how much each feature says about a place being an incident's; a linear model",
        made_by="PYTHONPATH=. python tools/train_whereabouts.py",
        pipeline=pipeline,
    )


if __name__ == "__main__":
    main()
