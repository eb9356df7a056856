"""The words of `cues.toml`, once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

CUES: Mapping[str, Any] = MappingProxyType(
    tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
)

DENIAL = frozenset(CUES["scope"]["denial"])
PLAN = frozenset(CUES["scope"]["plan"])
HYPOTHESIS = frozenset(CUES["scope"]["hypothesis"])
HISTORY = frozenset(CUES["scope"]["history"])
HISTORY_PHRASES = tuple(CUES["scope"]["history_phrases"])
PEOPLE = frozenset(CUES["people"]["words"])
THINGS = frozenset(CUES["people"]["things"])
CARRIERS = frozenset(CUES["sources"]["carriers"])
INTERESTED = frozenset(CUES["sources"]["interested"])
SPEECH_VERBS = frozenset(CUES["sources"]["verbs"])
DENYING_VERBS = frozenset(CUES["sources"]["denying"])
ALLEGING_VERBS = frozenset(CUES["sources"]["alleging"])
NEVER_SOURCES = frozenset(CUES["sources"]["never"])
REFERENCE_NOUNS: Mapping[str, str] = CUES["reference"]["nouns"]
REFERENCE_PEOPLE = frozenset(CUES["reference"]["people"])
REFERENCE_PLACES: Mapping[str, str] = CUES["reference"]["places"]
LOCATIVE = frozenset(CUES["reference"]["locative"])
APPOSITION = frozenset(CUES["reference"]["apposition"])
COUNTRY_LOCATIVE = frozenset(CUES["reference"]["country_locative"])
PLACE_NOUNS = frozenset(CUES["scene"]["place_nouns"])
"""Nouns that call a name a place: "the village of Kanaker"."""
HARM_WORDS = frozenset(CUES["harm"]["words"])
CAUSES = frozenset(CUES["happening"]["causes"])
HAPPENING = frozenset(CUES["happening"]["verbs"])
BLASTS = frozenset(CUES["happening"]["blasts"])
BACKGROUND_PREPOSITIONS = frozenset(CUES["happening"]["background"])
EFFECTS = frozenset(CUES["harm"]["effects"])
AGENCY_DENIED = frozenset(CUES["scope"]["agency_denied"])
DENIED_BEFORE = frozenset(CUES["scope"]["denied_before"])
