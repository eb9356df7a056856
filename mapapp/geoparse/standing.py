"""How well a name is known, and so how much the text must say before it is taken for a place."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from gazetteer.candidate import Candidate
from gazetteer.lookup import Gazetteer
from gazetteer.place import PlaceKind
from gazetteer.romanise import WRITTEN_BARE_COUNTRIES

LARGE_AT_HOME = 100_000
"""Persons: a town of this size is well known in texts of its own alphabet."""
LARGE_ABROAD = 300_000
"""Persons: and a town of this size everywhere."""


class Standing(IntEnum):
    """From a name that no list has to one that can stand alone."""

    UNKNOWN = 0
    COMMON = 1
    """A common word, which some place is called too."""
    WEAK = 2
    """Also a word or a person's name, or written with an article that the place does not have."""
    MINOR = 3
    """A place that few know: it counts where the text speaks of its country."""
    PROMINENT = 4
    """A country, a province or a large town."""


def prominent(gazetteer: Gazetteer, surface: str) -> Iterator[Candidate]:
    """The well-known places which are called so, best known first."""
    return (candidate for candidate in gazetteer.named(surface) if _is_prominent(candidate))


def _is_prominent(candidate: Candidate) -> bool:
    place = candidate.place
    if place.kind is PlaceKind.COUNTRY:
        return True
    at_home = place.country_code in WRITTEN_BARE_COUNTRIES
    if place.kind in {PlaceKind.ADMIN1, PlaceKind.REGION}:
        return candidate.form.strong and at_home
    return candidate.form.strong and (place.population or 0) >= (LARGE_AT_HOME if at_home else LARGE_ABROAD)


def is_in(gazetteer: Gazetteer, surface: str, countries: frozenset[str]) -> bool:
    """Is a place of that name in one of these countries (ISO codes)?"""
    return any(candidate.place.country_code in countries for candidate in gazetteer.named(surface))
