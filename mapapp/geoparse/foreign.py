"""Place names in a language that nobody taught us: only what can hardly be anything else.

A name counts when it is written as the gazetteer has it, with a capital letter and not at the beginning of a
sentence, and is a country's or a large town's. Scripts without capitals or without spaces give nothing.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from gazetteer.candidate import Match
from gazetteer.lookup import Gazetteer
from gazetteer.names import fold
from gazetteer.place import PlaceKind
from gazetteer.strength import is_common
from mapapp.domain.mention import Mention, Use
from mapapp.domain.report import Span
from mapapp.geoparse.standing import LARGE_ABROAD

VERSION = "foreign-1"
SCRIPTS = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts with capital letters (ISO 15924)."""
LONGEST_NAME = 3
"""Words."""
LEAST_LETTERS = 4
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TABLE = tomllib.loads(Path(__file__).with_name("foreign.toml").read_text(encoding="utf-8"))
_WORDS = frozenset(_TABLE["words"])
_BEFORE_NAMES: dict[str, list[str]] = _TABLE["nouns_with_capitals"]
_BEGINS = re.compile(r"(?:^|[.!?…:;\n|•–—-]\s*|[\"“”«»„(\[]\s*)\Z")


class ForeignRecogniser:
    """Well-known place names of one block at a time."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.maker = f"{VERSION}+{gazetteer.maker}"

    def mentions(self, text: str, offset: int, language: str | None) -> list[Mention]:
        """The mentions of a block, in order, never overlapping.

        Args:
            text: the block.
            offset: where it begins in the report's text.
            language: BCP-47; German writes all nouns with capitals, so that there a town needs a word before it.
        """
        words = list(_WORD.finditer(text))
        found: list[Mention] = []
        at = 0
        while at < len(words):
            last = next(self._names(text, words, at, language), at)
            if last > at:
                found.append(self._mention(Span(start=words[at].start(), end=words[last - 1].end()), text, offset))
            at = max(last, at + 1)
        return found

    def _names(self, text: str, words: list[re.Match[str]], at: int, language: str | None) -> Iterator[int]:
        """The index after each name that begins with a word and can stand, the longest first."""
        if not words[at].group()[0].isupper() or not _may_begin(text, words, at, language):
            return
        for last in range(min(len(words), at + LONGEST_NAME), at, -1):
            together = all(text[words[i].end() : words[i + 1].start()] == " " for i in range(at, last - 1))
            if together and words[last - 1].group()[0].isupper() and not _goes_on(text, words, last):
                surface = text[words[at].start() : words[last - 1].end()]
                if self._is_known(surface, begins=bool(_BEGINS.search(text[: words[at].start()]))):
                    yield last

    def _is_known(self, surface: str, *, begins: bool) -> bool:
        """Is it a country's name or, letter for letter, a large town's? At the beginning only a country's."""
        if len(surface) < LEAST_LETTERS or surface.lower() in _WORDS or is_common(fold(surface)):
            return False
        found = [one for one in self.gazetteer.named(surface) if one.form.strong]
        if any(one.place.kind is PlaceKind.COUNTRY for one in found):
            return True
        exact = (one.place for one in found if one.match is Match.EXACT)
        return not begins and any((place.population or 0) >= LARGE_ABROAD for place in exact)

    def _mention(self, span: Span, text: str, offset: int) -> Mention:
        surface = span.of(text)
        return Mention(
            span=Span(start=span.start + offset, end=span.end + offset),
            surface=surface,
            use=Use.PLACE,
            confidence=0.7,
            maker=self.maker,
            reason="name of a country or a large town, in a language that is not read",
        )


def _may_begin(text: str, words: list[re.Match[str]], at: int, language: str | None) -> bool:
    """Is no other name before the word, and in German a word such as “in”?"""
    if at == 0 or text[words[at - 1].end() : words[at].start()] != " ":
        return language not in _BEFORE_NAMES
    before = words[at - 1].group()
    if language in _BEFORE_NAMES:
        return before.lower() in _BEFORE_NAMES[language]
    return before.islower() or bool(_BEGINS.search(text[: words[at - 1].start()]))


def _goes_on(text: str, words: list[re.Match[str]], last: int) -> bool:
    """Does another capital follow, so that the name is longer: “Paris Saint-Germain”?"""
    return (
        last < len(words)
        and text[words[last - 1].end() : words[last].start()] == " "
        and words[last].group()[0].isupper()
    )
