"""Reports with the incidents that a careful reader found in them, and how a model is learned from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from scene_fit import FOLDS, Learnt, cross_validated, fit

from gazetteer.place import Point
from mapapp import language
from mapapp.domain.document import Document
from mapapp.domain.mention import Resolution
from mapapp.domain.report import Report, Source, Span
from mapapp.extract.draft import Draft
from mapapp.extract.extractor import Extraction, Extractor, drafts_of
from mapapp.extract.read import ReportReader
from mapapp.pipeline import Pipeline
from mapapp.sentence import ParsedText
from tests.quality.corpora import paragraphs, reports, samples

NEAR_KM = 40.0
CORPUS = Path(__file__).with_name("told_reports.jsonl")
GROUPS = {
    "Explosions/Remote violence": "explosion",
    "Battles": "battle",
    "Violence against civilians": "civilians",
    "violence_against_civilians": "civilians",
    "Protests": "protest",
    "Riots": "riot",
    "Strategic developments": "strategic",
    "Man-made disaster": "accident",
    "Natural disaster": "natural",
    "Crime": "crime",
}
"""Families of types in the gold: the first part of our codes."""


@dataclass(frozen=True, slots=True)
class Gold:
    """An incident as a careful reader lists it."""

    spans: tuple[Span, ...]
    """The sentences that tell of it."""
    group: str
    points: tuple[Point, ...]
    names: tuple[str, ...]
    """What the reader calls its places."""
    killed: int | None
    tolls: Mapping[str, tuple[int | None, int | None]]
    """Of "killed" and "injured", as far as the report tells them."""
    status: str
    days: tuple[str, str] | None
    """First and last, ISO, both inclusive; None: the report does not date it."""


def told_reports() -> Iterator[tuple[Report, list[Gold]]]:
    """The reports that were written for this."""
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        published = datetime.fromisoformat(told["published"]).replace(tzinfo=UTC)
        report = Report(text=told["text"], source=Source(name=told["source"]), published=published)
        yield report, [_gold(incident, report.text) for incident in told["incidents"]]


def _gold(incident: Mapping[str, Any], text: str) -> Gold:
    found = [(text.find(words), len(words)) for words in (incident["quote"], *incident["sentences"])]
    at = incident["lat"], incident["lon"]
    return Gold(
        spans=tuple(Span(start=start, end=start + length) for start, length in found if start >= 0),
        group=GROUPS.get(incident["type"], incident["type"]),
        points=() if None in at else (Point(latitude=at[0], longitude=at[1]),),
        names=(incident["place"],) if incident["place"] else (),
        killed=(incident["killed"] or [None])[0],
        tolls={kind: tuple(incident[kind]) for kind in ("killed", "injured") if incident[kind]},
        status=incident["status"],
        days=_days(incident["date_start"], incident["date_end"]),
    )


def _days(first: str | None, last: str | None) -> tuple[str, str] | None:
    return (first[:10], (last or first)[:10]) if first else None


def gold_reports() -> Iterator[tuple[Report, list[Gold]]]:
    """Those of tests/quality that may be learned from."""
    for _, report, told in (*reports("tune"), *paragraphs("tune"), *samples()):
        yield report, [_of_gold(incident) for incident in told["incidents"]]


def _of_gold(incident: Mapping[str, Any]) -> Gold:
    killed = (c for c in incident["counts"] if c["kind"] == "killed" and not c.get("of"))
    date = incident.get("date") or {}
    rows = (*incident["evidence"], *incident.get("duplicates", ()))
    return Gold(
        spans=tuple(Span(start=row["start"], end=row["end"]) for row in rows),
        group=GROUPS.get(incident["event_type"], incident["event_type"]),
        points=tuple(Point(latitude=place["lat"], longitude=place["lon"]) for place in incident["places"]),
        names=tuple(place["text"] for place in incident["places"]),
        killed=next((count.get("min") for count in killed), None),
        tolls={c["kind"]: (c.get("min"), c.get("max")) for c in reversed(incident["counts"]) if not c.get("of")},
        status=incident["status"],
        days=_days(date.get("start"), date.get("end")),
    )


def all_reports() -> Iterator[tuple[Report, list[Gold], bool]]:
    """All of them, each with its incidents; True where the gold lists every sentence of an incident."""
    for report, told in told_reports():
        yield report, told, True
    for report, told in gold_reports():
        yield report, told, False


def learn(
    file: Path,
    learnt: Sequence[Learnt],
    answer: Callable[[Mapping[str, float], Learnt], int | None],
    by_rules: Callable[[Learnt], int | None],
    score: Callable[[Sequence[tuple[Learnt, int | None]]], dict[str, float]],
    *,
    what: str,
    made_by: str,
    pipeline: Pipeline,
) -> None:
    """Fit a linear model of a choice, judge it against the rules, write its file with a card for people.

    Args:
        file: of the weights.
        learnt: the examples.
        answer: what is chosen by some weights.
        by_rules: what the rules alone choose.
        score: of examples with what was chosen.
        what, made_by: for the card.
        pipeline: what read the sentences.
    """
    weights = fit(learnt)
    card = {
        "what": what,
        "corpus": "tools/told_reports.jsonl; samples, paragraphs and reports of tests/quality that may be learned from",
        "corpus_sha256": hashlib.sha256(CORPUS.read_bytes()).hexdigest(),
        "made_by": made_by,
        "sentences_by": f"{language.maker()}, {pipeline.recogniser.maker}",
        "held_out": score(cross_validated(learnt, answer)) | {"how": f"cross-validated over reports, {FOLDS} folds"},
        "rules_alone": score([(one, by_rules(one)) for one in learnt]),
        "in_sample": score([(one, answer(weights, one)) for one in learnt]),
    }
    content = {"card": card, "weights": weights}
    file.write_text(json.dumps(content, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(card, indent=1, ensure_ascii=False))


class Told(Protocol):
    """A choice among what a report names for an incident."""

    @property
    def right(self) -> Sequence[bool]:
        """Which of what can be chosen is right; nothing may be."""

    @property
    def told(self) -> bool:
        """Does the gold tell it?"""


def score_of_choices(judged: Sequence[tuple[Told, int | None]]) -> dict[str, float]:
    """Of the incidents for which the gold tells it, how many get it; of what is given, how much is right."""
    hits = sum(at is not None and one.right[at] for one, at in judged)
    told, given = sum(one.told for one, _ in judged), sum(at is not None for _, at in judged)
    reachable = sum(any(one.right) for one, _ in judged)
    return {
        "n": len(judged),
        "right": round(hits / max(told, 1), 3),
        "precision": round(hits / max(given, 1), 3),
        "reachable": round(reachable / max(told, 1), 3),
    }


class Listener(Extractor):
    """Keeps what read the last report, and its incidents in the making; finishes none."""

    heard: tuple[ReportReader, Sequence[Draft]]

    def extract(
        self, document: Document, docs: Sequence[ParsedText | None], resolutions: Sequence[Resolution]
    ) -> Extraction:
        """No incidents."""
        reader = self.reader(document, resolutions)
        self.heard = reader, drafts_of(reader, docs)[0]
        return Extraction(incidents=(), notes=())


def matched(drafts: Sequence[Draft], told: Sequence[Gold]) -> Iterator[tuple[int, Gold]]:
    """Numbers of drafts with the incidents that they are, one to one, the most alike first."""
    pairs = sorted(
        ((_likeness(draft, gold), a, b) for a, draft in enumerate(drafts) for b, gold in enumerate(told)),
        key=lambda pair: -pair[0],
    )
    taken: dict[int, int] = {}
    for points, a, b in pairs:
        if points > 0 and a not in taken and b not in taken.values():
            taken[a] = b
            yield a, told[b]


def _likeness(draft: Draft, gold: Gold) -> float:
    """0 where no sentence is of both."""
    shared = sum(any(span.overlaps(t.sentence) for span in gold.spans) for t in draft.tellings)
    if not shared:
        return 0.0
    hints = [hint.resolution.place for hint in draft.places]
    near = any(p.point.distance_km(at) < NEAR_KM for p in hints if p is not None for at in gold.points)
    return shared / len(draft.tellings) + 0.1 * shared + near + (draft.group == gold.group)
