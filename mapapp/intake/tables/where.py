"""Where a row says that it was: at the point that it gives, else where the gazetteer finds its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from gazetteer.area import country_of, divisions_named
from gazetteer.borders import whereabouts
from gazetteer.coordinates import Swapped, read_point
from gazetteer.coverage import NOWHERE
from gazetteer.errors import UnknownCountry
from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.table import TableGeocoder
from gazetteer.table_answer import Spot
from mapapp.domain.mention import Reason
from mapapp.intake.tables.errors import BadRow
from mapapp.intake.tables.scheme import Ground

REMEMBERED = 200_000
"""Places that are kept: tables name the same ones again and again. When so many are kept, they are forgotten."""
CERTAIN, UNSURE, COARSE = 0.95, 0.6, 0.5
"""Confidence in a point of the table, in one that lies outside the row's country, and in a division for a name."""
USUAL = Ground()
Key = tuple[str, str, str, str, str, str]
"""What a row says: latitude, longitude, name, province, country, and the table's code for how exactly."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place without its words in a text."""

    place_id: str
    name: str
    point: Point
    kind: PlaceKind
    radius_km: float
    country_code: str | None
    admin1: str | None
    admin1_id: str | None
    confidence: float
    described: str | None
    reasons: tuple[Reason, ...]


