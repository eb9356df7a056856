"""A party's name as written → the name that all its names share, and its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mapapp.domain.incident import Party, PartyKind
from mapapp.extract.parties import table
from mapapp.extract.parties.countries import country_in, country_name

STATE = frozenset({PartyKind.STATE_FORCES, PartyKind.POLICE, PartyKind.GOVERNMENT})
ARMED = frozenset({"battle", "explosion", "civilians"})
"""Groups of events that a state does by its forces."""
NOT_THE_GROUP = frozenset({PartyKind.CIVILIANS, PartyKind.ORGANISATION})
"""“Taliban prisoners” are not the Taliban."""
FIGHTING = frozenset(
    {PartyKind.ARMED_GROUP, PartyKind.CRIMINAL_GROUP, PartyKind.STATE_FORCES, PartyKind.POLICE}
    | {PartyKind.INTERNATIONAL_FORCES}
)
"""Kinds that bear arms."""
CROWDS = {"protest": PartyKind.PROTESTERS, "riot": PartyKind.RIOTERS}
ANYBODY = frozenset({PartyKind.CIVILIANS, PartyKind.UNKNOWN, PartyKind.PROTESTERS})


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a name means."""

    canonical: str | None
    kind: PartyKind


def identify(name: str, *, country: str | None = None, group: str = "") -> Identity:
    """Who a name means, by `actors.toml`.

    Args:
        name: as written, such as "the Takfiri terror group of Daesh".
        country: ISO code of the country of the incident: "the army" is its army, and it decides between two groups of
            one acronym. None: not known.
        group: first part of the event type's code: a country bombs by its military.
    """
    words = table.keys(name)
    head, rest = _parted(words)
    kind = _told_kind(_kind(head))
    if found := _alias(head, country):
        identity, end = found
        if end == len(head) or kind not in NOT_THE_GROUP:
            return identity
    if _is_part(head) and (found := _alias(rest, country)):
        return found[0]
    if state := _state(words, head, kind, country, group):
        return state
    if kind is None and _is_part(head):
        kind = _told_kind(_kind(rest))
    return Identity(None, kind or _inner_kind(head) or PartyKind.UNKNOWN)


def _told_kind(kind: PartyKind | None) -> PartyKind | None:
    return None if kind is PartyKind.UNKNOWN else kind


def _parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """The words before and after the first “of” or "from"."""
    at = next((i for i, word in enumerate(words) if i and word in {"of", "from"}), len(words))
    return list(words[:at]), list(words[at + 1 :])


def _is_part(head: Sequence[str]) -> bool:
    return bool(head) and table.singular(head[-1].casefold()) in table.PART_OF | table.VEHICLES


def _alias(words: Sequence[str], country: str | None) -> tuple[Identity, int] | None:
    """The first group that the words name, and the word after its name."""
    for start, first in enumerate(words):
        for alias in table.ALIASES.get(first.casefold(), ()):
            end = start + len(alias.words)
            if not alias.is_written(words[start:end]):
                continue
            if _only_near(words, start, end) or not _there(alias, country):
                continue
            return Identity(alias.canonical, alias.kind), end
    return None


def _there(alias: table.Alias, country: str | None) -> bool:
    """Does the name mean that group there? Where the country is not known, only if it means no other."""
    if not alias.countries or country is not None:
        return not alias.countries or country in alias.countries
    return all(
        a.canonical == alias.canonical for a in table.ALIASES[alias.words[0].casefold()] if a.words == alias.words
    )


def _only_near(words: Sequence[str], start: int, end: int) -> bool:
    """“Taliban-linked”, “anti-Taliban”: near the name, not the name."""
    after = end < len(words) and words[end].casefold() in table.NOT_THEM
    return after or (start > 0 and words[start - 1].casefold() in table.NOT_BEFORE)


def _endings(words: Sequence[str]) -> list[str]:
    """The last three, two and one words, the last one in the singular."""
    low = [word.casefold() for word in words]
    return [" ".join([*low[-n:-1], table.singular(low[-1])]) for n in (3, 2, 1) if len(low) >= n]


def _kind(words: Sequence[str]) -> PartyKind | None:
    return next((table.KIND_WORDS[ending] for ending in _endings(words) if ending in table.KIND_WORDS), None)


def _inner_kind(words: Sequence[str]) -> PartyKind | None:
    """Of “cartel's leader”, whose last word says nothing, the kind of the cartel."""
    kinds = (_kind(words[:end]) for end in range(len(words) - 1, 0, -1))
    return next((kind for kind in kinds if kind in FIGHTING), None)


def _state(
    words: Sequence[str], head: Sequence[str], kind: PartyKind | None, home: str | None, group: str
) -> Identity | None:
    """The forces of a country that the name names, or that the incident lies in."""
    found = country_in(words, home)
    if found and (_only_near(words, found[1], found[2]) or (kind is not None and kind not in STATE)):
        return None
    if found and found[1:] == (0, len(words)):
        if group in ARMED:
            return Identity(f"Military of {country_name(found[0])}", PartyKind.STATE_FORCES)
        return Identity(f"Government of {country_name(found[0])}", PartyKind.GOVERNMENT)
    ending = next((e for e in _endings(head) if any(e in forces.words for forces in table.FORCES)), None)
    if ending is None:
        return None
    forces = next(forces for forces in table.FORCES if ending in forces.words)
    code = found[0] if found else _home_of(" ".join(_endings(words)[:1]), forces, home)
    if code is None:
        return None
    name = country_name(code)
    return Identity(forces.name.format(country=name), forces.kind) if name else None


def _home_of(whole: str, forces: table.Forces, home: str | None) -> str | None:
    """The country of the incident, where the name is nothing but “army”."""
    armed = forces.kind is PartyKind.STATE_FORCES
    return home if home and whole in table.HOME and not (armed and home in table.FOREIGN_ARMIES) else None


def identified(party: Party, *, country: str | None = None, group: str = "", acts: bool = False) -> Party:
    """The party with its canonical name and kind, as far as they were not known.

    Args:
        party: named by its words.
        country: see `identify`.
        group: see `identify`; in protests and riots whoever acts is a protester or a rioter.
        acts: did it act, rather than suffer?
    """
    if party.canonical and table.singular(party.name.casefold()) in table.HOME:  # known from what was named before
        return party
    identity = identify(party.name, country=country, group=group)
    crowd = CROWDS.get(group) if acts and identity.kind in ANYBODY else None
    return replace(party, canonical=identity.canonical, kind=crowd or identity.kind)
