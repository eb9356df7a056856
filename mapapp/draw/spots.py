"""Where incidents happened, as little as a picture needs of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from mapapp.domain.event_types import GROUPS
from mapapp.domain.incident import COUNTED

Found = tuple[float, float, str, str]
"""Latitude, longitude, type code and status of one place of an incident."""


@dataclass(slots=True)
class Spots:
    """All places of the incidents in view, 18 bytes each."""

    latitudes: array[float] = field(default_factory=lambda: array("d"))
    longitudes: array[float] = field(default_factory=lambda: array("d"))
    groups: array[int] = field(default_factory=lambda: array("b"))
    """Positions in GROUPS; -1: not known there."""
    counted: array[int] = field(default_factory=lambda: array("b"))
    """1: told as having happened."""

    @classmethod
    def of(cls, found: Iterable[Found]) -> Spots:
        """Read them once."""
        order = {code: number for number, code in enumerate(GROUPS)}
        made = cls()
        for latitude, longitude, code, status in found:
            made.latitudes.append(latitude)
            made.longitudes.append(longitude)
            made.groups.append(order.get(code.partition(".")[0], -1))
            made.counted.append(status in COUNTED)
        return made
