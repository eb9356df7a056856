"""One row of a table in, one answer out: where the place it names is, how sure that is, and what else it may be.

geocoder = TableGeocoder(Gazetteer.open())
answer = geocoder.answer("Tripoli", country="Lebanon")
answer.outcome, answer.spot, answer.reasons, answer.alternatives
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from gazetteer.area import Standing, country_of, divisions_named, shown, standing
from gazetteer.coordinates import point_of
from gazetteer.errors import BadQuery, UnknownCountry
from gazetteer.finding import called_whole, find
from gazetteer.lookup import MOST, Gazetteer
from gazetteer.names import MAXIMUM_LENGTH
from gazetteer.place import Place
from gazetteer.query import COMMA
from gazetteer.ranking import Ranked, rank
from gazetteer.sources.geonames import countries
from gazetteer.table_answer import Answer, Outcome, doubts, in_column, judged, spots_of
from gazetteer.table_point import answer_at

REMEMBERED = 20_000
"""Questions whose answers are kept: tables name the same places again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to understand a row."""

    name: str
    admin1: str
    """As written; empty is not given."""
    country: str | None
    """ISO 3166-1 alpha-2."""


class TableGeocoder:
    """Answers the rows of a table; the same question is looked up once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._divisions = lru_cache(4096)(partial(divisions_named, gazetteer))
        self._country = lru_cache(4096)(self._country_or_problem)
        self._kept = lru_cache(REMEMBERED)(self._answer)

    def answer(self, name: str, *, admin1: str = "", country: str = "") -> Answer:
        """Where is the place of this name, in the province and the country that these texts name?

        `name` may be a point ("36.2, 37.16") or end in where the place lies ("Homs, Syria"). `country` is a code of
        two or three letters or a name in any language. Never raises for what a cell may hold.
        """
        return self._kept(name.strip(), admin1.strip(), country.strip())

    def _answer(self, name: str, admin1: str, country: str) -> Answer:
        if not name:
            return Answer(outcome=Outcome.REJECTED, notes=("the name is empty",))
        code, problem = self._country(country) if country else (None, "")
        try:
            point = point_of(name)
        except BadQuery as off_earth:
            point, problem = None, str(off_earth)
        if problem:
            return Answer(outcome=Outcome.REJECTED, notes=(problem,))
        if point:
            return answer_at(self._gazetteer, point, code)
        if len(name) > MAXIMUM_LENGTH:
            return Answer(outcome=Outcome.UNKNOWN, notes=(f"no place's name has {len(name):,} characters",))
        answers = [self._read(reading) for reading in self._readings(name, admin1, code)]
        return next((answer for answer in answers if answer.outcome is not Outcome.UNKNOWN), answers[0])

    def _readings(self, name: str, admin1: str, country: str | None) -> Iterator[Reading]:
        """What follows a comma narrows a name that is none as a whole: a country before a province of that name."""
        head, *rest = [part.strip() for part in COMMA.split(name) if part.strip()] or [name]
        if not rest or called_whole(name, self._gazetteer.candidates(name)):
            yield Reading(name=name, admin1=admin1, country=country)
            return
        last, _ = self._country(rest[-1])
        within = last if country in {None, last} else None
        if within:
            yield Reading(name=head, admin1=admin1 or (rest[-2] if rest[1:] else ""), country=within)
        if not within or self._divisions(rest[-1], country):
            yield Reading(name=head, admin1=admin1 or rest[-1], country=country)

    def _country_or_problem(self, text: str) -> tuple[str | None, str]:
        try:
            return country_of(self._gazetteer, text), ""
        except UnknownCountry as problem:
            return None, str(problem)

    def _read(self, reading: Reading) -> Answer:
        divisions = self._divisions(reading.admin1, reading.country) if reading.admin1 else ()
        found, notes = self._found(reading, divisions), []
        if divisions and found:
            standings = [standing(self._gazetteer, one.place, divisions) for one in found]
            closest = min(standings)
            if closest is Standing.BESIDE:
                notes.append(f"lies near {shown(reading.admin1)}, in another province")
            candidates = [one.candidate for one, stands in zip(found, standings, strict=True) if stands is closest]
            found = [] if closest is Standing.ELSEWHERE else rank(reading.name, candidates)
        elif reading.admin1 and not divisions:
            notes.append(f"no province is called {shown(reading.admin1)}{_where(reading.country)}")
        if not found:
            return self._missing(reading, notes, within_province=bool(divisions))
        found = in_column(found)
        notes += doubts(reading.name, found[0])
        return judged(found, notes, self._given(reading, narrowed=bool(divisions)))

    def _given(self, reading: Reading, *, narrowed: bool) -> tuple[str, ...]:
        """What the row itself says for each candidate."""
        country = countries()[reading.country].name if reading.country else ""
        areas = (shown(reading.admin1) if narrowed else "", country)
        return tuple(f"lies in {area}, as the row says" for area in areas if area)

    def _found(self, reading: Reading, divisions: Sequence[Place]) -> Sequence[Ranked]:
        """In the country; without one, in those of the divisions, so that no namesake elsewhere hides a place."""
        codes = sorted(countries().keys() & {division.country_code for division in divisions})
        within: list[str | None] = [reading.country] if reading.country else [*codes] or [None]
        return [ranked for code in within for ranked in find(self._gazetteer, reading.name, country=code, limit=MOST)]

    def _missing(self, reading: Reading, notes: Sequence[str], *, within_province: bool) -> Answer:
        where = f" in {shown(reading.admin1)}" if within_province else _where(reading.country)
        country = reading.country if within_province else None
        elsewhere = find(self._gazetteer, reading.name, country=country) if where else ()
        note = f"no place called {shown(reading.name)} is known{where}"
        if elsewhere:
            note += "; the alternatives lie elsewhere"
        return Answer(outcome=Outcome.UNKNOWN, notes=(*notes, note), candidates=spots_of(elsewhere))


def _where(country: str | None) -> str:
    return f" in {countries()[country].name}" if country else ""
