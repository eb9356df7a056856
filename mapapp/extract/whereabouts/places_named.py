"""Which places the sentences of a report name, in reading order."""

from __future__ import annotations

from dataclasses import dataclass

from mapapp.extract.register import Register
from mapapp.extract.whereabouts.place_named import PlaceNamed


@dataclass(slots=True)
class PlacesNamed(Register[PlaceNamed, str]):
    """The places of one report."""

    def key_of(self, named: PlaceNamed) -> str | None:
        """The id of the place."""
        place = named.resolution.place
        return place.id if place is not None else None
