"""A clause dated by its distance from another: “four days after bandits had raided the school, parents gathered”."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.extract.dates import words
from mapapp.sentence import Word

_SIGNS = {"after": -1, "before": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """How far a clause lies from the one that governs it."""

    clause: Word
    """Its verb."""
    days: int
    """From the governing clause to this one; before it is negative."""
    wording: str
    """“four days after”."""


def days_from(act: Word) -> Offset | None:
    """The distance of the clause that an act stands in; None: it is told in no whole days."""
    for verb in (act, *act.ancestors):
        if verb.dep_ not in {"advcl", "pcomp"} or verb.head == verb:
            continue
        mark = next((c for c in verb.children if c.dep_ == "mark" and c.lower_ in _SIGNS), None)
        if mark is not None and (count := _count_before(mark)) is not None:
            wording = mark.doc[mark.i - 2 : mark.i + 1].text
            return Offset(clause=verb, days=_SIGNS[mark.lower_] * count, wording=wording)
    return None


def _count_before(mark: Word) -> int | None:
    """“Four days” right before it."""
    if mark.i - 2 < mark.sent.start or mark.nbor(-1).lower_ not in {"day", "days"}:
        return None
    number = mark.nbor(-2)
    return int(number.text) if number.text.isdigit() and len(number) < 4 else words.NUMBERS.get(number.lower_)
