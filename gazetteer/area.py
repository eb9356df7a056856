"""What a table's cells say of where a place lies: a country by code or name, a province by name."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from enum import IntEnum
from functools import cache

from gazetteer.candidate import Candidate, Match, similarity
from gazetteer.errors import UnknownCountry
from gazetteer.lookup import Gazetteer
from gazetteer.names import fold
from gazetteer.place import Place, PlaceKind
from gazetteer.query import readings
from gazetteer.sources import geonames
from gazetteer.sources.packaged import folder

LONGEST_SHOWN = 60
"""Characters of a cell that a sentence quotes."""
SEAT_ALIKE = 75.0
"""Of 100: a town whose name is so like its province's also names the province."""


class Standing(IntEnum):
    """How a place stands to the divisions a row names."""

    INSIDE = 0
    BESIDE = 1
    """Within their radius, but in another division."""
    ELSEWHERE = 2


def country_of(gazetteer: Gazetteer, text: str) -> str:
    """The ISO 3166-1 alpha-2 code of a country given by two letters, three letters or its name in any language.

    Raises UnknownCountry for what is none, for a people ("Syrian") and for a name that several countries have.
    """
    written = text.strip()
    code = alpha3().get(written.upper(), written.upper())
    if code in geonames.countries():
        return code
    codes = sorted({place.country_code for place in _countries_called(gazetteer, written) if place.country_code})
    codes = codes or [code for code, country in geonames.countries().items() if fold(country.name) == fold(written)]
    if len(codes) == 1:
        return codes[0]
    if codes:
        raise UnknownCountry(f"several countries are called {shown(written)}: give a code, {' or '.join(codes)}")
    people = geonames.countries().get(gazetteer.demonym(written) or "")
    if people:
        raise UnknownCountry(f"{shown(written)} is a people, not a country: give {people.name} or {people.code}")
    raise UnknownCountry(f"no country is called {shown(written)}: give its name or its code, such as SY or SYR")


def _countries_called(gazetteer: Gazetteer, name: str) -> Iterator[Place]:
    for candidate in gazetteer.candidates(name):
        written = candidate.match in {Match.EXACT, Match.FOLDED} and candidate.form.kind != "demonym"
        if written and candidate.place.kind is PlaceKind.COUNTRY:
            yield candidate.place


@cache
def alpha3() -> dict[str, str]:
    """Two letters of each country by its three: "SYR" is "SY"."""
    rows = json.loads((folder(geonames.PACKAGE) / "countries.json").read_text(encoding="utf-8"))
    return {row["iso3"]: code for code, row in rows.items() if row["iso3"]}


def divisions_named(gazetteer: Gazetteer, text: str, country: str | None) -> tuple[Place, ...]:
    """The provinces that a text names, in a country or anywhere; else districts and regions; empty for none.

    "Idlib province" is Idlib. A town's name also stands for the province named after it, when nothing else does.
    """
    for name in dict.fromkeys(reading.name for reading in readings(text)):
        candidates = gazetteer.candidates(name, country=country)
        written = [one for one in candidates if one.match is not Match.TRANSLITERATED]
        for found in (
            _of_kind(written, {PlaceKind.ADMIN1}),
            _of_kind(written, {PlaceKind.ADMIN2, PlaceKind.REGION}),
            _of_kind(candidates, {PlaceKind.ADMIN1}),
            _provinces_of_seats(gazetteer, candidates),
        ):
            if found:
                return found
    return ()


def _of_kind(candidates: Sequence[Candidate], kinds: Collection[PlaceKind]) -> tuple[Place, ...]:
    return tuple(dict.fromkeys(one.place for one in candidates if one.place.kind in kinds))


def _provinces_of_seats(gazetteer: Gazetteer, candidates: Sequence[Candidate]) -> tuple[Place, ...]:
    ids = [
        one.place.admin1_id
        for one in candidates
        if one.place.admin1 and similarity(one.place.name, one.place.admin1) >= SEAT_ALIKE
    ]
    return tuple(gazetteer.place(place_id) for place_id in dict.fromkeys(ids) if place_id)


def standing(gazetteer: Gazetteer, place: Place, divisions: Sequence[Place]) -> Standing:
    """Does a place lie in one of the divisions: by what it belongs to, or where that is not known by their radius?"""
    ids = {division.id for division in divisions}
    if place.admin1_id in ids or place.id in ids:
        return Standing.INSIDE
    lower = any(division.kind is not PlaceKind.ADMIN1 for division in divisions)
    if lower and any(parent.id in ids for parent in gazetteer.parents(place.id)):
        return Standing.INSIDE
    near = [one for one in divisions if one.point.distance_km(place.point) <= one.radius_km]
    if not near:
        return Standing.ELSEWHERE
    by_radius = place.admin1_id is None or any(one.kind is PlaceKind.REGION for one in near)
    return Standing.INSIDE if by_radius else Standing.BESIDE


def shown(text: str) -> str:
    """A cell's text in quotation marks, on one line, not too long."""
    printable = "".join(character if character.isprintable() else " " for character in text[: 10 * LONGEST_SHOWN])
    line = " ".join(printable.split())
    return f"“{line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + '…'}”"
