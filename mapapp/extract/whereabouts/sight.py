"""What is asked of an incident and its places again and again, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from mapapp.extract import cues
from mapapp.extract.draft import Draft
from mapapp.extract.tellings import PlaceHint, words_of
from mapapp.extract.whereabouts.candidates import Candidate, Located, candidates
from mapapp.extract.whereabouts.places_named import PlacesNamed

IN_TOWN = "in a town"


class Known(StrEnum):
    """What the rules know of the place of an incident."""

    OWN = "own"
    """One of its sentences names it."""
    POINTED = "pointed at"
    """One of them points back to it: "the city"; or the report is about it."""
    LENT = "lent"
    """It is the place told just before."""
    STRANGE = "strange"
    """A name that no list has."""
    NOT = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is asked of an incident and its places again and again, worked out once."""

    group: str
    """Of the incident's kinds, as its status."""
    status: str
    table: PlacesNamed
    found: Sequence[Candidate]
    by_rules: frozenset[str]
    """Ids of the places that the rules give."""
    known: Known
    strange: str
    """Of a place that one of its sentences names and no list has: is it IN_TOWN by its name, or "any"? "" for none."""
    countries: frozenset[str | None]
    """Of which its own sentences name a place."""
    cues: tuple[str, ...]
    """Words of its fullest sentence that announce one more event."""

    @classmethod
    def of(cls, located: Sequence[Located], at: int, table: PlacesNamed) -> Sight:
        """Look at one of the incidents of a report."""
        draft, hints = located[at].draft, located[at].hints
        named = (one.resolution.place for t in draft.tellings for one, _ in t.named_places)
        return cls(
            group=draft.group,
            status=draft.status.value,
            table=table,
            found=candidates(located, at, table),
            by_rules=frozenset(h.resolution.place.id for h in hints if h.resolution.place is not None),
            known=_known(draft, hints),
            strange=_strange(draft),
            countries=frozenset(place.country_code for place in named if place is not None),
            cues=tuple(sorted(words_of(draft.main) & cues.TURNS)),
        )


def _strange(draft: Draft) -> str:
    names = [(t.wording, hint.surface) for t in draft.tellings for hint in t.places if hint.resolution.place is None]
    if not names and not any(telling.elsewhere for telling in draft.tellings):
        return ""
    return IN_TOWN if any(_is_in_town(*pair) for pair in names) else "any"


def _is_in_town(wording: str, surface: str) -> bool:
    """“Furmanov Street”, “the Bastos quarter”."""
    following = wording.partition(surface)[2].split()[:1]
    return any(word.strip(".,;:").lower() in cues.IN_TOWNS for word in (*surface.split(), *following))


def _known(draft: Draft, hints: Sequence[PlaceHint]) -> Known:
    if not hints:
        strange = any(hint.resolution.place is None for hint in draft.places)
        return Known.STRANGE if strange else Known.NOT
    named = {hint.span for telling in draft.tellings if telling.own_place for hint in telling.places}
    if any(hint.span in named for hint in hints):
        return Known.OWN
    mentions = [(hint, hint.resolution.mention) for hint in hints]
    lent = any(hint.surface == mention.surface and hint.span != mention.span for hint, mention in mentions)
    return Known.LENT if lent else Known.POINTED
