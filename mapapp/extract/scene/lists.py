"""Names told together: "Jam'iat Zahra and Masjid al-Rahman", "Akida village and the nearby town of Mbuta"."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from gazetteer.place import PlaceKind
from mapapp.domain.mention import Use
from mapapp.extract.scene.among import words_between
from mapapp.extract.scene.candidates import Candidate

_LINK = re.compile(r"(<place> )?(,|and|or|&|, and|, or|, &|as well as)( in| at| near| on)?( <place> of)?")
"""What stands between two names of one list, as `words_between` gives it."""
_COMMA = re.compile(r"(<place> )?,( in| at| near| on)?( <place> of)?")
NO_PLACES = frozenset({"PERSON", "NORP"})
"""A name of these entities that no list has does not come in by standing beside a place."""
AROUND = frozenset({PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2})
"""Kinds that other places lie in."""


def with_list(names: Sequence[Candidate], best: int, eligible: Set[int]) -> list[int]:
    """The number of the best name, then those of the names listed with it, in order.

    With commas alone, "Laredo, Texas", the second name says where the first one lies: a list has "and" in it.

    Args:
        names: of one sentence, in order.
        best: the number of the likeliest.
        eligible: the numbers of those that may be told with it.
    """
    joined = {at for at in eligible if at == best or _is_place(names[at])}
    first = last = best
    while first - 1 in joined and _linked(names[first - 1], names[first]):
        first -= 1
    while last + 1 in joined and _linked(names[last], names[last + 1]):
        last += 1
    links = [words_between(names[at], names[at + 1]) for at in range(first, last)]
    if all(_COMMA.fullmatch(link) for link in links):
        return [best]
    return [best, *(at for at in range(first, last + 1) if at != best)]


def _is_place(name: Candidate) -> bool:
    """Of "Idlib, Saraqib and Ariha" the second may have been taken for what the first lies in: a town still counts."""
    if not name.listed:
        return name.head.ent_type_ not in NO_PLACES
    use, place = name.resolution.mention.use, name.resolution.place
    return use is Use.PLACE or (use is Use.REFERENCE and place is not None and place.kind not in AROUND)


def _linked(left: Candidate, right: Candidate) -> bool:
    return _LINK.fullmatch(words_between(left, right)) is not None
