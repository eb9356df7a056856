"""The phrases around a name that say where the ground lies to it: one row a phrase, tried in order.

Each pattern ends where the name begins. Texts come with plain white space and straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from mapapp.domain.area import Relation
from mapapp.geoparse import ground
from mapapp.geoparse.distance import DISTANCE, TRAVEL, distance_of
from mapapp.geoparse.ground import Circle
from mapapp.geoparse.spatial_words import (
    DIRECTION,
    DIRECTION_OR_SHORT,
    REACH,
    SIDE,
    WORDS,
    bearing_of,
    half_sector,
    one_of,
)

Sense = tuple[Relation, Circle | None, str]
"""How the ground lies to the place, the circle (None: no better than the place itself), and how it was found."""
DUE_SECTOR = 11.25
""" "Due east": half a sector of the rose of 16 winds, in degrees."""

CALLED = one_of(WORDS["called"])
NAMED = rf"(?:the\s)?(?:(?:[\w'-]+\s){{0,2}}?{CALLED}(?:\sof)?\s)?$"
""" "the Syrian city of", or nothing, up to the name."""
_IN_BRACKETS = r"\s?(?:\([^()]{1,30}\)\s?)?"
_COAST = rf"off\s(?:the\s)?(?:(?P<side>{SIDE})\s)?{one_of(WORDS['coast'])}\s(?:of|from)\s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One way to say where something lies."""

    pattern: re.Pattern[str]
    sense: Callable[[re.Match[str], Place, Gazetteer], Sense]


def _row(pattern: str, sense: Callable[[re.Match[str], Place, Gazetteer], Sense]) -> Phrase:
    return Phrase(pattern=re.compile(r"(?<![\w-])" + pattern, re.IGNORECASE), sense=sense)


