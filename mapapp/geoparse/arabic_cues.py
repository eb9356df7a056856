"""The words around names in Arabic letters, read from `arabic.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mapapp.geoparse.arabic_words import plain

_TABLE = tomllib.loads(Path(__file__).with_name("arabic.toml").read_text(encoding="utf-8"))
LANGUAGES = frozenset(_TABLE)
"""BCP-47; a text in another language that is written in Arabic letters is read by the first of these, "ar"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The words of one language; `arabic.toml` says what each list means. All are plain, see `arabic_words.plain`."""

    clitics: bool
    """Are one-letter words written before others, and nationalities read?"""
    strict: frozenset[str]
    prepositions: frozenset[str]
    directions: frozenset[str]
    reference: frozenset[str]
    speech: frozenset[str]
    organisation: frozenset[str]
    stop: frozenset[str]
    common: frozenset[str]
    weak: frozenset[str]
    given: frozenset[str]
    countries_too: frozenset[str]
    part_of_name: frozenset[str]
    kinds: Mapping[str, str]
    """Word before a name → the kind of place that it asks for, or ""."""


@cache
def cues_of(language: str) -> Cues:
    """The words of a language; those of Arabic where it has none of its own."""
    table = dict(_TABLE.get(language) or _TABLE["ar"])
    kinds = {plain(word): kind for word, kind in table.pop("kinds").items()}
    clitics = bool(table.pop("clitics"))
    return Cues(clitics=clitics, kinds=kinds, **{name: frozenset(map(plain, words)) for name, words in table.items()})
