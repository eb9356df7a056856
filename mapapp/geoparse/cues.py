"""The words around names, read from `cues.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

_CUES = tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))

PREPOSITIONS = frozenset(_CUES["prepositions"])
DESCRIPTOR_AFTER: dict[str, str] = _CUES["after"]
"""Word after a name → the kind of place it asks for, or ""."""
DESCRIPTOR_BEFORE: dict[str, str] = _CUES["before"]
ORGANISATION = frozenset(_CUES["words"]["organisation"])
REFERENCE = frozenset(_CUES["words"]["reference"])
MODIFIERS = frozenset(_CUES["words"]["modifiers"])
PARTS = frozenset(_CUES["words"]["parts"])
CONNECTORS = frozenset(_CUES["words"]["connectors"])
COMES_FROM = frozenset(_CUES["words"]["comes_from"])
STANDS = frozenset(_CUES["words"]["stands"])
DISTRICTS = frozenset(_CUES["words"]["districts"])
HEADINGS = frozenset(_CUES["words"]["headings"])
BRANCHES = frozenset(_CUES["words"]["branches"])
BUILDINGS = frozenset(_CUES["words"]["buildings"])
COMPOUNDS = frozenset(_CUES["words"]["compounds"])
SPEECH = frozenset(_CUES["words"]["speech"])
OFFICIALS = frozenset(_CUES["words"]["officials"])
DISEASES = frozenset(_CUES["words"]["diseases"])
ROADS = frozenset(_CUES["words"]["roads"])
"""What is no part of a name that stands before it: “the Damascus-Homs highway”."""
GROUND = frozenset(_CUES["words"]["ground"])
"""What a report calls the ground that something happened on; a name beside one of these is taken for a place."""
