"""The parties of one event: roles in the sentence → parties, with who cannot act or suffer left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapapp.domain.claim import Attribution
from mapapp.domain.incident import Party, PartyKind
from mapapp.domain.report import Span
from mapapp.extract.clause import is_person
from mapapp.extract.parties import table
from mapapp.extract.parties.identify import ARMED, identified
from mapapp.extract.parties.named import Named, party_of
from mapapp.extract.parties.phrases import counted
from mapapp.extract.parties.roles import Role, actors_of, blamed_in, targets_of
from mapapp.extract.predicates import Trigger
from mapapp.sentence import Sentence, Word

Parties = tuple[Party, ...]
NOBODY = frozenset({"natural", "accident"})
"""Groups of events that nobody does."""
TAKEN = frozenset({"battle.regained", "battle.overrun"})
"""Here ground changes hands, which is done to nobody."""
RUINED = frozenset({"strategic.destruction"})
"""Only here a strategic act hits things."""
ACTING = table.FOR_GROUPS | {"force", "side"}
"""They act, though the word alone does not say who they are."""
STRIKES = frozenset(
    {"strike", "airstrike", "shelling", "raid", "bombardment", "incursion", "offensive", "drone", "jet"}
)
"""A nationality before one of these names who did it: “Israeli air strikes”; "Iraqi bombing" may only say where."""


def parties(
    trigger: Trigger,
    sentence: Sentence,
    offset: int,
    named: Named,
    *,
    source: Attribution | None,
    places: Sequence[Span] = (),
) -> tuple[Parties, Parties]:
    """Who did it and to whom, as the sentence says it; never guessed.

    Args:
        trigger: the event's word.
        sentence: where it stands.
        offset: where the sentence's block begins in the report's text.
        named: the parties named before: what pronouns stand for.
        source: who says it, and did not do it for saying so.
        places: names of places in the sentence: nobody is named by one, but for countries.
    """
    group, code = trigger.row.group, trigger.row.event_type.code
    roles = [] if group in NOBODY else actors_of(trigger.token)
    if group in ARMED and not any(role.alleged for role in roles):
        roles += blamed_in(sentence)
    actors = tuple(a for a in _acting(roles, trigger, offset, named, source) if a.canonical or not _at(a, places))
    taken = [*(actor.span for actor in actors), *places]
    targets: Parties = ()
    for nouns in targets_of(trigger.token, code) if code != "protest.peaceful" else ():
        able = [noun for noun in nouns if _may_suffer(noun, trigger)]
        found = [party for noun in able if (party := _resolved(party_of(noun, offset), named))]
        targets = _once(identified(p, group=group) for p in found if not _at(p, taken))
        if targets:
            break
    return actors, targets


def blamed(sentence: Sentence, offset: int, named: Named) -> Parties:
    """Who claims, or is blamed for, an event that was told before."""
    found = (party_of(role.noun, offset, alleged=True) for role in blamed_in(sentence) if _may_act(role.noun))
    return _once(party for one in found if (party := _resolved(one, named)))


def at_home(these: Parties, *, country: str | None, group: str, acts: bool) -> Parties:
    """The parties of an incident whose country is known: “the army” is the army of that country.

    Args:
        these: actors or targets, each as its sentence names it.
        country: ISO code of the incident's country; None where it could not be placed.
        group: first part of its type's code.
        acts: are these the actors?
    """
    return _once(identified(party, country=country, group=group, acts=acts) for party in these)


def together(tellings: Iterable[Parties]) -> Parties:
    """Of several tellings of one event the first that names anybody, and whoever is blamed in the others."""
    told = [parties for parties in tellings if parties]
    first = told[0] if told else ()
    names = {party.label.casefold() for party in first}
    later = [p for parties in told[1:] for p in parties if p.alleged and p.label.casefold() not in names]
    return _once((*first, *later))


def _acting(roles: Iterable[Role], trigger: Trigger, offset: int, named: Named, source: Attribution | None) -> Parties:
    found: list[Party] = []
    for role in roles:
        if role.noun.pos_ == "PRON":
            party = named.meant_by(role.noun, offset)
            party = replace(party, alleged=role.alleged) if party else None
        elif _may_act(role.noun) and _fits_before(role.noun, trigger.token):
            party = _resolved(party_of(role.noun, offset, alleged=role.alleged), named)
            if party and source and party.span.overlaps(source.span) and not role.alleged:
                party = None
        else:
            party = None
        if party is not None:
            found.append(identified(party, group=trigger.row.group, acts=True))
    return _once(_outermost(found))


def _resolved(party: Party | None, named: Named) -> Party | None:
    return named.resolved(party) if party else None


def _outermost(found: list[Party]) -> list[Party]:
    """Of names that lie in each other (“Boko”, "Boko Haram") the whole one."""
    return [p for p in found if not any(o is not p and o.span.contains(p.span) and o.span != p.span for o in found)]


def _once(found: Iterable[Party]) -> Parties:
    """Each party once; one that is told as a fact too is no longer only alleged."""
    kept: dict[str, Party] = {}
    for party in found:
        before = kept.get(party.label.casefold())
        if before is None or (before.alleged and not party.alleged):
            kept[party.label.casefold()] = party
    return tuple(kept.values())


def _at(party: Party, spans: Iterable[Span]) -> bool:
    """Does the name end in one of the spans? A party's last word says what it is: “Aleppo hospital” is no Aleppo."""
    return any(span.start < party.span.end <= span.end for span in spans)