class Places:
    """Finds the places of rows; what is asked twice is looked up once.

    Args:
        gazetteer: where names are looked up, and whose land points are on.
        grounds: how exactly a place is known, by the table's codes.
    """

    def __init__(self, gazetteer: Gazetteer, grounds: Mapping[str, Ground]) -> None:
        self._gazetteer = gazetteer
        self._grounds = grounds
        self._geocoder = TableGeocoder(gazetteer)
        self._kept: dict[Key, Found | BadRow | None] = {}
        self._countries: dict[str, str | BadRow] = {}
        self._divisions: dict[tuple[str, str | None], Place | None] = {}
        self._areas: dict[tuple[float, float], Place | None] = {}

    def prepare(self, keys: Iterable[Key]) -> None:
        """Find at once in which areas the points of many rows lie: much faster than one by one."""
        if len(self._kept) > REMEMBERED:
            self._kept.clear()
            self._areas.clear()
        points: dict[tuple[float, float], None] = {}
        for key in keys:
            if key not in self._kept and key[0]:
                try:
                    point = read_point(key[0], key[1])
                except ValueError:
                    continue
                points[point.latitude, point.longitude] = None
        new = [at for at in points if at not in self._areas]
        if new:
            found = self._gazetteer.coverage.containing(*np.array(new, dtype=np.float64).T)
            self._areas.update(zip(new, map(self._area_numbered, found.tolist()), strict=True))

    def find(self, key: Key) -> Found | None:
        """The place; None where the row names none. Raises BadRow."""
        if key not in self._kept:
            try:
                self._kept[key] = self._find(key)
            except BadRow as problem:
                self._kept[key] = problem
        found = self._kept[key]
        if isinstance(found, BadRow):
            raise BadRow(str(found))
        return found

    def _find(self, key: Key) -> Found | None:
        latitude, longitude, name, province, country, precision = key
        code = self._country(country) if country else None
        ground = self._grounds.get(precision, USUAL)
        if latitude or longitude:
            return self._at(_point(latitude, longitude), name, province, code, ground)
        return self._named(name, province, country, code, ground) if name or province or code else None

    def _country(self, text: str) -> str:
        """The code of a country. Raises BadRow for a name that is none."""
        if text not in self._countries:
            try:
                self._countries[text] = country_of(self._gazetteer, text)
            except UnknownCountry as problem:
                self._countries[text] = BadRow(str(problem))
        found = self._countries[text]
        if isinstance(found, BadRow):
            raise BadRow(str(found))
        return found

    def _at(self, point: Point, name: str, province: str, code: str | None, ground: Ground) -> Found:
        area = self._area(point)
        here = area.country_code if area else None
        sentence, confidence = "placed at the table's own coordinates", CERTAIN
        if code and here != code and code not in whereabouts(self._gazetteer, point).lands:
            self._refuse_swapped(point, code)
            sentence, confidence = "the table's own coordinates lie outside the country that it tells", UNSURE
            area = None
        division = self._division(province, code or here) if province else None
        told = division or (area if area and area.country_code == (code or here) else None)
        admin1_id = (told.id if told.kind is PlaceKind.ADMIN1 else told.admin1_id) if told else None
        admin1 = (told.name if told.kind is PlaceKind.ADMIN1 else told.admin1) if told else province or None
        reason = Reason(feature="table-point", points=confidence, sentence=sentence)
        found = Found(
            place_id=f"point:{point.latitude:.6g},{point.longitude:.6g}",
            name=name or province or f"{point.latitude:g}, {point.longitude:g}",
            point=point,
            kind=ground.kind,
            radius_km=ground.radius_km,
            country_code=code or here,
            admin1=admin1,
            admin1_id=admin1_id,
            confidence=confidence,
            described=None,
            reasons=(reason,),
        )
        return self._of_kind(found, ground)

    def _of_kind(self, found: Found, ground: Ground) -> Found:
        """Of a province or a country its own id, so that the map shades it; around a place, in words."""
        if ground.around:
            return replace(found, described=found.name)
        if ground.kind is PlaceKind.ADMIN1 and found.admin1_id:
            return replace(found, place_id=found.admin1_id)
        if ground.kind is not PlaceKind.COUNTRY or not found.country_code:
            return found
        country = self._gazetteer.country(found.country_code)
        return replace(found, place_id=country.id) if country else found

    def _refuse_swapped(self, point: Point, code: str) -> None:
        if abs(point.longitude) > 90:
            return
        turned = Point(latitude=point.longitude, longitude=point.latitude)
        if code in whereabouts(self._gazetteer, turned).lands:
            raise BadRow(f"{Swapped(turned)}, which lies in the row's country")

    def _named(self, name: str, province: str, country: str, code: str | None, ground: Ground) -> Found | None:
        """By its name; a name that is not sure is placed no more exactly than its province or its country."""
        coarse = ground.kind in {PlaceKind.ADMIN1, PlaceKind.COUNTRY}
        if name and not coarse:
            answer = self._geocoder.answer(name, admin1=province, country=country)
            if answer.spot:
                return self._from_spot(answer.spot, name, ground)
            why = "; ".join(answer.notes)
        else:
            why = ""
        wide = None if ground.kind is PlaceKind.COUNTRY else self._division(province or name, code)
        wide = wide or (self._gazetteer.country(code) if code else None)
        if wide is None:
            return None
        sentence = f"placed in {wide.name} only" + (f": {why}" if why else ", as exactly as the table tells")
        return _from_place(wide, Reason(feature="table-name", points=COARSE, sentence=sentence))

    def _from_spot(self, spot: Spot, name: str, ground: Ground) -> Found:
        place = self._gazetteer.place(spot.place_id) if spot.place_id else None
        reasons = tuple(Reason(feature="table-name", points=0.0, sentence=told) for told in spot.reasons)
        found = Found(
            place_id=spot.place_id or f"point:{spot.point.latitude:.6g},{spot.point.longitude:.6g}",
            name=spot.name or name,
            point=spot.point,
            kind=place.kind if place else ground.kind,
            radius_km=max(spot.radius_km, ground.radius_km) if ground.around else spot.radius_km,
            country_code=spot.country_code or None,
            admin1=spot.admin1 or None,
            admin1_id=place.admin1_id if place else None,
            confidence=spot.score,
            described=None,
            reasons=reasons,
        )
        return self._of_kind(found, ground) if ground.around else found

    def _division(self, name: str, code: str | None) -> Place | None:
        """The one province of this name."""
        key = name, code
        if key not in self._divisions:
            some = [one for one in divisions_named(self._gazetteer, name, code) if one.kind is PlaceKind.ADMIN1]
            self._divisions[key] = some[0] if len(some) == 1 else None
        return self._divisions[key]

    def _area(self, point: Point) -> Place | None:
        at = point.latitude, point.longitude
        if at not in self._areas:
            found = self._gazetteer.coverage.containing(np.array([at[0]]), np.array([at[1]]))
            self._areas[at] = self._area_numbered(int(found[0]))
        return self._areas[at]

    def _area_numbered(self, number: int) -> Place | None:
        return None if number == NOWHERE else self._gazetteer.place(self._gazetteer.coverage.id_of(number))


def _point(latitude: str, longitude: str) -> Point:
    try:
        return read_point(latitude, longitude)
    except ValueError as problem:
        raise BadRow(str(problem)) from None


def _from_place(place: Place, *reasons: Reason) -> Found:
    itself = place.kind is PlaceKind.ADMIN1
    return Found(
        place_id=place.id,
        name=place.name,
        point=place.point,
        kind=place.kind,
        radius_km=place.radius_km,
        country_code=place.country_code,
        admin1=place.name if itself else place.admin1,
        admin1_id=place.id if itself else place.admin1_id,
        confidence=COARSE,
        described=None,
        reasons=reasons,
    )
