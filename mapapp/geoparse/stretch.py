"""Some words in a row that may be a name, with what stands around them in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from mapapp.domain.report import Span
from mapapp.geoparse import cues
from mapapp.geoparse.words import Word, listed_descriptor, touching, words_of

LONGEST_NAME = 6
"""Words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words in a row which may be a name, with what is around them."""

    words: Sequence[Word]
    first: int
    last: int
    """Index after the last word."""
    text: str
    label: str
    """The entity label of its words; "" where they have none or differ."""
    whole_entity: bool
    """Is it exactly one entity, an article or a descriptor aside?"""

    @property
    def surface(self) -> str:
        """Its characters, without a possessive ending."""
        return self.text[self.words[self.first].start : self.words[self.last - 1].end]

    @property
    def whole_or_free(self) -> bool:
        """Is it one whole entity, or no part of any, so that nothing of a longer name is cut off?"""
        return self.whole_entity if self.label else not torn(self)

    @property
    def start(self) -> int:
        """Of its first character in the text."""
        return self.words[self.first].start

    @property
    def end(self) -> int:
        """After its last character."""
        return self.words[self.last - 1].end

    def before(self, back: int = 1) -> str:
        """The word so many places before, lower case, in the same sentence; "" at its beginning."""
        at = self.first - back
        if at < 0 or any(mark in self.text[self.words[at].end : self.start] for mark in ".!?;:\n"):
            return ""
        return self.words[at].lower

    def after(self, ahead: int = 0) -> str:
        """The word so many places after, lower case, if nothing but space stands between; else ""."""
        at = self.last + ahead
        if at >= len(self.words) or self.words[self.last - 1].possessive:
            return ""
        between = self.text[self.words[self.last - 1].end : self.words[at].start] if ahead == 0 else " "
        return self.words[at].lower if not between.strip(" \u00a0'’") else ""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a block, with the entities that the language model reads in it."""

    text: str
    words: Sequence[Word]
    labels: Sequence[tuple[str, int]]
    """For each word the label of its entity and the entity's number; ("", -1) outside of any."""

    @classmethod
    def of(cls, doc: Doc) -> Line:
        """The words of a document."""
        words = words_of(doc.text)
        return cls(doc.text, words, _labels(doc, words))

    def reach(self, at: int) -> int:
        """The index after the last word that a name beginning here may hold."""
        words, last = self.words, at + 1
        while last < min(len(words), at + LONGEST_NAME) and not words[last - 1].possessive:
            word = words[last]
            if not touching(self.text, words[last - 1], word) or not (word.name_like or word.lower in cues.CONNECTORS):
                break
            last += 1
        return last

    def over(self, span: Span) -> Stretch | None:
        """The words that a span of the text touches; None where it touches none."""
        first = bisect_right(self.words, span.start, key=lambda word: word.end)
        last = bisect_left(self.words, span.end, key=lambda word: word.start)
        return self.stretch(first, last) if first < last else None

    def stretch(self, first: int, last: int) -> Stretch:
        """The words from one index to before another."""
        labels, words = self.labels, self.words
        numbers = {labels[i] for i in range(first, last)}
        label, number = next(iter(numbers)) if len(numbers) == 1 else ("", -1)
        around = range(max(0, first - 4), min(len(words), last + 5))
        entity = [i for i in around if labels[i][1] == number] if label else []
        core = [i for i in entity if words[i].lower not in {"the"} | cues.MODIFIERS | set(cues.DESCRIPTOR_AFTER)]
        whole = bool(label) and (not core or (core[0] >= first and core[-1] < last))
        return Stretch(words=words, first=first, last=last, text=self.text, label=label, whole_entity=whole)


def _labels(doc: Doc, words: Sequence[Word]) -> list[tuple[str, int]]:
    at_character: dict[int, tuple[str, int]] = {}
    for number, entity in enumerate(doc.ents):
        for token in entity:
            at_character[token.idx] = (entity.label_, number)
    starts = [token.idx for token in doc]
    labels, cursor = [], 0
    for word in words:
        while cursor + 1 < len(starts) and starts[cursor + 1] <= word.start:
            cursor += 1
        labels.append(at_character.get(starts[cursor], ("", -1)) if starts else ("", -1))
    return labels


def may_begin(word: Word) -> bool:
    """May a name begin with the word?"""
    return word.name_like or word.lower.startswith(("al-", "el-"))


def descriptor(stretch: Stretch) -> str | None:
    """The word that calls it a place: "village" in "village of Kanaker", "province" in "Idlib province"."""
    after = stretch.after()
    if after in cues.DESCRIPTOR_AFTER:
        return after
    if stretch.words[stretch.last - 1].lower in cues.DESCRIPTOR_AFTER and stretch.last - stretch.first > 1:
        return stretch.words[stretch.last - 1].lower
    if stretch.before() == "of" and stretch.before(2) in cues.DESCRIPTOR_BEFORE:
        return stretch.before(2)
    return listed_descriptor(stretch.text, stretch.words[stretch.last - 1].end)


def torn(stretch: Stretch) -> bool:
    """Does the name go on, before or after, with a word that is neither a descriptor nor a direction?"""
    aside = set(cues.DESCRIPTOR_AFTER) | cues.MODIFIERS | cues.CONNECTORS
    words = stretch.words
    follows = (
        stretch.last < len(words)
        and not words[stretch.last - 1].possessive
        and touching(stretch.text, words[stretch.last - 1], words[stretch.last])
        and words[stretch.last].name_like
        and words[stretch.last].lower not in aside
    )
    leads = (
        stretch.first > 0
        and not words[stretch.first - 1].possessive
        and touching(stretch.text, words[stretch.first - 1], words[stretch.first])
        and words[stretch.first - 1].name_like
        and words[stretch.first - 1].lower not in aside
    )
    return follows or leads


def modifier(stretch: Stretch) -> str | None:
    """What narrows the place: "eastern parts of" Aleppo, "northern" Idlib, "northwestern ... countryside"."""
    found: list[str] = []
    at = stretch.first - 1
    while at >= 0 and len(found) < 5:
        word = stretch.words[at].lower
        if stretch.text[stretch.words[at].end : stretch.words[at + 1].start].strip(" \u00a0-"):
            break
        if word not in cues.MODIFIERS | cues.PARTS | {"of", "the"}:
            break
        found.insert(0, stretch.words[at].text)
        at -= 1
    while found and found[0].lower() in {"of", "the"}:
        found.pop(0)
    useful = any(word.lower() in cues.MODIFIERS | cues.PARTS for word in found)
    return " ".join(found) if useful else None
