"""An incident: a summary of claims. Delete it, and it can be made again from the reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gazetteer.place import PlaceKind, Point
from mapapp.domain.claim import Attribution, Claim, CountKind, CountRange
from mapapp.domain.mention import Reason
from mapapp.domain.report import SourceKind, Span
from mapapp.domain.when import When


class Status(StrEnum):
    """How real the incident is. An axis of its own beside the type."""

    REPORTED = "reported"
    CLAIMED = "claimed"
    """One interested source says so."""
    DISPUTED = "disputed"
    """Figures or accounts differ."""
    DENIED = "denied"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    SUPERSEDED = "superseded"
    """Told by an older version of a report alone; the newer version no longer tells it, or tells it elsewhere."""


COUNTED = frozenset({Status.REPORTED, Status.CLAIMED, Status.DISPUTED})
"""Only these enter sums by default: what was planned or denied is not shown as done."""


AHEAD = frozenset({Status.PLANNED, Status.HYPOTHETICAL})
"""What has not happened; it is never one with what has."""


TABLE_MAKER = "table "
"""So begins `Incident.maker` of what a coded table tells: its rows say what is one event, so no program merges them."""


class Review(StrEnum):
    """What a person has said of it."""

    AUTO = "auto"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """What happened: one row of the event type table."""

    code: str
    """Stable key in links and in the store: "explosion.shelling"; the part before the point is the top level's."""
    name: str
    """Top level, exact: "Explosions/Remote violence"."""
    sub_type: str
    """Such as "Shelling / mortar / rocket / missile"."""


class PlaceRole(StrEnum):
    """What a place is to its incident (docs/decisions/0021-a-movement-has-two-ends.md)."""

    SCENE = "scene"
    """It happened there. All places of what is no movement are scenes."""
    ORIGIN = "origin"
    """Whoever or whatever moved came from there."""
    DESTINATION = "destination"
    """And went there, or was brought there."""

    def is_opposite(self, other: PlaceRole) -> bool:
        """Is one of them where a movement began, and one where it led? One place in both is no sign of one event."""
        return {self, other} == {PlaceRole.ORIGIN, PlaceRole.DESTINATION}


SAID_IF_TOLD = {"said_if_told": True}
"""Of a field that is kept only where it is not its default: what was kept before it came stays the same text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPlace:
    """Where it happened, as far as the text tells."""

    place_id: str
    name: str
    surface: str
    """The name as written in the report."""
    span: Span
    point: Point
    kind: PlaceKind
    """How precise: a point for a settlement, a shaded area for an admin-1."""
    radius_km: float
    """How far from the point the incident may have been; 0 is exact."""
    country_code: str | None
    admin1: str | None
    admin1_id: str | None
    confidence: float
    """0 to 1."""
    modifier: str | None = None
    """Such as "eastern parts of"."""
    described: str | None = None
    """The words that describe the ground by the place ("30 km east of Aleppo"): point and radius_km are then those of
    a circle that covers what they mean. None: the place itself.
    """
    role: PlaceRole = field(default=PlaceRole.SCENE, metadata=SAID_IF_TOLD)
    """Of a movement with both ends: one place each, and one incident."""

    @property
    def label(self) -> str:
        """What to call it: "Aleppo", or "30 km east of Aleppo"."""
        return self.described or self.name


class PartyKind(StrEnum):
    """What sort of party somebody is."""

    STATE_FORCES = "state forces"
    """An army, other armed forces, or a state that acts by them."""
    POLICE = "police"
    GOVERNMENT = "government"
    """Authorities and officials that bear no arms."""
    INTERNATIONAL_FORCES = "international forces"
    """Peacekeepers, alliances and coalitions of states."""
    ARMED_GROUP = "armed group"
    """Named, or only "gunmen"."""
    CRIMINAL_GROUP = "criminal group"
    PROTESTERS = "protesters"
    RIOTERS = "rioters"
    CIVILIANS = "civilians"
    ORGANISATION = "organisation"
    """A company, an agency, a party, a relief organisation."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Somebody who acted, or to whom it was done."""

    name: str
    """As written, without article and number: "Takfiri terror group of Daesh"."""
    span: Span
    """Where the name stands; for a party that a pronoun stands for, where it was named before."""
    canonical: str | None = None
    """The name that all its names share: "Islamic State". None: not known under another name."""
    kind: PartyKind = PartyKind.UNKNOWN
    alleged: bool = False
    """True: blamed or suspected by somebody, or claimed by itself; the report does not tell it as a fact."""

    @property
    def label(self) -> str:
        """What to call it."""
        return self.canonical or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What, where, when, who, how many, who says so, and in which sentence."""

    id: str
    """Digest of the report, the type and the evidence."""
    report_ids: tuple[str, ...]
    event_type: EventType
    status: Status
    places: tuple[IncidentPlace, ...]
    """Empty: it could not be placed, and is listed, not drawn."""
    when: When | None
    """None: it could not be dated, and is listed."""
    actors: tuple[Party, ...]
    targets: tuple[Party, ...]
    counts: tuple[CountRange, ...]
    claims: tuple[Claim, ...]
    """The fullest telling first; never empty."""
    reasons: tuple[Reason, ...]
    """Why each field is what it is."""
    confidence: float
    """0 to 1."""
    maker: str
    """Which version of which method made it."""
    review: Review = Review.AUTO

    @property
    def attribution(self) -> Attribution | None:
        """Who says so: the fullest telling's source. Where the report tells it in its own voice, the first later source
        that is no party to it and not only "sources"; None: the report alone.
        """
        told = [claim.attribution for claim in self.claims]
        later = (one for one in told[1:] if one and one.kind not in {SourceKind.UNKNOWN, SourceKind.ARMED_GROUP})
        return next(iter(told), None) or next(later, None)

    def count(self, kind: CountKind) -> CountRange | None:
        """The whole count of that kind (neither a subset nor one that was replaced), or None."""
        for count in self.counts:
            if count.kind == kind and count.is_whole:
                return count
        return None
