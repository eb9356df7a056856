"""The words of `cues.toml`, of `sources.toml` and of `person_nouns.txt`, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any


def _read(file: str) -> Mapping[str, Any]:
    return MappingProxyType(tomllib.loads(Path(__file__).with_name(file).read_text(encoding="utf-8")))


def _lines(file: str) -> frozenset[str]:
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


CUES = _read("cues.toml")
SOURCES = _read("sources.toml")

DENIAL = frozenset(CUES["scope"]["denial"])
PLAN = frozenset(CUES["scope"]["plan"])
DONE = frozenset(CUES["scope"]["done"])
HYPOTHESIS = frozenset(CUES["scope"]["hypothesis"])
HYPOTHESIS_BEHIND_IN = frozenset(CUES["scope"]["hypothesis_behind_in"])
USUAL = frozenset(CUES["scope"]["usual"])
HISTORY = frozenset(CUES["scope"]["history"])
REMEMBERED = frozenset(CUES["scope"]["remembered"])
OCCASIONS = frozenset(CUES["scope"]["occasions"])
HISTORY_PHRASES = tuple(CUES["scope"]["history_phrases"])
PEOPLE = frozenset(CUES["people"]["words"]) | _lines("person_nouns.txt")
SPEECH_VERBS = frozenset(SOURCES["verbs"]["saying"])
REFERENCE_NOUNS: Mapping[str, str] = CUES["reference"]["nouns"]
TAKES_PLACE = frozenset(CUES["reference"]["takes_place"])
REFERENCE_PEOPLE = frozenset(CUES["reference"]["people"])
REFERENCE_PLACES: Mapping[str, str] = CUES["reference"]["places"]
LOCATIVE = frozenset(CUES["reference"]["locative"])
APPOSITION = frozenset(CUES["reference"]["apposition"])
COUNTRY_LOCATIVE = frozenset(CUES["reference"]["country_locative"])
PLACE_NOUNS = frozenset(CUES["scene"]["place_nouns"])
"""Nouns that call a name a place: "the village of Kanaker"."""
IN_TOWNS = frozenset(CUES["scene"]["in_towns"])
OFFICIALS = frozenset(CUES["scene"]["officials"])
SEATS = frozenset(CUES["scene"]["seats"])
"""Nouns and verbs whose "in" says where somebody sits or speaks, and not where something happened."""
HARM_WORDS = frozenset(CUES["harm"]["words"])
TOLLS = frozenset(CUES["harm"]["tolls"])
COUNTING = frozenset(CUES["harm"]["counting"])
CAUSES = frozenset(CUES["happening"]["causes"])
HAPPENING = frozenset(CUES["happening"]["verbs"])
BLASTS = frozenset(CUES["happening"]["blasts"])
BACKGROUND_PREPOSITIONS = frozenset(CUES["happening"]["background"])
GATHERING = frozenset(CUES["happening"]["gathering"])
EFFECTS = frozenset(CUES["harm"]["effects"])
AGENCY_DENIED = frozenset(CUES["scope"]["agency_denied"])
DENIED_BEFORE = frozenset(CUES["scope"]["denied_before"])
TRUTH = frozenset(CUES["scope"]["truth"])
FALSEHOOD = frozenset(CUES["scope"]["falsehood"])
DEEDS = frozenset(CUES["scope"]["deeds"])
UNNAMED = frozenset(CUES["scope"]["unnamed"])
VOWS = frozenset(CUES["scope"]["vows"])
MEANT = frozenset(CUES["scope"]["meant"])
SUSPICION = frozenset(CUES["scope"]["suspicion"])
OTHER_TIME = frozenset(CUES["scope"]["other_time"])
PRESUPPOSING = frozenset(CUES["scope"]["presupposing"])
LEFT_BY = frozenset(CUES["scope"]["left_by"])
DRILLS = frozenset(CUES["scope"]["drills"])
ONLY_NAMED = frozenset(CUES["scope"]["only_named"])
REPLIES = frozenset(CUES["scope"]["replies"])
BEFORE = frozenset(CUES["harm"]["before"])
OUTDATED = tuple(CUES["harm"]["outdated"])
ANOTHER = frozenset(CUES["harm"]["another"])
FIGURES: Mapping[str, Sequence[str]] = CUES["figures"]
"""How a later figure of an incident stands to an earlier one."""
UPDATES = tuple(CUES["harm"]["updates"])
TURNS = ANOTHER | frozenset(CUES["again"]["turns"])
SAID_OF_MANY = frozenset(CUES["again"]["said_of_many"].split())