def _away(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    distance, bearing = distance_of(match), bearing_of(match["dir"])
    half = DUE_SECTOR if match["lead"] and match["lead"].lower() == "due" else half_sector(match["dir"])
    rule = (
        f"{_km(distance.low_km, distance.high_km)} from {place.name}, at {bearing:g}° from north "
        f"give or take {half:g}°; {place.name} itself is {place.radius_km:g} km in radius"
    )
    return Relation.AWAY, ground.away(place, distance, bearing, half), rule


def _ring(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    """A distance with no direction is a ring, which only the whole circle covers."""
    distance = distance_of(match)
    rule = f"up to {distance.high_km:.3g} km from the edge of {place.name}, on any side"
    return Relation.AROUND, ground.about(place, distance.high_km), rule


def _off_coast(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    reach = REACH["off_coast"]
    rule = f"at sea within some {reach.of(place.radius_km):.0f} km of {place.name}"
    if match.groupdict().get("side"):
        return Relation.AWAY, ground.side(place, bearing_of(match["side"]), reach), rule
    return Relation.AROUND, ground.about(place, reach), rule


def _direction(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    """ "South of Aleppo" is outside of it; "in the south of Aleppo" is a part of it."""
    bearing = _mean_bearing(match["dir"], match["other"])
    lead = " ".join((match["lead"] or "").lower().split())
    if lead in {"the", "in", "in the"} or lead.endswith(" the") and not lead.startswith("to"):
        return _part(match["dir"], match["other"], place, gazetteer)
    if bearing is None:
        return Relation.AROUND, ground.about(place, REACH["direction"]), f"on several sides of {place.name}"
    just = lead in WORDS["just"]
    return Relation.AWAY, ground.beyond(place, bearing, just=just), f"beyond the edge of {place.name}, no distance told"


def _edge(match: re.Match[str], place: Place, _: Gazetteer) -> Sense:
    return edge_of(place, match["side"])


def edge_of(place: Place, direction: str | None) -> Sense:
    """ "The (eastern) outskirts of": a ring cannot be drawn by a point, so the circle holds the place as well."""
    if direction:
        sided = ground.side(place, bearing_of(direction), REACH["edge"])
        return Relation.AROUND, sided, f"at the {direction.lower()} edge of {place.name}"
    return Relation.AROUND, ground.about(place, REACH["edge"]), f"at the edge of {place.name}, on any side"


def _countryside(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
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


def _rural(_: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    return countryside_of(place, None, gazetteer)


def _side(match: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
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


def _centre(_: re.Match[str], place: Place, gazetteer: Gazetteer) -> Sense:
    return Relation.PART, ground.centre_of(place, gazetteer), f"the middle of {place.name}"


def _about(reach: str) -> Callable[[re.Match[str], Place, Gazetteer], Sense]:
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


_LEAD = r"(?:(?P<lead>to\sthe|due|just|straight)\s)?"
_AWAY = rf"{_IN_BRACKETS}[-\s]?(?:away\s)?{_LEAD}(?P<dir>{DIRECTION_OR_SHORT})\s(?:of|from)\s{NAMED}"
_FROM = rf"{_IN_BRACKETS}(?:away\s)?(?:from|outside|off|beyond|short\sof|off\sthe\s(?:\w+\s)?coast\sof)\s{NAMED}"
_TWO = rf"(?:,?\s(?:and|or)\s(?P<other>{SIDE}))?"

PHRASES = (
    _row(DISTANCE + _AWAY, _away),
    _row(TRAVEL + _AWAY, _away),
    _row(rf"within\s(?:a\s)?{DISTANCE}(?:\sradius)?\sof\s{NAMED}", _ring),
    _row(DISTANCE + _FROM, _ring),
    _row(rf"{TRAVEL}\s(?:away\s)?(?:from|outside)\s{NAMED}", _ring),
    _row(_COAST + NAMED, _off_coast),
    _row(
        rf"(?:(?P<lead>(?:to|in|from|across|over|on)\sthe|in|the|due|{one_of(WORDS['just'])})\s)?"
        rf"(?P<dir>{DIRECTION})(?:\s(?:and|or)\s(?P<other>{DIRECTION}))?\sof\s{NAMED}",
        _direction,
    ),
    _row(rf"(?:(?P<side>{SIDE})\s)?{one_of(WORDS['edge'])}\sof\s{NAMED}", _edge),
    _row(rf"an?\s(?:[\w'-]+\s)?(?:(?P<side>{SIDE})\s)?{one_of(WORDS['one_at_edge'])}\sof\s{NAMED}", _edge),
    _row(rf"(?:(?P<side>{SIDE})\s)?{one_of(WORDS['countryside'])}\s(?:of|around|outside|in)\s{NAMED}", _countryside),
    _row(rf"(?P<side>{SIDE}){_TWO}\s{one_of(WORDS['parts'])}\s(?:of|in)\s{NAMED}", _side),
    _row(rf"(?P<side>{SIDE}){_TWO}\s$", _side),
    _row(rf"{one_of(WORDS['rural'])}\s$", _rural),
    _row(rf"{one_of(WORDS['centre'])}\s{NAMED}", _centre),
    _row(rf"{one_of(WORDS['road_to'])}\s{NAMED}", _about("road_to")),
    _row(rf"{one_of(WORDS['near'])}\s{NAMED}", _about("near")),
    _row(rf"(?:just\s)?{one_of(WORDS['outside'])}\s{NAMED}", _about("outside")),
)
OFF_AT_SEA = _row(rf"off\s{NAMED}", _off_coast)
"""Only where the text before speaks of the sea."""
SEA = re.compile(rf"\b{one_of(WORDS['sea'])}\b", re.IGNORECASE)

_EDGES = one_of((*WORDS["edge"], *WORDS["one_at_edge"]))
_AFTER_NAME = rf"^(?:\s{CALLED})?(?:'s?)?\s(?:(?P<side>{SIDE})\s)?"
AFTER_EDGE = re.compile(rf"{_AFTER_NAME}{_EDGES}\b(?!\sof\b)", re.IGNORECASE)
""" "Aleppo's outskirts", "Damascus suburbs"."""
AFTER_COUNTRYSIDE = re.compile(rf"{_AFTER_NAME}{one_of(WORDS['countryside'])}\b(?!\sof\b)", re.IGNORECASE)
AFTER_PART = re.compile(
    rf"^(?:\s{CALLED})?'s?\s(?P<side>{SIDE})(?:\s{one_of(WORDS['parts'])})?\b(?!\s(?:of|and)\b)(?!\s[\w'-]+\s(?:of)\b)",
    re.IGNORECASE,
)
""" "Aleppo's eastern neighbourhoods", "Idlib's south"."""
ANOTHER_NAME = re.compile(rf"^\s{one_of((*WORDS['edge'], *WORDS['one_at_edge'], *WORDS['called']))}\sof\s", re.IGNORECASE)
""" "The Damascus suburb of Darayya": the words go on to the place that is meant."""
SIDE_BEFORE = re.compile(rf"(?<![\w-])(?P<side>{SIDE})\s$", re.IGNORECASE)

ONLY_PARTS = frozenset({PlaceKind.COUNTRY})
"""A country has parts, and nothing is near it."""
