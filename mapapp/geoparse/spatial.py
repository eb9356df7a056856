"""The words around place names which move, narrow or widen them → areas. Works on a text and its resolutions alone.

"30 km east of Aleppo" is a mention of Aleppo, and the place stays Aleppo. Where something happened is the area: a
circle that covers what the words mean.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place, PlaceKind
from mapapp.domain.area import Area, Relation
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.geoparse import phrases, senses
from mapapp.geoparse.ground import WIDEST_KM, WIDEST_NEAR_KM, Circle
from mapapp.geoparse.pairs import pair_areas
from mapapp.geoparse.spatial_words import bearing_of
from mapapp.geoparse.window import after, before

_LEAD = re.compile(r"(?:in|from|across|over|on)\s", re.IGNORECASE)
""" "In the south of": the preposition belongs to the sentence, not to the ground."""
VERSION = "spatial-2"
USES = frozenset({Use.PLACE, Use.REFERENCE})
"""Names that may be ground: not governments, peoples or datelines."""


def with_areas(text: str, resolutions: Sequence[Resolution], gazetteer: Gazetteer) -> tuple[Resolution, ...]:
    """The resolutions, in order, those with an area whose names the text moves, narrows or joins."""
    paired = pair_areas(text, resolutions, VERSION)
    return tuple(
        replace(resolution, area=paired.get(index) or _area(text, resolution, gazetteer))
        for index, resolution in enumerate(resolutions)
    )


def _area(text: str, resolution: Resolution, gazetteer: Gazetteer) -> Area | None:
    place, span = resolution.place, resolution.mention.span
    if place is None or resolution.mention.use not in USES:
        return None
    right = after(text, span.end)
    if phrases.ANOTHER_NAME.match(right) or phrases.LONGER_NAME.match(right):
        return None
    left = before(text, span.start)
    found = _after_name(left, right, place, gazetteer) or _before_name(left, right, place, gazetteer)
    if found is None:
        return None
    (relation, circle, rule), start, end = found
    if circle is None or not _says_more(place, relation, circle):
        return None
    lead = _LEAD.match(left[len(left) - start :]) if start else None
    start -= lead.end() if lead else 0
    whole = Span(start=span.start - start, end=span.end + end)
    return _made(text, whole, relation, circle, rule)


def _says_more(place: Place, relation: Relation, circle: Circle) -> bool:
    """Is the circle better than the place? A country has parts; where 30 km from it, or near it, is, no point knows."""
    if place.kind is PlaceKind.COUNTRY and relation is not Relation.PART:
        return False
    near = relation is not Relation.AROUND or place.radius_km <= WIDEST_NEAR_KM
    return near and circle.radius_km <= WIDEST_KM


def _made(text: str, span: Span, relation: Relation, circle: Circle, rule: str) -> Area:
    return Area(
        words=" ".join(span.of(text).split()),
        span=span,
        relation=relation,
        point=circle.point,
        radius_km=circle.radius_km,
        rule=rule,
        maker=VERSION,
    )


Found = tuple[senses.Sense, int, int]
"""The sense, and how many characters of words stand before and after the name."""


def _after_name(left: str, right: str, place: Place, gazetteer: Gazetteer) -> Found | None:
    """“Aleppo's eastern countryside”, “northern Aleppo countryside”, “Idlib's south”."""
    lead = phrases.SIDE_BEFORE.search(left)
    if match := phrases.AFTER_EDGE.match(right):
        side, start = _side_of(match, lead)
        return senses.edge_of(place, side), start, match.end()
    if match := phrases.AFTER_COUNTRYSIDE.match(right):
        side, start = _side_of(match, lead)
        return senses.countryside_of(place, side, gazetteer), start, match.end()
    if match := phrases.AFTER_PART.match(right):
        direction = match["side"]
        return senses.part_of(place, bearing_of(direction), direction, gazetteer), 0, match.end()
    return None


def _side_of(match: re.Match[str], lead: re.Match[str] | None) -> tuple[str | None, int]:
    """The direction after the name, or else the one before it, with how many characters that takes."""
    if match["side"] or lead is None:
        return match["side"], 0
    return lead["side"], len(lead.group())


def _before_name(left: str, right: str, place: Place, gazetteer: Gazetteer) -> Found | None:
    if not phrases.MAY_SAY.search(left):
        return None
    rows = (*phrases.PHRASES, phrases.OFF_AT_SEA) if phrases.SEA.search(left) else phrases.PHRASES
    for row in rows:
        match = row.pattern.search(left)
        if match is None:
            continue
        if _is_motion(match.group(), right):
            return None
        called = re.match(rf"\s{phrases.CALLED}\b", right, re.IGNORECASE)
        return row.sense(match, place, gazetteer), len(match.group()), called.end() if called else 0
    return None


def _is_motion(words: str, right: str) -> bool:
    """“Walked 30 km from Homs to Hama”: a way, not a spot."""
    return words.rstrip().lower().endswith("from") and right.lower().startswith(" to ")
