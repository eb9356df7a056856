"""Can a sentence tell again of an event told before: does nothing that the two say exclude it?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.incident import AHEAD, COUNTED, Status
from mapapp.domain.when import When
from mapapp.extract.coreference.nearness import is_close, told_before
from mapapp.extract.draft import Draft
from mapapp.extract.one_place import same_place
from mapapp.extract.tellings import Telling
from mapapp.extract.toll.rules import agree

ONE_OF_A_KIND = frozenset({"natural", "accident"})
"""Groups of which a report tells one event again and again, rather than several alike."""
CROWDS = frozenset({"protest", "riot"})
"""Groups that a report tells of again and again too, but several may differ by place and day."""
EPIDEMIC = "natural.epidemic"
"""Of no other kind is it told how many are infected."""
AGAIN = CROWDS | {"accident"}
"""Groups whose kinds may be one event as two sentences see it; a fire is no flood."""
OUTCOMES = {
    "protest": frozenset({"protest.intervention", "civilians.attack"}),
    "riot": frozenset({"protest.intervention", "civilians.attack"}),
    "strategic.arrests": frozenset({"strategic.foiled"}),
    "battle": frozenset({"strategic.foiled"}),
}
"""By kind or group: what may come of it, told behind it without a place or time of its own."""
KIN = (
    frozenset({"explosion", "accident"}),
    frozenset({"protest", "riot"}),
    frozenset({"explosion", "civilians"}),
    frozenset({"battle", "civilians"}),
)
"""Groups that may be one event as two sentences see it."""
NEARBY_KM = 30.0
"""A headline and the body, or “the clash” told again, may name two towns so near to each other."""
TOLD_WITHIN = timedelta(days=10)
"""Before the day on which somebody tells of it."""


def type_fits(telling: Telling, draft: Draft) -> bool:
    """May the kind of act be the same, as two sentences see it?"""
    if any(count.kind is CountKind.INFECTED for count in telling.counts) and draft.code != EPIDEMIC:
        return False
    if telling.row is None:
        return not telling.group or telling.group == draft.group
    if telling.effect and draft.group in ONE_OF_A_KIND:
        return True
    if telling.row.event_type.code == draft.code or _is_blast_of(telling, draft) or came_of(telling, draft):
        return True
    if telling.row.group == draft.group and (draft.group in AGAIN or _sums_up(telling, draft)):
        return True
    pair = frozenset({telling.row.group, draft.group})
    vague = (
        telling.reference and not telling.group and telling.row.event_type.code in {"civilians.attack", "battle.clash"}
    )
    pointing = telling.reference or telling.bare or telling.summary or _only_denies(telling)
    return (pair in KIN and pointing) or vague


def came_of(telling: Telling, draft: Draft) -> bool:
    """What the next sentences tell of the same place and time: shots into the crowd, arms found on those arrested."""
    if telling.row is None or telling.own_place or telling.own_time or not told_before(telling, draft):
        return False
    what_came = OUTCOMES.get(draft.code) or OUTCOMES.get(draft.group) or frozenset()
    return telling.row.event_type.code in what_came and is_close(telling, draft, 2)


def _only_denies(telling: Telling) -> bool:
    """“Denied that any attack had taken place”: of one told before."""
    return telling.status is Status.DENIED and not telling.own_place and " any " in telling.wording


def _is_blast_of(telling: Telling, draft: Draft) -> bool:
    """“Rebels dynamited a pipeline … The blast near Saravena was the sixth this year”."""
    explosion = telling.row is not None and telling.row.group == "explosion"
    return telling.reference and explosion and draft.code == "strategic.destruction"


def one_sums_up(telling: Telling, draft: Draft) -> bool:
    """Is one of the two what headline and lead say?"""
    return telling.summary or all(told.summary for told in draft.tellings)


def _sums_up(telling: Telling, draft: Draft) -> bool:
    """A headline's “bombing” is the suicide bomb, the air strike or the rocket of the body."""
    return draft.group == "explosion" and (one_sums_up(telling, draft) or telling.reference or telling.bare)


