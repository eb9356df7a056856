"""Ground that a text describes by a place: "30 km east of Aleppo", "northern Idlib", "between Homs and Hama"."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gazetteer.place import Point
from mapapp.domain.report import Span


class Relation(StrEnum):
    """How the ground lies to the place that is named."""

    AWAY = "away"
    """Another spot, measured from the place: "30 km east of"."""
    TOWARDS = "towards"
    """Somewhere on one side of the place, and not told how far: "south of"."""
    AROUND = "around"
    """The place and what is about it: "near", "on the outskirts of"."""
    PART = "part"
    """Some of the place: "eastern parts of", "central"."""
    BETWEEN = "between"
    """From this place to another: "the road between Homs and Hama"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A circle that covers what the words mean. The place itself stays what it is."""

    words: str
    """As written, the name included, white space made plain: "30 km east of Aleppo"."""
    span: Span
    """Of these words."""
    relation: Relation
    point: Point
    """The middle of the circle."""
    radius_km: float
    """How far from the middle the words may still mean, in kilometres."""
    rule: str
    """How the circle was found, for people."""
    maker: str
    """Which version of which method made it."""
