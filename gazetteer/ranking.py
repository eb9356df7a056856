"""Order the candidates of a name by features which each explain their points.

The score is the sum of the points, 0 to 1. The weights stand here together, so that they can be weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from gazetteer.lookup import LEAST_SIMILAR, Candidate, Match, written_alike
from gazetteer.names import fold, sound
from gazetteer.place import NameForm, Place, PlaceKind, Point
from gazetteer.reason import Reason
from gazetteer.romanise import SOUNDED_COUNTRIES
from gazetteer.sources.geonames import countries

EXACT, FOLDED, TRANSLITERATED = 0.30, 0.29, 0.25
MISSPELT, PER_LETTER, MOST_LETTERS = 0.04, 0.016, 10
"""The longer a name, the less likely it is that one wrong letter makes it of another one."""
UNLIKE = 0.8
"""What a name which only sounds alike loses when no letter of it is the same."""
WEAK = -0.15
HISTORIC = -0.03
OTHER_MARKS = -0.08
"""Whoever writes Şuşa with its marks does not mean Susa, where another place is called Şuşa."""
FOREIGN = -0.20
"""A country's name in another language which only looks like what is written: Brasília is not the Finns' Brasilia."""
OWN_NAME = 0.12
"""The name that the place mostly goes by, not one of its others."""
KINDS: Mapping[PlaceKind, float] = {
    PlaceKind.COUNTRY: 0.21,
    PlaceKind.ADMIN1: 0.10,
    PlaceKind.REGION: 0.12,
    PlaceKind.SETTLEMENT: 0.10,
    PlaceKind.NATURAL: 0.07,
    PlaceKind.FACILITY: 0.06,
    PlaceKind.ADMIN2: 0.04,
    PlaceKind.ADMIN3: 0.03,
    PlaceKind.QUARTER: 0.04,
}
KIND_NAMES: Mapping[PlaceKind, str] = {
    PlaceKind.COUNTRY: "a country",
    PlaceKind.ADMIN1: "a province",
    PlaceKind.ADMIN2: "a district",
    PlaceKind.ADMIN3: "a sub-district",
    PlaceKind.REGION: "a region",
    PlaceKind.SETTLEMENT: "a town",
    PlaceKind.QUARTER: "a quarter of a town",
    PlaceKind.FACILITY: "a building or site",
    PlaceKind.NATURAL: "a natural feature",
}
PREFERRED, NOT_PREFERRED, NO_COUNTRY = 0.25, -0.05, -0.25
"""The kind that is asked for, another one, and a country where something else is asked for ("Kuwait City")."""
SEAT, SEATED = 0.03, -0.08
"""A town in the province which is named after it, and that province: without the word "province", the town is meant."""
SEAT_PEOPLE = 5_000
"""Smaller seats are less known than their province."""
CITY_STATE = -0.16
CITY_STATE_RADIUS_KM = 20.0
POPULATION = 0.36
"""For ten million people or more."""
COUNTED_AS = {PlaceKind.COUNTRY: 10_000_000, PlaceKind.ADMIN1: 200_000, PlaceKind.REGION: 200_000}
"""Persons: as how large a town these count, whatever their population."""
WIDE_KM = 150.0
"""Radius from which on a river, a sea or a mountain range counts as a region does."""
FAMOUS = 0.09
FAMOUS_TIMES = 10
"""Many times more people than in any namesake: the place meant when nothing else is said."""
COUNTRY, NEIGHBOUR = 0.20, 0.05
ADMIN1 = 0.08
ANCHOR = 0.06
ANCHOR_KM = 150.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What else the text tells of where it plays."""

    countries: Mapping[str, float] = field(default_factory=dict)
    """ISO code to how much the text is about that country, 0 to 1."""
    admin1_ids: frozenset[str] = frozenset()
    """Place ids of provinces that the text names."""
    anchors: tuple[Point, ...] = ()
    """Points of places already decided."""
    prefer: PlaceKind | None = None
    """The kind that a word beside the name asks for: "province" asks for admin-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its score."""

    place: Place
    score: float
    """0 to 1; the sum of the reasons' points."""
    reasons: tuple[Reason, ...]
    candidate: Candidate


def rank(name: str, candidates: Sequence[Candidate], context: Context | None = None) -> tuple[Ranked, ...]:
    """Candidates of `name`, best first; among equals the order of `candidates` stays."""
    context = context or Context()
    field_ = _Field.of(candidates)
    ranked = [_ranked(name, candidate, field_, context) for candidate in candidates]
    return tuple(sorted(ranked, key=lambda one: -one.score))


