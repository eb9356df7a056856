"""Learns mapapp/geoparse/resolve_weights.json: what each figure of a candidate is worth.

    python tools/train_resolver.py CORPUS.jsonl ... [--check]

A corpus has one document a line: {"doc_id", "text", "toponyms": [{"start", "end", "lat", "lon"}]}. The figures that are
printed and written are those of five folds over documents: each document is placed with weights that never saw it.
`--check` prints them and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from gazetteer.lookup import Gazetteer
from gazetteer.place import Point
from mapapp.domain.report import Span
from mapapp.geoparse.company import COMPANY, Company
from mapapp.geoparse.field import TRAITS, UNKNOWN, Field, Figures, Numbers
from mapapp.geoparse.recognise import spans_to_mentions
from mapapp.geoparse.resolve import Resolver, sureness
from mapapp.geoparse.weighing import FILE, ROUNDS, Weights, choose, weigh

FOLDS = 5
Record = dict[str, Any]
RIGHT_KM = 161.0
"""The field's measure: 100 miles."""
SAME_KM = 25.0
"""Candidates so close to the best one are as right."""
STEPS, RATE, SHRINK = 500, 0.05, 0.25
READER_WEIGHT = 2.5
"""The corpora do not tell where their readers are: set by hand, as much as a few mentions of the country."""
LEAST = 0.2


@dataclass(slots=True)
class Lesson:
    """A document: its names' candidates, and which of them are right."""

    corpus: str
    fold: int
    fields: Sequence[Field]
    company: Company
    wanted: list[tuple[int, Numbers, bool]]
    """Of each mention with coordinates: its name, the rows of its candidates that are right, whether any is."""
    near: list[Numbers]
    """Of each mention with coordinates: rows within 161 km."""
    lost: int
    """Mentions with coordinates whose name has no candidate."""


def lessons(path: Path, resolver: Resolver) -> Iterator[Lesson]:
    """One for each document with toponyms."""
    for line in path.open(encoding="utf-8"):
        document = json.loads(line)
        gold = sorted(document["toponyms"], key=lambda one: one["start"])
        if gold:
            yield _lesson(path.stem, document, gold, resolver)


def _lesson(corpus: str, document: Record, gold: list[Record], resolver: Resolver) -> Lesson:
    text = document["text"]
    spans = (Span(start=one["start"], end=one["end"]) for one in gold)
    mentions = spans_to_mentions(text, spans, "gold")
    setting, numbers = resolver.setting(text, mentions)
    company = setting.company
    wanted, near, lost = [], [], 0
    for one, number in zip(gold, numbers, strict=True):
        if one["lat"] is None:
            continue
        rows = np.flatnonzero(company.of_name == number)
        lost += not len(rows)
        point = Point(latitude=one["lat"], longitude=one["lon"])
        candidates = setting.fields[number].candidates
        away = np.array([candidate.place.point.distance_km(point) for candidate in candidates])
        right = rows[away <= max(SAME_KM, away.min() + 10)] if len(rows) and away.min() <= RIGHT_KM else rows[:0]
        wanted.append((number, right, bool(len(right))))
        near.append(rows[away <= RIGHT_KM] if len(rows) else rows)
    fold = int(hashlib.sha1(str(document["doc_id"]).encode()).hexdigest(), 16) % FOLDS
    return Lesson(corpus, fold, setting.fields, company, wanted, near, lost)


def learn(sample: Sequence[Lesson]) -> Weights:
    """Weights for candidates alone; then, with what those tell of the others, for candidates together."""
    traits = [np.concatenate([field.traits for field in one.fields]) for one in sample]
    unknown = [np.stack([field.unknown for field in one.fields]) for one in sample]
    alone = _fit(sample, traits, unknown, None)
    chances = [
        choose(x @ alone[: len(TRAITS)], u @ alone[len(TRAITS) :], one.company.of_name)
        for one, x, u in zip(sample, traits, unknown, strict=True)
    ]
    together = np.concatenate([alone[: len(TRAITS)], np.zeros(len(COMPANY)), alone[len(TRAITS) :]])
    for _ in range(ROUNDS + 1):
        figures = [
            np.concatenate([x, one.company.figures(p)], axis=1)
            for one, x, p in zip(sample, traits, chances, strict=True)
        ]
        together = _fit(sample, figures, unknown, together)
        wide = len(TRAITS) + len(COMPANY)
        chances = [
            choose(x @ together[:wide], u @ together[wide:], one.company.of_name)
            for one, x, u in zip(sample, figures, unknown, strict=True)
        ]
    together[len(TRAITS) + COMPANY.index("reader")] = READER_WEIGHT
    wide = len(TRAITS) + len(COMPANY)
    return Weights(
        alone=alone[: len(TRAITS)],
        alone_unknown=alone[len(TRAITS) :],
        together=together[:wide],
        together_unknown=together[wide:],
        slope=1.0,
        offset=0.0,
        least=LEAST,
        version="new",
    )


