"""How many points each feature of a candidate is worth. They stand here together, so that they can be weighed."""

from __future__ import annotations

from collections.abc import Mapping

from gazetteer.place import PlaceKind

EXACT, FOLDED, TRANSLITERATED = 0.30, 0.29, 0.25
MISSPELT, PER_LETTER, MOST_LETTERS = 0.04, 0.02, 10
"""The longer a name, the less likely it is that one wrong letter makes it of another one."""
UNLIKE = 0.8
"""What a name which only sounds alike loses when no letter of it is the same."""
WEAK = -0.15
HISTORIC = -0.03
OTHER_MARKS = -0.08
"""Whoever writes Şuşa with its marks does not mean Susa, where another place is called Şuşa."""
FOREIGN = -0.20
"""A country's name in another language which only looks like what is written: Brasília is not the Finns' Brasilia."""
OWN_NAME = 0.12
"""The name that the place mostly goes by, not one of its others."""
KINDS: Mapping[PlaceKind, float] = {
    PlaceKind.COUNTRY: 0.21,
    PlaceKind.ADMIN1: 0.10,
    PlaceKind.REGION: 0.12,
    PlaceKind.SETTLEMENT: 0.10,
    PlaceKind.NATURAL: 0.07,
    PlaceKind.FACILITY: 0.06,
    PlaceKind.ADMIN2: 0.04,
    PlaceKind.ADMIN3: 0.03,
    PlaceKind.QUARTER: 0.04,
}
KIND_NAMES: Mapping[PlaceKind, str] = {
    PlaceKind.COUNTRY: "a country",
    PlaceKind.ADMIN1: "a province",
    PlaceKind.ADMIN2: "a district",
    PlaceKind.ADMIN3: "a sub-district",
    PlaceKind.REGION: "a region",
    PlaceKind.SETTLEMENT: "a town",
    PlaceKind.QUARTER: "a quarter of a town",
    PlaceKind.FACILITY: "a building or site",
    PlaceKind.NATURAL: "a natural feature",
}
PREFERRED, NOT_PREFERRED, NO_COUNTRY = 0.25, -0.05, -0.25
"""The kind that is asked for, another one, and a country where something else is asked for ("Kuwait City")."""
SEAT, SEATED = 0.03, -0.08
"""A town in the province which is named after it, and that province: without the word "province", the town is meant."""
SEAT_PEOPLE = 5_000
"""Smaller seats are less known than their province."""
CITY_STATE = -0.16
CITY_STATE_RADIUS_KM = 20.0
POPULATION = 0.36
"""For ten million people or more."""
COUNTED_AS = {PlaceKind.COUNTRY: 10_000_000, PlaceKind.ADMIN1: 200_000, PlaceKind.REGION: 200_000}
"""Persons: as how large a town these count, whatever their population."""
WIDE_KM = 150.0
"""Radius from which on a river, a sea or a mountain range counts as a region does."""
FAMOUS = 0.09
FAMOUS_TIMES = 10
"""Many times more people than in any namesake: the place meant when nothing else is said."""
COUNTRY, NEIGHBOUR = 0.20, 0.05
ADMIN1 = 0.08
ANCHOR = 0.06
ANCHOR_KM = 150.0
