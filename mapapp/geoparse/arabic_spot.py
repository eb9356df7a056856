"""A stretch of words in Arabic letters that may be a name, and what stands around it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mapapp.geoparse.arabic_cues import Cues
from mapapp.geoparse.arabic_words import CONJUNCTIONS, PREPOSITIONS, ArabicWord, Beginning, touching

DATELINE_WORDS = 5
"""At most, between the place and the dash."""
REFERENCE_WORDS = 4
"""So near before a name "kilometres" makes it what another place is measured from."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that is being read."""

    text: str
    words: list[ArabicWord]
    cues: Cues


@dataclass(frozen=True, slots=True)
class Spot:
    """Some words in a row."""

    passage: Passage
    first: int
    last: int
    """Index after the last word."""
    beginning: Beginning

    @property
    def surface(self) -> str:
        """Its characters, without the one-letter words before it."""
        return self.passage.text[self.beginning.start : self.end]

    @property
    def end(self) -> int:
        """In the text."""
        return self.passage.words[self.last - 1].end

    @property
    def single(self) -> bool:
        """Is it one word?"""
        return self.last - self.first == 1

    def before(self, back: int = 1) -> str:
        """The word so many places before, with nothing but spaces between; "" where there is none."""
        words, at = self.passage.words, self.first - back
        if at < 0 or not all(touching(self.passage.text, words[i], words[i + 1]) for i in range(at, self.first)):
            return ""
        return words[at].plain

    def written_before(self) -> str:
        """The word right before it, as written."""
        word = self.passage.words[max(0, self.first - 1)]
        return self.passage.text[word.start : word.end]

    def follows(self, listed: Collection[str], back: int = 1) -> bool:
        """Is the word before it one of these, whatever one-letter words are joined to that?"""
        return not self.beginning.taken and bool(listed_word(self.before(back), listed))

    def is_dateline(self) -> bool:
        """“دمشق (رويترز) -” or “بيروت - وكالات” at the very beginning of a block."""
        text = self.passage.text
        if text[: self.beginning.start].strip():
            return False
        head = text[self.end : self.end + 50]
        for dash in (" - ", " – ", " — ", "— ", "/"):
            lead, found, _ = head.partition(dash)
            if found and len(lead.split()) <= DATELINE_WORDS and not any(mark in lead for mark in ".؟!"):
                return True
        return False

    def is_measured_from(self) -> bool:
        """“على بعد 30 كيلومترا شرق حلب”."""
        near = self.passage.words[max(0, self.first - REFERENCE_WORDS) : self.first]
        return any(listed_word(word.plain, self.passage.cues.reference) for word in near)

    def is_person(self) -> bool:
        """Does a given name stand one or two words before?"""
        given, stop = self.passage.cues.given, self.passage.cues.stop
        if self.beginning.taken:
            return False
        near, far = self.before(), self.before(2)
        if near in given:
            return True
        between = {*stop, *self.passage.cues.strict, *self.passage.cues.prepositions, *self.passage.cues.kinds}
        return far in given and not listed_word(near, between)

    def in_organisation(self) -> bool:
        """“صحيفة الشرق”, “هيئة تحرير الشام”."""
        cues = self.passage.cues
        if self.follows(cues.organisation):
            return True
        place_words = {*cues.strict, *cues.prepositions, *cues.kinds, *cues.directions}
        return self.follows(cues.organisation, 2) and not listed_word(self.before(), place_words)

    def modifier(self) -> str | None:
        """The directions and parts right before it: “شمال غرب” of “شمال غرب سوريا”."""
        at, words = self.first, self.passage.words
        while not self.beginning.taken and at > 0 and self._narrows(at - 1):
            at -= 1
        if at == self.first:
            return None
        listed = listed_word(words[at].plain, self.passage.cues.directions) or ""
        joined = len(words[at].plain) - len(listed)
        return self.passage.text[words[at].start + joined : words[self.first - 1].end]

    def _narrows(self, at: int) -> bool:
        words = self.passage.words
        near = touching(self.passage.text, words[at], words[at + 1])
        return near and bool(listed_word(words[at].plain, self.passage.cues.directions))


def listed_word(word: str, listed: Collection[str]) -> str | None:
    """The listed word that a word is, one-letter words before it taken off: “وبمدينة” is “مدينة”."""
    if word in listed:
        return word
    for rest in (_without(word, CONJUNCTIONS), _without(word, PREPOSITIONS)):
        if rest in listed:
            return rest
    both = _without(_without(word, CONJUNCTIONS), PREPOSITIONS)
    return both if both in listed else None


def _without(word: str, letters: str) -> str:
    return word[1:] if len(word) > 2 and word[0] in letters else word
