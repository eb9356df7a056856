"""Trains mapapp/geoparse/toponym_model: the recogniser of place names.

    python tools/train_recogniser.py CORPUS.jsonl ... [--folds FOLDER] [--only N] [--epochs N]

A corpus has one document a line: {"doc_id", "text", "toponyms": [{"start", "end"}]}. With `--folds` nothing is trained
for use: each fifth of the documents is read by a recogniser that never saw it, into FOLDER/learned-<fold>.jsonl, from
which the cross-validated figures are made. Seeds are fixed; on one core an epoch takes about three minutes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span
from spacy.training import Example
from thinc.api import fix_random_seed

from gazetteer.lookup import Gazetteer
from mapapp.geoparse.learned import FOLDER, LABEL, Learned, new_recogniser
from mapapp.geoparse.lists import names_in
from mapapp.language import model_folder

SEED = 1
FOLDS = 5
EPOCHS = 3
RATE, DROPOUT = 0.001, 0.25
FIRST_BATCH, MORE = 400, 200
"""Words of a batch in the first epoch, and how many more in each that follows."""
RECASED = 0.03
"""Share of the paragraphs that are learned in capitals only, and as many in small letters only."""
OTHER_PIPES = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
HASHED = 4 * 96
"""Figures that the medium model's four attributes give for a word; the vector's come after them."""


@dataclass(frozen=True, slots=True)
class Document:
    """One line of a corpus."""

    doc_id: str
    text: str
    spans: tuple[tuple[int, int], ...]

    @property
    def fold(self) -> int:
        """Which fifth it belongs to."""
        return int(hashlib.sha1(self.doc_id.encode()).hexdigest(), 16) % FOLDS


def read(path: Path) -> Iterator[Document]:
    """The documents of a corpus."""
    for line in path.open(encoding="utf-8"):
        told = json.loads(line)
        spans = sorted((one["start"], one["end"]) for one in told["toponyms"])
        yield Document(str(told["doc_id"]), told["text"], tuple(spans))


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Each line that holds something, and where it begins."""
    for match in re.finditer(r"[^\n]+", text):
        if match.group().strip():
            yield match.start(), match.group()


def examples(nlp: Language, learned: Learned, documents: Sequence[Document]) -> list[Example]:
    """One for each paragraph."""
    chance = random.Random(SEED)
    found = []
    for document in documents:
        for offset, text in paragraphs(document.text):
            recased = _recased(text, chance.random())
            doc = nlp.make_doc(recased)
            spans = _spans(doc, text, offset, document, learned.marker.gazetteer)
            reference = doc.copy()
            reference.ents = [Span(reference, first, last, label=LABEL) for first, last in spans]
            found.append(Example(learned.twin(doc), reference))
    return found


def _recased(text: str, chance: float) -> str:
    other = text.upper() if chance < RECASED else text.lower() if chance < 2 * RECASED else text
    return other if len(other) == len(text) else text


