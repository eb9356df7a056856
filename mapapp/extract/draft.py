"""An incident in the making: the tellings of one event, and what they say together."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.document import BlockKind
from mapapp.domain.incident import Status
from mapapp.extract import shifted
from mapapp.extract.movement import completed
from mapapp.extract.one_place import coarseness
from mapapp.extract.tellings import PlaceHint, Telling
from mapapp.extract.toll.folding import Toll, toll_of, without_those_who_died
from mapapp.extract.toll.rules import agree


@dataclass(slots=True)
class Draft:
    """An incident in the making: the tellings of one event."""

    tellings: list[Telling] = field(default_factory=list)
    """Some are added, none is taken away."""
    _main: tuple[int, Telling] | None = field(default=None, init=False, repr=False, compare=False)
    """The fullest of the first so many tellings."""

    @property
    def main(self) -> Telling:
        """The telling that names the type: the fullest one, a body sentence before a headline."""
        if self._main is None or self._main[0] != len(self.tellings):
            self._main = len(self.tellings), self._fullest()
        return self._main[1]

    def _fullest(self) -> Telling:
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

    def tells_in(self, paragraph: int) -> bool:
        """Is one of its tellings in the paragraph that begins there in the report's text?"""
        return any(telling.paragraph == paragraph for telling in self.tellings)

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
        return min(placed, key=lambda t: (coarseness(t.places[0]), t.summary, t.order)).places

    def _around(self, places: tuple[PlaceHint, ...]) -> tuple[PlaceHint, ...]:
        """Where no list has the name: the town or province that another sentence gives for the same event."""
        if any(hint.resolution.place for hint in places):
            return ()
        known = [t.places for t in self.tellings if t.own_place and t.places and t.places[0].resolution.place]
        return min(known, key=lambda hints: coarseness(hints[0]), default=())

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
        pairs = (toll.differing for toll in self._tolls().values())
        differing = next((pair for pair in pairs if pair is not None), None)
        return next((count.wording for count in told), None) or (
            f"{differing[0].wording} or {differing[1].wording}" if differing is not None else None
        )

    def _tolls(self) -> dict[CountKind, Toll]:
        kinds = dict.fromkeys(count.kind for t in self.tellings for count in t.counts if count.is_whole)
        found = {kind: toll_of(self.tellings, kind) for kind in kinds}
        tolls = {kind: toll for kind, toll in found.items() if toll is not None}
        if (hurt := tolls.get(CountKind.INJURED)) and (killed := tolls.get(CountKind.KILLED)):
            tolls[CountKind.INJURED] = without_those_who_died(hurt, killed, self.tellings)
        return tolls

    def counts(self) -> tuple[CountRange, ...]:
        """One whole count a kind, then its parts, then what it replaced."""
        tolls = self._tolls()
        standing = {toll.whole.wording for toll in tolls.values()}
        parts = [c for t in self.tellings for c in t.counts if c.subset_of in standing]
        older = [c for t in self.tellings for c in t.counts if c.replaced_by in standing]
        for toll in tolls.values():
            parts += [replace(c, subset_of=toll.whole.wording) for c in toll.summands]
            rest = (c for c in toll.told if c not in toll.summands and not _says(toll.whole, c))
            older += [replace(c, replaced_by=toll.whole.wording) for c in rest]
        return (*(toll.whole for toll in tolls.values()), *parts, *dict.fromkeys(older))


def _says(whole: CountRange, count: CountRange) -> bool:
    """Is the count no other than the whole? Of two voices' range each is; so is one from which some have died."""
    lessened = count.wording == whole.wording and count.low != whole.low
    return agree(count, whole) and not whole.disputed and not lessened