@dataclass(frozen=True, slots=True)
class _Field:
    """What the candidates are together."""

    seats: frozenset[str]
    """Place ids of towns which a province among the candidates is named after."""
    seated: frozenset[str]
    """Place ids of those provinces."""
    populations: tuple[int, ...]
    """Of the settlements and countries, largest first."""
    rival: int
    """As how large a town a province or region among them counts which has no seat of its name; 0 without one."""
    is_written: bool
    """Is one of them written exactly so?"""

    @classmethod
    def of(cls, candidates: Sequence[Candidate]) -> _Field:
        provinces = [one.place for one in candidates if one.place.kind is PlaceKind.ADMIN1]
        towns = [one.place for one in candidates if _may_be_seat(one)] if provinces else []
        pairs = [(town.id, province.id) for province in provinces for town in towns if town.admin1_id == province.id]
        seated = frozenset(province for _, province in pairs)
        regions = [one.place for one in candidates if one.place.kind in {PlaceKind.ADMIN1, PlaceKind.REGION}]
        peopled = sorted((one.place.population for one in candidates if one.place.population), reverse=True)
        return cls(
            seats=frozenset(town for town, _ in pairs),
            seated=seated,
            populations=tuple(peopled),
            rival=max((COUNTED_AS[place.kind] for place in regions if place.id not in seated), default=0),
            is_written=any(one.match is Match.EXACT for one in candidates),
        )


def _may_be_seat(candidate: Candidate) -> bool:
    """A town of some size; but "Rio Grande do Sul" is more than the town Rio Grande's name."""
    town = candidate.place
    if town.kind is not PlaceKind.SETTLEMENT or (town.population or 0) < SEAT_PEOPLE:
        return False
    return not fold(candidate.form.text).startswith(fold(town.name) + " ")


def _lies_in(town: Place, province: Place) -> bool:
    return town.admin1_id == province.id or (
        town.country_code == province.country_code and town.point.distance_km(province.point) <= 2 * province.radius_km
    )


def _ranked(name: str, candidate: Candidate, together: _Field, context: Context) -> Ranked:
    place = candidate.place
    usual = place.id in together.seats or is_usual_name(candidate.form, place)
    famous = usual and candidate.match in {Match.EXACT, Match.FOLDED}
    reasons = [
        *_name_reasons(name, candidate, usual),
        *_marks_reasons(name, candidate, together),
        *_kind_reasons(place, together, context),
        *_population_reasons(place, together, may_be_famous=famous),
        *_context_reasons(place, context),
    ]
    score = sum(reason.points for reason in reasons)
    if not 0 <= score <= 1:
        bounded = min(1.0, max(0.0, score))
        reasons.append(Reason(feature="bounds", points=bounded - score, sentence="no score is below 0 or above 1"))
        score = bounded
    return Ranked(place=place, score=score, reasons=tuple(reasons), candidate=candidate)


def _name_reasons(name: str, candidate: Candidate, usual: bool) -> Iterator[Reason]:
    form = candidate.form
    if candidate.match is Match.EXACT:
        yield Reason(feature="exact-name", points=EXACT, sentence=f"is written exactly “{form.text}”")
    elif candidate.match is Match.FOLDED:
        yield Reason(feature="folded-name", points=FOLDED, sentence=f"is also written “{form.text}”")
    elif candidate.match is Match.MISSPELT:
        sentence = f"is one letter away from “{form.text}”"
        points = MISSPELT + PER_LETTER * min(MOST_LETTERS, len(form.text))
        yield Reason(feature="misspelt-name", points=points, sentence=sentence)
        return
    else:
        alike = written_alike(name, form.text)
        sentence = f"sounds like “{form.text}” ({alike:.0f} % alike)"
        points = TRANSLITERATED - UNLIKE * (1 - alike / 100)
        yield Reason(feature="transliterated-name", points=points, sentence=sentence)
        usual = form.kind == "official"  # all romanisations of a name sound alike
    if usual:
        yield Reason(feature="own-name", points=OWN_NAME, sentence="is its usual name")
    if not form.strong:
        yield Reason(
            feature="weak-name", points=WEAK, sentence="is also a common word, a person's name or a short code"
        )
    if _is_likeness(candidate):
        sentence = f"looks like the country's name in another language (“{form.text}”, {form.language})"
        yield Reason(feature="foreign-name", points=FOREIGN, sentence=sentence)
    if form.kind == "historic":
        yield Reason(feature="historic-name", points=HISTORIC, sentence="is a former name")


def _marks_reasons(name: str, candidate: Candidate, together: _Field) -> Iterator[Reason]:
    if candidate.match is Match.FOLDED and together.is_written and not name.isascii():
        sentence = f"has other marks on its letters (“{candidate.form.text}”) than the name as it is written"
        yield Reason(feature="other-marks", points=OTHER_MARKS, sentence=sentence)


