"""Check one row of a table of places, and fill in what it doesn't tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from gazetteer.columns import ROLES, Columns
from gazetteer.coordinates import Swapped, read_point
from gazetteer.ground import Ground
from gazetteer.kind_words import read_kind
from gazetteer.names import MAXIMUM_LENGTH, fold, key_of
from gazetteer.place import PlaceKind, Point
from gazetteer.plain import without_hidden
from gazetteer.row_facts import RowFacts
from gazetteer.row_names import read_name
from gazetteer.sources.own_layers import OwnPlace
from gazetteer.tables import Row

T = TypeVar("T")


class BadRow(ValueError):
    """A row that can't be taken, with every reason."""

    def __init__(self, reason: str, *, swapped: bool = False) -> None:
        super().__init__(reason)
        self.swapped = swapped
        """Is one reason that latitude and longitude are swapped?"""


@dataclass(slots=True)
class Seen:
    """The rows already taken, to find those which come twice, and those which lie in one another."""

    circular: frozenset[int] = frozenset()
    """Keys of ids whose rows are known to lie in a circle: they are refused."""
    _ids: dict[int, int] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _inside: dict[int, int | None] = field(default_factory=dict)
    """Key of an id to that of the parent that its row names."""

    def check(self, place: OwnPlace, row: Row, unit: str) -> None:
        """Raises BadRow for the id (but for case), or the name and the point, of an earlier row, and for a row that
        lies in itself; else remembers this one.
        """
        point = place.point
        same_id = key_of(place.id.casefold())
        same_place = key_of(f"{fold(place.name)}|{point.latitude:.6f}|{point.longitude:.6f}")
        if same_id in self._ids:
            raise BadRow(f"has the same id ({place.id!r}) as {unit} {self._ids[same_id]}")
        if same_place in self._places:
            raise BadRow(f"has the same name and point as {unit} {self._places[same_place]}")
        self._ids[same_id] = self._places[same_place] = row.line
        if key_of(place.id) in self.circular:
            raise BadRow(f"its parent {place.inside!r} lies in this row itself")
        self._inside[key_of(place.id)] = key_of(place.inside) if place.inside not in {"", place.id} else None

    def has_id(self, text: str) -> bool:
        """Is it the id of a row that was taken?"""
        return key_of(text) in self._inside

    def circles(self) -> frozenset[int]:
        """Keys of the ids whose rows lie, by their parents, in themselves."""
        found: set[int] = set()
        walked: set[int] = set()
        for start in self._inside:
            path: list[int] = []
            at: int | None = start
            while at is not None and at in self._inside and at not in walked:
                walked.add(at)
                path.append(at)
                at = self._inside[at]
            if at in path:
                found.update(path[path.index(at) :])
        return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What every row must tell, and its country."""

    name: str
    code: str
    point: Point
    country: str | None
    kind: PlaceKind


def checked(row: Row, columns: Columns, ground: Ground) -> tuple[OwnPlace, list[str]]:
    """The place that a row tells, and remarks on what was left out or taken otherwise. Raises BadRow."""
    if row.problem:
        raise BadRow(row.problem)
    facts = RowFacts(cells=_plain(row, columns), columns=columns, ground=ground)
    if any(facts.cells[header] != row.cells[header] for header in facts.cells):
        facts.remarks.append("hidden characters, such as those that turn the direction of writing, are left out")
    told = _told(facts.cells, columns, ground)
    standing, population = facts.standing(told.point, told.country), facts.population()
    place = OwnPlace(
        id=told.code or str(row.number),
        code=told.code,
        name=told.name,
        kind=told.kind,
        point=told.point,
        radius_km=facts.radius_km(told.kind, population),
        country_code=standing.country_code,
        admin1_id=facts.admin1_id(told.kind, standing),
        inside=next(iter(facts.parents()), ""),
        parent_id=facts.parent_id(told.kind, told.point, standing),
        population=population,
        held_by=standing.held_by,
        claimed_by=standing.claimed_by,
        local_names=facts.local_names(),
        forms=facts.forms(),
    )
    return place, list(dict.fromkeys(facts.remarks))


def _plain(row: Row, columns: Columns) -> dict[str, str]:
    """The cells that are read, without hidden characters."""
    headers = {column.header for role in ROLES for column in columns.of(role)}
    return {header: without_hidden(row.cells[header]) for header in headers if header in row.cells}


def _told(cells: Mapping[str, str], columns: Columns, ground: Ground) -> Told:
    reasons: list[str] = []
    swapped = False

    def take(read: Callable[[], T]) -> T | None:
        nonlocal swapped
        try:
            return read()
        except Swapped as problem:
            swapped = True
            reasons.append(f"{problem}, in {ground.where(problem.other)}")
        except ValueError as problem:
            reasons.append(str(problem))
        return None

    text = {role: columns.text(role, cells) for role in ROLES}
    name, code = take(lambda: read_name(text["name"])), take(lambda: _code(text["id"]))
    point = take(lambda: read_point(text["latitude"], text["longitude"]))
    country, kind = take(lambda: _country(text["country"], ground)), take(lambda: read_kind(text["kind"]))
    if point:
        take(lambda: _refuse_swapped(point, country, text["parent"], ground))
    if reasons or name is None or code is None or point is None or kind is None:
        raise BadRow("; ".join(reasons), swapped=swapped)
    return Told(name=name, code=code, point=point, country=country, kind=kind)


def _code(text: str) -> str:
    code = " ".join(text.split())
    if len(code) > MAXIMUM_LENGTH:
        raise ValueError(f"id is longer than {MAXIMUM_LENGTH} characters")
    return code


def _country(text: str, ground: Ground) -> str | None:
    code = ground.country_code(text) if text else None
    if text and code is None:
        raise ValueError(f"country {text[:40]!r} is unknown")
    return code


def _refuse_swapped(point: Point, country: str | None, parent: str, ground: Ground) -> None:
    """Raises Swapped when the stated country, or else the parent, holds the turned point and not the given one."""
    if abs(point.longitude) > 90:
        return
    turned = Point(latitude=point.longitude, longitude=point.latitude)
    if country:
        if not ground.holds(country, point) and ground.holds(country, turned):
            raise Swapped(turned)
    elif parent and (land := ground.land(parent)):
        here, there = ({place.id for place in ground.chain(spot)} for spot in (point, turned))
        if not land & here and land & there:
            raise Swapped(turned)
