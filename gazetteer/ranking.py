"""Order the candidates of a name by features which each explain their points.

The score is the sum of the points, 0 to 1; gazetteer/weights.py has the weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gazetteer import weights
from gazetteer.candidate import WRITTEN, Candidate, Match
from gazetteer.name_reasons import is_usual_name, name_reasons
from gazetteer.names import fold
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.reason import Reason
from gazetteer.sources.geonames import countries


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
            rival=max((weights.COUNTED_AS[place.kind] for place in regions if place.id not in seated), default=0),
            is_written=any(one.match is Match.EXACT for one in candidates),
        )


def _may_be_seat(candidate: Candidate) -> bool:
    """A town of some size; but "Rio Grande do Sul" is more than the town Rio Grande's name."""
    town = candidate.place
    if town.kind is not PlaceKind.SETTLEMENT or (town.population or 0) < weights.SEAT_PEOPLE:
        return False
    return not fold(candidate.form.text).startswith(fold(town.name) + " ")


def _ranked(name: str, candidate: Candidate, together: _Field, context: Context) -> Ranked:
    place = candidate.place
    usual = place.id in together.seats or is_usual_name(candidate.form, place)
    famous = usual and candidate.match in WRITTEN
    reasons = [
        *name_reasons(name, candidate, usual=usual, rivalled=together.is_written),
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


def _kind_reasons(place: Place, together: _Field, context: Context) -> Iterator[Reason]:
    yield Reason(feature="kind", points=weights.KINDS[place.kind], sentence=f"is {weights.KIND_NAMES[place.kind]}")
    if context.prefer is place.kind:
        sentence = f"the text asks for {weights.KIND_NAMES[place.kind]}"
        yield Reason(feature="preferred-kind", points=weights.PREFERRED, sentence=sentence)
        return
    if context.prefer is not None:
        sentence = f"the text asks for {weights.KIND_NAMES[context.prefer]}"
        points = weights.NO_COUNTRY if place.kind is PlaceKind.COUNTRY else weights.NOT_PREFERRED
        yield Reason(feature="other-kind", points=points, sentence=sentence)
    elif place.id in together.seats:
        sentence = "is the town that its province is named after"
        yield Reason(feature="seat", points=weights.SEAT, sentence=sentence)
    elif place.id in together.seated:
        sentence = "is named after a town in it, which is meant where nothing says “province”"
        yield Reason(feature="seated", points=weights.SEATED, sentence=sentence)
    elif place.kind is PlaceKind.COUNTRY and place.radius_km < weights.CITY_STATE_RADIUS_KM:
        yield Reason(feature="city-state", points=weights.CITY_STATE, sentence="is a state no larger than a city")


def _population_reasons(place: Place, together: _Field, *, may_be_famous: bool) -> Iterator[Reason]:
    wide = place.kind is PlaceKind.NATURAL and place.radius_km >= weights.WIDE_KM
    counted = weights.COUNTED_AS.get(PlaceKind.REGION if wide else place.kind, place.population or 0)
    points = weights.POPULATION * min(1.0, _size(counted)) ** 2
    populations = together.populations
    if place.population and populations[0] == place.population and len(populations) > 1:
        sentence = f"most populous of {len(populations)}: {place.population:,} people"
    elif place.population:
        sentence = f"has {place.population:,} people"
    else:
        sentence = "is no town, so counts as a middling one" if counted else "population not known"
    yield Reason(feature="population", points=points, sentence=sentence)
    others = max(populations[1] if len(populations) > 1 else 0, together.rival)
    lead = max(50_000, others * weights.FAMOUS_TIMES)
    if may_be_famous and place.population and populations[0] == place.population > lead:
        yield Reason(
            feature="famous", points=weights.FAMOUS, sentence="far more people live there than in any namesake"
        )


def _size(people: int) -> float:
    """1.0 for ten million."""
    return math.log10(people) / 7 if people > 0 else 0.0


def _context_reasons(place: Place, context: Context) -> Iterator[Reason]:
    code = place.country_code or ""
    if context.countries:
        yield from _country_reasons(code, context.countries)
    if place.admin1_id in context.admin1_ids and place.id != place.admin1_id:
        sentence = f"in {place.admin1}, which the text names"
        yield Reason(feature="admin-1", points=weights.ADMIN1, sentence=sentence)
    if context.anchors and place.kind is not PlaceKind.COUNTRY:
        distance = min(place.point.distance_km(anchor) for anchor in context.anchors)
        points = weights.ANCHOR / (1 + distance / weights.ANCHOR_KM)
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
        yield Reason(feature="country", points=weights.COUNTRY * min(1.0, weight), sentence=sentence)
        return
    beside = max(((named[other], other) for other in country.neighbours if other in named), default=(0.0, ""))
    if beside[0] > 0:
        sentence = f"in {country.name}, a neighbour of {known[beside[1]].name}, which the text names"
        yield Reason(feature="neighbour", points=weights.NEIGHBOUR * min(1.0, beside[0]), sentence=sentence)
