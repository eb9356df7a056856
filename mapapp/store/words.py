"""Which incidents have a word in their text: an index in memory, a tenth of the text's size.

A search word holds no white space, so it occurs in a text exactly where it occurs inside one of the text's own words.
The index keeps each different word once, and for each the incidents that have it, in segments of 65,536 incidents so
that two bytes say which.
"""

from __future__ import annotations

from array import array
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
class _Segment:
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
        self, texts: int, vocabulary: Bytes, starts: npt.NDArray[np.int64], segments: Sequence[_Segment]
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


def _rows_of(segment: _Segment, words: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """The incidents of some words of a segment; one may come twice."""
    if len(words) < 64:
        parts = [segment.rows[segment.begins[word] : segment.begins[word + 1]] for word in words.tolist()]
        return np.concatenate(parts) if parts else segment.rows[:0]
    chosen = np.zeros(len(segment.words), dtype=np.bool_)
    chosen[words] = True
    return segment.rows[np.repeat(chosen, np.diff(segment.begins))]


class _Numbering(dict[str, int]):
    """Numbers for words, given as they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class WordIndexBuilder:
    """Takes texts as they come."""

    def __init__(self) -> None:
        self._numbers = _Numbering()
        self._segments: list[_Segment] = []
        self._words = array("I")
        self._counts = array("I")
        self._texts = 0

    def add(self, texts: Iterable[str]) -> None:
        """More texts, folded: single spaces between words."""
        number_of, words, counts = self._numbers.__getitem__, self._words, self._counts
        for text in texts:
            before = len(words)
            words.extend(map(number_of, text.split()))
            counts.append(len(words) - before)
            if len(counts) == SEGMENT:
                self._close()
                words, counts = self._words, self._counts

    def _close(self) -> None:
        counts = np.frombuffer(self._counts, dtype=np.uint32) if self._counts else np.empty(0, dtype=np.uint32)
        words = np.frombuffer(self._words, dtype=np.uint32) if self._words else np.empty(0, dtype=np.uint32)
        row = np.repeat(np.arange(len(counts), dtype=np.uint64), counts)
        entries = distinct_sorted((words.astype(np.uint64) << np.uint64(16)) | row)
        of_entry = (entries >> np.uint64(16)).astype(np.uint32)
        new = np.ones(len(entries), dtype=np.bool_)
        new[1:] = of_entry[1:] != of_entry[:-1]
        begins = np.flatnonzero(new)
        distinct = of_entry[begins]
        self._segments.append(
            _Segment(
                words=distinct,
                begins=np.append(begins, len(entries)).astype(np.uint32),
                rows=(entries & 0xFFFF).astype(np.uint16),
            )
        )
        self._texts += len(counts)
        self._words, self._counts = array("I"), array("I")

    def build(self) -> WordIndex:
        """The index of all that came."""
        if self._counts:
            self._close()
        words = [word.encode("utf-8", "surrogatepass") for word in self._numbers]
        lengths = np.fromiter((len(word) + 1 for word in words), dtype=np.int64, count=len(words))
        vocabulary = np.frombuffer(b"\n".join([*words, b""]), dtype=np.uint8)
        self._numbers.clear()
        return WordIndex(self._texts, vocabulary, np.cumsum(lengths) - lengths, self._segments)
