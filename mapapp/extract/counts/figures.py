"""The numbers of a sentence that may count persons: their ends, their noun and their wording."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from mapapp.extract.clause import lemma_of
from mapapp.extract.counts import bounds
from mapapp.extract.counts.lexicon import WORDS
from mapapp.extract.counts.never import is_no_count, only_describes
from mapapp.extract.counts.nouns import Sort, noun_after, sort_of
from mapapp.extract.counts.spans import Vague, has_both_ends, opening_of, spans_in
from mapapp.extract.numbers import Number
from mapapp.sentence import Sentence, Word

_GENERAL = frozenset(WORDS["relations"]["general"])


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a sentence, with the noun that it counts."""

    first: Word
    """Of the number, or of the person told one by one."""
    number: Word
    """The number's last word."""
    noun: Word
    """What is counted; the number itself where the noun is left out."""
    sort: Sort
    text: str
    """The sentence's."""
    begin: int
    """Of the wording with its bound ("at least four civilians"), in the sentence, in characters."""
    start: int
    """Of the number."""
    end: int
    """Of the wording."""
    low: int | None
    high: int | None
    approximate: bool
    single: bool = False
    """A person told without a number: "a farmer"."""

    @property
    def wording(self) -> str:
        """The words, with single spaces."""
        return " ".join(self.text[self.begin : self.end].split())

    @property
    def is_general(self) -> bool:
        """“23 bodies”, “30 people”, “30”: does the noun say no more than that they are persons?"""
        return self.sort is Sort.BARE or lemma_of(self.noun) in _GENERAL

    @property
    def last(self) -> Word:
        """The last word of the wording."""
        return self.noun if self.noun.i > self.number.i else self.number


def figures_in(sentence: Sentence) -> list[Figure]:
    """The numbers of a parsed sentence that could count persons, in order."""
    starts = [token.idx for token in sentence]
    text = sentence.text
    found: list[Figure] = []
    for numbers in spans_in(text):
        first, last = (
            sentence[max(0, bisect_right(starts, sentence.start_char + at) - 1)]
            for at in (numbers[0].start, numbers[-1].end - 1)
        )
        if not is_no_count(text, numbers, first, last) and (figure := _figure(sentence, text, numbers, first, last)):
            found.append(figure)
    return found


def _figure(sentence: Sentence, text: str, numbers: tuple[Number, ...], first: Word, last: Word) -> Figure | None:
    noun = noun_after(last)
    sort = sort_of(noun, last)
    if sort is Sort.BARE and only_describes(first, last):
        return None
    start, end = numbers[0].start, numbers[-1].end
    vague = isinstance(numbers[-1], Vague)
    bound, begin = bounds.bound_of(text, start, end)
    if len(numbers) > 1:
        begin = min(begin, opening_of(text, start))
    if has_both_ends(text, numbers):
        bound = bounds.Bound.EXACT
    low, high = bounds.ends(numbers[0].value, numbers[-1].value, bound, vague=vague)
    return Figure(
        first=first,
        number=last,
        noun=noun,
        sort=sort,
        text=text,
        begin=begin,
        start=start,
        end=max(end, noun.idx + len(noun) - sentence.start_char),
        low=low,
        high=high,
        approximate=vague or bound in {bounds.Bound.ABOUT, bounds.Bound.AT_MOST},
    )
