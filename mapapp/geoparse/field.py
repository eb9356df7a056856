"""The candidates of one name as columns of figures, so that all names of a text can be weighed together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gazetteer.candidate import WRITTEN, Candidate, Match
from gazetteer.name_reasons import is_usual_name
from gazetteer.place import EARTH_RADIUS_KM, PlaceKind
from gazetteer.sources.geonames import countries
from gazetteer.unit_vectors import unit_vectors
from gazetteer.weights import COUNTED_AS, SEAT_PEOPLE
from gazetteer.weights import WIDE_KM as WIDE_WATER_KM
from mapapp.geoparse.capitals import capital_names

Figures = NDArray[np.float64]
Numbers = NDArray[np.int64]
Truths = NDArray[np.bool_]

KIND_TRAITS = tuple(f"kind:{kind.value}" for kind in PlaceKind)
TRAITS = (
    "people",
    "people-squared",
    "most-people",
    "share-of-people",
    "exact",
    "folded",
    "transliterated",
    "misspelt",
    "usual-name",
    "weak-name",
    "historic-name",
    "abbreviation",
    "full-stop",
    "asked-kind",
    "other-kind",
    "country-instead",
    "seat",
    "seated",
    *KIND_TRAITS,
)
"""What a candidate has by itself, each a figure of 0 to about 1."""
LEAST_PROVINCE_KM = 5.0
"""Radius below which a first-order division is as well known as the people who live there make it."""
WIDE_KM = 400.0
"""Radius from which on a place is too wide for its point to be near anything."""
TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.ADMIN2, PlaceKind.ADMIN3})
FEW_PEOPLE = 50_000
"""A town of fewer is seldom told of far from home without its country."""
NOWHERE, NEXT_DOOR, HOME = range(3)
"""A town of few people, or one that mostly goes by another name, is told of in texts of its country or a neighbour's;
one that is both, and what only sounds or is spelt alike, in those of its country.
"""
COUNTRY_NUMBERS = {code: number for number, code in enumerate(sorted(countries()))}


def neighbours() -> Truths:
    """Which countries border on which, by number."""
    found = np.zeros((len(COUNTRY_NUMBERS), len(COUNTRY_NUMBERS)), dtype=bool)
    for code, country in countries().items():
        for other in country.neighbours & COUNTRY_NUMBERS.keys():
            found[COUNTRY_NUMBERS[code], COUNTRY_NUMBERS[other]] = True
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """The candidates of a name, one row each, in the gazetteer's order."""

    candidates: tuple[Candidate, ...]
    traits: Figures
    """One column a trait."""
    vectors: Figures
    """The point as a unit vector: three columns."""
    radius_km: Figures
    countries: Numbers
    """By COUNTRY_NUMBERS; -1 for none."""
    divisions: Numbers
    """Of the first-order division that each lies in; -1 for none. Equal ids have equal numbers."""
    tied: Numbers
    """How near home it must be told of: NOWHERE, NEXT_DOOR or HOME."""
    own: Numbers
    """Of the place itself, comparable to `divisions`."""
    is_country: Truths
    is_division: Truths
    unknown: Figures
    """What speaks for the name being none of these places: see UNKNOWN."""


UNKNOWN = ("none", "none-beside-written", "none-beside-usual", "none-beside-sounding", "none-beside-many")
"""That no candidate is meant: anyhow, and though one is written so, goes by it, only sounds so, or many do."""


def field_of(surface: str, candidates: Sequence[Candidate], asked: PlaceKind | None) -> Field:
    """The figures of the candidates of a name. `asked`: the kind that a word beside the name asks for."""
    places = [candidate.place for candidate in candidates]
    traits = _traits(surface, candidates, asked)
    usual = traits[:, TRAITS.index("usual-name")] > 0
    latitudes = np.array([place.point.latitude for place in places], dtype=float)
    longitudes = np.array([place.point.longitude for place in places], dtype=float)
    return Field(
        candidates=tuple(candidates),
        traits=traits,
        vectors=unit_vectors(latitudes, longitudes),
        radius_km=np.array([place.radius_km for place in places], dtype=float),
        countries=np.array([COUNTRY_NUMBERS.get(place.country_code or "", -1) for place in places], dtype=np.int64),
        divisions=np.array([_number(place.admin1_id) for place in places], dtype=np.int64),
        tied=np.array([_tied(*pair) for pair in zip(candidates, usual, strict=True)], dtype=np.int64),
        own=np.array([_number(place.id) for place in places], dtype=np.int64),
        is_country=np.array([place.kind is PlaceKind.COUNTRY for place in places], dtype=bool),
        is_division=np.array([place.kind is PlaceKind.ADMIN1 for place in places], dtype=bool),
        unknown=_unknown(candidates),
    )


