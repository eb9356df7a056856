"""The phrases around a name that say where the ground lies to it: one row a phrase, tried in order.

Each pattern ends where the name begins. Texts come with plain white space and straight apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from gazetteer.lookup import Gazetteer
from gazetteer.place import Place
from mapapp.geoparse import senses
from mapapp.geoparse.distance import DISTANCE, TRAVEL
from mapapp.geoparse.senses import Sense
from mapapp.geoparse.spatial_words import DIRECTION, DIRECTION_OR_SHORT, SIDE, TRAVEL_UNITS, UNITS, WORDS, one_of

CALLED = one_of(WORDS["called"])
NAMED = rf"(?:the\s)?(?:(?:[\w'-]+\s){{0,2}}?{CALLED}(?:\sof)?\s)?$"
""" "the Syrian city of", or nothing, up to the name."""
_IN_BRACKETS = r"\s?(?:\([^()]{1,30}\)\s?)?"
_COAST = rf"off\s(?:the\s)?(?:(?P<side>{SIDE})\s)?{one_of(WORDS['coast'])}\s(?:of|from)\s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """One way to say where something lies."""

    pattern: re.Pattern[str]
    sense: Callable[[re.Match[str], Place, Gazetteer], Sense]


def _row(pattern: str, sense: Callable[[re.Match[str], Place, Gazetteer], Sense]) -> Phrase:
    return Phrase(pattern=re.compile(r"(?<![\w-])" + pattern, re.IGNORECASE), sense=sense)


_LEAD = r"(?:(?P<lead>to\sthe|due|just|straight)\s)?"
_AWAY = rf"{_IN_BRACKETS}[-\s]?(?:away\s)?{_LEAD}(?P<dir>{DIRECTION_OR_SHORT})\s(?:of|from)\s{NAMED}"
_FROM = rf"{_IN_BRACKETS}(?:away\s)?(?:from|outside|off|beyond|short\sof|off\sthe\s(?:\w+\s)?coast\sof)\s{NAMED}"
_TWO = rf"(?:,?\s(?:and|or)\s(?P<other>{SIDE}))?"

_SIDED = rf"(?:(?P<side>{SIDE})\s)?"

PHRASES = (
    _row(DISTANCE + _AWAY, senses.away),
    _row(TRAVEL + _AWAY, senses.away),
    _row(rf"within\s(?:a\s)?{DISTANCE}(?:\sradius)?\sof\s{NAMED}", senses.ring),
    _row(DISTANCE + _FROM, senses.ring),
    _row(rf"{TRAVEL}\s(?:away\s)?(?:from|outside)\s{NAMED}", senses.ring),
    _row(_COAST + NAMED, senses.off_coast),
    _row(
        rf"(?:(?P<lead>(?:to|in|from|across|over|on)\sthe|in|the|due|{one_of(WORDS['just'])})\s)?"
        rf"(?:{one_of(WORDS['far'])}\s)?(?P<dir>{DIRECTION})(?:\s(?:and|or)\s(?P<other>{DIRECTION}))?\sof\s{NAMED}",
        senses.direction,
    ),
    _row(rf"{_SIDED}{one_of(WORDS['edge'])}\sof\s{NAMED}", senses.edge),
    _row(rf"an?\s(?:[\w'-]+\s)??{_SIDED}{one_of(WORDS['one_at_edge'])}\sof\s{NAMED}", senses.one_at_edge),
    _row(rf"{_SIDED}{one_of(WORDS['countryside'])}\s(?:of|around|outside|in)\s{NAMED}", senses.countryside),
    _row(rf"(?P<side>{SIDE}){_TWO}\s{one_of(WORDS['parts'])}\s(?:of|in)\s{NAMED}", senses.side),
    _row(rf"(?P<side>{SIDE}){_TWO}\s$", senses.side),
    _row(rf"{one_of(WORDS['rural'])}\s$", senses.rural),
    _row(rf"{one_of(word for word in WORDS['centre'] if word.endswith(' of'))}\s{NAMED}", senses.centre),
    _row(rf"{one_of(WORDS['centre'])}\s$", senses.centre),  # not "the central Mexican state of"
    _row(rf"{one_of(WORDS['road_to'])}\s{NAMED}", senses.about("road_to")),
    _row(rf"{one_of(WORDS['near'])}\s{NAMED}", senses.about("near")),
    _row(rf"(?:just\s)?{one_of(WORDS['outside'])}\s{NAMED}", senses.about("outside")),
)
_HINTS = ("edge", "one_at_edge", "near", "outside", "road_to", "countryside", "rural", "centre", "coast", "sea")
MAY_SAY = re.compile(
    rf"(?<![\w-])(?:north|south|east|west|{one_of(word for name in _HINTS for word in WORDS[name])}\b)"
    rf"|(?<![a-z-]){one_of((*UNITS, *TRAVEL_UNITS))}\b",
    re.IGNORECASE,
)
"""No phrase can be read where this finds nothing: most names need no closer look."""
OFF_AT_SEA = _row(rf"off\s{NAMED}", senses.off_coast)
"""Only where the text before speaks of the sea."""
SEA = re.compile(rf"\b{one_of(WORDS['sea'])}\b", re.IGNORECASE)

_EDGES = one_of((*WORDS["edge"], *WORDS["one_at_edge"]))
_AFTER_NAME = rf"^(?:\s{CALLED})?(?:'s?)?\s{_SIDED}"
AFTER_EDGE = re.compile(rf"{_AFTER_NAME}{_EDGES}\b(?!\sof\b)", re.IGNORECASE)
""" "Aleppo's outskirts", "Damascus suburbs"."""
AFTER_COUNTRYSIDE = re.compile(rf"{_AFTER_NAME}{one_of(WORDS['countryside'])}\b(?!\sof\b)", re.IGNORECASE)
AFTER_PART = re.compile(
    rf"^(?:\s{CALLED})?'s?\s(?P<side>{SIDE})(?:\s{one_of(WORDS['parts'])})?\b(?!\s(?:of|and)\b)(?!\s[\w'-]+\s(?:of)\b)",
    re.IGNORECASE,
)
""" "Aleppo's eastern neighbourhoods", "Idlib's south"."""
ANOTHER_NAME = re.compile(rf"^\s(?:{_EDGES}|{CALLED})\sof\s", re.IGNORECASE)
""" "The Damascus suburb of Darayya": the words go on to the place that is meant."""
LONGER_NAME = re.compile(rf"^\s(?!(?i:{CALLED}|{one_of(WORDS['time_after'])})\b)[A-Z][a-z]")
"""“East of Homs Bakery”: the bakery is meant."""
SIDE_BEFORE = re.compile(rf"(?<![\w-])(?P<side>{SIDE})\s$", re.IGNORECASE)
