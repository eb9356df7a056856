"""Makes mapapp/extract/scene/weights.json: how much each feature says about a name being where an act happened.

    PYTHONPATH=. python tools/train_scene.py --corpus ../shared/corpora/event_place.jsonl

The corpus has lines {"doc_id","source","text","verb":{start,end},"locations":[{start,end}]}: Halterman 2019,
"Geolocating Political Events in Text" (MIT). Nothing of its texts goes into the file. Takes about three minutes;
the same corpus, program and language model give the same file. Train anew when the recogniser of names changes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from scene_examples import Example, examples
from scene_fit import FOLDS, cross_validated, fit

from gazetteer.lookup import Gazetteer
from mapapp import language
from mapapp.extract.choosing import ChoiceModel
from mapapp.extract.scene.model import FILE
from mapapp.pipeline import Pipeline

LEAST = 0.37
"""A name less likely than this is no answer. The best by cross-validation: F1 changes little between .30 and .45."""


def chances(weights: Mapping[str, float], one: Example) -> list[float]:
    """As the program works them out: for each name, without "none"."""
    return ChoiceModel(weights=weights).shares(one.names, one.none)[:-1]


def answer(weights: Mapping[str, float], one: Example) -> int | None:
    """The number of the name that is answered, or none."""
    shares = chances(weights, one)
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= LEAST else None


def score(judged: Sequence[tuple[Example, int | None]]) -> dict[str, float]:
    """Precision, recall and F1 as bench/score_event_place.py counts them, of the best name alone."""
    hits = sum(1 for one, at in judged if at is not None and one.right[at])
    answered, placed = sum(at is not None for _, at in judged), sum(one.placed for one, _ in judged)
    precision, recall = hits / max(answered, 1), hits / max(placed, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"n": len(judged), "precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def ceiling(learnt: Sequence[Example], *, listed: bool) -> float:
    """The share of acts with a place whose place is among the names at all; or among those of the recogniser."""
    placed = [one for one in learnt if one.placed]
    found = (any(r and (k or not listed) for r, k in zip(one.right, one.listed, strict=True)) for one in placed)
    return round(sum(found) / max(len(placed), 1), 3)


def card(learnt: Sequence[Example], weights: Mapping[str, float], corpus: Path, maker: str) -> dict[str, Any]:
    """What the weights are, where they come from and how good they are: for people."""
    judged = cross_validated(learnt, answer)
    return {
        "what": "how much each feature says about a name being where an act happened; a linear model",
        "corpus": 'Halterman 2019, "Geolocating Political Events in Text" (MIT), event_place.jsonl',
        "corpus_sha256": hashlib.sha256(corpus.read_bytes()).hexdigest(),
        "made": date.today().isoformat(),
        "made_by": "PYTHONPATH=. python tools/train_scene.py --corpus event_place.jsonl",
        "names_and_sentences_by": maker,
        "held_out": score(judged) | {"how": f"cross-validated over texts, {FOLDS} folds"},
        "held_out_by_source": {
            source: score([(one, at) for one, at in judged if one.source == source])
            for source in sorted({one.source for one in learnt})
        },
        "in_sample": score([(one, answer(weights, one)) for one in learnt]),
        "ceiling": {"recogniser": ceiling(learnt, listed=True), "all_names": ceiling(learnt, listed=False)},
    }


def main() -> None:
    """Read, fit, judge, write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=FILE)
    arguments = parser.parse_args()
    pipeline = Pipeline(Gazetteer.open())
    learnt = list(examples(arguments.corpus, pipeline, FOLDS))
    weights = fit(learnt)
    about = card(learnt, weights, arguments.corpus, f"{language.maker()}, {pipeline.recogniser.maker}")
    content = {"card": about, "least": LEAST, "weights": weights}
    arguments.out.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(json.dumps(about, indent=1))
    print(f"{arguments.out}: {len(weights)} weights, {arguments.out.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
