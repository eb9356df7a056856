"""The places that a name in a text may mean, by every way that the gazetteer knows to read it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gazetteer.candidate import Candidate, Match
from gazetteer.lookup import Gazetteer
from gazetteer.place import NameForm
from gazetteer.query import readings
from mapapp.geoparse import cues

MOST = 40
"""Candidates of one name; the best known places come first."""
INITIALS = re.compile(r"(?<=\b[A-Z]\.) (?=[A-Z][a-z]*\.)")


def candidates_of(gazetteer: Gazetteer, surface: str) -> tuple[Candidate, ...]:
    """The places that a surface may mean, at most 40; the country alone for a word such as “Syrian”.

    What is written so comes first; other ways to read the name are tried when no such place goes by it alone.
    """
    if people := _country_of(gazetteer, surface):
        return (people,)
    found: dict[str, Candidate] = {}
    for step in _steps(gazetteer, INITIALS.sub("", surface)):
        for candidate in step:
            found.setdefault(candidate.place.id, candidate)
        if any(candidate.form.strong for candidate in found.values()):
            break
    return tuple(found.values())[:MOST]


def is_adjective(gazetteer: Gazetteer, surface: str) -> bool:
    """Does a word say where somebody or something is from, and nothing else: “Syrian”, “Texan”?"""
    if gazetteer.demonym(surface):
        return True
    named = gazetteer.named(surface)
    return bool(named) and all(candidate.form.kind == "demonym" for candidate in named)


def _country_of(gazetteer: Gazetteer, surface: str) -> Candidate | None:
    code = gazetteer.demonym(surface)
    country = gazetteer.country(code) if code else None
    if country is None:
        return None
    return Candidate(place=country, match=Match.EXACT, form=NameForm(text=surface, kind="demonym", language="en"))


def _steps(gazetteer: Gazetteer, surface: str) -> Iterator[tuple[Candidate, ...]]:
    """From the surest way to read the name to the boldest."""
    yield gazetteer.named(surface)
    ways = dict.fromkeys(reading.name for one in readings(surface) for reading in readings(one.name))
    for way in ways:
        if way != surface:
            yield gazetteer.named(way)
    if (narrowed := _without_modifier(surface)) != surface:
        yield candidates_of(gazetteer, narrowed)
    yield gazetteer.shortened(surface)
    yield gazetteer.joined(surface)
    yield gazetteer.sounding(surface)
    yield gazetteer.misspelt(surface)


def _without_modifier(surface: str) -> str:
    """“northern Idlib” is in Idlib."""
    first, _, rest = surface.partition(" ")
    return rest if rest and first.lower() in cues.MODIFIERS else surface
