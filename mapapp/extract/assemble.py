"""Tellings → incidents: what headline, lead and body tell of one event comes together, and nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from mapapp.domain.claim import CountKind
from mapapp.domain.incident import COUNTED, Status
from mapapp.domain.when import When
from mapapp.extract.draft import Draft, agree, same_place, updates
from mapapp.extract.tellings import HARM, Telling

ONE_OF_A_KIND = frozenset({"natural", "accident"})
"""Groups of which a report tells one event again and again, rather than several alike."""
CROWDS = frozenset({"protest", "riot"})
"""Groups that a report tells of again and again too, but several may differ by place and day."""
ONE_IN_A_PLACE = frozenset({"battle.regained", "battle.overrun", "strategic.agreement"})
"""Kinds that happen once in a place in one report: a city is not taken twice."""
MERGEABLE_GROUPS = (
    frozenset({"explosion", "accident"}),
    frozenset({"protest", "riot"}),
    frozenset({"explosion", "civilians"}),
    frozenset({"battle", "civilians"}),
)
RECENT = 60
"""A body sentence looks back over so many events, so that a book takes time in proportion to its length."""
LEAST_ALONE = 0.3
"""Harm in a place of its own is an incident of its own, where its likeliest cause is so likely among all causes."""
NEARBY_KM = 30.0
"""A headline and the body, or “the clash” told again, may name two towns so near to each other."""
TOLD_WITHIN = timedelta(days=10)
"""Before the day on which somebody tells of it."""
DENIED_WITHIN = 3
"""Sentences between an event and the denial that names it no more."""


def assemble(tellings: Sequence[Telling]) -> tuple[list[Draft], list[Telling]]:
    """Put tellings of one event together. Returns the drafts and the tellings that belong to no event.

    Body sentences come first, so that a headline finds the sentence that it sums up.
    """
    drafts: list[Draft] = []
    homeless: list[Telling] = []
    for telling in sorted(tellings, key=lambda t: (t.summary, t.order)):
        home = _home(telling, drafts)
        if home is not None:
            home.tellings.append(telling)
        elif (new := _as_event(telling, drafts)) is not None:
            drafts.append(Draft([new]))
        else:
            homeless.append(telling)
    alone = [telling for telling in homeless if not _joined(telling, drafts)]
    left = []
    for telling in alone:
        if _joined(telling, drafts):
            continue
        if (new := _standing_alone(telling, only=not drafts)) is not None:
            drafts.append(Draft([new]))
        else:
            left.append(telling)
    drafts.sort(key=lambda draft: draft.main.order)
    return drafts, left


def _standing_alone(telling: Telling, *, only: bool) -> Telling | None:
    """“The toll from the floods rose to 169”; and “Six were killed”, at a place of its own or in no other story."""
    harm = any(count.kind in HARM | {CountKind.INFECTED} and count.is_whole for count in telling.counts)
    if telling.status not in COUNTED or not (harm or _is_news(telling) or (only and _is_told_here(telling))):
        return None
    if telling.row is not None:
        return telling
    if telling.likely is None or not (only or (telling.own_place and telling.likely_chance >= LEAST_ALONE)):
        return None
    return replace(telling, row=telling.likely, type_why="no cause is told; it is the likeliest kind by the words")


def _is_news(telling: Telling) -> bool:
    """“On Wednesday a second strike …”: what has a place and a time of its own is no mere mention."""
    return telling.row is not None and telling.own_place and telling.own_time and not telling.bare


def _is_told_here(telling: Telling) -> bool:
    """“The clinic came under shellfire again”: a word that only sets a scene, but nothing else is told there."""
    return telling.row is not None and telling.own_place and not telling.reference


def _joined(telling: Telling, drafts: Sequence[Draft]) -> bool:
    """A second try, now that all events are known: the lead is read last."""
    home = _home(telling, drafts)
    if home is not None:
        home.tellings.append(telling)
    return home is not None


def _as_event(telling: Telling, drafts: Sequence[Draft]) -> Telling | None:
    """The telling as an event of its own; None where it is only talk of another.

    Harm at another place of the same disaster ("seven dead in Susa") is an incident of that disaster's type.
    """
    wide = next((d for d in reversed(drafts) if d.group in ONE_OF_A_KIND), None)
    harm = any(count.kind in HARM or count.kind is CountKind.INFECTED for count in telling.counts)
    if (telling.row is None or telling.effect) and wide is not None and telling.own_place and harm:
        return replace(telling, row=wide.main.row, words=wide.main.words)
    return None if telling.row is None or telling.bare else telling


def _home(telling: Telling, drafts: Sequence[Draft]) -> Draft | None:
    """The event told before that this sentence tells again: the nearest one that fits."""
    near = sorted(
        drafts if telling.summary else drafts[-RECENT:],
        key=lambda d: (
            not _same_figures(telling, d),
            _is_of_another_sort(telling, d),
            _adds_harm(telling) and _is_harmless(d),
            _distance(telling, d),
        ),
    )
    for draft in near:
        if _fits(telling, draft) and _points_to(telling, draft):
            return draft
    return None


def _is_of_another_sort(telling: Telling, draft: Draft) -> bool:
    """“The killings” are rather those told before than the battle between; “also denied” is said of what was denied."""
    if telling.group:
        return telling.group != draft.group
    again = telling.row is None and telling.status is Status.DENIED and " also " in telling.wording
    return again and draft.status is not Status.DENIED


def _adds_harm(telling: Telling) -> bool:
    return any(count.kind in HARM and count.is_whole for count in telling.counts)


def _is_harmless(draft: Draft) -> bool:
    """A march, a handover, people on the move: harm told behind them is rather that of another event."""
    return draft.code == "protest.peaceful" or draft.group == "strategic"


def _fits(telling: Telling, draft: Draft) -> bool:
    """Nothing contradicts that the two are one event."""
    return (
        _type_fits(telling, draft)
        and _status_fits(telling, draft)
        and (_place_fits(telling, draft) or _made_it_rise(telling, draft))
        and _time_fits(telling, draft)
        and (_counts_fit(telling, draft) or updates(telling) or telling.row is None)
    )


def _type_fits(telling: Telling, draft: Draft) -> bool:
    if telling.row is None:
        return not telling.group or telling.group == draft.group
    if telling.effect and draft.group in ONE_OF_A_KIND:
        return True
    if telling.row.event_type.code == draft.code or _is_blast_of(telling, draft):
        return True
    if telling.row.group == draft.group and (draft.group in ONE_OF_A_KIND | CROWDS or _sums_up(telling, draft)):
        return True
    pair = frozenset({telling.row.group, draft.group})
    vague = (
        telling.reference and not telling.group and telling.row.event_type.code in {"civilians.attack", "battle.clash"}
    )
    pointing = telling.reference or telling.bare or telling.summary
    return (pair in MERGEABLE_GROUPS and pointing) or vague


def _is_blast_of(telling: Telling, draft: Draft) -> bool:
    """“Rebels dynamited a pipeline … The blast near Saravena was the sixth this year”."""
    explosion = telling.row is not None and telling.row.group == "explosion"
    return telling.reference and explosion and draft.code == "strategic.destruction"


def _sums_up(telling: Telling, draft: Draft) -> bool:
    """A headline's “bombing” is the suicide bomb, the air strike or the rocket of the body."""
    return draft.group == "explosion" and (telling.summary or telling.reference or telling.bare)


