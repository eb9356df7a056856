"""The words of `actors.toml`, once: groups and their names, words that give a kind, verbs of doing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mapapp.domain.incident import PartyKind

_TABLE: Mapping[str, Any] = MappingProxyType(
    tomllib.loads(Path(__file__).parents[1].joinpath("actors.toml").read_text(encoding="utf-8"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One name of a group."""

    words: tuple[str, ...]
    """As `keys` gives them; of a name in capitals only, as written."""
    capitals: bool
    """Written in capitals only, so that it must stand so in the text."""
    canonical: str
    kind: PartyKind
    countries: frozenset[str]
    """ISO codes of the countries where it means the group; empty: everywhere."""

    def is_written(self, words: Sequence[str]) -> bool:
        """Are these words, as `keys` gives them, the name?"""
        return (tuple(words) if self.capitals else tuple(map(str.casefold, words))) == self.words


@dataclass(frozen=True, slots=True, kw_only=True)
class Forces:
    """Words for the forces of a state."""

    kind: PartyKind
    name: str
    """With {country} in it."""
    words: frozenset[str]


def keys(name: str) -> list[str]:
    """The words of a name for comparing, case as written: hyphens part words, apostrophes are plain."""
    plain = name.replace("’", "'").replace("-", " ").replace("–", " ")
    words = (word.strip('"“”‘(),.;:') for word in plain.split())
    return [word for word in (word.removesuffix("'s").rstrip("'") for word in words) if word]


def names_a_group(name: str) -> bool:
    """Is it, as a whole, a name of a group of the table?"""
    words = keys(name)
    return any(alias.is_written(words) for first in words[:1] for alias in ALIASES.get(first.casefold(), ()))


def _aliases() -> Iterable[Alias]:
    for kind in PartyKind:
        for canonical, others in _TABLE.get(kind.value, {}).items():
            for written in (canonical, *others):
                name, _, countries = written.partition(" @ ")
                words = keys(name)
                capitals = len(words) == 1 and name.isupper()
                yield Alias(
                    words=tuple(words if capitals else (word.casefold() for word in words)),
                    capitals=capitals,
                    canonical=canonical,
                    kind=kind,
                    countries=frozenset(countries.split()),
                )


def _by_first_word() -> Mapping[str, list[Alias]]:
    found: dict[str, list[Alias]] = {}
    for alias in sorted(_aliases(), key=lambda alias: -len(alias.words)):
        found.setdefault(alias.words[0].casefold(), []).append(alias)
    return found


ALIASES = _by_first_word()
"""By the first word in small letters; the longest first."""
FORCES = tuple(
    Forces(kind=PartyKind(row["kind"]), name=row["name"], words=frozenset(row["words"]))
    for row in _TABLE["forces"].values()
)
HOME = frozenset(_TABLE["home"]["words"])
FOREIGN_ARMIES = frozenset(_TABLE["home"]["foreign_armies"])
SHARED: Mapping[str, list[str]] = _TABLE["home"]["shared"]
COUNTRY_NAMES: Mapping[str, str] = _TABLE["country_names"]
KIND_WORDS: Mapping[str, PartyKind] = {word: kind for kind in PartyKind for word in _TABLE["words"].get(kind.value, ())}
PART_OF = frozenset(_TABLE["words"]["part_of"])
FOR_GROUPS = frozenset(_TABLE["words"]["for_groups"])
EMPTY = frozenset(_TABLE["words"]["empty"])
QUANTITIES = frozenset(_TABLE["words"]["quantities"])
COLLECTIONS = frozenset(_TABLE["words"]["collections"])
LEADING = frozenset(_TABLE["words"]["leading"])
ALLEGED = frozenset(_TABLE["words"]["alleged"])
NOT_THEM = frozenset(_TABLE["words"]["not_them"])
NOT_BEFORE = frozenset(_TABLE["words"]["not_before"])
TARGETS = frozenset(_TABLE["things"]["targets"])
GROUND = frozenset(_TABLE["things"]["ground"])
WEAPONS = frozenset(_TABLE["things"]["weapons"])
VEHICLES = frozenset(_TABLE["things"]["vehicles"])
ANYBODY = frozenset(_TABLE["things"]["anybody"])
DOING = frozenset(_TABLE["grammar"]["doing"])
HARMING = frozenset(_TABLE["grammar"]["harming"])
SUFFERING = frozenset(_TABLE["grammar"]["suffering"])
MUTUAL = frozenset(_TABLE["grammar"]["mutual"])
BLAMING = frozenset(_TABLE["grammar"]["blaming"])
CLAIMING = frozenset(_TABLE["grammar"]["claiming"])
LANDING = frozenset(_TABLE["grammar"]["landing"])
RECIPIENTS: Mapping[str, str] = _TABLE["grammar"]["recipients"]
TOLD_OF = frozenset(_TABLE["grammar"]["told_of"])
AGAINST = frozenset(_TABLE["grammar"]["against"])

_IRREGULAR = {"people": "people", "children": "child", "wives": "wife", "thieves": "thief", "forces": "force"}


def singular(word: str) -> str:
    """The singular of a noun in small letters: militiamen → militiaman, families → family."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("children"):
        return word.removesuffix("ren")
    if word.endswith("men"):
        return word.removesuffix("men") + "man"
    if word.endswith("ies") and len(word) > 4:
        return word.removesuffix("ies") + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word.removesuffix("es")
    return word.removesuffix("s") if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
