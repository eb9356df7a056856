"""Does a sentence point to an event told before, rather than tell of another like it?"""

from __future__ import annotations

from mapapp.domain.incident import Status
from mapapp.extract import cues
from mapapp.extract.coreference.agreement import CROWDS, ONE_OF_A_KIND, came_of, goes_on, made_it_rise, one_sums_up
from mapapp.extract.coreference.nearness import distance, is_close, told_before
from mapapp.extract.coreference.relations import has_harm
from mapapp.extract.draft import Draft
from mapapp.extract.one_place import same_place
from mapapp.extract.tellings import Telling, words_of

ONE_IN_A_PLACE = frozenset({"battle.regained", "battle.overrun", "strategic.agreement"})
"""Kinds that happen once in a place in one report: a city is not taken twice."""
DENIED_WITHIN = 3
"""Sentences between an event and the denial that names it no more."""

Rank = tuple[bool, bool, bool, bool, bool, int]


def rank(telling: Telling, draft: Draft) -> Rank:
    """Of several events that a sentence may point to, it is rather the one with the lowest rank."""
    return (
        not _same_figures(telling, draft),
        telling.row is None and not telling.summary and not told_before(telling, draft),
        _is_of_another_sort(telling, draft),
        telling.summary and telling.row is not None and telling.row.group != draft.group,
        has_harm(telling) and is_harmless(draft),
        distance(telling, draft),
    )


def points_to(telling: Telling, draft: Draft) -> bool:
    """Does the sentence tell this event again, rather than another like it?"""
    if telling.reference and telling.status in {Status.DENIED, Status.DISPUTED}:
        if telling.counts and not _same_figures(telling, draft):
            return False  # "denied that a child had died": of another event
        return is_close(telling, draft, DENIED_WITHIN) and (telling.row is not None or told_before(telling, draft))
    if telling.row is None or telling.reference or telling.bare or (telling.effect and not telling.own_place):
        return is_close(telling, draft) or draft.group in ONE_OF_A_KIND or telling.summary
    if came_of(telling, draft) or (one_sums_up(telling, draft) and not _is_another(telling)):
        return True
    if draft.group in ONE_OF_A_KIND and not (telling.own_place and _far_apart(telling, draft)):
        return True
    if draft.group in CROWDS and telling.row.group == draft.group and not _far_apart(telling, draft):
        return True
    if draft.code in ONE_IN_A_PLACE and telling.row.event_type.code == draft.code:
        return True
    if telling.status is draft.status is Status.PLANNED and is_close(telling, draft, 2) and not telling.counts:
        return True
    if Status.DENIED in {draft.status, telling.status}:
        return is_close(telling, draft, 4)
    return _same_figures(telling, draft) or (
        not telling.own_place and is_close(telling, draft, 1) and not _new_act(telling, draft)
    )


def _is_another(telling: Telling) -> bool:
    """“The army also shelled Kherson”, “elsewhere, …”: announced as one more, at a place of its own."""
    return not telling.summary and telling.own_place and not words_of(telling).isdisjoint(cues.ANOTHER)


def _far_apart(telling: Telling, draft: Draft) -> bool:
    apart = bool(draft.places) and not any(same_place(a, b) for a in telling.places for b in draft.places)
    return apart and not goes_on(telling, draft)


def _same_figures(telling: Telling, draft: Draft) -> bool:
    told = {(c.kind, c.low, c.high) for t in draft.tellings for c in t.counts}
    return any((c.kind, c.low, c.high) in told for c in telling.counts) or made_it_rise(telling, draft)


def _new_act(telling: Telling, draft: Draft) -> bool:
    """A sentence with numbers or a time of its own tells of another act of the same kind."""
    new_kinds = {c.kind for c in telling.counts} & {c.kind for t in draft.tellings for c in t.counts}
    return bool(new_kinds) or telling.own_time


def _is_of_another_sort(telling: Telling, draft: Draft) -> bool:
    """“The killings” are rather those told before than the battle between; “also denied” is said of what was denied."""
    if telling.group:
        return telling.group != draft.group
    again = telling.row is None and telling.status is Status.DENIED and " also " in telling.wording
    return again and draft.status is not Status.DENIED


def is_harmless(draft: Draft) -> bool:
    """A march, a handover, people on the move: harm told behind them is rather that of another event."""
    return draft.code == "protest.peaceful" or draft.group == "strategic"
