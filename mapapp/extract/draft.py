"""An incident in the making: the tellings of one event, and what they say together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gazetteer.place import PlaceKind
from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.document import BlockKind
from mapapp.domain.incident import Status
from mapapp.extract import cues, shifted
from mapapp.extract.counts.accounts import MORE, range_of
from mapapp.extract.counts.kinds import CONTESTED
from mapapp.extract.counts.sums import added
from mapapp.extract.movement import completed
from mapapp.extract.tellings import HARM, PlaceHint, Telling, words_of

SAME_PLACE_KM = 25.0
"""A quarter or a site this near to a town's point is in the town."""
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
        exploded = any(t.row is not None and t.row.group == "explosion" for t in typed)
        return max(
            typed,
            key=lambda t: (
                not (exploded and t.row is not None and t.row.group == "accident"),  # "a truck rammed … and blew up"
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
        own = [t for t in own if t.row is not None] or own  # rather than where two of the hurt died
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
        if (gainsaying := self._gainsaying()) is not None:
            return gainsaying.status
        if self._differing() is not None:
            return Status.DISPUTED
        if self.main.status is Status.REPORTED and self.main.attribution is None:
            return Status.REPORTED
        typed = [t for t in self.tellings if t.row is not None]
        for status in (Status.CLAIMED, Status.REPORTED, Status.PLANNED, Status.HYPOTHETICAL):
            if any(t.status is status for t in typed if not t.summary) or all(t.status is status for t in typed):
                return status
        return self.main.status

    @property
    def status_why(self) -> str:
        """What makes it so, for people."""
        if (gainsaying := self._gainsaying()) is not None:
            return gainsaying.scope.sentence
        if (figures := self._differing()) is not None:
            return f"two voices give figures of their own: {figures}"
        return self.main.scope.sentence

    def _gainsaying(self) -> Telling | None:
        """The telling that denies it, or else one that disputes it."""
        for status in (Status.DENIED, Status.DISPUTED):
            if (found := next((t for t in self.tellings if t.status is status), None)) is not None:
                return found
        return None

    def _differing(self) -> str | None:
        """The figures of two voices that cannot both be right."""
        told = (count for t in self.tellings for count in t.counts if count.disputed)
        pairs = (f"{a.wording} or {b.wording}" for a, b in self._gainsaid())
        return next((count.wording for count in told), None) or next(pairs, None)

    def _gainsaid(self) -> Iterator[tuple[CountRange, CountRange]]:
        """Figures of two voices that cannot both be right; a later toll of the same voice only updates."""
        return ((a, b) for a, b in self._by_two_voices() if not agree(a, b))

    def _counted_apart(self) -> Iterator[tuple[CountRange, CountRange]]:
        """“At least 31, according to responders”; “the committee put the number at 40”: both can be right."""
        for a, b in self._by_two_voices():
            least, count = (a, b) if a.high is None else (b, a)
            if agree(a, b) and least.high is None and count.high and least.low and count.high > least.low:
                yield replace(least, disputed=False), count

    def _by_two_voices(self) -> Iterator[tuple[CountRange, CountRange]]:
        voiced = (t for t in self.tellings if t.attribution and not updates(t) and not _is_outdated(t))
        wholes = [(t, c) for t in voiced for c in t.counts if c.kind in CONTESTED and c.is_whole]
        told = [(t, c) for t, c in wholes if not MORE.search(c.wording) and not (c.is_nobody and c.approximate)]
        for number, (one, a) in enumerate(told):
            for other, b in told[number + 1 :]:
                if a.kind is b.kind and _voice(one) != _voice(other) and not _elsewhere(one, other):
                    yield a, b

    def counts(self) -> tuple[CountRange, ...]:
        """One whole count a kind: of several the sharpest, then the latest; then its parts, then what it replaced."""
        wholes: dict[CountKind, CountRange] = {}
        told: list[CountRange] = []
        for telling in sorted(self.tellings, key=lambda t: (not t.summary, t.order)):
            for count in (c for c in telling.counts if c.is_whole):
                old = wholes.get(count.kind)
                if old is not None and _are_more(telling, count, old):
                    wholes[count.kind] = added(old, count)
                elif old is None or (_stands(count, old, telling) and not _is_outdated(telling)):
                    wholes[count.kind] = count
                told.append(count)
        for a, b in (*self._gainsaid(), *self._counted_apart()):
            if wholes[a.kind] in (a, b) and a.kind in HARM:
                wholes[a.kind] = range_of(a, b)
        standing = {count.wording for count in wholes.values()}
        parts = [c for t in self.tellings for c in t.counts if c.subset_of in standing]
        older = [c for t in self.tellings for c in t.counts if c.replaced_by in standing]
        older += [replace(c, replaced_by=wholes[c.kind].wording) for c in told if not _says(wholes[c.kind], c)]
        return (*wholes.values(), *parts, *dict.fromkeys(older))


def _are_more(telling: Telling, count: CountRange, whole: CountRange) -> bool:
    """“One marine also was killed”, “the army lost one soldier”: persons beside those told before."""
    words = telling.wording.lower().split()
    beside = "also" in words or ("lost" in words and " of its " not in telling.wording)
    fewer = count.high is not None and count.high < (whole.low or 0)
    return telling.row is None and beside and fewer and not updates(telling) and count.kind in HARM


def _elsewhere(left: Telling, right: Telling) -> bool:
    """Does each name a place of its own: four dead in one town, nine in all?"""
    named = (left.own_place or right.own_place) and left.places and right.places
    return bool(named) and not same_place(left.places[0], right.places[0])


def _says(whole: CountRange, count: CountRange) -> bool:
    """Is the count no other than the whole? Of two voices' range each is."""
    return agree(count, whole) and not whole.disputed


def _voice(telling: Telling) -> str | None:
    return telling.attribution.said_by if telling.attribution else None


def _stands(new: CountRange, old: CountRange, telling: Telling) -> bool:
    """Does a later count stand in an older one's place? Tolls rise; one that falls must say that it is the toll."""
    falls = (new.high or new.low or 0) < (old.low or 0)
    return _vague(new) <= _vague(old) and (not falls or updates(telling) or agree(new, old))


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


def same_place(left: PlaceHint, right: PlaceHint, *, near: float = 0.0) -> bool:
    """May two places be one: a quarter and its town, a village and its province?

    Args:
        left, right: the places.
        near: two towns may be one story's this many km apart.
    """
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
    reach = max(near, SAME_PLACE_KM if a.kind != b.kind else 0.0, *(p.radius_km for p in (a, b) if p.kind in wide), 0.0)
    return a.point.distance_km(b.point) <= reach


def _is_wide(hint: PlaceHint) -> bool:
    """A province, a region, a district: a name that no list has may lie in it."""
    place = hint.resolution.place
    return place is not None and place.kind in {
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.ADMIN3,
        PlaceKind.REGION,
    }


def agree(left: CountRange, right: CountRange) -> bool:
    """Do two ranges overlap, give or take rounding?"""
    low = max(left.low or 0, right.low or 0)
    high = min((count.high for count in (left, right) if count.high is not None), default=None)
    return high is None or low <= high * MARGIN


def updates(telling: Telling) -> bool:
    """“The toll rose to 29”: does the sentence put a number in another's place?"""
    return any(words in telling.wording.lower() for words in cues.UPDATES) and not _is_outdated(telling)


def _is_outdated(telling: Telling) -> bool:
    """“A hospital had first counted six”: a number that another has replaced."""
    words = words_of(telling)
    before = "had" in words and not words.isdisjoint(cues.BEFORE)
    return before or any(phrase in telling.wording.lower() for phrase in cues.OUTDATED)
