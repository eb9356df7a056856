"""What speaks for and against a place being an incident's: features, each a readable string.

Every feature is there or not. Those of a place tell where it is named and how it stands to the incident; those of "none
of them" how likely the report does not place the incident. `tools/train_whereabouts.py` gives each a weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from gazetteer.place import Place, PlaceKind
from mapapp.domain.mention import Use
from mapapp.extract.register import far_in_words, last_before
from mapapp.extract.shifted import WIDE
from mapapp.extract.whereabouts.candidates import Candidate, Evidence
from mapapp.extract.whereabouts.sight import Sight

_CHANCE = ((0.02, "0"), (0.1, ".1"), (0.25, ".25"), (0.5, ".5"), (0.75, ".75"))
_SURE = ((0.3, ".3"), (0.5, ".5"), (0.7, ".7"), (0.85, ".85"))
_SIZES = ((100_000, "a town"), (1_000_000, "a city"), (math.inf, "a great city"))
"""Persons. From a very great city reporters write of all of a country."""
NEAR_KM = 60.0
"""Two places this near may be of one story."""
FAR_KM = 300.0
"""A place this far from all others of a sentence is of another."""
_DISTRICTS = frozenset({PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.REGION})


def features(sight: Sight) -> tuple[list[list[str]], list[str]]:
    """The features of each place, in their order, and those of "none of them"."""
    return [list(_of_place(sight, one)) for one in sight.found], list(_of_none(sight))


def _of_place(sight: Sight, one: Candidate) -> Iterator[str]:
    kind, sure = one.place.kind.value, _step(_SURE, one.resolution.confidence)
    rules = f"rules={sight.known} {_against_rules(sight, one.place)}"
    yield from (rules, f"kind={kind}", f"{rules} kind={kind}", f"{sight.group} kind={kind}")
    yield from (f"sure={sure}", f"{rules} sure={sure}")
    if sight.strange:
        yield from (f"strange kind={kind}", f"strange {rules}", f"strange {sight.strange} kind={kind}")
    sources = ", ".join(sorted({evidence.source for evidence in one.evidence}))
    yield from (f"named in {sources}", f"{rules}, named in {sources}")
    if sight.strange:
        yield f"strange {sight.strange}, named in {sources}"
    for evidence in one.evidence:
        yield from _of_evidence(sight, evidence, rules, kind)
        if evidence.named is not None and evidence.named.resolution.mention.use is Use.DATELINE:
            size = _step(_SIZES, one.place.population or 0)
            yield from (
                f"dateline of {size}",
                f"dateline of {size} {sight.known}",
                f"dateline of {size} {sight.strange}",
            )
    yield from _among(sight, one, rules)
    yield from _around(sight, one, rules)


def _of_evidence(sight: Sight, one: Evidence, rules: str, kind: str) -> Iterator[str]:
    where = one.source
    yield from (where, f"{where} {rules}", f"{where} {kind}")
    if one.beside:
        yield from (f"{where}: {one.beside}", f"{where}: {one.beside} {rules}")
    for cue in sight.cues:
        yield f"{where} cue={cue}"
    if one.named is None:
        return
    use, word = one.named.resolution.mention.use.value, one.named.preposition
    yield from (f"{where}: {use}", f"{where}: {use} {word}", f"{where}: {use} {rules}")
    yield f"{where}: {one.named.role} {word}"
    if one.named.first:
        yield from (f"{where}: first", f"{where}: first {rules}", f"{where}: first {use} {word}")
    if one.telling is not None:
        typed = "untyped" if one.telling.row is None else "bare" if one.telling.bare else "typed"
        chance = "chance never" if one.chance is None else f"chance {_step(_CHANCE, one.chance)}"
        yield from (f"{where}: {chance}", f"{where}: {chance} {typed}", f"{where}: {chance} {rules}")
    else:
        far = far_in_words(one.apart)
        yield from (f"{where} {far}", f"{where} {far} {sight.known}")


def _among(sight: Sight, one: Candidate, rules: str) -> Iterator[str]:
    """How often and how near it is named, against the other places."""
    others = [other for other in sight.found if other is not one]
    count = sight.table.often.get(one.place.id, 0)
    if count:
        rank = sight.table.rank_of(one.place.id)
        yield from (f"{rank} named", f"{rank} named {sight.known}", f"named {min(count, 4)}")
    if _apart(one) < min(map(_apart, others), default=99):
        yield from ("nearest", f"nearest {sight.known}", f"nearest {rules}")
    mine = _last_before(one)
    if mine is not None and all(mine > (_last_before(other) or -99) for other in others):
        yield from ("last named before", f"last named before {sight.known}", f"last before by {min(-mine, 9)}")


def _around(sight: Sight, one: Candidate, rules: str) -> Iterator[str]:
    """How it lies to the other places."""
    others = [other for other in sight.found if other is not one]
    own = [other.place for other in others if any(e.telling is not None for e in other.evidence)]
    if any(_lies_in(other, one.place) for other in own):
        yield from ("holds one of its sentences", f"holds one of its sentences {rules}")
    if any(_lies_in(one.place, other) for other in own):
        yield from ("lies in one of its sentences", f"lies in one of its sentences {rules}")
    if any(_lies_in(other.place, one.place) for other in others):
        yield "holds one"
    if any(_lies_in(one.place, other.place) for other in others):
        yield "lies in one"
    if not own:
        yield f"no other of its sentences {rules}"
    elif all(other.point.distance_km(one.place.point) >= FAR_KM for other in own):
        yield f"far from its sentences {rules}"
    if sight.countries and one.place.country_code not in sight.countries:
        yield from ("another country", f"another country {rules}")
    if others and all(other.place.country_code != one.place.country_code for other in others):
        yield "alone in its country"


def _against_rules(sight: Sight, place: Place) -> str:
    if place.id in sight.by_rules:
        return "this"
    ruled = [one.place for one in sight.found if one.place.id in sight.by_rules]
    if any(_lies_in(place, other) for other in ruled):
        return "within"
    if any(_lies_in(other, place) for other in ruled):
        return "around"
    return "near" if any(place.point.distance_km(other.point) < NEAR_KM for other in ruled) else "another"


def _lies_in(inner: Place, outer: Place) -> bool:
    if inner.id == outer.id:
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country_code == outer.country_code
    if outer.kind in _DISTRICTS:
        fine = inner.kind not in WIDE and inner.kind is not outer.kind
        return fine and inner.point.distance_km(outer.point) <= outer.radius_km
    return inner.admin1_id == outer.id


def _apart(one: Candidate) -> int:
    """Sentences to the nearest mention."""
    return min((abs(e.apart) for e in one.evidence if e.named is not None), default=99)


def _last_before(one: Candidate) -> int | None:
    return last_before(e.apart for e in one.evidence)


def _of_none(sight: Sight) -> Iterator[str]:
    group, known = sight.group, sight.known
    own = any(e.telling is not None for one in sight.found for e in one.evidence)
    yield from ("none", f"none {known}", f"none own={own}", f"none {known} own={own}")
    yield from (f"none {group}", f"none {sight.status}", f"none {group} {known}")
    yield from (f"none of {min(5, len(sight.found))}", f"none strange={bool(sight.strange)} {known}")
    if sight.strange:
        yield f"none strange {sight.strange} {known}"
    for cue in sight.cues:
        yield from (f"none cue={cue}", f"none cue={cue} {known}")


def _step(steps: Sequence[tuple[float, str]], value: float) -> str:
    return next((word for most, word in steps if value <= most), "1")
