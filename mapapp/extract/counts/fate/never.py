"""Figures to which no harm is added, whatever the sentence sounds like: their words say what they count."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import accumulate

from mapapp.domain.claim import CountKind
from mapapp.extract.counts.fate.seen import Seen
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.joins import is_name
from mapapp.extract.counts.kinds import HARM, Told
from mapapp.extract.counts.nouns import Sort, word_before
from mapapp.extract.counts.parts import is_part
from mapapp.extract.counts.persons import is_own_self
from mapapp.extract.counts.recounts import is_account

_WITH = re.compile(r",?\s*(?:and|(?:along\s+|together\s+)?with)\s+", re.IGNORECASE)
_OF = re.compile(
    r"(?:^|[,;:]\s*|\d\s+|\b(?:two|three|four|five|six|seven|eight|nine|ten|one|some|most|many)\s+)"
    r"(?:of|out of|among)\s+(?:the\s+|its\s+|their\s+|all\s+)*$",
    re.IGNORECASE,
)


def may_not_be_harmed(seen: Sequence[Seen], at: int, kinds: Container[CountKind], before: Sequence[Told]) -> bool:
    """Things, the many of whom the harmed are some, parts of a toll of the past, and what only repeats or spells out a
    number told before.

    Args:
        seen: the figures of a sentence, in order.
        at: which of them.
        kinds: the harm that would be added.
        before: what is told of those before it.
    """
    figure = seen[at].figure
    told = [one for one in before if one.kind in kinds]
    return (
        _counts_things(seen, at)
        or _is_half_a_word(figure)
        or _goes_with(seen, at)
        or _is_counted_as_self(seen, at)
        or (figure.sort is Sort.BARE and word_before(figure.first).lower_ == "the" and bool(before))
        or is_account(figure)
        or _OF.search(figure.text, 0, figure.begin) is not None
        or (is_part(figure) and any(one.aside for one in seen[:at]))
        or (bool(told) and (is_name(figure) or any(_spells_out(seen, at, one.figure) for one in told)))
    )


def _is_counted_as_self(seen: Sequence[Seen], at: int) -> bool:
    """“A gunman shot four dead before taking his own life”: the life is his."""
    noun = seen[at].figure.noun
    selves = (one.figure.noun for one in seen[at + 1 :] if one.told and not one.aside)
    return noun.dep_ == "nsubj" and any(is_own_self(self) and noun.head.is_ancestor(self) for self in selves)


def _counts_things(seen: Sequence[Seen], at: int) -> bool:
    """“27 of 34 drones”: the number before the "of" counts what the other does."""
    figure, following = seen[at].figure, seen[at + 1].figure if at + 1 < len(seen) else None
    if following is None or following.sort is not Sort.THINGS:
        return False
    return figure.text[figure.end : following.begin].split()[:1] == ["of"]


def _is_half_a_word(figure: Figure) -> bool:
    """“Two cash-in-transit vans”: what is counted is to come."""
    return figure.text[figure.end : figure.end + 1] == "-"


def _goes_with(seen: Sequence[Seen], at: int) -> bool:
    """“Twenty fighters, with 11 wives and 34 children, gave themselves up”: they fare as those do."""
    first = at
    while first and _WITH.fullmatch(_between(seen[first - 1].figure, seen[first].figure)):
        first -= 1
    told = seen[first].told
    return first < at and bool(told) and not any(one.kind in HARM for one in told)


def _between(left: Figure, right: Figure) -> str:
    return right.text[left.end : right.begin]


def _spells_out(seen: Sequence[Seen], at: int, whole: Figure) -> bool:
    """“27 perished: 19 on the bus and eight in the lorry”: the numbers that follow add up to the one before."""
    begin = next((i for i, one in enumerate(seen) if one.figure is whole), at)
    rest = [one.figure.high or 0 for one in seen[begin + 1 :]]
    ends = [i for i, total in enumerate(accumulate(rest), begin + 1) if total == whole.high]
    return any(begin < at <= end and end > begin + 1 for end in ends)
