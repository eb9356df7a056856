"""What the gazetteer knows of each word of a text, as one short mark a word: evidence for the trained recogniser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Doc

from gazetteer.candidate import Candidate
from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind
from mapapp.geoparse import cues

LONGEST = 5
"""Words of a name that is looked for."""
LARGE, MIDDLING = 100_000, 5_000
"""Persons."""
MOST_KEPT = 20_000
"""Names whose mark stays in memory, some 3 MB."""
DEMONYM, WEAK = "demonym", "weak"


class Marker:
    """Marks the words of documents, name by name, the longest first."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.mark = lru_cache(maxsize=MOST_KEPT)(self._read)
        """What a name is known as: one of the words of sureness.toml, "" for none."""

    def marks(self, doc: Doc) -> list[str]:
        """One mark a token: "" for none, else "B-" or "I-" and what the name at hand is known as."""
        marks = [""] * len(doc)
        words = [token.text for token in doc]
        cased = any(word[0].islower() for word in words if word[:1].isalpha()) and any(
            word[0].isupper() for word in words
        )
        at = 0
        while at < len(words):
            last, mark = self._longest(words, at, cased=cased)
            for index in range(at, last):
                marks[index] = f"{'B' if index == at else 'I'}-{mark}"
            at = max(last, at + 1)
        return marks

    def _longest(self, words: Sequence[str], at: int, *, cased: bool) -> tuple[int, str]:
        """Where the longest known name that begins at a word ends, and its mark; (at, "") where none does."""
        for last in _ends(words, at, cased=cased):
            if mark := self.mark(_joined(words[at:last])):
                return last, mark
        return at, ""

    def _read(self, surface: str) -> str:
        if self.gazetteer.demonym(surface):
            return DEMONYM
        named = self.gazetteer.named(surface)
        strong = [candidate for candidate in named if candidate.form.strong]
        if strong:
            return max(map(_rank, strong))[1]
        return WEAK if named else ""


def _rank(candidate: Candidate) -> tuple[int, str]:
    """How telling a candidate is, and its mark."""
    place, people = candidate.place, candidate.place.population or 0
    if candidate.form.kind == "demonym":
        return 9, DEMONYM
    if place.kind in {PlaceKind.COUNTRY, PlaceKind.ADMIN1}:
        return 8, place.kind.value
    if place.kind in {PlaceKind.SETTLEMENT, PlaceKind.QUARTER}:
        return (7, "large") if people >= LARGE else (5, "middling") if people >= MIDDLING else (3, "small")
    return 4, "area" if place.kind in {PlaceKind.REGION, PlaceKind.NATURAL, PlaceKind.ADMIN2} else "other"


def _ends(words: Sequence[str], at: int, *, cased: bool) -> Iterator[int]:
    """The ends of the names that may begin at a word, the farthest first."""
    if not _may_begin(words[at], cased=cased):
        return
    last = at + 1
    while last < min(len(words), at + LONGEST) and (
        _may_begin(words[last], cased=cased)
        or words[last].lower() in cues.CONNECTORS
        or words[last] in {"-", "’s", "'s"}
    ):
        last += 1
    yield from range(last, at, -1)


def _may_begin(word: str, *, cased: bool) -> bool:
    if not word[:1].isalpha():
        return False
    return (word[0].isupper() or "-" in word) if cased else len(word) > 2


def _joined(words: Sequence[str]) -> str:
    """As written, but for spaces around hyphens: "Deir - ez - Zor"."""
    return " ".join(words).replace(" - ", "-").replace(" ’s", "’s").replace(" 's", "'s")
