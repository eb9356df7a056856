"""A text's words with their places in it, cut so that "al-Kalasseh" and "Jam'iat" stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapapp.geoparse import cues

_WORD = re.compile(r"[^\W_]+(?:[-'’‘ʿʾ`.](?=[^\W_])[^\W_]+)*\.?")
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(al|el|as|ash|ad|ar|an|at|az|ez|es|ed|er|en|et|ul|l|d)[-'’]", re.IGNORECASE)
_DOTTED = re.compile(r"^(?:[A-Z]\.)+[A-Z]?\.?$|^(?:St|Mt|Ft|Pt)\.$")


@dataclass(frozen=True, slots=True)
class Word:
    """One word."""

    start: int
    """Of its first character in the text."""
    end: int
    text: str
    """Without a possessive ending."""
    lower: str
    name_like: bool
    """Written as names are: with a capital, or with an article and a capital."""
    possessive: bool


def words_of(text: str) -> list[Word]:
    """The words of a text in order, offsets exact: `text[word.start:word.end] == word.text`."""
    words = []
    for match in _WORD.finditer(text):
        whole = match.group()
        bare = whole.rstrip(".") if not _DOTTED.match(whole) else whole
        stem = _POSSESSIVE.sub("", bare) if len(bare) > 2 else bare
        words.append(Word(match.start(), match.start() + len(stem), stem, stem.lower(), _name_like(stem), stem != bare))
    return words


def _name_like(word: str) -> bool:
    if word[:1].isupper() or word[:1].istitle():
        return True
    rest = _ARTICLE.sub("", word)
    return rest != word and rest[:1].isupper()


def touching(text: str, left: Word, right: Word) -> bool:
    """Does nothing but a space, a hyphen or a slash stand between two words of one name?"""
    between = text[left.end : right.start]
    return len(between) <= 2 and between.strip(" \u00a0-–'’") == ""


_ONE_NAME = r"(?:(?:al|el|as|ash|ad|ar|an|at|az)-)?[A-Z][\w'’-]*"
_LIST = re.compile(rf"(?:(?:,| and| or|, and)\s+(?:the\s+)?{_ONE_NAME}(?:\s+{_ONE_NAME}){{0,2}})+\s+([a-z]+s)\b")


def listed_descriptor(text: str, end: int) -> str | None:
    """The plural after a list that begins with a name: "provinces" in "Balkh, Kunduz and Takhar provinces".

    Args:
        text: the block.
        end: where the name ends.
    """
    match = _LIST.match(text, end, min(len(text), end + 120))
    return match.group(1) if match and match.group(1) in cues.DESCRIPTOR_AFTER else None
