"""Scenes that are described by a place rather than named: "30 km east of Aleppo", "between Homs and Hama"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gazetteer.place import Place, PlaceKind, Point
from gazetteer.reason import Reason
from mapapp.domain.area import Area, Relation
from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.extract import cues
from mapapp.extract.tellings import PlaceHint, Telling

FINE = frozenset(
    {PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY, PlaceKind.ADMIN3, PlaceKind.ADMIN2, PlaceKind.NATURAL}
)
"""Such a place is the scene itself; words of position beside it only say where it lies."""
WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.REGION})
"""Ground in which a later sentence may name the spot."""
FARTHEST = 60
"""Characters between a name and the words that say where it lies."""
MOVED = frozenset({Relation.AWAY, Relation.TOWARDS, Relation.BETWEEN})
"""The ground is not the place."""


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
    south-west of Damascus" and "Kanaker, near Damascus" the area only says where Kanaker lies; where no list has
    Kanaker, that is how it is placed.
    """
    scenes = list(resolutions)
    for index, resolution in enumerate(resolutions):
        area = resolution.area
        if area is None or resolution.mention.use not in {Use.PLACE, Use.REFERENCE}:
            continue
        named = _named_before(text, area, resolutions, index)
        if named is not None and resolutions[named].place is None and area.relation is not Relation.PART:
            scenes[named] = _placed_by(text, resolutions[named], resolution, area)
        scenes[index] = _with_use(resolution, _use(resolution, area, is_named=named is not None))
    return scenes


def _use(resolution: Resolution, area: Area, *, is_named: bool) -> Use:
    if is_named:
        return resolution.mention.use if area.relation is Relation.PART else Use.REFERENCE
    return Use.PLACE


def _with_use(resolution: Resolution, use: Use) -> Resolution:
    return replace(resolution, mention=replace(resolution.mention, use=use))


def _named_before(text: str, area: Area, resolutions: Sequence[Resolution], index: int) -> int | None:
    """The index of the town or site right before the words, which then only say where that lies; None without one.

    Args:
        text: the report's.
        area: of the resolution at the index.
        resolutions: all, in order.
        index: where to look back from.
    """
    for at in range(index - 1, -1, -1):
        span, place = resolutions[at].mention.span, resolutions[at].place
        if span.end < area.span.start - FARTHEST:
            return None
        if span.end <= area.span.start and resolutions[at].mention.use is Use.PLACE:
            fits = _apposes(text[span.end : area.span.start]) and (place is None or place.kind in FINE)
            return at if fits else None
    return None


def _apposes(between: str) -> bool:
    """“, a village about”: nothing but words that lead from a name to where it lies."""
    words = re.findall(r"\w+", between)
    return set(words) <= cues.APPOSITION and not set(between) & set(".;:!?\n")


def _placed_by(text: str, unknown: Resolution, reference: Resolution, area: Area) -> Resolution:
    """A name that no list has, placed by the words after it: "Adwar, 10 miles south of Tikrit"."""
    span = Span(start=unknown.mention.span.start, end=area.span.end)
    return replace(
        unknown,
        place=reference.place,
        confidence=round(reference.confidence * 0.8, 3),
        reasons=reference.reasons,
        area=replace(area, span=span, words=" ".join(span.of(text).split())),
    )


def once(hints: Iterable[PlaceHint]) -> list[PlaceHint]:
    """Each ground once: "between Homs and Hama" is one place of an incident, told by two names."""
    kept: dict[object, PlaceHint] = {}
    for hint in hints:
        kept.setdefault(hint.area.span if hint.area else (hint.resolution, hint.span), hint)
    return list(kept.values())


def named_within(places: Sequence[PlaceHint], tellings: Iterable[Telling]) -> tuple[PlaceHint, ...]:
    """What another telling of the event calls by its own name in the ground that these words describe; empty if none.

    "In a southern suburb of Damascus", and in the next sentence "in the village of Kanaker": Kanaker is meant.
    """
    described = places[0]
    wide = described.resolution.place
    if wide is None or (described.area is None and wide.kind not in WIDE):
        return ()
    for telling in sorted(tellings, key=lambda t: (t.summary, t.order)):
        place = telling.places[0].resolution.place if telling.own_place and telling.places else None
        if place is None or telling.places[0].area or place.kind not in FINE or place == described.resolution.place:
            continue
        if _holds(described, wide, place):
            return telling.places
    return ()


def _holds(described: PlaceHint, wide: Place, place: Place) -> bool:
    if described.area is not None:
        return described.area.point.distance_km(place.point) <= described.area.radius_km + place.radius_km
    if wide.kind is PlaceKind.REGION:
        return wide.point.distance_km(place.point) <= wide.radius_km
    return wide.id == place.admin1_id or (wide.kind is PlaceKind.COUNTRY and wide.country_code == place.country_code)


def ground_of(hint: PlaceHint, place: Place) -> Ground:
    """The described ground, or the place itself. A part of a country is a region: it is drawn, a country is not."""
    area = hint.area or _stands_for(hint)
    if area is None:
        return Ground(point=place.point, radius_km=place.radius_km, kind=place.kind, described=None)
    kind = PlaceKind.REGION if place.kind is PlaceKind.COUNTRY else place.kind
    return Ground(point=area.point, radius_km=area.radius_km, kind=kind, described=area.words)


def _stands_for(hint: PlaceHint) -> Area | None:
    """“The town” may stand for a name that only its area places."""
    area = hint.resolution.area
    return area if area and area.span.start == hint.resolution.mention.span.start else None


def reasons(hints: Iterable[PlaceHint]) -> list[Reason]:
    """How each ground was found."""
    return [
        Reason(feature="area", points=0.0, sentence=f"“{hint.area.words}”: {hint.area.rule}")
        for hint in hints
        if hint.area is not None
    ]


def meet(left: PlaceHint, right: PlaceHint) -> bool | None:
    """Can two grounds be one scene, where words move or widen one of them? None: look at the places themselves.

    A headline names the town, and the sentence says how far from it: those are one. "A southern suburb of Damascus" and
    a village there are one.
    """
    a, b = left.resolution.place, right.resolution.place
    areas = [hint.area for hint in (left, right) if hint.area]
    if a is None or b is None or not areas or (len(areas) == 1 and a.id == b.id):
        return None
    if PlaceKind.COUNTRY in {a.kind, b.kind} or a.admin1_id == b.id or b.admin1_id == a.id:
        return None
    one, other = ground_of(left, a), ground_of(right, b)
    touch = one.point.distance_km(other.point) <= one.radius_km + other.radius_km
    moved = any(area.relation in MOVED for area in areas)
    return touch if moved or touch else None
