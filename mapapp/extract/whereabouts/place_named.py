"""A place that a sentence names, and how it stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapapp.domain.mention import Resolution, Use
from mapapp.extract.scene.candidates import Candidate
from mapapp.extract.scene.speakers import is_spoken_from
from mapapp.extract.scene.tree import governing, role_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceNamed:
    """A name that a list has."""

    resolution: Resolution
    preposition: str
    """That governs it, "in"; "-" for none; "?" where the sentence was not parsed."""
    role: str
    """Of its phrase in the sentence, as the parser calls it; "?" where it was not parsed."""
    first: bool
    """Does the paragraph begin with it, or with a preposition and it?"""


def named_in(names: Sequence[Candidate]) -> tuple[PlaceNamed, ...]:
    """The places among the names of a parsed sentence that may be its scene, without those where a speaker sits."""
    found = [one for one in names if one.listed and _is_place(one.resolution) and not is_spoken_from(one.head)]
    prepositions = [governing(one.head) for one in found]
    return tuple(
        PlaceNamed(
            resolution=one.resolution,
            preposition=word.lower_ if word is not None else "-",
            role=role_of(one.head).dep_,
            first=one.first <= 1,
        )
        for one, word in zip(found, prepositions, strict=True)
    )


def named_unparsed(resolutions: Sequence[Resolution]) -> tuple[PlaceNamed, ...]:
    """The places of a block that was not parsed."""
    return tuple(
        PlaceNamed(resolution=one, preposition="?", role="?", first=False) for one in resolutions if _is_place(one)
    )


def _is_place(one: Resolution) -> bool:
    """Only such a use says where something happened."""
    return one.place is not None and one.mention.use in {Use.PLACE, Use.DATELINE}
