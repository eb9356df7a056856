"""Number words and figures → whole numbers, and where they stand in a text, in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_UNITS = {word: n for n, word in enumerate([*_SMALL.split(), "eighteen", "nineteen"])}
_TENS = {
    w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
}
_TENS["fourty"] = 40
_SCALES = {
    "thousand": 1_000,
    "k": 1_000,
    "lakh": 100_000,
    "lakhs": 100_000,
    "million": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "crore": 10_000_000,
    "crores": 10_000_000,
    "billion": 1_000_000_000,
    "bn": 1_000_000_000,
}
_ATTACHED = frozenset({"k", "m", "mn", "bn"})
"""Scales only where they touch the figure: "120k" is a number, "5 m" a length."""
_DOZENS = {"hundred": 100, "dozen": 12, "score": 20, "couple": 2, "pair": 2}
_FRACTIONS = {"half": 0.5, "quarter": 0.25}
_ATOM = re.compile(r"\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?![\d])|\d+(?:\.\d+)?|[^\W\d_]+")
_GAP = re.compile(r"(?:\s|-|,(?= ))*")
_BEFORE = re.compile(r"(?:[\w.,:/$€£¥₹#+]|[^\W\d]-)\Z")
"""What a number never follows without a space: "H5N1", "B-52", "$300", "7.5", "12:30"."""
LARGEST = 10_000_000_000
"""Persons on Earth, rounded up: a larger number counts something else."""


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number in a text."""

    value: int
    start: int
    """First character."""
    end: int
    """After the last character."""


@dataclass(frozen=True, slots=True)
class _Atom:
    word: str
    start: int
    end: int
    spaced: bool
    """Does anything stand between it and the atom before?"""
    linked: bool
    """Can it go on the number of the atom before: nothing but spaces or a hyphen between?"""