def _fit(
    sample: Sequence[Lesson], figures: Sequence[Figures], unknown: Sequence[Figures], start: Figures | None
) -> Figures:
    """The weights that make the right choices likeliest, by Adam; one choice for each mention."""
    rows: list[Figures] = []
    owner: list[Numbers] = []
    right: list[Figures] = []
    wide = figures[0].shape[1]
    for one, x, u in zip(sample, figures, unknown, strict=True):
        for number, correct, known in one.wanted:
            own = np.flatnonzero(one.company.of_name == number)
            block = np.zeros((len(own) + 1, wide + len(UNKNOWN)))
            block[:-1, :wide] = x[own]
            block[-1, wide:] = u[number]
            rows.append(block)
            right.append(np.append(np.isin(own, correct), not known).astype(float))
            owner.append(np.full(len(block), len(owner)))
    matrix, of, good = np.concatenate(rows), np.concatenate(owner), np.concatenate(right)
    weights = np.zeros(matrix.shape[1]) if start is None else start.copy()
    first, second, choices = np.zeros_like(weights), np.zeros_like(weights), len(rows)
    starts = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    for step in range(1, STEPS + 1):
        scores = matrix @ weights
        parts = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        chance = parts / np.add.reduceat(parts, starts)[of]
        likely = chance * good
        slope = (
            matrix.T @ (likely / np.add.reduceat(likely, starts)[of] - chance) / choices - SHRINK * weights / choices
        )
        first, second = 0.9 * first + 0.1 * slope, 0.99 * second + 0.01 * slope**2
        rate = RATE * (1 - 0.9 * step / STEPS)
        weights += rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return weights


def outcomes(sample: Sequence[Lesson], weights: Weights) -> Iterator[tuple[str, float, bool]]:
    """For each mention with coordinates its corpus, how sure the answer is, and whether it is within 161 km."""
    for one in sample:
        weighed = weigh(one.fields, one.company, weights)
        for (number, _, _), near in zip(one.wanted, one.near, strict=True):
            rows = np.flatnonzero(one.company.of_name == number)
            if not len(rows):
                yield one.corpus, 0.0, False
                continue
            best = rows[np.argmax(weighed.chances[rows])]
            sure = sureness(one.fields[number], weighed.chances[rows], int(best - rows[0]))
            yield one.corpus, sure, bool(best in near)


def calibrate(told: Sequence[tuple[str, float, bool]]) -> tuple[float, float]:
    """Slope and offset that make the chances as often right as they say (Platt 1999), by Newton's method."""
    chance = np.clip([sure for _, sure, _ in told if sure > 0], 1e-4, 1 - 1e-4)
    right = np.array([good for _, sure, good in told if sure > 0], dtype=float)
    x = np.stack([np.log(chance / (1 - chance)), np.ones_like(chance)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        weights += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2), x.T @ (right - p))
    return float(weights[0]), float(weights[1])


def expected_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Of the confidence: the mean gap between what it says and how often it is right, in ten equal groups."""
    ordered = sorted(told)
    groups = np.array_split(np.array(ordered, dtype=float), bins)
    return float(sum(len(g) * abs(g[:, 0].mean() - g[:, 1].mean()) for g in groups) / len(ordered))


def main() -> None:
    """Cross-validate, tell the figures, learn from all and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--check", action="store_true", help="keep nothing")
    parser.add_argument("--folds", type=Path, metavar="FOLDER", help="where each fold's weights are left")
    arguments = parser.parse_args()
    resolver = Resolver(Gazetteer.open())
    sample = [lesson for path in arguments.corpora for lesson in lessons(path, resolver)]
    told: list[tuple[str, float, bool]] = []
    fold_weights = [learn([one for one in sample if one.fold != fold]) for fold in range(FOLDS)]
    for fold, weights in enumerate(fold_weights):
        told += outcomes([one for one in sample if one.fold == fold], weights)
    slope, offset = calibrate(told)
    calibrated = replace(fold_weights[0], slope=slope, offset=offset)
    error = expected_error([(calibrated.calibrated(sure) if sure else 0.0, good) for _, sure, good in told])
    figures = {
        corpus: round(float(np.mean([good for name, _, good in told if name == corpus])), 4)
        for corpus in dict.fromkeys(name for name, _, _ in told)
    }
    print(f"within 161 km, five folds over documents: {figures}; expected error of the confidence {error:.3f}")
    card = {
        "made_by": "python tools/train_resolver.py " + " ".join(path.name for path in arguments.corpora),
        "corpora": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in arguments.corpora},
        "within_161_km_five_folds": figures,
        "expected_error_of_the_confidence_five_folds": round(error, 4),
    }
    if arguments.folds:
        arguments.folds.mkdir(parents=True, exist_ok=True)
        for fold, weights in enumerate(fold_weights):
            keep(replace(weights, slope=slope, offset=offset), {}, arguments.folds / f"weights-{fold}.json")
    if not arguments.check:
        keep(replace(learn(sample), slope=slope, offset=offset), card, FILE)


def keep(weights: Weights, card: Mapping[str, Any], path: Path) -> None:
    """Write weights, with what they were made of."""

    def named(names: Sequence[str], values: Figures) -> dict[str, float]:
        return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}

    content = {
        "alone": named(TRAITS, weights.alone) | named(UNKNOWN, weights.alone_unknown),
        "together": named((*TRAITS, *COMPANY), weights.together) | named(UNKNOWN, weights.together_unknown),
        "calibration": {"slope": round(weights.slope, 3), "offset": round(weights.offset, 3)},
        "least": LEAST,
    }
    version = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:8]
    path.write_text(json.dumps({"version": version, **card, **content}, indent=1) + "\n", encoding="utf-8")
    print(f"{path}: version {version}")


if __name__ == "__main__":
    main()