def _tied(candidate: Candidate, usual: bool) -> int:
    place = candidate.place
    if candidate.match not in WRITTEN:
        return HOME
    if place.kind not in TOWNS:
        return NOWHERE
    if capital_names().get(place.country_code or "") == place.name:
        return NOWHERE
    few = (place.population or 0) < FEW_PEOPLE
    return HOME if few and not usual else NEXT_DOOR if few or not usual else NOWHERE


def apart_km(vectors: Figures, others: Figures) -> Figures:
    """How far points are from others, by the chord: both as unit vectors, `others` one column a point, or one point."""
    return np.asarray(EARTH_RADIUS_KM * np.sqrt(np.maximum(0.0, 2 - 2 * vectors @ others)))


def _number(place_id: str | None) -> int:
    """A number that only equal ids share, for all practical purposes."""
    return hash(place_id) if place_id is not None else -1


def _unknown(candidates: Sequence[Candidate]) -> Figures:
    written = any(c.match in WRITTEN and c.form.strong for c in candidates)
    usual = any(is_usual_name(c.form, c.place) and c.form.strong for c in candidates)
    sounding = bool(candidates) and not written
    many = math.log10(len(candidates) + 1) if written else 0.0
    return np.array([1.0, written, usual, sounding, many], dtype=float)


def _traits(surface: str, candidates: Sequence[Candidate], asked: PlaceKind | None) -> Figures:
    people = [_people(candidate) for candidate in candidates]
    most, together = max(people, default=0), sum(people) + 1
    provinces = {c.place.id for c in candidates if c.place.kind is PlaceKind.ADMIN1}
    in_provinces = {c.place.admin1_id for c in candidates if _is_town(c)}
    dotted = surface.endswith(".") or (surface.count(".") > 1 and " " not in surface)
    figures = np.zeros((len(candidates), len(TRAITS)))
    for row, candidate in enumerate(candidates):
        place, form, size = candidate.place, candidate.form, math.log10(people[row] + 1) / 7
        figures[row, : len(TRAITS) - len(KIND_TRAITS)] = (
            size,
            size * size,
            people[row] == most > 0,
            people[row] / together,
            candidate.match is Match.EXACT,
            candidate.match is Match.FOLDED,
            candidate.match is Match.TRANSLITERATED,
            candidate.match is Match.MISSPELT,
            is_usual_name(form, place),
            not form.strong,
            form.kind == "historic",
            form.kind == "abbreviation",
            dotted and place.kind in {PlaceKind.ADMIN1, PlaceKind.COUNTRY},
            asked is place.kind,
            asked is not None and asked is not place.kind,
            asked is not None and asked is not place.kind and place.kind is PlaceKind.COUNTRY,
            _is_town(candidate) and place.admin1_id in provinces,
            place.id in provinces and place.id in in_provinces,
        )
        figures[row, TRAITS.index(f"kind:{place.kind.value}")] = 1.0
    return figures


def _people(candidate: Candidate) -> int:
    """Persons, or as many as such a place counts for: a wide sea or river is as well known as a region."""
    place = candidate.place
    kind = PlaceKind.REGION if place.kind is PlaceKind.NATURAL and place.radius_km >= WIDE_WATER_KM else place.kind
    if kind is PlaceKind.ADMIN1 and place.radius_km < LEAST_PROVINCE_KM:
        return place.population or 0  # Palmyra Atoll is no province that the news speaks of
    return max(COUNTED_AS.get(kind, 0), place.population or 0)


def _is_town(candidate: Candidate) -> bool:
    return candidate.place.kind is PlaceKind.SETTLEMENT and (candidate.place.population or 0) > SEAT_PEOPLE
