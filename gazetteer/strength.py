"""Which forms of a name can stand alone, and which are also common words or people's names."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from gazetteer.names import fold
from gazetteer.place import NameForm, PlaceKind

WORDS = Path(__file__).parent / "data" / "common_words.txt"
FAMOUS = 300_000
"""Persons: a town this large is meant before a person of the same name (Houston, Charlotte)."""


@cache
def common() -> tuple[frozenset[str], frozenset[str]]:
    """Common words, and given names and surnames: both folded."""
    found: dict[str, set[str]] = {"words": set(), "names": set()}
    section = found["words"]
    for line in WORDS.read_text(encoding="utf-8").splitlines():
        text = line.partition("#")[0].strip()
        if text.startswith("["):
            section = found[text.strip("[]")]
        elif text:
            section.update(map(fold, text.split()))
    return frozenset(found["words"]), frozenset(found["names"])


def is_common(folded: str) -> bool:
    """Is it a common word or a person's name?"""
    words, names = common()
    return folded in words or folded in names


def is_strong(form: NameForm, folded: str, kind: PlaceKind, population: int | None) -> bool:
    """Can this form of a place's name stand alone in a text?"""
    if not form.strong:
        return False
    words, names = common()
    known_by_it = form.kind in {"official", "abbreviation"} or form.language == "en"
    if kind is PlaceKind.COUNTRY and known_by_it:
        return True
    if folded in words or (len(folded) < 3 and folded.isascii()) or folded.isdecimal():
        return False
    large = kind is PlaceKind.ADMIN1 or (population or 0) >= FAMOUS
    return not (folded in names and not (large and known_by_it))
