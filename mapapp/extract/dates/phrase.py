"""A text → its time expressions, in time linear in its length."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from mapapp.extract.dates import words
from mapapp.extract.dates.named import ThatDay
from mapapp.extract.dates.read_counted import counted
from mapapp.extract.dates.read_spans import span
from mapapp.extract.dates.spans import AtTime
from mapapp.extract.dates.standpoint import Meaning
from mapapp.extract.dates.tokens import Line

FARTHEST = 6
"""So many tokens after its first an expression has come to what tells the time: “in the course of the same day”."""


@dataclass(frozen=True, slots=True)
class TimeWords:
    """A time expression in a text."""

    start: int
    """In code points of the text."""
    end: int
    wording: str
    meaning: Meaning

    @property
    def only_a_time_of_day(self) -> bool:
        """“at 3 p.m.”: which day, other words must tell."""
        meaning = self.meaning.day if isinstance(self.meaning, AtTime) else self.meaning
        return isinstance(meaning, ThatDay)


def time_words(text: str) -> list[TimeWords]:
    """The time expressions of a text, in order; none overlaps another."""
    line = Line(text)
    found: list[TimeWords] = []
    telling = [at for at, token in enumerate(line.tokens) if token.lower in words.TELLING or token.text.isdigit()]
    i = 0
    while i < len(line):
        if line.word(i) not in words.FIRST_WORDS and not line.tokens[i].text.isdigit():
            i += 1
            continue
        following = bisect_left(telling, i)
        if following == len(telling) or telling[following] > i + FARTHEST:
            i += 1
            continue
        told = max((one for one in (span(line, i), counted(line, i)) if one), key=lambda one: one[1], default=None)
        if told is None:
            i += 1
            continue
        if not _denied(line, i):
            start, end = line.tokens[i].start, line.tokens[told[1] - 1].end
            found.append(TimeWords(start, end, text[start:end], told[0]))
        i = told[1]
    return found


def _denied(line: Line, i: int) -> bool:
    """“on Thursday, not on Friday”."""
    at = i - 1 if line.word(i - 1) in {"on", "in", "at"} else i
    return any(tuple(line.word(k) for k in range(at - len(d), at)) == d for d in words.DENIES)
