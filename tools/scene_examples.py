"""Sentences with a marked verb and the places of its act → examples to train `mapapp.extract.scene` on."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mapapp import language
from mapapp.domain.report import Span
from mapapp.extract.clause import token_at
from mapapp.extract.scene.candidates import candidates
from mapapp.extract.scene.features import features
from mapapp.pipeline import Pipeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One act of one sentence."""

    names: tuple[tuple[str, ...], ...]
    """The features of each name."""
    none: tuple[str, ...]
    """The features of "no name is the place"."""
    right: tuple[bool, ...]
    """For each name: does it overlap a place of the act?"""
    listed: tuple[bool, ...]
    """For each name: did the recogniser find it?"""
    placed: bool
    """Does the act have a place in the sentence, found or not?"""
    source: str
    fold: int
    """By the text, so that two acts of one sentence are never on both sides."""


def examples(corpus: Path, pipeline: Pipeline, folds: int) -> Iterator[Example]:
    """The examples of a corpus in its order. Raises ValueError where a verb lies in no sentence."""
    for line in corpus.read_text(encoding="utf-8").splitlines():
        yield _example(json.loads(line), pipeline, folds)


def _example(entry: Mapping[str, Any], pipeline: Pipeline, folds: int) -> Example:
    text, verb = entry["text"], entry["verb"]
    doc = next(iter(language.entities([text])))
    named = pipeline.recogniser.mentions(doc, 0)
    token = token_at(next(language.parsed([doc])), verb["start"])
    if token is None:
        raise ValueError(f"{entry['doc_id']}: the verb lies in no sentence")
    sentence = token.sent
    mentions = [m for m in named if sentence.start_char <= m.span.start < sentence.end_char]
    names = candidates(sentence, pipeline.resolver.resolve(text, mentions), 0)
    lists, none = features(token, names)
    return Example(
        names=tuple(map(tuple, lists)),
        none=tuple(none),
        right=tuple(_overlaps(name.resolution.mention.span, entry["locations"]) for name in names),
        listed=tuple(name.listed for name in names),
        placed=bool(entry["locations"]),
        source=entry["source"],
        fold=zlib.crc32(" ".join(text.split()).encode()) % folds,
    )


def _overlaps(span: Span, gold: Sequence[Mapping[str, Any]]) -> bool:
    return any(min(span.end, one["end"]) > max(span.start, one["start"]) for one in gold)