def number_of(text: str) -> int | None:
    """Read "336", "1,500", "twenty-two", "2.5 million", "half a dozen". None: the text is not one number."""
    atoms = list(_atoms(text))
    if not atoms or text[: atoms[0].start].strip() or text[atoms[-1].end :].strip():
        return None
    reading = _Reading(atoms, 0)
    value = reading.value
    return value if reading.last == len(atoms) - 1 and all(atom.linked for atom in atoms[1:]) else None


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers of a text from left to right, each as long as it can be."""
    atoms = list(_atoms(text))
    at = 0
    while at < len(atoms):
        reading = _Reading(atoms, at)
        if reading.last < at:
            at += 1
            continue
        start, end = atoms[at].start, atoms[reading.last].end
        if reading.value is not None and not _BEFORE.search(text[max(0, start - 2) : start]):
            yield Number(reading.value, start, end)
        at = reading.last + 1


def _atoms(text: str) -> Iterator[_Atom]:
    end = 0
    for match in _ATOM.finditer(text):
        between = text[end : match.start()]
        linked = _GAP.fullmatch(between) is not None
        yield _Atom(match.group().lower(), match.start(), match.end(), bool(between), linked)
        end = match.end()


class _Reading:
    """The longest number that begins at an atom.

    It is read as it is spoken: groups below a thousand ("two hundred and six"), each closed by a smaller scale than
    the one before ("two million", "three hundred thousand", "five").
    """

    def __init__(self, atoms: list[_Atom], first: int) -> None:
        self.atoms = atoms
        self.last = first - 1
        """The last atom that belongs to the number; before the first one: there is no number."""
        self._closed = 0.0
        self._part: float | None = None
        self._room = 0
        """Below what the next word of the open part must stay: 10 after "twenty", 100 after "hundred", 0: no room."""
        self._scale = float("inf")
        at = first
        while at < len(atoms) and (at == first or atoms[at].linked):
            step = self._step(at, begins=at == first)
            if not step:
                break
            at += step

    @property
    def value(self) -> int | None:
        """The number; None: there is none, it is not whole, or it is larger than any number of persons."""
        total = self._closed + (self._part or 0)
        if (self._part is None and not self._closed) or total > LARGEST or abs(total - round(total)) > 1e-6:
            return None
        return round(total)

    def _step(self, at: int, *, begins: bool) -> int:
        """Take the atom into the number; how many atoms were taken, 0: it does not belong."""
        word = self.atoms[at].word
        taken = self._article(at, begins=begins) or self._and(at, begins=begins)
        if not taken and (self._figure(word) or self._unit(word) or self._multiple(word) or self._closes(at)):
            taken = 1
            self.last = at
        return taken

    def _next(self, at: int, *words: str) -> bool:
        """Do these words follow the atom? A word of "" is any."""
        following = self.atoms[at + 1 : at + 1 + len(words)]
        return len(following) == len(words) and all(
            atom.linked and word in {"", atom.word} for atom, word in zip(following, words, strict=True)
        )

    def _article(self, at: int, *, begins: bool) -> int:
        """“A hundred”, “half a million”, “a quarter of a million”: the article and the fraction before a multiple."""
        word = self.atoms[at].word
        if not begins or word not in {"a", "an", "half", "quarter"}:
            return 0
        rest = [word, *(atom.word for atom in self.atoms[at + 1 : at + 5] if atom.linked)]
        for size, fraction in ((4, 1), (3, 0), (3, 1), (2, 0), (1, -1)):
            if len(rest) <= size or rest[size] not in _DOZENS.keys() | _SCALES.keys() - _ATTACHED:
                continue
            opening = rest[:size]
            if fraction < 0:
                self._part = 1.0 if word in {"a", "an"} else _FRACTIONS[word]
                return 1
            spare = [w for w in opening if w not in {"a", "an", "of"}]
            if len(spare) == 1 and spare[0] in _FRACTIONS and opening[fraction] == spare[0]:
                self._part = _FRACTIONS[spare[0]]
                return size
        return 0

    def _and(self, at: int, *, begins: bool) -> int:
        """“Two hundred and six”, “two and a half million”: "and" with what must follow it."""
        if begins or self.atoms[at].word != "and":
            return 0
        if self._part is not None and self._next(at, "a", "half") and self._multiplies(at + 3):
            self._part += 0.5
            return 3
        following = self.atoms[at + 1].word if self._next(at, "") else ""
        hundreds = self._room == 100 and self._part is not None
        fits = following in _UNITS or following in _TENS
        return 1 if fits and (hundreds or (self._part is None and self._closed)) else 0

    def _multiplies(self, at: int) -> bool:
        return at < len(self.atoms) and self.atoms[at].word in _DOZENS.keys() | _SCALES.keys()

    def _figure(self, word: str) -> bool:
        if self._part is not None or not word[0].isdigit():
            return False
        try:
            self._part = float(re.sub(r"[,\u202f\u00a0 ]", "", word))
        except (ValueError, OverflowError):
            return False
        self._room = 0
        return True

    def _unit(self, word: str) -> bool:
        value = _UNITS.get(word, _TENS.get(word))
        if value is None or (self._part is not None and not 0 < value < self._room):
            return False
        self._part = (self._part or 0) + value
        self._room = 10 if word in _TENS else 0
        return True

    def _multiple(self, word: str) -> bool:
        if word not in _DOZENS or (self._part is not None and self._part >= 100):
            return False
        if word in {"score", "couple", "pair"} and self._part not in range(1, 10):
            return False
        self._part = (self._part or 1) * _DOZENS[word]
        self._room = 100 if word == "hundred" and self._part % 100 == 0 else 0
        return True

    def _closes(self, at: int) -> bool:
        atom = self.atoms[at]
        scale = _SCALES.get(atom.word)
        if scale is None or scale >= self._scale or (atom.word in _ATTACHED and (atom.spaced or self._part is None)):
            return False
        if self._part is None and self._closed:
            return False
        self._closed += (self._part or 1) * scale
        self._part, self._room, self._scale = None, 0, scale
        return True
