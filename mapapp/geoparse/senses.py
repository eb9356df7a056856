"""What a phrase of position makes of a place: how the ground lies to it, the circle that covers it, and the rule.

Each takes the match of its phrase in `phrases.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place
from mapapp.domain.area import Relation
from mapapp.geoparse import ground
from mapapp.geoparse.distance import distance_of
from mapapp.geoparse.ground import Circle
from mapapp.geoparse.spatial_words import REACH, WORDS, bearing_of, half_sector

Sense = tuple[Relation, Circle | None, str]
"""How the ground lies to the place, the circle (None: no better than the place itself), and how it was found."""
DUE_SECTOR = 11.25
""" "Due east": half a sector of the rose of 16 winds, in degrees."""


def away(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """“30 km east of Aleppo”."""
    distance, bearing = distance_of(match), bearing_of(match["dir"])
    half = DUE_SECTOR if match["lead"] and match["lead"].lower() == "due" else half_sector(match["dir"])
    rule = (
        f"{_km(distance.low_km, distance.high_km)} from {place.name}, at {bearing:g}° from north "
        f"give or take {half:g}°; {place.name} itself is {place.radius_km:g} km in radius"
    )
    return Relation.AWAY, ground.away(place, distance, bearing, half), rule


def ring(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """A distance with no direction is a ring, which only the whole circle covers."""
    distance = distance_of(match)
    rule = f"up to {distance.high_km:.3g} km from the edge of {place.name}, on any side"
    return Relation.AROUND, ground.about(place, distance.high_km), rule


def off_coast(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """“Off the (western) coast of Libya”, “off Lampedusa”: no gazetteer knows where the sea begins."""
    reach = REACH["off_coast"]
    rule = f"at sea within some {reach.of(place.radius_km):.0f} km of {place.name}"
    if match.groupdict().get("side"):
        return Relation.TOWARDS, ground.side(place, bearing_of(match["side"]), reach), rule
    return Relation.AROUND, ground.about(place, reach), rule


def direction(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """“South of Aleppo” is outside of it; “in the south of Aleppo” is a part of it."""
    bearing = _mean_bearing(match["dir"], match["other"])
    lead = " ".join((match["lead"] or "").lower().split())
    if lead in {"the", "in"} or (lead.endswith(" the") and not lead.startswith("to")):
        return _part(match["dir"], match["other"], place, gazetteer)
    if bearing is None:
        return Relation.AROUND, ground.about(place, REACH["direction"]), f"on several sides of {place.name}"
    just = lead in WORDS["just"]
    return (
        Relation.TOWARDS,
        ground.beyond(place, bearing, just=just),
        f"beyond the edge of {place.name}, no distance told",
    )


def edge(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """“The outskirts of Aleppo”."""
    return edge_of(place, match["side"])


def one_at_edge(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """“A suburb of Damascus”: farther out than the outskirts."""
    return edge_of(place, match["side"], "one_at_edge")


def edge_of(place: Place, direction: str | None, reach: str = "edge") -> Sense:
    """“The (eastern) outskirts of”: a ring cannot be drawn by a point, so the circle holds the place as well."""
    if direction:
        sided = ground.side(place, bearing_of(direction), REACH[reach])
        return Relation.AROUND, sided, f"at the {direction.lower()} edge of {place.name}"
    return Relation.AROUND, ground.about(place, REACH[reach]), f"at the edge of {place.name}, on any side"


def countryside(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """“The countryside around Aleppo”."""
    return countryside_of(place, match["side"], gazetteer)


def countryside_of(place: Place, direction: str | None, gazetteer: Gazetteer) -> Sense:
    """Of a town: the land about it. Of a province: the province itself, or the part on that side."""
    if place.kind in ground.DIVISIONS:
        if direction:
            return _part(direction, None, place, gazetteer)
        return Relation.PART, None, ""
    rule = f"the land around {place.name}"
    if direction:
        return Relation.AROUND, ground.side(place, bearing_of(direction), REACH["countryside"]), rule
    return Relation.AROUND, ground.about(place, REACH["countryside"]), rule


def rural(_: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """“Rural Aleppo”."""
    return countryside_of(place, None, gazetteer)


def side(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """“Northern Idlib”, “eastern and southern parts of Aleppo”."""
    return _part(match["side"], match["other"], place, gazetteer)


def _part(direction: str, other: str | None, place: Place, gazetteer: Gazetteer) -> Sense:
    bearing = _mean_bearing(direction, other)
    if bearing is None:
        return Relation.PART, None, ""
    return part_of(place, bearing, direction, gazetteer)


def part_of(place: Place, bearing: float, direction: str, gazetteer: Gazetteer) -> Sense:
    """The half of a place towards a bearing."""
    rule = f"the {direction.lower()} half of {place.name}"
    return Relation.PART, ground.part_of(place, bearing, gazetteer), rule


def centre(_: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """“Central Aleppo”."""
    return Relation.PART, ground.centre_of(place, gazetteer), f"the middle of {place.name}"


def about(reach: str) -> Callable[[re.Match[str], Place, Gazetteer], Sense]:
    """“Near Aleppo” and its like: the place and so much around it as `spatial.toml` says of this word."""

    def sense(_: re.Match[str], place: Place, __: Gazetteer) -> Sense:
        km = REACH[reach].of(place.radius_km)
        return Relation.AROUND, ground.about(place, REACH[reach]), f"within some {km:.0f} km of {place.name}"

    return sense


def _mean_bearing(direction: str, other: str | None) -> float | None:
    """Between two neighbouring directions; None for opposite ones, which leave no side."""
    first = bearing_of(direction)
    if not other:
        return first
    turn = (bearing_of(other) - first + 180) % 360 - 180
    return None if abs(turn) > 90 else (first + turn / 2) % 360


def _km(low: float, high: float) -> str:
    return f"{low:.3g} to {high:.3g} km"
