"""The trained recogniser: which stretches of a text are place names, as a model learned it from annotated news.

A transition-based recogniser with one label (spaCy's EntityRecognizer). It reads the words with the vectors of the
medium English model and with what the gazetteer knows of each word (marks.py). tools/train_recogniser.py makes its
weights; toponym_model/CARD.md names the corpora, their licences and the figures.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from gazetteer.lookup import Gazetteer
from mapapp.domain.report import Span
from mapapp.geoparse.marks import Marker
from mapapp.language import fast_arithmetic

FOLDER = Path(__file__).with_name("toponym_model")
LABEL = "PLACE"
ATTRIBUTES = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "ENT_KB_ID"]
"""What the model reads of a word. The last carries the gazetteer's mark: a token has no other free text attribute."""
ROWS = [5000, 1000, 2500, 2500, 100]


class Learned:
    """The trained recogniser with its weights, for documents of any pipeline that has the medium model's words."""

    def __init__(self, nlp: Language, gazetteer: Gazetteer, folder: Path = FOLDER) -> None:
        self.nlp = nlp
        """The medium English model: its vectors are what the weights were learned with."""
        self.marker = Marker(gazetteer)
        self.folder = folder

    @cached_property
    def version(self) -> str:
        """Which weights these are; "none" where the installed model has no word vectors, so that they can't be used."""
        return str(json.loads((self.folder / "about.json").read_text())["version"]) if self.recogniser else "none"

    @cached_property
    def recogniser(self) -> EntityRecognizer | None:
        """None where there are no weights, or no word vectors to read with."""
        if not (self.folder / "about.json").is_file() or self.nlp.vocab.vectors_length == 0:
            return None
        with fast_arithmetic():
            recogniser = new_recogniser(self.nlp)
        return recogniser.from_disk(self.folder, exclude=["vocab"])

    def spans(self, docs: Sequence[Doc]) -> list[list[Span]]:
        """For each document the stretches that are place names, in order; none without a recogniser."""
        if self.recogniser is None:
            return [[] for _ in docs]
        twins = [self.twin(doc) for doc in docs]
        states = self.recogniser.predict(twins)
        self.recogniser.set_annotations(twins, states)
        return [[Span(start=entity.start_char, end=entity.end_char) for entity in twin.ents] for twin in twins]

    def twin(self, doc: Doc) -> Doc:
        """The same words with the gazetteer's marks and nothing else: entities found before would bind it."""
        twin = Doc(
            self.nlp.vocab, words=[token.text for token in doc], spaces=[bool(token.whitespace_) for token in doc]
        )
        for token, mark in zip(twin, self.marker.marks(doc), strict=True):
            if mark:
                token.ent_kb_id_ = mark
        return twin


def new_recogniser(nlp: Language) -> EntityRecognizer:
    """One without weights, of the shape of the medium model's own with one attribute more."""
    model: dict[str, Any] = json.loads(json.dumps(nlp.config["components"]["ner"]["model"]))
    model["tok2vec"]["embed"] |= {"attrs": ATTRIBUTES, "rows": ROWS}
    recogniser = nlp.create_pipe("ner", config={"model": model})
    assert isinstance(recogniser, EntityRecognizer)  # noqa: S101  what the factory "ner" makes
    recogniser.add_label(LABEL)
    return recogniser
