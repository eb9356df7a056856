"""A place name in a text, and the place it was decided to mean."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gazetteer.place import Place
from gazetteer.reason import Reason
from mapapp.domain.area import Area
from mapapp.domain.report import Span

__all__ = ["Mention", "NameOfBoth", "Reason", "Resolution", "Use"]


class Use(StrEnum):
    """What the name does in its sentence. Only PLACE may become the place of an incident."""

    PLACE = "place"
    DATELINE = "dateline"
    """Where the story was filed: "ALEPPO, Dec 14 -"."""
    ADJECTIVE = "adjective"
    """A demonym or nationality: "Syrian"."""
    GOVERNMENT = "government"
    """A state that acts or speaks: "said Russia", "brokered by Turkey"."""
    REFERENCE = "reference"
    """What another place is described by: "a suburb of Damascus"."""
    ORGANISATION = "organisation"
    """Part of an organisation's or a group's name: "Fars News Agency"."""


class NameOfBoth(StrEnum):
    """What a name means that a city shares with the province around it, where the text does not say: Aleppo, Homs."""

    CITY = "city"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A toponym in a text."""

    span: Span
    surface: str
    """The characters of the span."""
    use: Use
    confidence: float
    """How sure we are that this is a place name, 0 to 1."""
    maker: str
    """Which version of which method found it."""
    reason: str = ""
    """Why it was taken for a place name, for people."""
    modifier: str | None = None
    """Words that shift or narrow it: "eastern parts of", "countryside"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A mention with the place it means, or none."""

    mention: Mention
    place: Place | None
    """None: no place known by this name is likely enough."""
    confidence: float
    """0 to 1."""
    reasons: tuple[Reason, ...]
    runners_up: tuple[Place, ...]
    """Other places it could be, likeliest first."""
    maker: str
    area: Area | None = None
    """The ground that the words around the name describe; None: they mean the place itself."""
