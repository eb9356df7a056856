"""Tellings → incidents: what headline, lead and body tell of one event comes together, and nothing else does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.document import BlockKind
from mapapp.domain.incident import COUNTED, Status
from mapapp.extract import shifted
from mapapp.extract.movement import completed
from mapapp.extract.tellings import HARM, PlaceHint, Telling

SAME_PLACE_KM = 25.0
"""A quarter or a site this near to a town's point is in the town."""
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
CONTESTED = HARM | {CountKind.PARTICIPANTS}
"""Kinds of counts which make an event disputed where two voices differ."""
RECENT = 60
"""A body sentence looks back over so many events, so that a book takes time in proportion to its length."""
LEAST_ALONE = 0.3
"""Harm in a place of its own is an incident of its own, where its likeliest cause is so likely among all causes."""
DENIED_WITHIN = 3
"""Sentences between an event and the denial that names it no more."""
MARGIN = 1.15
"""Two counts this close may be the same count, rounded."""


@dataclass(slots=True)
class Draft:
    """An incident in the making: the tellings of one event."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def main(self) -> Telling:
        """The telling that names the type: the fullest one, a body sentence before a headline."""
        typed = [t for t in self.tellings if t.row is not None]
        return max(
            typed,
            key=lambda t: (
                not t.bare,
                not t.reference,
                not t.summary,
                t.block is BlockKind.BODY,
                t.own_place,
                bool(t.counts),
                -t.order,
            ),
        )

    @property
    def group(self) -> str:
        """The group of its type: "battle"."""
        return self.main.row.group if self.main.row else ""

    @property
    def code(self) -> str:
        """The code of its type: "battle.clash"."""
        return self.main.row.event_type.code if self.main.row else ""

    @property
    def places(self) -> tuple[PlaceHint, ...]:
        """The best-named places: from the sentence that names the finest ones itself; of a movement, both ends."""
        return completed(self._named(), [t.places for t in self.tellings if t.own_place and t.row is not None])

    def _named(self) -> tuple[PlaceHint, ...]:
        main = self.main
        if main.elsewhere and not main.places:
            return ()
        if main.own_place and main.places and not main.reference:
            return shifted.named_within(main.places, self.tellings) or self._around(main.places) or main.places
        own = [t for t in self.tellings if t.places and t.own_place]
        placed = own or [t for t in self.tellings if t.places]
        if not placed:
            return ()
        return min(placed, key=lambda t: (_coarseness(t.places[0]), t.summary, t.order)).places

    def _around(self, places: tuple[PlaceHint, ...]) -> tuple[PlaceHint, ...]:
        """Where no list has the name: the town or province that another sentence gives for the same event."""
        if any(hint.resolution.place for hint in places):
            return ()
        known = [t.places for t in self.tellings if t.own_place and t.places and t.places[0].resolution.place]
        return min(known, key=lambda hints: _coarseness(hints[0]), default=())

    @property
    def status(self) -> Status:
        """Denied by anybody is denied; else what its fullest telling says."""
        statuses = {t.status for t in self.tellings}
        for status in (Status.DENIED, Status.DISPUTED):
            if status in statuses:
                return status
        if self._figures_differ():
            return Status.DISPUTED
        if self.main.status is Status.REPORTED and self.main.attribution is None:
            return Status.REPORTED
        typed = [t for t in self.tellings if t.row is not None]
        for status in (Status.CLAIMED, Status.REPORTED, Status.PLANNED, Status.HYPOTHETICAL):
            if any(t.status is status for t in typed if not t.summary) or all(t.status is status for t in typed):
                return status
        return self.main.status

    def _figures_differ(self) -> bool:
        """Do two voices give figures that cannot both be right? A later toll of the same voice only updates."""
        voiced = (t for t in self.tellings if not _updates(t))
        told = [(t, c) for t in voiced for c in t.counts if c.kind in CONTESTED and c.is_whole]
        return any(
            a.kind is b.kind and not _agree(a, b) and _voice(one) != _voice(other) and not _elsewhere(one, other)
            for number, (one, a) in enumerate(told)
            for other, b in told[number + 1 :]
        )

    def counts(self) -> tuple[CountRange, ...]:
        """One whole count a kind: of several the sharpest, then the latest; then its parts, then what it replaced."""
        wholes: dict[CountKind, CountRange] = {}
        told: list[CountRange] = []
        for telling in sorted(self.tellings, key=lambda t: (not t.summary, t.order)):
            for count in (c for c in telling.counts if c.is_whole):
                old = wholes.get(count.kind)
                if old is None or _stands(count, old, telling):
                    wholes[count.kind] = count
                told.append(count)
        standing = {count.wording for count in wholes.values()}
        parts = [c for t in self.tellings for c in t.counts if c.subset_of in standing]
        older = [c for t in self.tellings for c in t.counts if c.replaced_by in standing]
        older += [replace(c, replaced_by=wholes[c.kind].wording) for c in told if not _agree(c, wholes[c.kind])]
        return (*wholes.values(), *parts, *dict.fromkeys(older))


def _elsewhere(left: Telling, right: Telling) -> bool:
    """Does each name a place of its own: four dead in one town, nine in all?"""
    named = left.own_place and right.own_place and left.places and right.places
    return bool(named) and left.places[0].resolution.place != right.places[0].resolution.place


def _voice(telling: Telling) -> str | None:
    return telling.attribution.said_by if telling.attribution else None


def _stands(new: CountRange, old: CountRange, telling: Telling) -> bool:
    """Does a later count stand in an older one's place? Tolls rise; one that falls must say that it is the toll."""
    falls = (new.high or new.low or 0) < (old.low or 0)
    return _vague(new) <= _vague(old) and (not falls or _updates(telling) or _agree(new, old))