def _spans(doc: Doc, text: str, offset: int, document: Document, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The annotated names of a paragraph, in words."""
    done = 0
    for start, end in document.spans:
        if not offset <= start < end <= offset + len(text):
            continue
        for first, last in names_in(text, start - offset, end - offset, gazetteer):
            span = doc.char_span(first, last, alignment_mode="expand")
            if span is not None and span.start >= done:
                yield span.start, span.end
                done = span.end


def start_from(old: EntityRecognizer, new: EntityRecognizer) -> None:
    """Copy what the medium model's recogniser knows of words into the new one, which has one attribute more."""
    pairs = [pair for hashed in (True, False) for pair in zip(_layers(old, hashed), _layers(new, hashed), strict=False)]
    for before, after in pairs:
        for name in before.param_names:
            known, fresh = before.get_param(name), after.get_param(name)
            if known.shape != fresh.shape:
                fresh = 0.3 * fresh
                fresh[..., :HASHED], fresh[..., HASHED + 96 :] = known[..., :HASHED], known[..., HASHED:]
                known = fresh
            after.set_param(name, known)


def _layers(recogniser: EntityRecognizer, hashed: bool) -> list[Any]:
    """The layers of the word reader with weights: those of the hashed attributes, or all others."""
    layers = [layer for layer in recogniser.model.get_ref("tok2vec").walk() if layer.param_names]
    return [layer for layer in layers if (layer.name == "hashembed") is hashed]


def train(documents: Sequence[Document], gazetteer: Gazetteer, epochs: int) -> Learned:
    """A recogniser that has learned the documents."""
    fix_random_seed(SEED)
    nlp = spacy.load(model_folder(), exclude=OTHER_PIPES)
    learned = Learned(nlp, gazetteer)
    recogniser = new_recogniser(nlp)
    lessons = examples(nlp, learned, documents)
    recogniser.initialize(lambda: lessons[:200], nlp=nlp)
    start_from(nlp.get_pipe("ner"), recogniser)
    optimizer: Any = nlp.create_optimizer()  # type: ignore[no-untyped-call]
    optimizer.learn_rate = RATE
    chance = random.Random(SEED)
    for epoch in range(epochs):
        chance.shuffle(lessons)
        losses: dict[str, float] = {}
        for batch in _batches(lessons, FIRST_BATCH + MORE * epoch):
            recogniser.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
        print(f"epoch {epoch + 1}: loss {sum(losses.values()):,.0f}", flush=True)
    for layer in recogniser.model.walk():
        for name in layer.param_names:
            if (mean := optimizer.averages.get((layer.id, name))) is not None:
                layer.set_param(name, mean)
    learned.recogniser = recogniser
    return learned


def _batches(lessons: Sequence[Example], words: int) -> Iterator[list[Example]]:
    batch: list[Example] = []
    size = 0
    for lesson in lessons:
        batch.append(lesson)
        size += len(lesson.reference)
        if size >= words:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def predictions(learned: Learned, documents: Sequence[Document]) -> Iterator[dict[str, Any]]:
    """What a recogniser finds, one line a document."""
    for document in documents:
        found = list(paragraphs(document.text))
        docs = [learned.nlp.make_doc(text) for _, text in found]
        spans = [
            {"start": offset + span.start, "end": offset + span.end}
            for (offset, _), names in zip(found, learned.spans(docs), strict=True)
            for span in names
        ]
        yield {"doc_id": document.doc_id, "toponyms": spans}


def main() -> None:
    """Train for use, or read each document with a recogniser that never saw it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, metavar="FOLDER")
    parser.add_argument("--only", type=int, help="this fold alone")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    documents = [document for path in arguments.corpora for document in read(path)]
    if arguments.folds is None:
        _keep(train(documents, gazetteer, arguments.epochs), arguments.corpora)
        return
    arguments.folds.mkdir(parents=True, exist_ok=True)
    for fold in range(FOLDS) if arguments.only is None else [arguments.only]:
        learned = train([one for one in documents if one.fold != fold], gazetteer, arguments.epochs)
        with (arguments.folds / f"learned-{fold}.jsonl").open("w", encoding="utf-8") as out:
            for line in predictions(learned, [one for one in documents if one.fold == fold]):
                out.write(json.dumps(line) + "\n")


def _keep(learned: Learned, corpora: Sequence[Path]) -> None:
    """Put the weights where the program finds them."""
    recogniser = learned.recogniser
    if recogniser is None:
        raise SystemExit("the medium English model is not installed; run: make prepare")
    recogniser.to_disk(FOLDER, exclude=["vocab"])
    weights = (FOLDER / "model").read_bytes()
    about = {
        "version": hashlib.sha256(weights).hexdigest()[:8],
        "made_by": "python tools/train_recogniser.py " + " ".join(path.name for path in corpora),
        "corpora": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in corpora},
        "model": f"{learned.nlp.meta['lang']}_{learned.nlp.meta['name']}-{learned.nlp.meta['version']}",
    }
    (FOLDER / "about.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    print(f"{FOLDER}: version {about['version']}, {len(weights) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