def _status_fits(telling: Telling, draft: Draft) -> bool:
    if telling.row is None:
        return draft.status not in {Status.PLANNED, Status.HYPOTHETICAL}
    if draft.status is Status.DENIED and telling.status in COUNTED and telling.row.event_type.code != draft.code:
        return False
    ahead = {Status.PLANNED, Status.HYPOTHETICAL}
    return (telling.status in ahead) == (draft.status in ahead)


def _place_fits(telling: Telling, draft: Draft) -> bool:
    if telling.elsewhere and draft.places and not telling.summary:
        return False
    if telling.own_place and telling.places and not draft.places and draft.main.elsewhere and not telling.summary:
        return telling.row is None or telling.reference  # "at San Francisco square …", of no list; "In Cochabamba …"
    if not telling.places or not draft.places or not telling.own_place or _goes_on(telling, draft):
        return True
    if telling.summary and not all(hint.resolution.place for hint in (*telling.places, *draft.places)):
        return True
    again = telling.reference or telling.summary
    near = NEARBY_KM if again and telling.row is not None and telling.row.group == draft.group else 0.0
    pairs = ((a, b) for a in telling.places for b in draft.places if not a.role.is_opposite(b.role))
    return any(same_place(a, b, near=near) for a, b in pairs)


def _time_fits(telling: Telling, draft: Draft) -> bool:
    if telling.when is None or not telling.own_time or telling.row is None or telling.effect:
        return True  # what only adds numbers is often dated by its statement
    for other in draft.tellings:
        if other.own_time and other.when is not None and telling.when.start and other.when.start:
            return _overlap(telling.when, other.when)
    return True


