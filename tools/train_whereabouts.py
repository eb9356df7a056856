"""Makes mapapp/extract/whereabouts/weights.json: how much each feature says about a place being an incident's.

    PYTHONPATH=. python tools/train_whereabouts.py

Learns from tools/told_reports.jsonl, written for this, where each incident has its place, and from what may be learned
from in tests/quality. Nothing of their texts goes into the file. Takes a minute; the same reports, program and
language model give the same file. Train anew when the extraction changes much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gold_reports import Gold, all_reports, learn, matched
from scene_fit import fold_of
from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from mapapp import language
from mapapp.domain.document import Document
from mapapp.domain.mention import Resolution
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.draft import Draft
from mapapp.extract.extractor import Extraction, Extractor, drafts_of, places_by_rules
from mapapp.extract.locate import focus_of
from mapapp.extract.whereabouts.candidates import Candidate, Located
from mapapp.extract.whereabouts.choose import LEAST, LEAST_NONE
from mapapp.extract.whereabouts.features import Known, Sight, features
from mapapp.extract.whereabouts.model import FILE
from mapapp.pipeline import Pipeline

NEAR_KM = 30.0
CLOSE_KM = 12.0
"""A place by another name, that is so near, is the reader's."""
AROUND = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION})
"""Where no list has the village, the province in which it lies is right."""


class Listener(Extractor):
    """Keeps the incidents of the last report in the making, with the places that may be theirs."""

    heard: Sequence[tuple[Draft, Sight]] = ()

    def extract(self, document: Document, docs: Sequence[Doc | None], resolutions: Sequence[Resolution]) -> Extraction:
        """No incidents."""
        reader = self.reader(document, resolutions)
        drafts, _ = drafts_of(reader, docs)
        focus = focus_of(reader.named)
        located = [Located(draft=draft, hints=places_by_rules(draft, focus)) for draft in drafts]
        self.heard = [(draft, Sight.of(located, at, reader.places_named)) for at, draft in enumerate(drafts)]
        return Extraction(incidents=(), notes=())


@dataclass(frozen=True, slots=True)
class Example:
    """An incident and the places that may be its own."""

    names: list[list[str]]
    """The features of each place; the name is scene_fit's."""
    none: list[str]
    right: list[bool]
    fold: int
    placed: bool
    """Does the gold place it?"""
    ruled: list[int]
    """The places that the rules give."""
    known: Known

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
        for at, gold in matched([draft for draft, _ in listener.heard], told):
            _, sight = listener.heard[at]
            rows, none = features(sight)
            ruled = [at for at, one in enumerate(sight.found) if one.place.id in sight.by_rules]
            marks = right(sight.found, gold)
            yield Example(rows, none, marks, fold, bool(gold.points), ruled, sight.known)


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
    return one.by_rules if best in one.ruled or shares[best] < LEAST[one.known] else best


def score(judged: Sequence[tuple[Example, int | None]]) -> dict[str, float]:
    """Of the incidents with a place in the gold, how many get it; of the places given, how many are right."""
    hits = sum(at is not None and one.right[at] for one, at in judged)
    placed, given = sum(one.placed for one, _ in judged), sum(at is not None for _, at in judged)
    reachable = sum(any(one.right) for one, _ in judged)
    return {
        "n": len(judged),
        "right": round(hits / max(placed, 1), 3),
        "precision": round(hits / max(given, 1), 3),
        "reachable": round(reachable / max(placed, 1), 3),
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
        what="how much each feature says about a place being an incident's; a linear model",
        made_by="PYTHONPATH=. python tools/train_whereabouts.py",
        sentences_by=f"{language.maker()}, {pipeline.recogniser.maker}",
    )


if __name__ == "__main__":
    main()
