"""Ground that two names describe together: "between Homs and Hama", "the Homs–Hama highway"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gazetteer.place import Place, PlaceKind
from mapapp.domain.area import Area, Relation
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.geoparse.ground import between
from mapapp.geoparse.spatial_words import WORDS, one_of
from mapapp.geoparse.window import after, before, plain

TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.ADMIN3})
"""Countries and provinces quarrel, trade and touch; only towns and sites have ground between them."""
FARTHEST_KM = 500.0
"""Two places farther apart leave no ground that can be drawn."""
WORDS_BEFORE, WORDS_AFTER = 8, 10
"""How far the words that decide may stand from the names."""

_SEVERAL = one_of([*WORDS["called"], "cities", "towns", "villages", "districts", "camps", "neighbourhoods", "ports"])
_NAMED = rf"(?:the\s)?(?:(?:[\w'-]+\s){{0,2}}?{_SEVERAL}(?:\sof)?\s)?"
_ROAD = one_of(WORDS["road"])
_BETWEEN = re.compile(rf"\b(?:(?P<half>{one_of(WORDS['halfway'])})\s)?between\s{_NAMED}$", re.IGNORECASE)
_ROAD_FROM = re.compile(rf"\b(?:the\s)?(?:\w+\s)?{_ROAD}s?\s{one_of(WORDS['leading'])}\s{_NAMED}$", re.IGNORECASE)
_AND = re.compile(rf"^\sand\s{_NAMED}$", re.IGNORECASE)
_TO = re.compile(rf"^\s(?:and|to|with)\s{_NAMED}$", re.IGNORECASE)
_HYPHEN = re.compile(r"^\s?[-–—/]\s?$|^\sto\s$", re.IGNORECASE)
ROAD_AFTER = re.compile(rf"^\s(?:\w+\s)?{_ROAD}\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;:](?:\s|$)")


def pair_areas(text: str, resolutions: Sequence[Resolution], maker: str) -> dict[int, Area]:
    """By the index of a resolution, the ground that its name and its neighbour's describe: one area for both."""
    areas: dict[int, Area] = {}
    for (left, right), (one, other) in _neighbours(resolutions):
        found = _ground(text, one.mention.span, other.mention.span)
        apart = _apart(one, other)
        if found is None or apart is None or left in areas:
            continue
        span, halfway = found
        circle = between(*apart, halfway=halfway)
        areas[left] = areas[right] = Area(
            words=" ".join(span.of(text).split()),
            span=span,
            relation=Relation.BETWEEN,
            point=circle.point,
            radius_km=circle.radius_km,
            rule=f"from {apart[0].name} to {apart[1].name}, in a straight line" + (", the middle" if halfway else ""),
            maker=maker,
        )
    return areas


def _neighbours(resolutions: Sequence[Resolution]) -> Iterator[tuple[tuple[int, int], tuple[Resolution, Resolution]]]:
    """Each two names in a row; peoples between them are passed over."""
    named = [(i, r) for i, r in enumerate(resolutions) if r.mention.use is not Use.ADJECTIVE]
    for (left, one), (right, other) in pairwise(named):
        if {one.mention.use, other.mention.use} <= {Use.PLACE, Use.REFERENCE}:
            yield (left, right), (one, other)


def _apart(one: Resolution, other: Resolution) -> tuple[Place, Place] | None:
    """The two places, if they are two towns or sites near enough."""
    if one.place is None or other.place is None or one.place.id == other.place.id:
        return None
    if not {one.place.kind, other.place.kind} <= TOWNS:
        return None
    near = one.place.point.distance_km(other.place.point) <= FARTHEST_KM
    return (one.place, other.place) if near else None


def _ground(text: str, one: Span, other: Span) -> tuple[Span, bool] | None:
    """The words that join two names to one ground, and whether they ask for its middle."""
    joint = plain(text[one.end : other.start])
    left, right = before(text, one.start), after(text, other.end)
    if len(joint) > 60 or "\n\n" in text[one.end : other.start]:
        return None
    if _HYPHEN.match(joint) and (road := ROAD_AFTER.match(right)):
        return Span(start=one.start, end=other.end + road.end()), False
    if _TO.match(joint) and (road := _ROAD_FROM.search(left)):
        return Span(start=one.start - len(road.group()), end=other.end), False
    match = _BETWEEN.search(left)
    if match and _AND.match(joint) and _is_ground(left[: match.start()], right, halfway=bool(match["half"])):
        return Span(start=one.start - len(match.group()), end=other.end), bool(match["half"])
    return None


def _is_ground(left: str, right: str, *, halfway: bool) -> bool:
    """Is it of ground rather than of a quarrel? The word nearest before decides; without any, the words after."""
    if halfway:
        return True
    ahead = re.findall(r"[\w-]+", _SENTENCE.split(left)[-1].lower())[-WORDS_BEFORE:]
    behind = re.findall(r"[\w-]+", _SENTENCE.split(right)[0].lower())[:WORDS_AFTER]
    for word in (*reversed(ahead), *behind):
        if word in WORDS["quarrel"] or word.removesuffix("s") in WORDS["quarrel"]:
            return False
        if word in WORDS["position"] or word.removesuffix("s") in WORDS["position"]:
            return True
    return False
