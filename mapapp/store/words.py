"""Which incidents have a word in their text: an index in memory, a tenth of the text's size.

A search word holds no white space, so it occurs in a text exactly where it occurs inside one of the text's own words.
The index keeps each different word once, and for each the incidents that have it, in segments of 65,536 incidents so
that two bytes say which. Texts that come later have words of their own, in volumes beside the first: a volume is never
changed, so that readers of an older state go on with it.
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
"""Incidents in one segment, at most."""

FEW = 1 << 14
"""Texts that are taken apart without Arrow, whose code takes more memory than so many texts."""

_BETWEEN = 10
"""The byte between two words: a line feed, which no word holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """The words of so many incidents."""

    texts: int
    """How many."""
    words: npt.NDArray[np.uint32]
    """The numbers of the words that occur here, ascending."""
    begins: npt.NDArray[np.uint32]
    """Per word: its first entry in `rows`; one more at the end."""
    rows: npt.NDArray[np.uint16]
    """Which incident of the segment."""

    def entries(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        """Per entry: the number of its word, and its incident."""
        return np.repeat(self.words, np.diff(self.begins)).astype(np.uint64), self.rows.astype(np.uint64)

    def only(self, wanted: Mask) -> Segment:
        """The same with these of its incidents alone, in their order."""
        here, moved = wanted[self.rows], np.cumsum(wanted) - 1
        begins = np.concatenate([[0], np.cumsum(here)])[self.begins]
        some = np.append(begins[1:] > begins[:-1], True)
        return Segment(
            texts=int(np.count_nonzero(wanted)),
            words=self.words[some[:-1]],
            begins=begins[some].astype(np.uint32),
            rows=moved[self.rows[here]].astype(np.uint16),
        )


def distinct_sorted(numbers: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The different numbers, ascending: by sorting, which for tens of millions is many times faster than hashing."""
    ordered = np.sort(numbers)
    new = np.ones(len(ordered), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Segments whose words have their numbers in common."""

    vocabulary: Bytes
    """The words one after the other, each with a line feed behind it."""
    starts: npt.NDArray[np.int64]
    """Per word: where it begins."""
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, words: Iterable[str], segments: Sequence[Segment]) -> Volume:
        """From words in the order of their numbers."""
        encoded = [word.encode("utf-8", "surrogatepass") for word in words]
        lengths = np.fromiter((len(word) + 1 for word in encoded), dtype=np.int64, count=len(encoded))
        vocabulary = np.frombuffer(b"\n".join([*encoded, b""]), dtype=np.uint8)
        return cls(vocabulary=vocabulary, starts=np.cumsum(lengths) - lengths, segments=tuple(segments))

    @property
    def texts(self) -> int:
        """How many."""
        return sum(segment.texts for segment in self.segments)

    def words(self) -> list[str]:
        """In the order of their numbers."""
        return self.vocabulary.tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]

    def mark(self, part: bytes, mask: Mask) -> None:
        """Set the texts that contain these bytes in one word."""
        wanted = self._words_with(part)
        if not len(wanted):
            return
        chosen = np.zeros(len(self.starts), dtype=np.bool_)
        chosen[wanted] = True
        begin = 0
        for segment in self.segments:
            rows = mask[begin : begin + segment.texts]
            rows[_rows_of(segment, np.flatnonzero(chosen[segment.words]))] = True
            begin += segment.texts

    def _words_with(self, part: bytes) -> npt.NDArray[np.int64]:
        """The numbers of the words that contain these bytes."""
        room = len(self.vocabulary) - len(part) + 1
        if not part or _BETWEEN in part or room <= 0:
            return np.empty(0, dtype=np.int64)
        letters = np.frombuffer(part, dtype=np.uint8)
        found = np.flatnonzero(self.vocabulary[:room] == letters[0])
        for place, letter in enumerate(letters[1:], start=1):
            found = found[self.vocabulary[found + place] == letter]
        return np.unique(np.searchsorted(self.starts, found, side="right") - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordIndex:
    """The words of texts, in the order in which the texts came."""

    volumes: tuple[Volume, ...]

    def __len__(self) -> int:
        return sum(volume.texts for volume in self.volumes)

    def containing(self, word: str) -> Mask:
        """One truth value per text: does it contain this folded word, also as a part of a longer one?"""
        mask = np.zeros(len(self), dtype=np.bool_)
        part, begin = word.encode("utf-8", "surrogatepass"), 0
        for volume in self.volumes:
            volume.mark(part, mask[begin : begin + volume.texts])
            begin += volume.texts
        return mask

    def followed_by(self, other: WordIndex) -> WordIndex:
        """With more texts behind its own. Small volumes at the end become one, so that there are never many."""
        volumes = [*self.volumes, *(volume for volume in other.volumes if volume.texts)]
        while len(volumes) > 1 and volumes[-2].texts <= 2 * volumes[-1].texts and _fit(*volumes[-2:]):
            volumes[-2:] = [_as_one(*volumes[-2:])]
        return WordIndex(volumes=tuple(volumes))

    def only(self, wanted: Mask) -> WordIndex:
        """The same with these of its texts alone, in their order."""
        volumes, begin = [], 0
        for volume in self.volumes:
            segments = []
            for segment in volume.segments:
                segments.append(segment.only(wanted[begin : begin + segment.texts]))
                begin += segment.texts
            volumes.append(Volume(vocabulary=volume.vocabulary, starts=volume.starts, segments=tuple(segments)))
        return WordIndex(volumes=tuple(volumes))

    @property
    def nbytes(self) -> int:
        """What it holds in memory, bytes."""
        parts: list[npt.NDArray[Any]] = []
        for volume in self.volumes:
            parts += (volume.vocabulary, volume.starts)
            parts += (part for one in volume.segments for part in (one.words, one.begins, one.rows))
        return sum(part.nbytes for part in parts)


def _fit(one: Volume, other: Volume) -> bool:
    return one.texts + other.texts <= SEGMENT


def _as_one(one: Volume, other: Volume) -> Volume:
    """Two volumes, the second behind the first, in one segment."""
    numbers: dict[str, int] = {}
    parts, begin = [], 0
    for volume in (one, other):
        new = np.array([numbers.setdefault(word, len(numbers)) for word in volume.words()], dtype=np.uint64)
        for segment in volume.segments:
            word, row = segment.entries()
            parts.append((new[word], row + np.uint64(begin)))
            begin += segment.texts
    words, rows = (np.concatenate(some) for some in zip(*parts, strict=True))
    return Volume.of(numbers, [_segment(begin, words, rows)])


def _rows_of(segment: Segment, words: npt.NDArray[np.int64]) -> npt.NDArray[np.uint16]:
    """The incidents of some words of a segment; one may come twice."""
    if len(words) < 64:
        parts = [segment.rows[segment.begins[word] : segment.begins[word + 1]] for word in words.tolist()]
        return np.concatenate(parts) if parts else segment.rows[:0]
    chosen = np.zeros(len(segment.words), dtype=np.bool_)
    chosen[words] = True
    return segment.rows[np.repeat(chosen, np.diff(segment.begins))]


class _Numbers(dict[str, int]):
    """Numbers of words, given as they come."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


class WordIndexBuilder:
    """Takes texts as they come."""

    def __init__(self) -> None:
        self._numbers = _Numbers()
        self._segments: list[Segment] = []
        self._waiting: list[str] = []

    def add(self, texts: Iterable[str]) -> None:
        """More texts, folded: single spaces between words."""
        self._waiting.extend(texts)
        while len(self._waiting) >= SEGMENT:
            self._close(self._waiting[:SEGMENT])
            del self._waiting[:SEGMENT]

    def _close(self, texts: Sequence[str]) -> None:
        """Make a segment."""
        words, row = self._few(texts) if len(texts) < FEW else self._many(texts)
        self._segments.append(_segment(len(texts), words, row))

    def _few(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        number_of = self._numbers
        words: list[int] = []
        many: list[int] = []
        for text in texts:
            told = set(text.split(" "))
            words += map(number_of.__getitem__, told)
            many.append(len(told))
        return np.array(words, dtype=np.uint64), np.repeat(np.arange(len(texts), dtype=np.uint64), many)

    def _many(self, texts: Sequence[str]) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
        """Arrow takes the texts apart: as Python objects their words would take four times as long."""
        import pyarrow as pa  # noqa: PLC0415  heavy: only who reads a record pays
        import pyarrow.compute as pc  # noqa: PLC0415

        split = pc.split_pattern(pa.array(texts, pa.large_string()), " ")
        told = split.flatten().dictionary_encode()
        number_of = self._numbers
        numbers = list(map(number_of.__getitem__, told.dictionary.to_pylist()))
        words = np.array(numbers, dtype=np.uint64)[told.indices.to_numpy()]
        return words, np.repeat(np.arange(len(texts), dtype=np.uint64), np.diff(split.offsets.to_numpy()))

    def build(self) -> WordIndex:
        """The index of all that came."""
        if self._waiting:
            self._close(self._waiting)
            self._waiting = []
        words, self._numbers = self._numbers, _Numbers()
        return WordIndex(volumes=(Volume.of(words, self._segments),))


def _segment(texts: int, words: npt.NDArray[np.uint64], row: npt.NDArray[np.uint64]) -> Segment:
    """From each word's number and its incident's place in the segment."""
    entries = distinct_sorted((words << np.uint64(16)) | row)
    of_entry = (entries >> np.uint64(16)).astype(np.uint32)
    new = np.ones(len(entries), dtype=np.bool_)
    new[1:] = of_entry[1:] != of_entry[:-1]
    begins = np.flatnonzero(new)
    return Segment(
        texts=texts,
        words=of_entry[begins],
        begins=np.append(begins, len(entries)).astype(np.uint32),
        rows=(entries & np.uint64(0xFFFF)).astype(np.uint16),
    )
