"""What the gazetteer knows of the land that a new place lies on: its country, its province, its parent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel.core import get_global

from gazetteer.candidate import Match
from gazetteer.lookup import Gazetteer
from gazetteer.names import fold
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.sources.own_layers import PREFIX

NEAR_KM = 150.0
"""A parent that a row names is looked for this far round the row's point."""
WRITTEN = {Match.EXACT, Match.FOLDED}
LAND = {PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3}


class Ground:
    """Asks a gazetteer about points and about names of countries, provinces and parents.

    Open the gazetteer with view="iso": what is kept must not depend on a point of view. Places of other own layers are
    left aside, because they may be removed.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._named = lru_cache(maxsize=4096)(self._find_named)
        self.country_code = lru_cache(maxsize=4096)(self._find_country)
        self.chain = lru_cache(maxsize=64)(gazetteer.containing)
        """What holds a point, the country first; empty on the high seas."""

    def holds(self, code: str, point: Point) -> bool:
        """Does the point lie in this country, or in land that it holds or claims?"""
        return any(code in {place.country_code, place.held_by, *place.claimed_by} for place in self.chain(point))

    def country(self, code: str | None) -> Place | None:
        """The country with this ISO code."""
        return self._gazetteer.country(code) if code else None

    def land(self, name: str) -> frozenset[str]:
        """Ids of the countries, provinces and districts of this name."""
        return frozenset(place.id for place in self._named(name) if place.kind in LAND)

    def admin1(self, name: str, country_code: str | None) -> Place | None:
        """The province of this name or place id in a country."""
        places = [place for place in self._named(name) if place.kind is PlaceKind.ADMIN1]
        return next((place for place in places if place.country_code == country_code), None)

    def parent(self, name: str, point: Point) -> Place | None:
        """The place of this name or place id that fits best round a point: nearest by the measure of its own radius."""
        distances = [(place.point.distance_km(point), place) for place in self._named(name)]
        near = [(km / max(1.0, p.radius_km), p.id, p) for km, p in distances if km <= max(NEAR_KM, p.radius_km)]
        return min(near)[2] if near else None

    def where(self, point: Point) -> str:
        """A point in words: "Aleppo, Syria", or "no land"."""
        names: Sequence[str] = [place.name for place in reversed(self.chain(point))]
        return ", ".join(dict.fromkeys(names)) or "no land"

    def _find_named(self, name: str) -> tuple[Place, ...]:
        if ":" in name:
            try:
                found = [self._gazetteer.place(name)]
            except KeyError:
                found = []
        else:
            found = [c.place for c in self._gazetteer.candidates(name) if c.match in WRITTEN]
        return tuple(place for place in found if not place.source.layer.startswith(PREFIX))

    def _find_country(self, text: str) -> str | None:
        """ISO 3166-1 alpha-2 of a country's code (two or three letters) or name; None for others."""
        code = text.strip().upper()
        if len(code) == 2 and self._gazetteer.country(code):
            return code
        aliases: Sequence[str] = get_global("territory_aliases").get(code, ()) if len(code) == 3 else ()
        if len(aliases) == 1 and self._gazetteer.country(aliases[0]):
            return aliases[0]
        places = [place for place in self._named(text) if place.kind is PlaceKind.COUNTRY]
        return places[0].country_code if places and fold(text) else None
