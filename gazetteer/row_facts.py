"""What a row of places need not tell: whose land, which province and parent, how many people, how wide, other names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from gazetteer.columns import Columns
from gazetteer.ground import Ground
from gazetteer.kind_words import default_radii
from gazetteer.place import Place, PlaceKind, Point
from gazetteer.row_names import read_names
from gazetteer.sources.geonames import settlement_radius_km

MOST_PEOPLE = 10_000_000_000
MOST_KM = 5_000.0
LARGE = (PlaceKind.REGION, PlaceKind.NATURAL)
"""Such places may reach over several provinces, so they are in none."""
LEVELS = (PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3)
GROUPED = re.compile(r"\d{1,3}([,. '’\u00a0\u202f]\d{3})+")
LOST_PARENT = "parent is no place that is known near it; the division at its point is taken"
"""A remark that does not hold where the parent is another row of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whose land a place is on, and what it lies in."""

    country_code: str | None
    held_by: str | None = None
    claimed_by: tuple[str, ...] = ()
    chain: tuple[Place, ...] = ()
    """The country first; empty where nothing is known or the row tells another country."""


@dataclass(slots=True, kw_only=True)
class RowFacts:
    """Reads the facts of one row. Nothing refuses the row; what can't be read is remarked."""

    cells: Mapping[str, str]
    columns: Columns
    ground: Ground
    remarks: list[str] = field(default_factory=list)
    """Sentences on what was left out or taken otherwise."""

    def standing(self, point: Point, stated: str | None) -> Standing:
        """Of the ground at the point. A stated country stays, unless it is one of those that dispute the ground."""
        chain = self.ground.chain(point)
        if not chain:
            if stated is None:
                self.remarks.append("on no land that is known; no country")
            return Standing(country_code=stated)
        if stated and not self.ground.holds(stated, point):
            self.remarks.append("outside the country that the row tells; the country stays as told")
            return Standing(country_code=stated)
        land = chain[-1]
        if stated and stated != land.country_code:
            self.remarks.append("on disputed land; the country is as ISO 3166 has it, who holds and claims it is kept")
        return Standing(country_code=land.country_code, held_by=land.held_by, claimed_by=land.claimed_by, chain=chain)

    def population(self) -> int | None:
        """Persons; None is not known."""
        text = self.columns.text("population", self.cells)
        if not text:
            return None
        try:
            people = float(re.sub(r"\D", "", text) if GROUPED.fullmatch(text) else text)
        except ValueError:
            people = -1
        if not 0 <= people <= MOST_PEOPLE:
            self.remarks.append("population is no number of people; taken as not known")
            return None
        return int(people) or None

    def radius_km(self, kind: PlaceKind, population: int | None) -> float:
        """As told, else what is usual for the kind."""
        text = self.columns.text("radius_km", self.cells)
        usual = settlement_radius_km(population) if kind is PlaceKind.SETTLEMENT else default_radii()[kind]
        if not text:
            return usual
        try:
            radius = float(text.removesuffix("km").replace(",", "."))
        except ValueError:
            radius = -1.0
        if 0 <= radius <= MOST_KM:
            return radius
        self.remarks.append(f"radius is no number of 0 to {MOST_KM:,.0f} km; that of its kind is taken")
        return usual

    def admin1_id(self, kind: PlaceKind, standing: Standing) -> str:
        """Place id of the province that is told, else of the one at the point; "" where there is none."""
        text = self.columns.text("admin1", self.cells)
        if kind is PlaceKind.ADMIN1 or (kind in LARGE and not text):
            return ""
        told = self.ground.admin1(text, standing.country_code) if text else None
        if text and told is None:
            self.remarks.append("province is unknown in its country; the one at its point is taken")
        here = next((place for place in standing.chain if place.kind is PlaceKind.ADMIN1), None)
        province = told or here
        return province.id if province else ""

    def parents(self) -> list[str]:
        """What the row names as its parent: a p-code, a name, or one after the other."""
        texts = [" ".join(column.of(self.cells).split()) for column in self.columns.of("parent")]
        return [text for text in texts if text]

    def parent_id(self, kind: PlaceKind, point: Point, standing: Standing) -> str:
        """Place id of what the row names as its parent, else of the smallest division at its point."""
        names = self.parents()
        for name in names:
            if named := self.ground.parent(name, point):
                return named.id
        if names:
            self.remarks.append(LOST_PARENT)
        higher = LEVELS[: LEVELS.index(kind)] if kind in LEVELS else LEVELS[:1] if kind in LARGE else LEVELS
        above = [place for place in standing.chain if place.kind in higher]
        parent = above[-1] if above else self.ground.country(standing.country_code)
        return parent.id if parent else ""

    def local_names(self) -> tuple[tuple[str, str], ...]:
        """Language, as the header tells it, and text."""
        columns = self.columns.of("local_name")
        return tuple(dict.fromkeys((c.language, name) for c in columns for name in self._names(c.of(self.cells))))

    def forms(self) -> tuple[str, ...]:
        """More names."""
        columns = self.columns.of("forms")
        return tuple(dict.fromkeys(form for column in columns for form in self._names(column.of(self.cells))))

    def _names(self, text: str) -> list[str]:
        names, whole = read_names(text)
        if not whole:
            self.remarks.append("another name can't be looked up; it is left out")
        return names
