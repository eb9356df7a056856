"""Read the members of a JSON object one by one, of a list of features each single one, however large the file is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from gazetteer.errors import TableMistaken
from gazetteer.tables import CHUNK

LARGEST = 1 << 28
"""Characters: a value is not looked for further than this, so that a broken file does not fill the memory."""
LONGEST_WHOLE = 300
"""Digits; a longer whole number is kept as its text, because Python refuses to count so far."""


def members(path: Path, encoding: str) -> Iterator[tuple[str, Any]]:
    """The members of the file's object; of "features" each single one, as "feature". Raises TableMistaken."""
    with path.open(encoding=encoding, errors="replace") as opened:
        text = _Text(opened)
        try:
            yield from _object(text)
        except RecursionError:
            raise TableMistaken(f"{path} is no whole JSON: it has lists in lists without end") from None
        except ValueError as problem:
            raise TableMistaken(f"{path} is no whole JSON: {problem} (after {text.read:,} characters)") from None


def _object(text: _Text) -> Iterator[tuple[str, Any]]:
    text.expect("{")
    while not text.takes("}"):
        key = text.value()
        text.expect(":")
        if key == "features" and text.takes("["):
            yield "features", None
            while not text.takes("]"):
                yield "feature", text.value()
                text.takes(",")
        else:
            yield str(key), text.value()
        text.takes(",")


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_WHOLE else digits


class _Text:
    """A JSON text of which only a piece is in memory."""

    def __init__(self, opened: IO[str]) -> None:
        self.read = 0
        """Characters so far."""
        self._opened = opened
        self._piece, self._at = "", 0
        self._decoder = json.JSONDecoder(parse_int=_whole)

    def _more(self, size: int = CHUNK) -> bool:
        added = self._opened.read(size)
        self._piece, self._at = self._piece[self._at :] + added, 0
        self.read += len(added)
        return bool(added)

    def _next(self) -> str:
        """The next character that is no space; "" at the end."""
        while True:
            while self._at < len(self._piece):
                if not self._piece[self._at].isspace() and self._piece[self._at] != "\ufeff":
                    return self._piece[self._at]
                self._at += 1
            if not self._more():
                return ""

    def takes(self, mark: str) -> bool:
        """Step over the mark when it comes next."""
        found = self._next() == mark
        self._at += found
        return found

    def expect(self, mark: str) -> None:
        """Step over the mark. Raises JSONDecodeError when something else comes."""
        if not self.takes(mark):
            raise json.JSONDecodeError(f"Expecting {mark!r}", self._piece, self._at)

    def value(self) -> Any:  # noqa: ANN401  any JSON
        """The next value. Reads ever larger pieces until it is whole."""
        self._next()
        size = CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._piece, self._at)
            except json.JSONDecodeError:
                if size > LARGEST or not self._more(size):
                    raise
            else:
                if end < len(self._piece) or not self._more(size):  # a number may go on in the next piece
                    self._at = end
                    return value
            size *= 2