def status_fits(telling: Telling, draft: Draft) -> bool:
    """Are both told as done, or both as to come?"""
    if telling.row is None:
        return draft.status not in AHEAD
    if draft.status is Status.DENIED and telling.status in COUNTED and telling.row.event_type.code != draft.code:
        return False
    return (telling.status in AHEAD) == (draft.status in AHEAD)


def place_fits(telling: Telling, draft: Draft) -> bool:
    """May the places be one?"""
    if telling.elsewhere and draft.places and not telling.summary:
        return False
    if telling.own_place and telling.places and not draft.places and draft.main.elsewhere and not telling.summary:
        return telling.row is None or telling.reference  # "at San Francisco square …", of no list; "In Cochabamba …"
    if not telling.places or not draft.places or not telling.own_place or goes_on(telling, draft):
        return True
    sums = one_sums_up(telling, draft)
    if sums and not all(hint.resolution.place for hint in (*telling.places, *draft.places)):
        return True
    again = telling.reference or sums
    near = NEARBY_KM if again and telling.row is not None and telling.row.group == draft.group else 0.0
    pairs = ((a, b) for a in telling.places for b in draft.places if not a.role.is_opposite(b.role))
    return any(same_place(a, b, near=near) for a, b in pairs)


def time_fits(telling: Telling, draft: Draft) -> bool:
    """May the times be one?"""
    if telling.when is None or not telling.own_time or telling.row is None or telling.effect:
        return True  # what only adds numbers is often dated by its statement
    for other in draft.tellings:
        if other.own_time and other.when is not None and telling.when.start and other.when.start:
            return overlap(telling.when, other.when)
    return True


def overlap(one: When, other: When) -> bool:
    """Can both be of one event? It may have been some days before the day on which somebody told of it."""
    begins, told = (_earliest(when) for when in (one, other))
    return (begins is None or begins < other.end) and (told is None or told < one.end)


def _earliest(when: When) -> datetime | None:
    return when.start - TOLD_WITHIN if when.is_said and when.start else when.start


def counts_fit(telling: Telling, draft: Draft) -> bool:
    """Do the figures agree, with any that were told before, with their parts or with their sum?"""
    told = [count for other in draft.tellings for count in other.counts]
    for kind in {count.kind for count in telling.counts if count.is_whole}:
        mine, theirs = ([count for count in counts if count.kind is kind] for counts in (telling.counts, told))
        wholes = [count for count in theirs if count.is_whole]
        agreed = any(agree(a, b) for a in mine for b in theirs) or is_sum(mine, wholes)
        if wholes and not (agreed or _is_some(telling, mine, wholes)):
            return False
    return True


def is_sum(mine: Sequence[CountRange], wholes: Sequence[CountRange]) -> bool:
    """“Killed three soldiers”, where two died at the scene and one in hospital."""
    return len(wholes) > 1 and any(count.low == sum(each.low or 0 for each in wholes) for count in mine)


def _is_some(telling: Telling, mine: Sequence[CountRange], wholes: Sequence[CountRange]) -> bool:
    """“He was shot in the chest”, where 22 were hurt."""
    most = max((count.low or 0 for count in wholes), default=0)
    return telling.reference and all(count.high is not None and count.high < most for count in mine)


def goes_on(telling: Telling, draft: Draft) -> bool:
    """“A bus left the Libertadores road and rolled into a ravine near Paras”: one sentence, one accident."""
    if draft.group not in ONE_OF_A_KIND or telling.row is None or telling.row.event_type.code != draft.code:
        return False
    unlisted = any(hint.resolution.place is None for hint in (*telling.places, *draft.places))
    return unlisted and any(other.order == telling.order for other in draft.tellings)


def made_it_rise(telling: Telling, draft: Draft) -> bool:
    """“Two of them died in hospital, bringing the number of dead to 13”, where eleven were told before."""
    told = {(c.kind, c.low) for t in draft.tellings for c in t.counts if c.is_whole}
    for whole in (count for count in telling.counts if count.is_whole and count.low):
        more = sum(part.low or 0 for part in telling.counts if part.subset_of == whole.wording)
        if more and (whole.kind, (whole.low or 0) - more) in told:
            return True
    return False
