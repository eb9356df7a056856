"""How a sentence and an event told before stand to each other: by kind, place, time and figures, one word each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mapapp.domain.claim import CountRange
from mapapp.domain.incident import PlaceRole, Status
from mapapp.extract import shifted
from mapapp.extract.coreference.agreement import KIN, NEARBY_KM, is_sum, overlap
from mapapp.extract.draft import Draft
from mapapp.extract.one_place import same_place
from mapapp.extract.tellings import HARM, PlaceHint, Telling, is_harm
from mapapp.extract.toll.rules import agree

NEARER = ("apart", "near", "unlisted", "inside", "same")
"""Of several places the best counts: these from the least to the most."""
MIXED = "strategic"
"""A group of kinds that have little in common: a surrender is no evacuation."""
MANY = 5
"""Figures from here on are seldom the same by chance."""


def of_types(telling: Telling, draft: Draft) -> str:
    """The same code, the same group, groups that may be one event, or others."""
    if telling.row is None:
        return "untyped" if not telling.group else "group" if telling.group == draft.group else "other group"
    if telling.row.event_type.code == draft.code:
        return "code"
    if telling.row.group == draft.group and draft.group != MIXED:
        return "group"
    return "kin" if frozenset({telling.row.group, draft.group}) in KIN else "other"


def of_places(telling: Telling, draft: Draft) -> str:
    """What the place that the sentence itself names is to the event's."""
    if any(_end_apart(role, telling, draft) for role in (PlaceRole.ORIGIN, PlaceRole.DESTINATION)):
        return "apart"
    grounds = [shifted.meet(a, b) for a in telling.places for b in draft.places]
    if grounds and all(met is False for met in grounds):
        return "apart"  # the city, and 30 km east of the city
    if not telling.own_place or not telling.places:
        return "elsewhere" if telling.elsewhere else "silent"
    if not draft.places:
        return "event has none"
    pairs = ((a, b) for a in telling.places for b in draft.places if not a.role.is_opposite(b.role))
    return max((_of_two(a, b) for a, b in pairs), key=NEARER.index, default="apart")


def _end_apart(role: PlaceRole, telling: Telling, draft: Draft) -> bool:
    """Do both tell this end of a movement, and not the same? From Aleppo or from Homs to Idlib are two movements."""
    mine, theirs = ([hint for hint in hints if hint.role is role] for hints in (telling.places, draft.places))
    return bool(mine and theirs) and not any(same_place(a, b) for a in mine for b in theirs)


def _of_two(left: PlaceHint, right: PlaceHint) -> str:
    a, b = left.resolution.place, right.resolution.place
    if a is None or b is None:
        return "same" if left.surface.casefold() == right.surface.casefold() else "unlisted"
    if a.id == b.id:
        return "same" if same_place(left, right) else "apart"  # 30 km east of Homs, and 40 km west of it
    if same_place(left, right):
        return "inside"
    return "near" if same_place(left, right, near=NEARBY_KM) else "apart"


def of_times(telling: Telling, draft: Draft) -> str:
    """What the time that the sentence itself gives is to the event's."""
    if telling.when is None or not telling.own_time:
        return "silent"
    own = [told.when for told in draft.tellings if told.own_time and told.when is not None]
    if not own:
        return "event has none"
    return "same" if any(overlap(telling.when, when) for when in own) else "apart"


def of_figures(telling: Telling, draft: Draft) -> Iterator[str]:
    """What each kind of figure of the sentence is to the event's."""
    told = [count for other in draft.tellings for count in other.counts]
    for kind in sorted({count.kind for count in telling.counts}):
        mine, theirs = ([count for count in counts if count.kind is kind] for counts in (telling.counts, told))
        yield f"{kind.value if kind in HARM else 'other'} {_of_counts(mine, theirs)}"
    if not telling.counts:
        yield "none"


def _of_counts(mine: Sequence[CountRange], theirs: Sequence[CountRange]) -> str:
    if not theirs or all(count.is_nobody for count in mine):
        return "nobody" if any(count.is_nobody for count in mine) else "new"
    known = {(count.low, count.high) for count in theirs}
    most = max(count.low or 0 for count in mine)
    if any((count.low, count.high) in known for count in mine):
        return "equal, many" if most >= MANY else "equal"
    if any(agree(a, b) for a in mine for b in theirs):
        return "agree"
    if is_sum(mine, [count for count in theirs if count.is_whole]):
        return "sum"
    return "fewer" if most < max(count.low or 0 for count in theirs) else "more"


def standing(status: Status) -> str:
    """Told as done, as gainsaid or as to come."""
    if status in {Status.PLANNED, Status.HYPOTHETICAL}:
        return "ahead"
    return "gainsaid" if status in {Status.DENIED, Status.DISPUTED} else "told"


def has_harm(telling: Telling) -> bool:
    """Does it count dead or injured?"""
    return any(is_harm(count) and count.is_whole for count in telling.counts)
