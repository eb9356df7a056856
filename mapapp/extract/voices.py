"""What sort of source a name is, whether it carries what others say, and whether it has a side."""

from __future__ import annotations

from collections.abc import Mapping

from mapapp.domain.claim import Attribution
from mapapp.domain.incident import PartyKind
from mapapp.domain.report import SourceKind
from mapapp.extract import cues
from mapapp.extract.parties.identify import identify
from mapapp.extract.parties.table import keys, singular

CARRIERS = frozenset(cues.SOURCES["voices"]["carriers"])
NOT_CARRIERS = frozenset(cues.SOURCES["voices"]["not_carriers"])
INTERESTED = frozenset(cues.SOURCES["voices"]["interested"])
BACK = frozenset(cues.SOURCES["voices"]["back"])
PRONOUNS = frozenset({"he", "she", "it", "they"})
PERSONS = frozenset(cues.SOURCES["voices"]["persons"])
BODIES = frozenset({SourceKind.AGENCY, SourceKind.NEWSPAPER, SourceKind.MONITOR, SourceKind.ORGANISATION})
"""Sources of these kinds are no “he” and no "she", but for their officials."""
LONGEST = 4
"""Words of the longest entry."""
OF_PARTIES: Mapping[PartyKind, SourceKind] = {
    PartyKind.ARMED_GROUP: SourceKind.ARMED_GROUP,
    PartyKind.CRIMINAL_GROUP: SourceKind.ARMED_GROUP,
    PartyKind.STATE_FORCES: SourceKind.OFFICIAL,
    PartyKind.POLICE: SourceKind.OFFICIAL,
    PartyKind.GOVERNMENT: SourceKind.OFFICIAL,
    PartyKind.INTERNATIONAL_FORCES: SourceKind.ORGANISATION,
    PartyKind.ORGANISATION: SourceKind.ORGANISATION,
    PartyKind.CIVILIANS: SourceKind.WITNESS,
    PartyKind.PROTESTERS: SourceKind.ACTIVIST,
}
"""What a party is as a source."""


def _phrases(name: str) -> frozenset[str]:
    """All words of a name as written, and all runs of them with the last word in the singular."""
    words = [word.casefold() for word in keys(name)]
    return frozenset(words) | frozenset(
        " ".join([*words[start : end - 1], singular(words[end - 1])])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + LONGEST) + 1)
    )


def kind_of(name: str) -> SourceKind:
    """What sort of source somebody is; UNKNOWN where no word says it."""
    party = identify(name)
    if party.canonical and party.kind in OF_PARTIES:
        return OF_PARTIES[party.kind]
    phrases = _phrases(name)
    for kind, words in cues.SOURCES["kinds"].items():
        if not phrases.isdisjoint(words):
            return SourceKind(kind)
    return OF_PARTIES.get(party.kind, SourceKind.UNKNOWN)


def names_a_country(name: str) -> bool:
    """Is it the bare name of a state, which stands for its government where it acts?"""
    party = identify(name)
    return party.kind is PartyKind.GOVERNMENT and "government" not in name.casefold()


def carries(name: str) -> bool:
    """Does it report what others say, as agencies and newspapers do?"""
    words = _phrases(name)
    return bool(words & CARRIERS) and not words & NOT_CARRIERS


def is_interested(attribution: Attribution) -> bool:
    """Has the source a side in the event, so that its word alone makes a claim?"""
    if attribution.kind is SourceKind.ARMED_GROUP:
        return True
    words = {word.casefold() for word in keys(attribution.said_by)}
    return any(word in INTERESTED or singular(word) in INTERESTED for word in words)


def refers_back(name: str, before: Attribution) -> bool:
    """Do the words (“he”, "the ministry", "the group") stand for the source named before?"""
    said = name.casefold()
    named = {singular(word.casefold()) for word in keys(before.said_by)}
    if said in PRONOUNS:
        return said not in {"he", "she"} or before.kind not in BODIES or bool(named & BACK & PERSONS)
    words = {singular(word.casefold()) for word in keys(name)}
    if not words <= BACK:
        return False
    fits = {
        "monitor": {SourceKind.MONITOR},
        "group": {SourceKind.ARMED_GROUP, SourceKind.MONITOR},
        "agency": {SourceKind.AGENCY, SourceKind.ORGANISATION},
        "organisation": {SourceKind.MONITOR, SourceKind.ORGANISATION},
        "organization": {SourceKind.MONITOR, SourceKind.ORGANISATION},
    }
    return bool(words - {"same"} & named) or any(before.kind in fits.get(word, ()) for word in words)
