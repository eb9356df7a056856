"""`make quality`, places: how well place names are found and placed on the corpora, beside the best published figures.

    python -m tests.quality.toponyms [--folds FOLDER]

The corpora lie beside the project and are pinned by digest. The recogniser and the weights that ship were learned from
all of them; `--folds` reads each document with those that never saw it, as tools/train_recogniser.py and
tools/train_resolver.py leave them in FOLDER. The project's own texts were never learned from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from gazetteer.lookup import Gazetteer
from mapapp import batch, language
from mapapp.domain.report import Span
from mapapp.geoparse.weighing import Weights
from mapapp.pipeline import Pipeline
from tests.quality.corpora import HERE, SHARED
from tests.quality.place_scores import PlaceScore, add, without_wide

DIGESTS = {
    "lgl": "2de9dc5fdaf1513752ff48139d8ee0aff0adde77e466170423b63274dcb941e8",
    "geovirus": "d38b39797f9fe401f0a7babe8981f308fe0053d9d4db4164cff9d1637a954387",
    "humset": "f227addc24b711d3ea2b308f0be1195bb255b9700ecc4c62a3c65a49b39d13bf",
    "geocorpora": "6d06cbed0edf3ef34d0e238372bd6bf0c9a2423c348f46f6a9ae30317bea8bd8",
}
"""SHA-256 of each corpus that the figures are for."""
ANCHORS = (
    ("best of nine published geoparsers, raw text", "lgl .51", "geovirus .67"),
    ("voting ensemble of seven linkers (GPU), spans given", "lgl .773", "geovirus .821"),
    ("spaCy's medium model alone, recognition", "lgl .66", "geovirus .83", "humset .57"),
)
Document = dict[str, Any]


def corpus(name: str) -> list[Document]:
    """The documents of a corpus beside the project; none where it is absent. Raises ValueError for another one."""
    path = SHARED / "corpora" / f"{name}.jsonl"
    if not path.is_file():
        return []
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != DIGESTS[name]:
        raise ValueError(f"{path} is not the corpus that the figures are for")
    return [json.loads(line) for line in content.decode().split("\n") if line]


def own(split: str) -> list[Document]:
    """The project's own annotated texts; "test" is never looked at while rules are written."""
    lines = (HERE / "toponyms.jsonl").read_text(encoding="utf-8").split("\n")
    documents = [json.loads(line) for line in lines if line]
    return [document for document in documents if document["split"] == split]


def raw(pipeline: Pipeline, documents: Iterable[Document], *, wide: bool = True) -> PlaceScore:
    """Found and placed from the text alone."""
    score = PlaceScore()
    for document in documents:
        answers = batch.geoparse(pipeline, {"text": document["text"]})["toponyms"]
        gold = document["toponyms"]
        add(score, gold if wide else without_wide(gold), answers)
    return score


def given(pipeline: Pipeline, documents: Iterable[Document], *, wide: bool = True) -> PlaceScore:
    """Placed with the spans given."""
    score = PlaceScore()
    for document in documents:
        answers = batch.geoparse(pipeline, {"text": document["text"], "spans": document["toponyms"]})["toponyms"]
        gold = [one for one in document["toponyms"] if one["lat"] is not None]
        add(score, gold if wide else without_wide(gold), [_only(answers, one) for one in gold])
    return score


def _only(answers: list[Document], gold: Document) -> Document:
    return next(a for a in answers if (a["start"], a["end"]) == (gold["start"], gold["end"]))


class Folded:
    """A pipeline that reads each document with a recogniser and weights that never saw it."""

    def __init__(self, folder: Path) -> None:
        self.pipeline = Pipeline(Gazetteer.open())
        self.learned = {
            told["doc_id"]: (number, [(one["start"], one["end"]) for one in told["toponyms"]])
            for number in range(5)
            for told in map(json.loads, (folder / f"learned-{number}.jsonl").open(encoding="utf-8"))
        }
        self.weights = [
            Weights.of(json.loads((folder / f"weights-{number}.json").read_text(encoding="utf-8")))
            for number in range(5)
        ]
        self._recognise = self.pipeline.recogniser.mentions_of
        self.pipeline.recogniser.mentions_of = self._mentions_of  # type: ignore[method-assign]

    def on(self, document: Document) -> Pipeline:
        """The pipeline for one document."""
        self.fold, self.spans = self.learned.get(document["doc_id"], (document_fold(document["doc_id"]), []))
        self.pipeline.resolver.given = self.weights[self.fold]
        return self.pipeline

    def _mentions_of(self, docs, offsets):  # type: ignore[no-untyped-def]
        left = iter(offsets)
        learned = self.pipeline.recogniser.learned
        learned.spans = lambda some: [self._within(doc, next(left)) for doc in some]  # type: ignore[method-assign]
        return list(self._recognise(docs, offsets))

    def _within(self, doc, offset: int) -> list[Span]:  # type: ignore[no-untyped-def]
        last = offset + len(doc.text)
        return [Span(start=a - offset, end=b - offset) for a, b in self.spans if offset <= a < b <= last]


@cache
def document_fold(doc_id: str) -> int:
    """Which fifth a document belongs to, as the training tools divide them."""
    return int(hashlib.sha1(doc_id.encode()).hexdigest(), 16) % 5


def folded(folder: Path) -> Iterator[str]:
    """The cross-validated lines of the table."""
    pipelines = Folded(folder)
    for name in ("lgl", "geovirus", "humset", "geocorpora"):
        whole, bare, all_, hu = PlaceScore(), PlaceScore(), PlaceScore(), PlaceScore()
        for document in corpus(name):
            pipeline = pipelines.on(document)
            if name != "geocorpora":
                _merge(whole, raw(pipeline, [document]))
            if name != "humset":
                _merge(all_, given(pipeline, [document]))
                _merge(hu, given(pipeline, [document], wide=False))
        del bare
        yield _line(f"{name}, five folds", whole, all_, hu)


def _merge(into: PlaceScore, one: PlaceScore) -> None:
    for name in ("gold", "found", "exact", "placed_gold", "placed", "near", "sure"):
        setattr(into, name, getattr(into, name) + getattr(one, name))


def _line(name: str, text: PlaceScore, all_: PlaceScore, hu: PlaceScore | None = None) -> str:
    figures = [text.recognition, text.placing, all_.accuracy, hu.accuracy if hu else 0.0]
    told = "".join(f"{figure:>9.3f}" if figure else f"{'-':>9}" for figure in figures)
    return f"{name:<28}{told}{text.confidence_error:>9.3f}{all_.confidence_error:>9.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folds", type=Path)
    folder = parser.parse_args().folds
    pipeline = Pipeline(Gazetteer.open())
    print(f"{language.maker()}, {pipeline.recogniser.maker}, {pipeline.resolver.maker}")
    print(f"Python {platform.python_version()}")
    print(f"{'':<28}{'found':>9}{'placed':>9}{'given':>9}{'given,hu':>9}{'error':>9}{'error':>9}")
    for split in ("tune", "test"):
        print(_line(f"own texts, {split}", raw(pipeline, own(split)), given(pipeline, own(split))))
    for line in folded(folder) if folder else ():
        print(line, flush=True)
    for anchor in ANCHORS:
        print("; ".join(anchor))


if __name__ == "__main__":
    main()
