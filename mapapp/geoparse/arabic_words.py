"""The words of a text in Arabic letters, and what may be taken off their beginning.

Arabic writes "and", "so", "in", "to" and "like" as one letter before a word: وبدمشق is "and in Damascus".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MARK = r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARK}]|\u200c(?=[^\W\d_]))*")
_MARKS = re.compile(rf"[{MARK}\u200c]")
_MARK_RUN = re.compile(rf"[{MARK}]*")
_SAME = str.maketrans(
    {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ة": "ه", "ی": "ي", "ک": "ك", "ہ": "ه", "ھ": "ه", "ۀ": "ه"}
)
ARTICLE = "ال"
CONJUNCTIONS, PREPOSITIONS = "وف", "بلك"
LEAST_LEFT = 3
"""Letters which a name has at least when something is taken off before it."""


@dataclass(frozen=True, slots=True)
class ArabicWord:
    """One word."""

    start: int
    """Of its first character in the text."""
    end: int
    plain: str
    """Without vowel signs and hamza, ة as ه: the key into the lists of words."""
    accusative: bool
    """Does it end in the sign of an indefinite accusative: سورياً, "a Syrian", is not Syria?"""


@dataclass(frozen=True, slots=True)
class Beginning:
    """One way to begin a name inside a word."""

    start: int
    """Where the name begins in the text."""
    taken: str
    """The letters before it that are other words; "" where the whole word is meant."""
    article: bool
    """Is the article there, be it written in the letters taken off (للعراق)?"""

    @property
    def located(self) -> bool:
        """Is "in" or "to" before it?"""
        return "ب" in self.taken or "ل" in self.taken

    @property
    def joined(self) -> bool:
        """Is "and" before it?"""
        return self.taken.startswith(tuple(CONJUNCTIONS))


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A word as the lists have it: no signs, no hamza on alif, ة as ه, Persian letters as Arabic ones. ى stays."""
    return _MARKS.sub("", unicodedata.normalize("NFC", text)).translate(_SAME)


def words_of(text: str) -> list[ArabicWord]:
    """The words of a text in order, offsets exact, whatever their script."""
    return [
        ArabicWord(found.start(), found.end(), plain(found.group()), found.group().endswith(("\u064b", "\u064bا")))
        for found in _WORD.finditer(text)
    ]


def beginnings(text: str, word: ArabicWord, *, clitics: bool) -> Iterator[Beginning]:
    """The whole word, then what is left after one-letter words are taken off it."""
    yield Beginning(word.start, "", word.plain.startswith(ARTICLE))
    if not clitics:
        return
    at, taken = word.start, ""
    for letters in (CONJUNCTIONS, PREPOSITIONS):
        if text[at] in letters:
            taken += text[at]
            at = _after(text, at)
            yield from _left(text, word, at, taken)
    if taken.endswith("ل") and text[at : at + 1] == "ل":  # للعراق, the article's alif is not written
        at = _after(text, at)
        if word.end - at >= LEAST_LEFT:
            yield Beginning(at, taken + "ل", True)


def _left(text: str, word: ArabicWord, at: int, taken: str) -> Iterator[Beginning]:
    rest = plain(text[at : word.end])
    if len(rest) >= LEAST_LEFT:
        yield Beginning(at, taken, rest.startswith(ARTICLE))


def _after(text: str, at: int) -> int:
    """The index of the next letter, past the vowel signs of this one."""
    signs = _MARK_RUN.match(text, at + 1)
    return signs.end() if signs else at + 1


def touching(text: str, left: ArabicWord, right: ArabicWord) -> bool:
    """Does nothing but a space or a hyphen stand between two words of one name?"""
    between = text[left.end : right.start]
    return len(between) <= 2 and not between.strip(" \u00a0-\u200f\u200e")
