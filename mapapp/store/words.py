"""Which incidents have a word in their text: an index in memory, a tenth of the text's size.

A search word holds no white space, so it occurs in a text exactly where it occurs inside one of the text's own words.
The index keeps each different word once, and for each the incidents that have it, in segments of 65,536 incidents so
that two bytes say which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.bool_]
Bytes = npt.NDArray[np.uint8]

SEGMENT = 1 << 16
"""Incidents in one segment."""
_BETWEEN = 10
"""The byte between two words: a line feed, which no word holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The words of so many incidents."""

    words: npt.NDArray[np.uint32]
    """The numbers of the words that occur here, ascending."""
    begins: npt.NDArray[np.uint32]
    """Per word: its first entry in `rows`; one more at the end."""
    rows: npt.NDArray[np.uint16]
    """Which incident of the segment."""


def distinct_sorted(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The different numbers, ascending: by sorting, which for tens of millions is many times faster than hashing."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


class WordIndex:
    """The words of texts, in the order in which the texts came."""

    def __init__(
        self, texts: int, vocabulary: Bytes, starts: npt.NDArray[np.int64], segments: Sequence[Segment]
    ) -> None:
        self._texts = texts
        self._vocabulary = vocabulary
        self._starts = starts
        self._segments = tuple(segments)

    def containing(self, word: str) -> Mask:
        """One truth value per text: does it contain this folded word, also as a part of a longer one?"""
        mask = np.zeros(self._texts, dtype=np.bool_)
        wanted = self._words_with(word.encode("utf-8", "surrogatepass"))
        if not len(wanted):
            return mask
        chosen = np.zeros(len(self._starts), dtype=np.bool_)
        chosen[wanted] = True
        for number, segment in enumerate(self._segments):
            rows = mask[number * SEGMENT : (number + 1) * SEGMENT]
            rows[_rows_of(segment, np.flatnonzero(chosen[segment.words]))] = True
        return mask

    def _words_with(self, part: bytes) -> npt.NDArray[np.int64]:
        """The numbers of the words that contain these bytes."""
        room = len(self._vocabulary) - len(part) + 1
        if not part or _BETWEEN in part or room <= 0:
            return np.empty(0, dtype=np.int64)
        letters = np.frombuffer(part, dtype=np.uint8)
        found = np.flatnonzero(self._vocabulary[:room] == letters[0])
        for place, letter in enumerate(letters[1:], start=1):
            found = found[self._vocabulary[found + place] == letter]
        return np.unique(np.searchsorted(self._starts, found, side="right") - 1)

    @property
    def nbytes(self) -> int:
        """What it holds in memory, bytes."""
        parts = [part for one in self._segments for part in (one.words, one.begins, one.rows)]
        return sum(part.nbytes for part in (self._vocabulary, self._starts, *parts))


def _rows_of(segment: Segment, words: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """The incidents of some words of a segment; one may come twice."""
    if len(words) < 64:
        parts = [segment.rows[segment.begins[word] : segment.begins[word + 1]] for word in words.tolist()]
        return np.concatenate(parts) if parts else segment.rows[:0]
    chosen = np.zeros(len(segment.words), dtype=np.bool_)
    chosen[words] = True
    return segment.rows[np.repeat(chosen, np.diff(segment.begins))]


class WordIndexBuilder:
    """Takes texts as they come."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._segments: list[Segment] = []
        self._waiting: list[str] = []
        self._texts = 0

    def add(self, texts: Iterable[str]) -> None:
        """More texts, folded: single spaces between words."""
        self._waiting.extend(texts)
        while len(self._waiting) >= SEGMENT:
            self._close(self._waiting[:SEGMENT])
            del self._waiting[:SEGMENT]

    def _close(self, texts: Sequence[str]) -> None:
        """Make a segment. Arrow takes the texts apart: as Python objects their words would take four times as long."""
        import pyarrow as pa  # noqa: PLC0415  heavy: only who reads a record pays
        import pyarrow.compute as pc  # noqa: PLC0415

        split = pc.split_pattern(pa.array(texts, pa.large_string()), " ")
        told = split.flatten().dictionary_encode()
        number_of = self._numbers
        numbers = [number_of.setdefault(word, len(number_of)) for word in told.dictionary.to_pylist()]
        words = np.array(numbers, dtype=np.uint64)[told.indices.to_numpy()]
        row = np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(split.offsets.to_numpy()))
        self._segments.append(_segment(words, row))
        self._texts += len(texts)

    def build(self) -> WordIndex:
        """The index of all that came."""
        if self._waiting:
            self._close(self._waiting)
            self._waiting = []
        words = [word.encode() for word in self._numbers]
        lengths = np.fromiter((len(word) + 1 for word in words), dtype=np.int64, count=len(words))
        vocabulary = np.frombuffer(b"\n".join([*words, b""]), dtype=np.uint8)
        self._numbers = {}
        return WordIndex(self._texts, vocabulary, np.cumsum(lengths) - lengths, self._segments)


def _segment(words: npt.NDArray[np.uint64], row: npt.NDArray[np.uint64]) -> Segment:
    """From each word's number and its incident's place in the segment."""
    entries = distinct_sorted((words << np.uint64(16)) | row)
    of_entry = (entries >> np.uint64(16)).astype(np.uint32)
    new = np.ones(len(entries), dtype=np.bool_)
    new[1:] = of_entry[1:] != of_entry[:-1]
    begins = np.flatnonzero(new)
    return Segment(
        words=of_entry[begins],
        begins=np.append(begins, len(entries)).astype(np.uint32),
        rows=(entries & np.uint64(0xFFFF)).astype(np.uint16),
    )
