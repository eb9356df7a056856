"""Names told together: "Jam'iat Zahra and Masjid al-Rahman"."""

from __future__ import annotations

from collections.abc import Sequence, Set

from mapapp.extract.scene.candidates import Candidate

SAME_LIST = frozenset(
    {"and", ",", ", and", "or", "and in", ", in", "as well as", "and the", ", the", "and in the", "&", "and near"}
)
"""What stands between two names of one list."""


def with_list(names: Sequence[Candidate], best: int, eligible: Set[int]) -> list[int]:
    """The number of the best name, then those of the names listed with it, in order.

    A name found by the recogniser is listed only with others of that sort, so that no person comes in. With commas
    alone, "Laredo, Texas", the second name says where the first one lies: a list has "and" in it.
    """
    first = last = best
    while first > 0 and _together(names, first - 1, first, eligible):
        first -= 1
    while last + 1 < len(names) and _together(names, last, last + 1, eligible):
        last += 1
    run = range(first, last + 1)
    if all(_between(names[at], names[at + 1]) == "," for at in run[:-1]):
        return [best]
    return [best, *(at for at in run if at != best)]


def _together(names: Sequence[Candidate], left: int, right: int, eligible: Set[int]) -> bool:
    if not {left, right} <= eligible or names[left].listed != names[right].listed:
        return False
    return _between(names[left], names[right]) in SAME_LIST


def _between(left: Candidate, right: Candidate) -> str:
    text = left.head.doc.text
    start = left.head.doc[left.last].idx + len(left.head.doc[left.last])
    return " ".join(text[start : right.head.doc[right.first].idx].lower().split())
