"""Makes mapapp/extract/coreference/weights.json: how much each feature says about a sentence telling an event again.

    PYTHONPATH=. python tools/train_coreference.py

Learns from tools/told_reports.jsonl, written for this, where each incident lists its sentences, and from what may be
learned from in tests/quality. Nothing of their texts goes into the file. Takes a minute; the same reports, program and
language model give the same file. Train anew when the extraction changes much.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gold_reports import NEAR_KM, Gold, all_reports, learn
from scene_fit import fold_of

from gazetteer.lookup import Gazetteer
from mapapp.domain.document import Document
from mapapp.domain.mention import Resolution
from mapapp.extract.assemble import headlines_last
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.coreference.features import Sight, features
from mapapp.extract.coreference.model import FILE
from mapapp.extract.coreference.possible import possible
from mapapp.extract.draft import Draft
from mapapp.extract.extractor import Extraction, Extractor
from mapapp.extract.tellings import Telling
from mapapp.pipeline import Pipeline
from mapapp.sentence import ParsedText


class Listener(Extractor):
    """Keeps what the sentences of the last report tell, and puts nothing together."""

    heard: Sequence[Telling] = ()

    def extract(
        self, document: Document, docs: Sequence[ParsedText | None], resolutions: Sequence[Resolution]
    ) -> Extraction:
        """No incidents."""
        self.heard = self.reader(document, resolutions).tellings(docs)
        return Extraction(incidents=(), notes=())


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's telling and the events told before it."""

    names: list[list[str]]
    """The features of each event; the name is scene_fit's."""
    none: list[str]
    right: list[bool]
    fold: int
    chosen: int | None
    """The event that the rules alone would choose."""


def meant(telling: Telling, told: Sequence[Gold]) -> int | None:
    """The incident that a telling is of: of those whose sentences hold it, the one that is most like it."""
    here = [at for at, one in enumerate(told) if any(span.overlaps(telling.sentence) for span in one.spans)]
    return max(here, key=lambda at: _likeness(telling, told[at]), default=None)


def _likeness(telling: Telling, gold: Gold) -> float:
    hints = (hint.resolution.place for hint in telling.places)
    near = any(p.point.distance_km(at) < NEAR_KM for p in hints if p is not None for at in gold.points)
    deaths = any(count.kind.value == "killed" and count.low and count.low == gold.killed for count in telling.counts)
    planned = (telling.status.value == "planned") == (gold.status == "planned")
    denied = (telling.status.value == "denied") == (gold.status == "denied")
    typed = telling.row is not None and telling.row.group == gold.group
    begins = any(span.start <= telling.trigger.start < span.end for span in gold.spans)
    return 2.0 * typed + near + deaths + 0.5 * planned + 0.3 * denied + 0.2 * begins


def examples(pipeline: Pipeline) -> Iterator[Example]:
    """One for each telling that has events before it; the events hold what belongs to them."""
    listener = Listener(signature=pipeline.choice.signature)
    pipeline.extractor = listener
    for report, told, complete in all_reports():
        pipeline.read(report)
        fold = fold_of(report.text)
        yield from _of_report(listener.heard, told, fold, complete=complete)


def _of_report(tellings: Sequence[Telling], told: Sequence[Gold], fold: int, *, complete: bool) -> Iterator[Example]:
    """Where the gold does not list every sentence, one that only adds to an event says nothing."""
    drafts: list[Draft] = []
    owners: list[int | None] = []
    for telling in headlines_last(tellings):
        gold = meant(telling, told)
        known = [at for at, draft in enumerate(drafts) if possible(telling, draft)]
        if known and (gold is not None or telling.row is not None or complete):
            sight = Sight.of(telling, [drafts[at] for at in known])
            rows, none = features(sight)
            right = [gold is not None and owners[at] == gold for at in known]
            if any(right) or gold not in owners:
                yield Example(rows, none, right, fold, sight.chosen)
        if gold is not None and gold in owners:
            drafts[owners.index(gold)].tellings.append(telling)
        elif telling.row is not None and not telling.bare:
            drafts.append(Draft([telling]))
            owners.append(gold)


def answer(weights: Mapping[str, float], one: Example) -> int | None:
    """The number of the event that is answered, or none."""
    shares = ChoiceModel(weights=weights).shares(one.names, one.none)
    best = max(range(len(shares)), key=shares.__getitem__)
    return best if best < len(one.names) else None


def score(judged: Sequence[tuple[Example, int | None]]) -> dict[str, float]:
    """Precision and recall of joins: to the very event."""
    hits = sum(at is not None and one.right[at] for one, at in judged)
    joined, wanted = sum(at is not None for _, at in judged), sum(any(one.right) for one, _ in judged)
    return {"n": len(judged), "precision": round(hits / max(joined, 1), 3), "recall": round(hits / max(wanted, 1), 3)}


def main() -> None:
    """Read, fit, judge, write."""
    pipeline = Pipeline(Gazetteer.open())
    learnt = list(examples(pipeline))
    learn(
        FILE,
        learnt,
        answer,
        lambda one: one.chosen,
        score,
        what="how much each feature says about a sentence telling again of an event told before; a linear model",
        made_by="PYTHONPATH=. python tools/train_coreference.py",
        pipeline=pipeline,
    )


if __name__ == "__main__":
    main()
