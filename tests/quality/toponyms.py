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
from tests.quality.misses import misses
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
            if (folder / f"learned-{number}.jsonl").is_file()
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


def folded(folder: Path, kinds: dict[str, list[str]]) -> Iterator[str]:
    """The cross-validated lines of the table; what went wrong is gathered in `kinds`."""
    pipelines = Folded(folder)
    for name in ("lgl", "geovirus", "humset", "geocorpora"):
        text, all_, hu = PlaceScore(), PlaceScore(), PlaceScore()
        for document in corpus(name):
            pipeline, gold = pipelines.on(document), document["toponyms"]
            if document["doc_id"] in pipelines.learned:
                answers = batch.geoparse(pipeline, {"text": document["text"]})["toponyms"]
                add(text, gold, answers)
                for kind, example in misses(pipeline, document["text"], gold, answers) if name != "humset" else ():
                    kinds.setdefault(kind, []).append(f"{document['doc_id']}: {example}")
            if name != "humset":
                answers = batch.geoparse(pipeline, {"text": document["text"], "spans": gold})["toponyms"]
                for score, wanted in ((all_, gold), (hu, without_wide(gold))):
                    placed = [one for one in wanted if one["lat"] is not None]
                    add(score, placed, [_only(answers, one) for one in placed])
        yield _line(f"{name}, five folds", text, all_, hu)


def _line(name: str, text: PlaceScore, all_: PlaceScore, hu: PlaceScore | None = None) -> str:
    figures = [text.recognition, text.placing, all_.accuracy, hu.accuracy if hu else 0.0]
    told = "".join(f"{figure:>9.3f}" if figure else f"{'-':>9}" for figure in figures)
    return f"{name:<28}{told}{text.confidence_error:>9.3f}{all_.confidence_error:>9.3f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--misses", type=Path, help="where all that went wrong is written, one line each")
    arguments = parser.parse_args()
    kinds: dict[str, list[str]] = {}
    pipeline = Pipeline(Gazetteer.open())
    print(f"{language.maker()}, {pipeline.recogniser.maker}, {pipeline.resolver.maker}")
    print(f"Python {platform.python_version()}")
    print(f"{'':<28}{'found':>9}{'placed':>9}{'given':>9}{'given,hu':>9}{'error':>9}{'error':>9}")
    for split in ("tune", "test"):
        print(_line(f"own texts, {split}", raw(pipeline, own(split)), given(pipeline, own(split))), flush=True)
    for document in own("tune") if not arguments.folds else ():
        answers = batch.geoparse(pipeline, {"text": document["text"]})["toponyms"]
        for kind, example in misses(pipeline, document["text"], document["toponyms"], answers):
            kinds.setdefault(kind, []).append(f"{document['doc_id']}: {example}")
    for line in folded(arguments.folds, kinds) if arguments.folds else ():
        print(line, flush=True)
    for anchor in ANCHORS:
        print("; ".join(anchor))
    _tell_misses(kinds, arguments.misses)


def _tell_misses(kinds: dict[str, list[str]], path: Path | None) -> None:
    """The ten most frequent kinds of error with three examples each; all of them into a file, where one is named."""
    ordered = sorted(kinds.items(), key=lambda pair: -len(pair[1]))
    for kind, examples in ordered[:10]:
        print(f"\n{len(examples):>5}  {kind}")
        for example in examples[:: max(1, len(examples) // 3)][:3]:
            print(f"       {example}")
    if path:
        rows = (f"{kind}\t{example}\n" for kind, examples in ordered for example in examples)
        path.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