def _overlap(one: When, other: When) -> bool:
    """Can both be of one event? It may have been some days before the day on which somebody told of it."""
    begins, told = (_earliest(when) for when in (one, other))
    return (begins is None or begins < other.end) and (told is None or told < one.end)


def _earliest(when: When) -> datetime | None:
    return when.start - TOLD_WITHIN if when.is_said and when.start else when.start


def _counts_fit(telling: Telling, draft: Draft) -> bool:
    told = {c.kind: c for t in draft.tellings for c in t.counts if c.is_whole}
    for count in telling.counts:
        other = told.get(count.kind)
        if other is not None and count.is_whole and not agree(count, other):
            return False
    return True


def _points_to(telling: Telling, draft: Draft) -> bool:
    """Does the sentence tell this event again, rather than another like it?"""
    if telling.reference and telling.status in {Status.DENIED, Status.DISPUTED}:
        if telling.counts and not _same_figures(telling, draft):
            return False  # "denied that a child had died": of another event
        return _close(telling, draft, DENIED_WITHIN) and (telling.row is not None or _told_before(telling, draft))
    if telling.row is None or telling.reference or telling.bare or (telling.effect and not telling.own_place):
        return _close(telling, draft) or draft.group in ONE_OF_A_KIND or telling.summary
    if telling.summary or all(t.summary for t in draft.tellings):
        return True
    if draft.group in ONE_OF_A_KIND and not (telling.own_place and _far_apart(telling, draft)):
        return True
    if draft.group in CROWDS and telling.row.group == draft.group and not _far_apart(telling, draft):
        return True
    if draft.code in ONE_IN_A_PLACE and telling.row.event_type.code == draft.code:
        return True
    if telling.status is draft.status is Status.PLANNED and _close(telling, draft, 2) and not telling.counts:
        return True
    if Status.DENIED in {draft.status, telling.status}:
        return _close(telling, draft, 4)
    return _same_figures(telling, draft) or (
        not telling.own_place and _close(telling, draft, 1) and not _new_act(telling, draft)
    )


def _close(telling: Telling, draft: Draft, sentences: int = 6) -> bool:
    return _distance(telling, draft) <= sentences


def _told_before(telling: Telling, draft: Draft) -> bool:
    return min(t.trigger.start for t in draft.tellings) < telling.trigger.start


def _distance(telling: Telling, draft: Draft) -> int:
    """Sentences between the telling and the nearest of the draft's."""
    return min(abs(t.order - telling.order) for t in draft.tellings)


def _far_apart(telling: Telling, draft: Draft) -> bool:
    apart = bool(draft.places) and not any(same_place(a, b) for a in telling.places for b in draft.places)
    return apart and not _goes_on(telling, draft)


def _goes_on(telling: Telling, draft: Draft) -> bool:
    """“A bus left the Libertadores road and rolled into a ravine near Paras”: one sentence, one accident."""
    if draft.group not in ONE_OF_A_KIND or telling.row is None or telling.row.event_type.code != draft.code:
        return False
    unlisted = any(hint.resolution.place is None for hint in (*telling.places, *draft.places))
    return unlisted and any(other.order == telling.order for other in draft.tellings)


def _same_figures(telling: Telling, draft: Draft) -> bool:
    told = {(c.kind, c.low, c.high) for t in draft.tellings for c in t.counts}
    return any((c.kind, c.low, c.high) in told for c in telling.counts) or _made_it_rise(telling, draft)


def _made_it_rise(telling: Telling, draft: Draft) -> bool:
    """“Two of them died in hospital, bringing the number of dead to 13”, where eleven were told before."""
    told = {(c.kind, c.low) for t in draft.tellings for c in t.counts if c.is_whole}
    for whole in (count for count in telling.counts if count.is_whole and count.low):
        more = sum(part.low or 0 for part in telling.counts if part.subset_of == whole.wording)
        if more and (whole.kind, (whole.low or 0) - more) in told:
            return True
    return False


def _new_act(telling: Telling, draft: Draft) -> bool:
    """A sentence with numbers or a time of its own tells of another act of the same kind."""
    new_kinds = {c.kind for c in telling.counts} & {c.kind for t in draft.tellings for c in t.counts}
    return bool(new_kinds) or telling.own_time
