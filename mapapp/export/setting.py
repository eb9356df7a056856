"""What a place lies in, as both schemes ask it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gazetteer.errors import UnknownPlace
from gazetteer.place import Place, PlaceKind
from mapapp.domain.incident import Incident, IncidentPlace, PlaceRole
from mapapp.export.schemes import COUNTRIES, NOT_KNOWN, CountryCodes


class Atlas(Protocol):
    """What is asked of the gazetteer."""

    def parents(self, place_id: str) -> tuple[Place, ...]:
        """What a place lies in, outermost first. Raises UnknownPlace."""

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code; None when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The divisions around a place; an empty text is not known."""

    country: str
    codes: CountryCodes
    admin1: str
    admin2: str
    admin3: str


def coded_places(incident: Incident) -> tuple[IncidentPlace, ...]:
    """Where these schemes have it: a movement is one event where it began, so that its destination makes no other."""
    began = tuple(place for place in incident.places if place.role is not PlaceRole.DESTINATION)
    return began or incident.places


def setting_of(place: IncidentPlace, atlas: Atlas) -> Setting:
    """The divisions of a place. Of ground that is described by a place ("30 km east of") only the first is told."""
    country = atlas.country(place.country_code) if place.country_code else None
    around = {} if place.described else _divisions(place, atlas)
    return Setting(
        country=country.name if country else "",
        codes=COUNTRIES.get(place.country_code or "", NOT_KNOWN),
        admin1=place.admin1 or around.get(PlaceKind.ADMIN1, ""),
        admin2=around.get(PlaceKind.ADMIN2, ""),
        admin3=around.get(PlaceKind.ADMIN3, ""),
    )


def _divisions(place: IncidentPlace, atlas: Atlas) -> dict[PlaceKind, str]:
    """The name of each kind, the place's own among them. Empty for a place that this gazetteer does not have."""
    try:
        around = {parent.kind: parent.name for parent in atlas.parents(place.place_id)}
    except UnknownPlace:
        around = {}
    return around | {place.kind: place.name}
