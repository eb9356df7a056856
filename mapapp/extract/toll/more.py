"""Does a later figure count persons beside those of the earlier: the other side's, who died later, the attacker?"""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind, CountRange, Stance
from mapapp.domain.incident import PartyKind
from mapapp.extract import cues
from mapapp.extract.counts.accounts import MORE
from mapapp.extract.counts.lexicon import WORDS, nth, one_of
from mapapp.extract.parties.table import KIND_WORDS, singular
from mapapp.extract.tellings import Telling
from mapapp.extract.toll.step import Step, is_outdated, updates

_WORD = re.compile(r"[^\W\d_]{3,}")
_DIED_LATER = re.compile(rf"\b{one_of(cues.FIGURES['died_later'])}\b", re.IGNORECASE)
_OF_WOUNDS = re.compile(rf"\b{one_of(cues.FIGURES['of_wounds'])}\b", re.IGNORECASE)
_OF_THE_HURT = re.compile(rf"\b{one_of(cues.FIGURES['of_the_hurt'])}\b", re.IGNORECASE)
_OF_THE_DEAD = re.compile(rf"\b{one_of(cues.FIGURES['of_the_dead'])}\b", re.IGNORECASE)
_ATTACKERS = re.compile(rf"\b{one_of(cues.FIGURES['attackers'])}\b", re.IGNORECASE)
_COUNTED_IN = re.compile(rf"\b{one_of(cues.FIGURES['counted_in'])}\b", re.IGNORECASE)
_WHO_DID_IT = frozenset({*WORDS["persons"]["pronouns"], *WORDS["persons"]["reflexive"], "his own life", "her own life"})
_KNOWN = frozenset({"the", "he", "she", "they", "both", "it"})
_SIDES = (
    frozenset({PartyKind.STATE_FORCES, PartyKind.POLICE, PartyKind.INTERNATIONAL_FORCES}),
    frozenset({PartyKind.ARMED_GROUP, PartyKind.CRIMINAL_GROUP}),
    frozenset({PartyKind.CIVILIANS}),
)


def are_more(step: Step) -> bool:
    """Does the later figure count persons beside those of the earlier?"""
    if updates(step.telling) or is_outdated(step.telling) or step.old.is_nobody:
        return False
    others = _are_also(step) or _of_the_other_side(step) or _died_later(step)
    return others or _is_next(step) or _is_one_more(step) or _is_the_attacker(step) or _is_who_did_it(step)


def _is_the_attacker(step: Step) -> bool:
    """“Killing five people … The attacker also died”; a headline has counted him."""
    alone = step.new.low == 1 and _ATTACKERS.search(step.new.wording) and not _ATTACKERS.search(step.old.wording)
    counted = _ATTACKERS.search(step.holder.wording) and _COUNTED_IN.search(step.holder.wording)
    own = step.telling.row is not None and not step.telling.reference
    return bool(alone) and not own and not (counted or step.holder.summary)


def _is_who_did_it(step: Step) -> bool:
    """“He killed a jogger … Police shot him dead.”"""
    him = step.new.low == 1 and step.new.wording.lower() in _WHO_DID_IT
    words = {singular(word) for word in _WORD.findall(step.telling.wording.lower())}
    stopped = any(KIND_WORDS.get(word) in _SIDES[0] for word in words)
    return him and stopped and step.telling.row is None and step.old.wording.lower() not in _WHO_DID_IT


def _is_one_more(step: Step) -> bool:
    """“Four dead … Two more bodies were found under the debris”, right behind."""
    behind = step.telling.order - step.holder.order == 1 and not step.holder.summary
    further = MORE.search(step.new.wording) is not None
    return behind and further and step.telling.row is None and not step.telling.own_place and step.falls


def _is_next(step: Step) -> bool:
    """“A tenth officer died on the operating table”, of nine told before."""
    number = next(filter(None, map(nth, step.new.wording.split()[:2])), None)
    return number is not None and step.new.low == 1 and number - 1 in {step.old.low, step.old.high}


def _are_also(step: Step) -> bool:
    """“One marine also was killed”, “the army lost one soldier”."""
    telling, new = step.telling, step.new
    text = telling.wording.lower()
    behind = text[max(0, text.find(new.wording.lower())) + len(new.wording) :][:25].split()
    fewer = new.high is not None and new.high < (step.old.low or 0)
    lost = re.search(rf"\blost\s+(?:\w+\s+)?{re.escape(new.wording.lower())}", text) is not None
    own = lost and " of its " not in text and side_of(new) is not None
    return telling.row is None and fewer and (own or "also" in behind or "also" in text.split()[:1])


def _of_the_other_side(step: Step) -> bool:
    """“Eighteen rebels were killed … Four soldiers died”: each side's own."""
    old, new = side_of(step.old), side_of(step.new)
    apart = old is not None and new is not None and old != new
    return apart and not _is_denied(step) and frozenset({PartyKind.CIVILIANS}) not in {old, new}


def died_of_wounds(telling: Telling) -> bool:
    """“Two later died of their injuries”, “two of the wounded died in hospital”: of those told as hurt before."""
    wording = telling.wording
    return _OF_WOUNDS.search(wording) is not None or (
        _DIED_LATER.search(wording) is not None and _OF_THE_HURT.search(wording) is not None
    )


def _died_later(step: Step) -> bool:
    """“Two of the wounded died in hospital”, after a toll of others. A headline has counted them already."""
    wording = step.telling.wording
    if step.new.kind is not CountKind.KILLED or _DIED_LATER.search(wording) is None:
        return False
    if _OF_THE_DEAD.search(wording) or _is_known(step.new):
        return False
    fewer = step.falls or step.new.high == step.old.high == 1
    first = step.telling.order > step.holder.order and not step.holder.summary
    return (fewer and first) or _OF_THE_HURT.search(wording) is not None


def _is_known(count: CountRange) -> bool:
    """“The girl was pronounced dead”, “she died later”, “Kevin Agudelo died”: one of those told of before."""
    words = count.wording.split()
    return words[0].lower() in _KNOWN or (len(words) > 1 and count.wording.istitle())


def _is_denied(step: Step) -> bool:
    said = (step.holder.attribution, step.telling.attribution)
    return any(one is not None and one.stance is Stance.DENIES for one in said)


def side_of(count: CountRange) -> frozenset[PartyKind] | None:
    """On whose side the persons are, where their words say it."""
    words = (singular(word) for word in _WORD.findall(count.wording.lower()))
    kinds = {KIND_WORDS[word] for word in words if word in KIND_WORDS}
    sides = [side for side in _SIDES if side & kinds]
    return sides[0] if len(sides) == 1 else None
