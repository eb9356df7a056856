"""A parsed text as plain objects: its sentences, their words, and how the words hang on each other.

The names are those of spaCy's Token and Span, so that whoever knows spaCy reads on. A look at one of spaCy's tokens
makes a new object and asks its tables for each string; what reads incidents looks at every word some hundred times.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COPIED = (
    "i",
    "idx",
    "text",
    "text_with_ws",
    "lower_",
    "lemma_",
    "pos_",
    "tag_",
    "dep_",
    "ent_type_",
    "is_alpha",
    "is_punct",
    "is_quote",
    "is_space",
    "is_stop",
    "like_num",
)


class Word:
    """A word or a mark of a text. Two are equal only if they are one."""

    __slots__ = (
        *_COPIED,
        "_above",
        "_below",
        "children",
        "doc",
        "head",
        "is_plural",
        "meaning",
        "left_edge",
        "lefts",
        "right_edge",
        "rights",
        "sent",
    )

    i: int
    """Its number in the text, from 0."""
    idx: int
    """Where it begins in the text, in code points."""
    text: str
    text_with_ws: str
    """With the space after it."""
    lower_: str
    lemma_: str
    pos_: str
    """Universal part of speech: "VERB"."""
    tag_: str
    """Penn Treebank tag: "VBD"."""
    dep_: str
    """How it hangs on its head: "nsubj"; "ROOT" where it hangs on nothing."""
    ent_type_: str
    """Of the entity that it is part of: "ORG"; empty for none."""
    is_alpha: bool
    is_punct: bool
    is_quote: bool
    is_space: bool
    is_stop: bool
    """Is it one of the words that every text is full of?"""
    like_num: bool
    is_plural: bool
    meaning: int
    """The row of its vector in the model, shared with words of nearly the same meaning; -1: it has none."""
    doc: ParsedText
    sent: Sentence
    head: Word
    """The word that it hangs on; itself where it hangs on nothing."""
    lefts: tuple[Word, ...]
    """What hangs on it and stands before it."""
    rights: tuple[Word, ...]
    children: tuple[Word, ...]
    left_edge: Word
    """The first word of all that hangs below it."""
    right_edge: Word

    def __init__(self, doc: ParsedText, token: Token) -> None:
        for name in _COPIED:
            setattr(self, name, getattr(token, name))
        self.is_plural = "Plur" in token.morph.get("Number", [])
        self.meaning = int(token.vocab.vectors.find(key=token.orth))
        self.doc = doc
        self._above: tuple[Word, ...] | None = None
        self._below: tuple[Word, ...] | None = None

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    @property
    def ancestors(self) -> tuple[Word, ...]:
        """Its head, that one's head, and so on."""
        if self._above is None:
            above, word = [], self
            while word.head is not word:
                word = word.head
                above.append(word)
            self._above = tuple(above)
        return self._above

    @property
    def subtree(self) -> tuple[Word, ...]:
        """All that hangs below it, and itself, in the order of the parse."""
        if self._below is None:
            left = [word for child in self.lefts for word in child.subtree]
            right = [word for child in self.rights for word in child.subtree]
            self._below = (*left, self, *right)
        return self._below

    @property
    def conjuncts(self) -> tuple[Word, ...]:
        """What is joined to it by "and" and the like."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        joined = [first]
        for word in joined:
            joined.extend(other for other in word.rights if other.dep_ == "conj")
        return tuple(word for word in joined if word is not self)

    def is_ancestor(self, other: Word) -> bool:
        """Does the other word hang below it?"""
        return self in other.ancestors

    def nbor(self, steps: int = 1) -> Word:
        """The word so many steps on. Raises IndexError beyond the text."""
        at = self.i + steps
        if at < 0:
            raise IndexError(at)
        return self.doc.words[at]


class Sentence:
    """A sentence, or a stretch of words in one."""

    __slots__ = ("_root", "doc", "end", "label_", "start")

    def __init__(self, doc: ParsedText, start: int, end: int, label: str = "") -> None:
        self.doc = doc
        self.start = start
        """The number of its first word."""
        self.end = max(start, end)
        """The number after its last."""
        self.label_ = label
        """Of an entity: "ORG"; else empty."""
        self._root: Word | None = None

    def __iter__(self) -> Iterator[Word]:
        return iter(self.doc.words[self.start : self.end])

    def __len__(self) -> int:
        return self.end - self.start

    def __repr__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sentence) and self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def _key(self) -> tuple[int, int, int]:
        return id(self.doc), self.start, self.end

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sentence: ...
    def __getitem__(self, at: int | slice) -> Word | Sentence:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return Sentence(self.doc, self.start + first, self.start + last)
        return self.doc.words[(self.end if at < 0 else self.start) + at]

    @property
    def start_char(self) -> int:
        """Where it begins in the text, in code points."""
        return self.doc.words[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends, without the space behind it."""
        last = self.doc.words[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        """As it is written."""
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def root(self) -> Word:
        """The word on which all others of it hang, or that hangs highest."""
        if self._root is None:
            words = self.doc.words[self.start : self.end]
            outside = [word for word in words if not self.start <= word.head.i < self.end]
            self._root = next((word for word in words if word.head is word), None) or min(
                outside, key=self._depth, default=words[0]
            )
        return self._root

    def _depth(self, word: Word) -> int:
        """How far below the top it hangs; a mark or a space alone is a root only where there is nothing else."""
        alone = (word.is_space or word.is_punct) and not word.children
        return len(self.doc) - 1 if alone else len(word.ancestors)


class ParsedText:
    """A text that the language model has read to the end."""

    __slots__ = ("ents", "sents", "text", "words")

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.words = [Word(self, token) for token in doc]
        """All of them, in order."""
        self._hang(doc)
        self.sents = tuple(Sentence(self, span.start, span.end) for span in doc.sents)
        for sentence in self.sents:
            for word in sentence:
                word.sent = sentence
        self.ents = tuple(Sentence(self, span.start, span.end, span.label_) for span in doc.ents)
        """Names and numbers of any kind."""

    def _hang(self, doc: Doc) -> None:
        below: list[tuple[list[Word], list[Word]]] = [([], []) for _ in self.words]
        for word, token in zip(self.words, doc, strict=True):
            word.head = self.words[token.head.i]
            word.left_edge, word.right_edge = self.words[token.left_edge.i], self.words[token.right_edge.i]
            if word.head is not word:
                below[word.head.i][word.i > word.head.i].append(word)
        for word, (left, right) in zip(self.words, below, strict=True):
            word.lefts, word.rights, word.children = tuple(left), tuple(right), (*left, *right)

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def __len__(self) -> int:
        return len(self.words)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> Sentence: ...
    def __getitem__(self, at: int | slice) -> Word | Sentence:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self.words))
            return Sentence(self, first, last)
        return self.words[at]
