"""The peer of everything that reads texts: the language model as spaCy itself loads it."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language

from mapapp.language import model_folder


@lru_cache(maxsize=1)
def bare_pipeline() -> Language:
    """The same components as `mapapp.language.pipeline`, with thinc's own arithmetic."""
    return spacy.load(model_folder(), exclude=["senter"])