def _vague(count: CountRange) -> int:
    return 2 * (not any(c.isdigit() for c in count.wording) and count.approximate) + (
        count.low is None or count.high is None
    )


def _coarseness(hint: PlaceHint) -> int:
    place = hint.resolution.place
    order = [
        PlaceKind.FACILITY,
        PlaceKind.QUARTER,
        PlaceKind.SETTLEMENT,
        PlaceKind.NATURAL,
        PlaceKind.ADMIN3,
        PlaceKind.ADMIN2,
        PlaceKind.ADMIN1,
        PlaceKind.REGION,
        PlaceKind.COUNTRY,
    ]
    return order.index(place.kind) if place else len(order)


def _is_wide(hint: PlaceHint) -> bool:
    """A province, a region, a district: a name that no list has may lie in it."""
    place = hint.resolution.place
    return place is not None and place.kind in {
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.ADMIN3,
        PlaceKind.REGION,
    }


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
        key=lambda d: (not _same_figures(telling, d), _is_of_another_sort(telling, d), _distance(telling, d)),
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


def _fits(telling: Telling, draft: Draft) -> bool:
    """Nothing contradicts that the two are one event."""
    return (
        _type_fits(telling, draft)
        and _status_fits(telling, draft)
        and _place_fits(telling, draft)
        and _time_fits(telling, draft)
        and (_counts_fit(telling, draft) or _updates(telling) or telling.row is None)
    )


def _type_fits(telling: Telling, draft: Draft) -> bool:
    if telling.row is None:
        return not telling.group or telling.group == draft.group
    if telling.effect and draft.group in ONE_OF_A_KIND:
        return True
    if telling.row.event_type.code == draft.code:
        return True
    if telling.row.group == draft.group and (draft.group in ONE_OF_A_KIND | CROWDS or _sums_up(telling, draft)):
        return True
    pair = frozenset({telling.row.group, draft.group})
    vague = (
        telling.reference and not telling.group and telling.row.event_type.code in {"civilians.attack", "battle.clash"}
    )
    pointing = telling.reference or telling.bare or telling.summary
    return (pair in MERGEABLE_GROUPS and pointing) or vague


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
    if not telling.places or not draft.places or not telling.own_place or _goes_on(telling, draft):
        return True
    if telling.summary and not all(hint.resolution.place for hint in (*telling.places, *draft.places)):
        return True
    return any(_same_place(a, b) for a in telling.places for b in draft.places if not a.role.is_opposite(b.role))


