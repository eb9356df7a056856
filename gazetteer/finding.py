"""From what a person typed to the places that it may mean, best first.

Steps from the surest to the boldest; the first one which finds a likely place answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gazetteer.candidate import WRITTEN, Candidate, Match
from gazetteer.decision import OUTSIDE, UNKNOWN_PARENT, is_likely
from gazetteer.errors import BadQuery, UnknownCountry
from gazetteer.lookup import Gazetteer
from gazetteer.name_reasons import is_usual_name
from gazetteer.place import Place, PlaceKind
from gazetteer.query import COMMA, Reading, foreign_readings, head_and_tail, readings
from gazetteer.ranking import Ranked, rank
from gazetteer.reason import Reason
from gazetteer.sources.geonames import countries

REACH = 1.5
"""Radii: a region is no circle, and its ends reach beyond that of the same area."""
LEAST_WRITTEN = 0.30
"""A score from which on a weak name that is written so is an answer, though not a sure one."""
LARGE = 100_000
"""Persons: a town this large is meant before the country that it lies in."""
MOST_WIDER = 5
"""Places of a name that another one may lie in."""
CONTAINERS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.SETTLEMENT})


def find(gazetteer: Gazetteer, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Ranked, ...]:
    """The places that a name may mean, best first.

    "Idlib, Syria": what follows a comma narrows it, when a place before it lies there. Raises BadQuery for an empty
    name and UnknownCountry for a code that no country has.
    """
    if not name.strip():
        raise BadQuery("the name is empty; give a place's name, such as: Aleppo")
    if country is not None and country.upper() not in countries():
        raise UnknownCountry(f"no country has the code {country!r}; give two letters, such as SY for Syria")
    return _Search(gazetteer, country.upper() if country else None).best(name)[:limit]


@dataclass(frozen=True, slots=True)
class _Search:
    gazetteer: Gazetteer
    country: str | None

    def best(self, text: str) -> tuple[Ranked, ...]:
        """The answer of the first step that has a likely one, else the likeliest of all.

        A name that is written so, though weak, comes before one that only sounds alike.
        """
        found = self._first_likely(self._written(text), ())
        if found and found[0].score >= LEAST_WRITTEN:
            return found
        return self._first_likely(self._heard(text), found)

    def _first_likely(self, steps: Iterator[tuple[Ranked, ...]], found: tuple[Ranked, ...]) -> tuple[Ranked, ...]:
        for ranked in steps:
            if ranked and is_likely(ranked[0]):
                return ranked
            if ranked and (not found or ranked[0].score > found[0].score):
                found = ranked
        return found

    def _written(self, text: str) -> Iterator[tuple[Ranked, ...]]:
        yield self._ranked(Reading(name=text), called_whole(text, self._named(text)))
        if parts := head_and_tail(text):
            yield self._within(*parts)
            return
        whole = list(readings(text))
        for reading in whole[1:]:
            yield self._ranked(reading, self._named(reading.name))
        for reading in whole:
            yield self._ranked(reading, self.gazetteer.shortened(reading.name, country=self.country))
        yield self._ranked(whole[0], self.gazetteer.joined(text, country=self.country))
        for reading in foreign_readings(whole):
            yield self._ranked(reading, self._named(reading.name))
            yield self._ranked(reading, self.gazetteer.shortened(reading.name, country=self.country))

    def _heard(self, text: str) -> Iterator[tuple[Ranked, ...]]:
        if head_and_tail(text):
            return
        whole = list(readings(text))
        for reading in whole:
            yield self._ranked(reading, self.gazetteer.sounding(reading.name, country=self.country))
        yield self._ranked(whole[0], self.gazetteer.misspelt(text, country=self.country))
        for reading in foreign_readings(whole):
            yield self._ranked(reading, self.gazetteer.sounding(reading.name, country=self.country))
        if self.country:
            alike = self._ranked(whole[0], self.gazetteer.alike(text, self.country))
            yield alike if alike and is_likely(alike[0]) else ()

    def _named(self, name: str) -> tuple[Candidate, ...]:
        return self.gazetteer.named(name, country=self.country)

    def _ranked(self, reading: Reading, candidates: tuple[Candidate, ...]) -> tuple[Ranked, ...]:
        if reading.habit:
            candidates = tuple(replace(c, match=Match.TRANSLITERATED) for c in candidates)
        candidates = tuple(c for c in candidates if c.place.kind is reading.prefer) or candidates
        if self.country and any(map(_is_large_town, candidates)):
            # Tunis in Tunisia is the city, though Tunisia is "Tunis" in some languages.
            candidates = tuple(c for c in candidates if not _is_country_abroad(c))
        return rank(reading.name, candidates)

    def _within(self, head: str, tail: str) -> tuple[Ranked, ...]:
        """`head` among the places within what `tail` may mean; all of them, marked, when none lies there."""
        called = _Search(self.gazetteer, None).best(tail)
        known = [ranked for ranked in called[:MOST_WIDER] if is_likely(ranked) or ranked.candidate.match in WRITTEN]
        wider = [ranked.place for ranked in known if ranked.place.kind in CONTAINERS]
        doubtful: tuple[Ranked, ...] = ()
        for near in (False, True):
            for place in wider:
                found = self._best_inside(head, place)
                inside = tuple(r for r in found if lies_in(self.gazetteer, r.place, place, near=near))
                if inside and is_likely(inside[0]):
                    return inside
                doubtful = doubtful or inside
        if doubtful:
            return doubtful
        found = self.best(head)
        if found and found[0].place in wider:  # “Bakhmut (Artemivsk)”: two names of one place
            return found
        return tuple(_marked(one, tail, known=bool(known)) for one in found)

    def _best_inside(self, head: str, wider: Place) -> tuple[Ranked, ...]:
        country = wider.country_code if wider.kind is PlaceKind.COUNTRY else None
        return _Search(self.gazetteer, self.country or country).best(head)


def _is_large_town(candidate: Candidate) -> bool:
    return candidate.place.kind is PlaceKind.SETTLEMENT and (candidate.place.population or 0) >= LARGE


def _is_country_abroad(candidate: Candidate) -> bool:
    """Is it a country by a name that English does not give it?"""
    return candidate.place.kind is PlaceKind.COUNTRY and not is_usual_name(candidate.form, candidate.place)


def called_whole(text: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Of the candidates of a text with a comma, those whose name has one too: "LA, California" is no La California."""
    return tuple(c for c in candidates if COMMA.search(c.form.text)) if COMMA.search(text) else candidates


def _marked(one: Ranked, tail: str, *, known: bool) -> Ranked:
    """With the reason why it is not what was asked for."""
    feature = OUTSIDE if known else UNKNOWN_PARENT
    sentence = f"does not lie in “{tail}”, as far as is known" if known else f"no place called “{tail}” is known"
    return replace(one, reasons=(*one.reasons, Reason(feature=feature, points=0.0, sentence=sentence)))


def lies_in(gazetteer: Gazetteer, place: Place, wider: Place, *, near: bool = True) -> bool:
    """Is the place within the wider one: by country, by parents, or, if `near` will do, by outline or radius?"""
    if place.id == wider.id:
        return False
    if wider.kind is PlaceKind.COUNTRY:
        return place.country_code == wider.country_code
    if wider.id == place.admin1_id or any(parent.id == wider.id for parent in gazetteer.parents(place.id)):
        return True
    if not near:
        return False
    beyond = gazetteer.distance_km(wider.id, place.point)
    if beyond is not None:
        from gazetteer.shapes import BORDER_KM  # noqa: PLC0415  shapely comes only to who asks for outlines

        return beyond <= BORDER_KM
    return place.point.distance_km(wider.point) <= REACH * wider.radius_km + place.radius_km