def _may_act(noun: Word) -> bool:
    """Persons, groups, states; never weapons, times or numbers."""
    noun = counted(noun)
    lemma = noun.lemma_.lower()
    if noun.like_num or noun.pos_ in {"PRON", "VERB", "ADV"}:
        return False
    party = party_of(noun, 0)
    if party is None or lemma in table.WEAPONS or (noun.ent_type_ in {"DATE", "TIME"} and not party.canonical):
        return False
    if lemma in table.VEHICLES and party.kind is not PartyKind.ARMED_GROUP:
        return bool(party.canonical) or _owned(noun)
    if lemma in table.TARGETS and party.canonical is None:
        return False
    if party.kind is not PartyKind.UNKNOWN or party.canonical or table.singular(lemma) in ACTING:
        return True
    return is_person(noun) or noun.ent_type_ in {"ORG", "NORP", "PERSON"}


def _owned(vehicle: Word) -> bool:
    """“The militia's tanks”, "coalition jets": by their owner they act."""
    owners = [child for child in vehicle.lefts if child.dep_ in {"poss", "compound", "amod", "nmod"}]
    return any((party := party_of(owner, 0)) and party.kind is not PartyKind.UNKNOWN for owner in owners)


def _fits_before(noun: Word, event: Word) -> bool:
    """A word right before an event noun names who did it only if it names a party, or a state before “strikes”."""
    if noun.dep_ not in {"amod", "compound", "nmod"} or noun.i > event.i or event.tag_.startswith("VB"):
        return True
    party = party_of(noun, 0)
    if party is None or party.kind is PartyKind.UNKNOWN:
        return False
    if party.kind is PartyKind.GOVERNMENT and noun.ent_type_ in {"NORP", "GPE"}:
        return event.lemma_.lower() in STRIKES or noun.head.lemma_.lower() in STRIKES
    return True


def _may_suffer(noun: Word, trigger: Trigger) -> bool:
    """Persons and things that can be hit; no weapons, no towns that are taken, nobody in particular in a disaster."""
    noun = counted(noun)
    lemma, group = noun.lemma_.lower(), trigger.row.group
    if noun.pos_ in {"PRON", "VERB"} or lemma in table.WEAPONS or noun.ent_type_ in {"DATE", "TIME"}:
        return False
    if group in NOBODY:
        return is_person(noun) and lemma not in table.ANYBODY
    if trigger.row.event_type.code in TAKEN and (lemma in table.GROUND or noun.ent_type_ == "PERSON"):
        return False
    if group == "strategic" and trigger.row.event_type.code not in RUINED and lemma in table.TARGETS:
        return False
    if is_person(noun) or lemma in table.TARGETS:
        return True
    party = party_of(noun, 0)
    return (party is not None and party.kind not in {PartyKind.UNKNOWN, PartyKind.GOVERNMENT}) or (
        party is not None and party.kind is PartyKind.GOVERNMENT and noun.ent_type_ != "GPE"
    )
