"""A text → its words, numbers and marks, in time linear in its length."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

Found = TypeVar("Found")

_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
    r"|(?P<half>\b[apAP]\.\s?[mM]\b\.?)"
    r"|(?P<possessive>['’]s\b)"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>\S)"
)
_ORDINAL = frozenset({"st", "nd", "rd", "th"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark of a text."""

    start: int
    """In code points of the text."""
    end: int
    text: str
    lower: str
    """In lower case; curly apostrophes and dashes are plain, "p.m." is "pm"."""
    number: int | None
    """Of digits alone, at most four; None for all else."""

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[0].isupper()


def tokens_of(text: str) -> list[Token]:
    """The tokens of a text in order. "12,000" is one token and no number; "3rd" is two tokens that touch."""
    return [_token(match) for match in _TOKEN.finditer(text)]


def _token(match: re.Match[str]) -> Token:
    text = match.group()
    lower = text.lower().replace("’", "'").replace("–", "-").replace("—", "-").replace("‑", "-")
    if match.lastgroup == "half":
        lower = f"{lower[0]}m"
    number = int(text) if match.lastgroup == "number" and len(text) <= 4 and text.isascii() and text.isdigit() else None
    return Token(match.start(), match.end(), text, lower, number)


class Line:
    """The tokens of a text, safe to look at beyond either end.

    Args:
        text: any text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.memory: dict[tuple[object, int], Any] = {}
        """What each remembering reader found at each token."""

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """Token `i` in lower case; empty beyond the ends."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def number(self, i: int) -> int | None:
        """The value of token `i`, if it is a number of at most four digits that stands free of letters."""
        if not 0 <= i < len(self.tokens) or (self.touches(i - 1) and self.tokens[i - 1].text[-1].isalpha()):
            return None
        return self.tokens[i].number

    def digits(self, i: int) -> int:
        """How many characters token `i` has; 0 beyond the ends."""
        return len(self.tokens[i].text) if 0 <= i < len(self.tokens) else 0

    def capital(self, i: int) -> bool:
        """Does token `i` begin with a capital letter?"""
        return 0 <= i < len(self.tokens) and self.tokens[i].capital

    def touches(self, i: int) -> bool:
        """Does no space stand between token `i` and the next one?"""
        return 0 <= i < len(self.tokens) - 1 and self.tokens[i].end == self.tokens[i + 1].start

    def suffix(self, i: int) -> bool:
        """Is token `i` the "th" of "12th"?"""
        return self.word(i) in _ORDINAL and self.touches(i - 1)

    def skip(self, i: int, *words: str) -> int:
        """The index after token `i` if it is one of the words; else `i`."""
        return i + 1 if self.word(i) in words else i


def remembered(read: Callable[[Line, int], Found]) -> Callable[[Line, int], Found]:
    """A reader that answers each token of a line once: several rules ask it for the same."""

    @wraps(read)
    def ask(line: Line, i: int) -> Found:
        if (read, i) not in line.memory:
            line.memory[read, i] = read(line, i)
        answer: Found = line.memory[read, i]
        return answer

    return ask