def _is_likeness(candidate: Candidate) -> bool:
    foreign = candidate.form.language not in {None, "en"}
    return candidate.place.kind is PlaceKind.COUNTRY and foreign and candidate.match is Match.FOLDED


def _kind_reasons(place: Place, together: _Field, context: Context) -> Iterator[Reason]:
    yield Reason(feature="kind", points=KINDS[place.kind], sentence=f"is {KIND_NAMES[place.kind]}")
    if context.prefer is place.kind:
        sentence = f"the text asks for {KIND_NAMES[place.kind]}"
        yield Reason(feature="preferred-kind", points=PREFERRED, sentence=sentence)
        return
    if context.prefer is not None:
        sentence = f"the text asks for {KIND_NAMES[context.prefer]}"
        points = NO_COUNTRY if place.kind is PlaceKind.COUNTRY else NOT_PREFERRED
        yield Reason(feature="other-kind", points=points, sentence=sentence)
    elif place.id in together.seats:
        sentence = "is the town that its province is named after"
        yield Reason(feature="seat", points=SEAT, sentence=sentence)
    elif place.id in together.seated:
        sentence = "is named after a town in it, which is meant where nothing says “province”"
        yield Reason(feature="seated", points=SEATED, sentence=sentence)
    elif place.kind is PlaceKind.COUNTRY and place.radius_km < CITY_STATE_RADIUS_KM:
        yield Reason(feature="city-state", points=CITY_STATE, sentence="is a state no larger than a city")


@lru_cache(maxsize=4096)
def is_usual_name(form: NameForm, place: Place) -> bool:
    """Is a form the name that a place mostly goes by, in English too, or that same name romanised in another way?"""
    if form.kind == "official" or form.language == "en" or fold(form.text) == fold(place.name):
        return True
    romanised = place.country_code in SOUNDED_COUNTRIES and place.kind is not PlaceKind.COUNTRY
    heard = sound(form.text) if romanised else ""
    return heard != "" and heard == sound(place.name) and written_alike(form.text, place.name) >= LEAST_SIMILAR


def _population_reasons(place: Place, together: _Field, *, may_be_famous: bool) -> Iterator[Reason]:
    wide = place.kind is PlaceKind.NATURAL and place.radius_km >= WIDE_KM
    counted = COUNTED_AS.get(PlaceKind.REGION if wide else place.kind, place.population or 0)
    points = POPULATION * min(1.0, _size(counted)) ** 2
    populations = together.populations
    if place.population and populations[0] == place.population and len(populations) > 1:
        sentence = f"most populous of {len(populations)}: {place.population:,} people"
    elif place.population:
        sentence = f"has {place.population:,} people"
    else:
        sentence = "is no town, so counts as a middling one" if counted else "population not known"
    yield Reason(feature="population", points=points, sentence=sentence)
    others = max(populations[1] if len(populations) > 1 else 0, together.rival)
    lead = max(50_000, others * FAMOUS_TIMES)
    if may_be_famous and place.population and populations[0] == place.population > lead:
        yield Reason(feature="famous", points=FAMOUS, sentence="far more people live there than in any namesake")


def _size(people: int) -> float:
    """1.0 for ten million."""
    return math.log10(people) / 7 if people > 0 else 0.0


def _context_reasons(place: Place, context: Context) -> Iterator[Reason]:
    code = place.country_code or ""
    if context.countries:
        yield from _country_reasons(code, context.countries)
    if place.admin1_id in context.admin1_ids and place.id != place.admin1_id:
        sentence = f"in {place.admin1}, which the text names"
        yield Reason(feature="admin-1", points=ADMIN1, sentence=sentence)
    if context.anchors and place.kind is not PlaceKind.COUNTRY:
        distance = min(place.point.distance_km(anchor) for anchor in context.anchors)
        points = ANCHOR / (1 + distance / ANCHOR_KM)
        sentence = f"{distance:,.0f} km from another place in the text"
        yield Reason(feature="near-others", points=points, sentence=sentence)


def _country_reasons(code: str, named: Mapping[str, float]) -> Iterator[Reason]:
    known = countries()
    country = known.get(code)
    if country is None:
        return
    weight = named.get(code, 0.0)
    if weight > 0:
        sentence = f"in {country.name}, which the text names"
        yield Reason(feature="country", points=COUNTRY * min(1.0, weight), sentence=sentence)
        return
    beside = max(((named[other], other) for other in country.neighbours if other in named), default=(0.0, ""))
    if beside[0] > 0:
        sentence = f"in {country.name}, a neighbour of {known[beside[1]].name}, which the text names"
        yield Reason(feature="neighbour", points=NEIGHBOUR * min(1.0, beside[0]), sentence=sentence)
