"""A noun in a parsed sentence → the short name of a party: no article, no number, no trailing clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapapp.extract.parties import table
from mapapp.sentence import Word

BEFORE = frozenset({"amod", "compound", "poss", "nmod", "det", "nummod", "advmod", "npadvmod", "quantmod", "punct"})
INSIDE = BEFORE | {"case", "cc", "conj", "prep", "pobj", "pcomp", "intj", "appos"}
WITHIN = frozenset({"compound", "nmod", "nummod"})
"""So a date may be part of a name: “March 23 Movement”."""
NAMES = frozenset({"ORG", "NORP", "PERSON"})
LONGEST = 8
"""Words of the longest name; a longer one loses what follows “of”."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A party's name in its sentence."""

    noun: Word
    """The word that it hangs on."""
    start: int
    """Offset in the block."""
    end: int
    alleged: bool
    """Told as suspected, alleged or presumed."""

    @property
    def text(self) -> str:
        """As written, with single spaces."""
        return " ".join(self.noun.doc.text[self.start : self.end].split())


def phrase_of(noun: Word) -> Phrase | None:
    """The name that hangs on a noun; None where only a number is left of it."""
    noun = counted(noun)
    if noun.lemma_.lower() in table.QUANTITIES or noun.like_num or noun.pos_ == "PRON":
        return None
    before = sorted(_before(noun), key=lambda token: token.i)
    alleged = any(token.lower_ in table.ALLEGED for token in before)
    first = next((token for token in before if not _dropped(token)), noun)
    if first.i > noun.i:
        first = noun
    first, last = _whole_name(noun, first)
    after = _after(noun)
    end = after if after is not None and after.i - first.i < LONGEST + 2 else last
    return Phrase(noun, first.idx, end.idx + len(end), alleged)


def counted(noun: Word) -> Word:
    """“Hundreds of villagers” → villagers; “one of the gunmen” → gunmen."""
    for _ in range(3):
        inner = _of(noun)
        counts = noun.lemma_.lower() in table.QUANTITIES | table.COLLECTIONS or noun.like_num
        if inner is None or not counts:
            return noun
        noun = inner
    return noun


def _of(noun: Word, prepositions: tuple[str, ...] = ("of",)) -> Word | None:
    return next(
        (
            inner
            for child in noun.children
            if child.dep_ == "prep" and child.lower_ in prepositions and child.i > noun.i
            for inner in child.children
            if inner.dep_ == "pobj"
        ),
        None,
    )


def _before(noun: Word) -> Iterator[Word]:
    """What stands before the noun and belongs to it."""
    for child in noun.lefts:
        if child.dep_ in BEFORE or (child.dep_ == "appos" and child.i < noun.i):
            yield from (token for token in child.subtree if token.i < noun.i)
    yield noun


def _dropped(token: Word) -> bool:
    """May the word not begin a name? Articles, numbers, “suspected”, punctuation."""
    if token.ent_type_ in {"DATE", "TIME"} and not (token.dep_ in WITHIN and token.head.pos_ == "PROPN"):
        return True
    if token.ent_type_ == "DATE":
        return False
    number = token.like_num or token.ent_type_ in {"CARDINAL", "QUANTITY"} or token.pos_ == "NUM"
    return (
        (number and token.ent_type_ not in NAMES)
        or token.lower_ in table.LEADING
        or token.lower_ in table.ALLEGED
        or token.pos_ in {"DET", "PUNCT", "PART", "CCONJ", "ADP", "ADV"}
    )


def _whole_name(noun: Word, first: Word) -> tuple[Word, Word]:
    """First and last word, widened to the whole proper name that the noun is in (“Barrio 18”, "MS-13")."""
    doc = noun.doc
    last = noun
    entity = next((e for e in doc.ents if e.start <= noun.i < e.end), None)
    if entity is not None and entity.label_ in NAMES and len(entity) <= LONGEST:
        start = next((token for token in entity if not _dropped(token) or token.i == noun.i), noun)
        if start.i < first.i and noun.pos_ == "PROPN":
            first = start
        last = entity[-1] if entity[-1].lower_ not in {"'s", "’s", "'", "’"} else entity[-2]
        last = last if last.i >= noun.i else noun
    while last.i + 1 < len(doc) and doc[last.i + 1].dep_ in {"nummod", "compound"} and doc[last.i + 1].head == noun:
        last = doc[last.i + 1]
    beside = next((c for c in noun.rights if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    if beside is not None and beside.left_edge.i == last.i + 1:  # "the militant group Islamic State"
        last = beside
    return first, last


def _after(noun: Word) -> Word | None:
    """The last word of what “of” adds: “members of the gang”; also "from" where the noun is a part of something."""
    part = noun.lemma_.lower() in table.PART_OF
    inner = _of(noun, ("of", "from") if part else ("of",))
    if inner is None or inner.ent_type_ in {"DATE", "TIME", "CARDINAL"}:
        return None
    deeper = _of(inner)
    core = deeper if deeper is not None and deeper.i - noun.i < LONGEST else inner
    last = _whole_name(core, core)[1]
    return last if last.i - noun.i <= LONGEST and not _crosses_comma(noun, last) else None


def _crosses_comma(noun: Word, last: Word) -> bool:
    return any(token.text in {",", ";", "("} for token in noun.doc[noun.i : last.i])
