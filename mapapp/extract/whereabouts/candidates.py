"""The places that may be an incident's: those that its sentences name, those named near them, the rules'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gazetteer.place import Place, PlaceKind
from mapapp.domain.mention import Resolution
from mapapp.extract.draft import Draft
from mapapp.extract.register import beside, source_of
from mapapp.extract.tellings import PlaceHint, Telling
from mapapp.extract.whereabouts.place_named import PlaceNamed
from mapapp.extract.whereabouts.places_named import PlacesNamed

MOST = 40
"""Places looked at, its own and the nearest first: a text with more is a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """An incident in the making and the places that the rules give it."""

    draft: Draft
    hints: tuple[PlaceHint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One mention of a place."""

    source: str
    """Where it stands: "main", "own", "own, summing up", "headline", "lead", "paragraph", "body"; without words:
    "rules", "told before", "told behind"."""
    named: PlaceNamed | None = None
    """How it stands in its sentence."""
    chance: float | None = None
    """In one of the incident's sentences: that it is the scene, 0 to 1; None where it cannot be."""
    apart: int = 0
    """Sentences behind (or, negative, before) the nearest one of the incident."""
    telling: Telling | None = None
    """The incident's sentence that names it."""
    beside: str = ""
    """How the incident told before or behind stands to this one, whose place it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place with all that speaks for it."""

    place: Place
    resolution: Resolution
    """Of its best mention."""
    evidence: tuple[Evidence, ...]


def candidates(located: Sequence[Located], at: int, table: PlacesNamed) -> list[Candidate]:
    """All places that may be an incident's, each once.

    A country is one only where the rules say so: it is named for what its state does far more often than for where
    something happened.

    Args:
        located: all incidents of the report in the making, in order.
        at: which of them.
        table: the places that the report names.
    """
    draft = located[at].draft
    found: dict[str, list[tuple[Resolution, Evidence]]] = {}
    mine = [(hint.resolution, Evidence(source="rules")) for hint in located[at].hints]
    ruled = {hint.resolution.place.id for hint in located[at].hints if hint.resolution.place is not None}
    for resolution, evidence in (*_own(draft), *_near(draft, table), *_beside(located, at), *mine):
        if resolution.place is not None and (
            resolution.place.kind is not PlaceKind.COUNTRY or resolution.place.id in ruled
        ):
            found.setdefault(resolution.place.id, []).append((resolution, evidence))
    looked_at = {*list(found)[:MOST], *ruled}
    return [
        Candidate(place=place, resolution=told[0][0], evidence=tuple(evidence for _, evidence in told))
        for told in (told for place_id, told in found.items() if place_id in looked_at)
        if (place := told[0][0].place) is not None
    ]


def _own(draft: Draft) -> Iterator[tuple[Resolution, Evidence]]:
    main = draft.main
    for telling in sorted(draft.tellings, key=lambda t: (t is not main, t.summary, t.order)):
        source = "main" if telling is main else "own, summing up" if telling.summary else "own"
        for named, chance in telling.named_places:
            yield named.resolution, Evidence(source=source, named=named, chance=chance, telling=telling)


def _near(draft: Draft, table: PlacesNamed) -> Iterator[tuple[Resolution, Evidence]]:
    for entry, apart in sorted(table.near(draft), key=lambda near: abs(near[1])):
        for named in entry.named:
            yield named.resolution, Evidence(source=source_of(entry, draft), named=named, apart=apart)


def _beside(located: Sequence[Located], at: int) -> Iterator[tuple[Resolution, Evidence]]:
    """The places of the incidents told before and behind it."""
    for source, other, how in beside([one.draft for one in located], at):
        for hint in located[other].hints:
            yield hint.resolution, Evidence(source=source, beside=how)
