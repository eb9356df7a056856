"""What the sentences of a report name, in reading order: its times, its places."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from mapapp.extract.draft import Draft

Named = TypeVar("Named")
Key = TypeVar("Key", bound=Hashable)
_FAR = ((1, "1"), (2, "2"), (4, "4"), (8, "8"))
AHEAD, BEHIND = 12, 6
"""So many sentences before and behind an incident's are looked at, so that a book takes time in proportion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(Generic[Named]):
    """A sentence and what it names."""

    order: int
    """Number of the sentence in the report."""
    paragraph: int
    """Where its block begins in the report's text."""
    stands: str
    """In a headline, in the lead or in the body."""
    named: tuple[Named, ...]


@dataclass(slots=True)
class Register(Generic[Named, Key]):
    """The entries of one report; sentences that name nothing are left out."""

    entries: list[Entry[Named]] = field(default_factory=list)
    often: Counter[Key] = field(default_factory=Counter)
    """How often each thing is named."""
    most: int = 0
    """How often that is named which is named most."""

    def key_of(self, named: Named) -> Key | None:
        """What makes two names name one thing; None: it is not counted."""
        raise NotImplementedError

    def add(self, entry: Entry[Named]) -> None:
        """The next sentence."""
        self.entries.append(entry)
        for key in map(self.key_of, entry.named):
            if key is not None:
                self.often[key] += 1
                self.most = max(self.most, self.often[key])

    def rank_of(self, key: Key) -> str:
        """Of a thing that is named: is it the "only" one, the "most" named or "less"?"""
        return "only" if len(self.often) == 1 else "most" if self.often[key] == self.most else "less"

    def near(self, draft: Draft) -> list[tuple[Entry[Named], int]]:
        """What stands near the sentences of an incident or at the head of the report, without these themselves; and
        how many sentences behind (or, negative, before) the nearest of them.
        """
        orders = sorted({telling.order for telling in draft.tellings})
        begin = bisect_left(self.entries, orders[0] - AHEAD, key=_order)
        end = bisect_left(self.entries, orders[-1] + BEHIND + 1, key=_order)
        head = [entry for entry in self.entries[: min(begin, AHEAD)] if entry.stands != "body"]
        near = [entry for entry in (*head, *self.entries[begin:end]) if entry.order not in orders]
        return [(entry, _apart(entry, orders)) for entry in near]


def source_of(entry: Entry[Named], draft: Draft) -> str:
    """Where a sentence near an incident stands: in the headline, the lead, one of its paragraphs or elsewhere."""
    if entry.stands != "body":
        return entry.stands
    return "paragraph" if draft.tells_in(entry.paragraph) else "body"


def _apart(entry: Entry[Named], orders: Collection[int]) -> int:
    return min((entry.order - order for order in orders), key=abs)


def _order(entry: Entry[Named]) -> int:
    return entry.order


def far_in_words(apart: int) -> str:
    """“behind 2”, “before far”: how many sentences apart, in steps."""
    way = "behind" if apart > 0 else "before"
    return f"{way} {next((word for most, word in _FAR if abs(apart) <= most), 'far')}"


def last_before(aparts: Iterable[int]) -> int | None:
    """Of how many sentences apart things are named: the nearest before; None: none is."""
    return max((apart for apart in aparts if apart < 0), default=None)


def beside(drafts: Sequence[Draft], at: int) -> list[tuple[str, int, str]]:
    """The incidents told right before and behind one: where each is told, its number, and how it stands to the one."""
    found = []
    for source, other in (("told before", at - 1), ("told behind", at + 1)):
        if 0 <= other < len(drafts):
            kind = "same" if drafts[other].group == drafts[at].group else "other"
            paragraph = "same" if drafts[other].main.paragraph == drafts[at].main.paragraph else "other"
            found.append((source, other, f"{kind} kind, {paragraph} paragraph"))
    return found
