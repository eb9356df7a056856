"""Scenes that are described by a place rather than named: "30 km east of Aleppo", "between Homs and Hama"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gazetteer.place import Place, PlaceKind, Point
from gazetteer.reason import Reason
from mapapp.domain.area import Area, Relation
from mapapp.domain.mention import Resolution, Use
from mapapp.extract import cues
from mapapp.extract.tellings import PlaceHint

FINE = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.ADMIN3, PlaceKind.ADMIN2, PlaceKind.NATURAL}
)
"""Such a place is the scene itself; words of position beside it only say where it lies."""
MOST_WORDS = 8
"""Between a name and the words that say where it lies."""
_BETWEEN = re.compile(r"[\s,(–—-]*((?:[a-z-]+\s+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a hint puts an incident."""

    point: Point
    radius_km: float
    kind: PlaceKind
    described: str | None
    """The words; None where the place itself is meant."""


def as_scenes(text: str, resolutions: Sequence[Resolution]) -> list[Resolution]:
    """The same with uses as the scene of an act needs them.

    "A mine exploded 30 km east of Aleppo": Aleppo is a reference, but its area is the scene. In "Kanaker, 40 km
    south-west of Damascus" and "Kanaker, near Damascus" the area only says where Kanaker lies.
    """
    return [_as_scene(text, resolution, resolutions) if resolution.area else resolution for resolution in resolutions]


def _as_scene(text: str, resolution: Resolution, all_of_them: Sequence[Resolution]) -> Resolution:
    area = resolution.area
    if area is None or resolution.mention.use not in {Use.PLACE, Use.REFERENCE}:
        return resolution
    apposed = _says_where(text, area, all_of_them)
    use = resolution.mention.use
    if use is Use.REFERENCE and not apposed:
        use = Use.PLACE
    elif apposed and area.relation is not Relation.PART:
        use = Use.REFERENCE
    return replace(resolution, mention=replace(resolution.mention, use=use))


def _says_where(text: str, area: Area, resolutions: Sequence[Resolution]) -> bool:
    """Does a town or site stand right before the words, so that they only say where that lies?"""
    before = [r for r in resolutions if r.mention.span.end <= area.span.start and r.mention.use is Use.PLACE]
    if not before or (place := before[-1].place) is None or place.kind not in FINE:
        return False
    match = _BETWEEN.fullmatch(text, before[-1].mention.span.end, area.span.start)
    words = match.group(1).lower().split() if match else []
    return match is not None and len(words) <= MOST_WORDS and set(words) <= cues.APPOSITION


def once(hints: Iterable[PlaceHint]) -> list[PlaceHint]:
    """Each ground once: "between Homs and Hama" is one place of an incident, told by two names."""
    kept: dict[object, PlaceHint] = {}
    for hint in hints:
        kept.setdefault(hint.area.span if hint.area else (hint.resolution, hint.span), hint)
    return list(kept.values())


def ground_of(hint: PlaceHint, place: Place) -> Ground:
    """The described ground, or the place itself. A part of a country is a region: it is drawn, a country is not."""
    if hint.area is None:
        return Ground(point=place.point, radius_km=place.radius_km, kind=place.kind, described=None)
    kind = PlaceKind.REGION if place.kind is PlaceKind.COUNTRY else place.kind
    return Ground(point=hint.area.point, radius_km=hint.area.radius_km, kind=kind, described=hint.area.words)


def reasons(hints: Iterable[PlaceHint]) -> list[Reason]:
    """How each ground was found."""
    return [
        Reason(feature="area", points=0.0, sentence=f"“{hint.area.words}”: {hint.area.rule}")
        for hint in hints
        if hint.area is not None
    ]


def meet(left: PlaceHint, right: PlaceHint) -> bool | None:
    """Can two grounds be one scene, where words move one away from its place? None: nothing is moved.

    A headline names the town, and the sentence says how far from it: those are one.
    """
    a, b = left.resolution.place, right.resolution.place
    moved = [hint for hint in (left, right) if hint.area and hint.area.relation in {Relation.AWAY, Relation.BETWEEN}]
    if a is None or b is None or not moved or (len(moved) == 1 and a.id == b.id):
        return None
    if PlaceKind.COUNTRY in {a.kind, b.kind} or a.admin1_id == b.id or b.admin1_id == a.id:
        return None
    one, other = ground_of(left, a), ground_of(right, b)
    return one.point.distance_km(other.point) <= one.radius_km + other.radius_km