def _same_place(left: PlaceHint, right: PlaceHint) -> bool:
    if (met := shifted.meet(left, right)) is not None:
        return met
    a, b = left.resolution.place, right.resolution.place
    if a is None or b is None:
        known = left if a else right
        return left.surface.casefold() == right.surface.casefold() or _is_wide(known)
    if a.id == b.id:
        return True
    if PlaceKind.COUNTRY in {a.kind, b.kind}:
        return a.country_code == b.country_code
    if a.id == b.admin1_id or b.id == a.admin1_id:
        return True
    wide = {PlaceKind.REGION, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.ADMIN3, PlaceKind.NATURAL}
    reach = max(SAME_PLACE_KM if a.kind != b.kind else 0.0, *(p.radius_km for p in (a, b) if p.kind in wide), 0.0)
    return a.point.distance_km(b.point) <= reach


def _time_fits(telling: Telling, draft: Draft) -> bool:
    if telling.when is None or not telling.own_time or telling.row is None or telling.effect:
        return True  # what only adds numbers is often dated by its statement
    for other in draft.tellings:
        if other.own_time and other.when is not None and telling.when.start and other.when.start:
            return telling.when.start < other.when.end and other.when.start < telling.when.end
    return True


def _counts_fit(telling: Telling, draft: Draft) -> bool:
    told = {c.kind: c for t in draft.tellings for c in t.counts if c.is_whole}
    for count in telling.counts:
        other = told.get(count.kind)
        if other is not None and count.is_whole and not _agree(count, other):
            return False
    return True


def _agree(left: CountRange, right: CountRange) -> bool:
    """Do two ranges overlap, give or take rounding?"""
    low = max(left.low or 0, right.low or 0)
    high = min(left.high or 10**12, right.high or 10**12)
    return low <= high * MARGIN


def _updates(telling: Telling) -> bool:
    return "toll" in telling.wording.lower() or "rose to" in telling.wording.lower()


def _points_to(telling: Telling, draft: Draft) -> bool:
    """Does the sentence tell this event again, rather than another like it?"""
    if telling.reference and telling.status in {Status.DENIED, Status.DISPUTED}:
        return _close(telling, draft, DENIED_WITHIN)
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


def _distance(telling: Telling, draft: Draft) -> int:
    """Sentences between the telling and the nearest of the draft's."""
    return min(abs(t.order - telling.order) for t in draft.tellings)


def _far_apart(telling: Telling, draft: Draft) -> bool:
    apart = bool(draft.places) and not any(_same_place(a, b) for a in telling.places for b in draft.places)
    return apart and not _goes_on(telling, draft)


def _goes_on(telling: Telling, draft: Draft) -> bool:
    """“A bus left the Libertadores road and rolled into a ravine near Paras”: one sentence, one accident."""
    if draft.group not in ONE_OF_A_KIND or telling.row is None or telling.row.event_type.code != draft.code:
        return False
    unlisted = any(hint.resolution.place is None for hint in (*telling.places, *draft.places))
    return unlisted and any(other.order == telling.order for other in draft.tellings)


def _same_figures(telling: Telling, draft: Draft) -> bool:
    told = {(c.kind, c.low, c.high) for t in draft.tellings for c in t.counts}
    return any((c.kind, c.low, c.high) in told for c in telling.counts)


def _new_act(telling: Telling, draft: Draft) -> bool:
    """A sentence with numbers or a time of its own tells of another act of the same kind."""
    new_kinds = {c.kind for c in telling.counts} & {c.kind for t in draft.tellings for c in t.counts}
    return bool(new_kinds) or telling.own_time
