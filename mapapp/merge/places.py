"""Do two accounts agree where it happened, as exactly as each of them says?"""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer.place import PlaceKind
from mapapp.domain.incident import IncidentPlace, PlaceRole
from mapapp.domain.mention import Reason
from mapapp.merge import figures
from mapapp.merge.rules import Rules
from mapapp.merge.sketch import Sketch

ENDS = (PlaceRole.ORIGIN, PlaceRole.DESTINATION)
WIDE = frozenset({PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION, PlaceKind.NATURAL})

NAMED_APART = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER})
"""Two of these with names of their own are two places, however near."""


def compare(one: Sketch, other: Sketch, rules: Rules) -> Reason | None:
    """Points for the places that agree best; None where none of them can be the other."""
    several = {one.code, other.code} <= rules.crowded
    if not one.places or not other.places:
        rare = one.code in rules.rare and other.code in rules.rare
        reason = _reason("unknown_rare" if rare else "unknown", "one of the two has no place", rules)
        return _crowded(reason, rules) if several else reason
    felt_km = min(rules.felt_km(one.code), rules.felt_km(other.code))
    found = [(r, a, b) for a, b in _pairs(one, other) if (r := relation(a, b, rules, felt_km))]
    if not found or any(_apart(role, one, other, rules) for role in ENDS):
        return None
    best, a, b = max(found, key=lambda row: row[0].points)
    wide = max(a.radius_km, b.radius_km) >= rules.place["crowded_km"]
    if not (several and wide) or (best.points > 0 and figures.are_deadly(one, other, rules)):
        return best
    return _crowded(best, rules)


def _pairs(one: Sketch, other: Sketch) -> Iterator[tuple[IncidentPlace, IncidentPlace]]:
    """Places that may be the same: where one movement began is not where another one led."""
    return ((a, b) for a in one.places for b in other.places if not a.role.is_opposite(b.role))


def _apart(role: PlaceRole, one: Sketch, other: Sketch, rules: Rules) -> bool:
    """Do both tell this end of a movement, and not the same? From Aleppo or from Homs to Idlib are two movements."""
    mine, yours = ([place for place in sketch.places if place.role is role] for sketch in (one, other))
    return bool(mine and yours) and not any(relation(a, b, rules) for a in mine for b in yours)


def _crowded(reason: Reason, rules: Rules) -> Reason:
    """Fewer points where the same ground may have several such events in a day."""
    points = reason.points + rules.place["crowded_points"]
    return Reason(feature="place", points=points, sentence=f"{reason.sentence}, and there may be several such events")


def relation(one: IncidentPlace, other: IncidentPlace, rules: Rules, felt_km: float = 0.0) -> Reason | None:
    """How two places lie to each other; None where they are apart.

    Args:
        one: of the first account.
        other: of the second.
        rules: points and limits.
        felt_km: how far apart one event of this kind may be told of at two places.
    """
    kinds = {one.kind, other.kind}
    if PlaceKind.COUNTRY in kinds:
        same = one.country_code == other.country_code and one.country_code is not None
        return _reason("country", "both are in the same country", rules) if same else None
    if PlaceKind.ADMIN1 in kinds and (one.described or other.described) is None:
        return _in_province(one, other, rules)
    if one.place_id == other.place_id and one.described is None and other.described is None:
        if one.kind in WIDE:
            return _reason("province", f"both are in {one.name}", rules)
        small = one.radius_km <= rules.place["small_km"]
        points = rules.place["same"] + (rules.place["small_points"] if small else 0.0)
        return Reason(feature="place", points=points, sentence=f"both are in {one.name}")
    reason = _by_distance(one, other, rules)
    if felt_km and (reason is None or reason.points < 0) and _edges_km(one, other) <= felt_km:
        return _reason("felt", f"{one.label} and {other.label} are near enough for an event of this kind", rules)
    return reason


def _in_province(one: IncidentPlace, other: IncidentPlace, rules: Rules) -> Reason | None:
    if one.kind is other.kind is PlaceKind.ADMIN1 and one.place_id != other.place_id:
        return None
    province, inside = (one, other) if one.kind is PlaceKind.ADMIN1 else (other, one)
    if province.place_id in {inside.place_id, inside.admin1_id}:
        return _reason("province", f"both are in {province.name}", rules)
    if inside.kind in {PlaceKind.REGION, PlaceKind.NATURAL} and _edges_km(one, other) <= 0:
        return _reason("province", f"{one.name} and {other.name} meet", rules)
    return None


def _by_distance(one: IncidentPlace, other: IncidentPlace, rules: Rules) -> Reason | None:
    apart = _edges_km(one, other)
    named = f"{one.label} and {other.label}"
    if apart > rules.place["neighbours_km"]:
        return None
    coarse, fine = (one, other) if one.radius_km >= other.radius_km else (other, one)
    if apart > 0:
        return _reason("neighbours", f"{named} are neighbours", rules)
    if one.described or other.described:
        holds = one.point.distance_km(other.point) <= coarse.radius_km and coarse.place_id == fine.place_id
        return _reason("within" if holds else "circles", f"{named} meet", rules)
    if coarse.kind in WIDE:
        return _reason("province", f"{named} meet", rules)
    if coarse.kind is fine.kind and coarse.kind in NAMED_APART:
        return _reason("neighbours", f"{named} are neighbours", rules)
    return _reason("within", f"{named} are one place", rules)


def _edges_km(one: IncidentPlace, other: IncidentPlace) -> float:
    return one.point.distance_km(other.point) - one.radius_km - other.radius_km


def _reason(rule: str, sentence: str, rules: Rules) -> Reason:
    return Reason(feature="place", points=rules.place[rule], sentence=sentence)
