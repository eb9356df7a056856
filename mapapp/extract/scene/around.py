"""The place in which a name that no list has lies: “the Leogrand hotel at Batumi”, “Kotido: … at Panyangara”."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.extract.scene.among import words_between
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.tree import governing

LEAST_AROUND = 0.25
"""Of the chance that the strange name leaves to the others and to none."""
LIES_IN = frozenset({"in", ",", "of", ", in", "<place> of", "<place> in", "<place> ,"})
"""What stands between a name and the place it lies in, as `words_between` gives it."""
STANDS = frozenset({"in", "at", "on", "of"})
"""What follows the noun of a site: "the Leogrand hotel at Batumi"."""


def place_around(
    strange: int, names: Sequence[Candidate], chances: Sequence[float], shown: Sequence[int]
) -> int | None:
    """The number of the place in which a name of no list lies: “In Beni territory, … in the village of Mamove”."""
    at = strange
    while at + 1 < len(names) and _lies_in(names[at], names[at + 1]):
        at += 1
        if at in shown:
            return at
    held = [at for at in shown if _holds(names[at]) or _is_heading(names[at])]
    best = max(held, key=lambda at: (_is_heading(names[at]), chances[at]), default=None)
    if best is None or _is_heading(names[best]):
        return best
    return best if chances[best] >= LEAST_AROUND * (1 - chances[strange]) else None


def _lies_in(inner: Candidate, outer: Candidate) -> bool:
    """“Gbagir in Ukum, Benue State”, “the Leogrand hotel at Batumi”."""
    if words_between(inner, outer) in LIES_IN:
        return True
    between = [token for token in inner.head.doc[inner.last + 1 : outer.first] if token.pos_ != "DET"]
    if len(between) != 2:
        return False
    site, preposition = between
    return site.pos_ in {"NOUN", "PROPN"} and preposition.lower_ in STANDS


def _is_heading(name: Candidate) -> bool:
    """“Kotido: three soldiers died in a gun battle at Panyangara”."""
    doc = name.head.doc
    return name.first == 0 and name.last + 1 < len(doc) and doc[name.last + 1].text == ":"


def _holds(name: Candidate) -> bool:
    preposition = governing(name.head)
    return preposition is not None and preposition.lower_ in {"in", "inside", "across"}
