"""The parties named so far, and which of them “they”, "it", "the group" and "the army" stand for."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from mapapp.domain.incident import Party, PartyKind
from mapapp.domain.report import Span
from mapapp.extract import cues
from mapapp.extract.parties import table
from mapapp.extract.parties.clauses import is_passive, with_joined
from mapapp.extract.parties.identify import FIGHTING, identified
from mapapp.extract.parties.phrases import phrase_of
from mapapp.sentence import Sentence, Word

MEMORY = 6
"""Sentences back to where a group may be named."""


@dataclass(frozen=True, slots=True)
class _Named:
    party: Party
    order: int
    """Number of its sentence."""
    subject: bool
    """Is it what its sentence speaks of?"""
    plural: bool


@dataclass(slots=True)
class Named:
    """The parties that a report has named, sentence by sentence."""

    parties: list[_Named] = field(default_factory=list)
    order: int = 0

    def read(self, sentence: Sentence, offset: int) -> None:
        """Remember who a sentence names; call it when all its events are told."""
        for token in sentence:
            if token.dep_ not in {"nsubj", "nsubjpass", "agent", "pobj", "dobj"} or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            subject = token.dep_ == "nsubj" or (token.dep_ == "nsubjpass" and is_passive(token.head))
            for noun in with_joined([token]):
                party = party_of(noun, offset)
                if party is not None and party.kind in FIGHTING:
                    self.parties.append(_Named(party, self.order, subject, noun.is_plural))
        self.order += 1
        self.parties = [named for named in self.parties if self.order - named.order <= MEMORY]

    def meant_by(self, pronoun: Word, offset: int) -> Party | None:
        """The party that a pronoun stands for, where that is sure: one that bears arms; else None."""
        if (speaker := _speaker(pronoun, offset)) is not None:
            return speaker
        word = pronoun.lower_
        last = [named for named in self.parties if named.order == self.order - 1 and named.subject]
        if word == "they":
            fitting = [n for n in last if n.plural or _collective(n.party)]
        elif word == "it":
            fitting = [n for n in last if not n.plural and _collective(n.party)]
        elif word in {"he", "she"}:
            fitting = [n for n in last if not n.plural and not _collective(n.party)]
        else:
            return None
        return fitting[0].party if len({n.party.name for n in fitting}) == 1 else None

    def resolved(self, party: Party) -> Party | None:
        """“The group” as the group named before, and None where none was; "the army" as the army named before."""
        word = table.singular(party.name.casefold())
        if word in table.FOR_GROUPS:
            groups = (PartyKind.ARMED_GROUP, PartyKind.CRIMINAL_GROUP)
            before = next(
                (n.party for n in reversed(self.parties) if n.party.kind in groups and n.party.canonical), None
            )
            if before is not None:
                return replace(before, alleged=party.alleged)
            return None if word in table.EMPTY else party
        if word in table.HOME and party.canonical is None:
            ending = f" {party.name.casefold()}"
            before = next((n.party for n in reversed(self.parties) if n.party.name.casefold().endswith(ending)), None)
            return replace(party, canonical=before.canonical) if before else party
        return party


def _speaker(pronoun: Word, offset: int) -> Party | None:
    """“The PKK said it had killed”: the PKK, where who speaks is one that fights."""
    above = next((a for a in pronoun.ancestors if a.lemma_.lower() in cues.SPEECH_VERBS and a.pos_ == "VERB"), None)
    if above is None or pronoun.lower_ not in {"it", "they"}:
        return None
    subject = next((c for c in above.children if c.dep_ == "nsubj" and c.i < pronoun.i and c.pos_ != "PRON"), None)
    party = party_of(subject, offset) if subject is not None else None
    return party if party and party.kind in FIGHTING else None


def _collective(party: Party) -> bool:
    """A group, an army or a state, rather than one person."""
    last = party.name.casefold().split()[-1]
    return bool(party.canonical) or last in {"army", "military", "police", "group", "militia", "gang", "junta", "navy"}


def party_of(noun: Word, offset: int, *, alleged: bool = False) -> Party | None:
    """The noun as a party, with what `actors.toml` knows of it; None where the words name nobody."""
    phrase = phrase_of(noun)
    if phrase is None or phrase.start >= phrase.end:
        return None
    span = Span(start=offset + phrase.start, end=offset + phrase.end)
    party = identified(Party(name=phrase.text, span=span, alleged=alleged or phrase.alleged))
    if party.canonical is None:  # "a militia, Kataib Hezbollah, fired"
        for beside in (child for child in phrase.noun.rights if child.dep_ == "appos" and child.pos_ == "PROPN"):
            named = party_of(beside, offset, alleged=party.alleged)
            if named is not None and named.canonical:
                return named
    return party
