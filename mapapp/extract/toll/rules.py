"""What a later figure of an incident does to an earlier one of the same kind.

Tolls rise. A later figure that is no lower stands; one that is lower must say that the toll fell. Two voices make a
range. Who died later and whom the other side lost are added.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from mapapp.domain.claim import CountKind, CountRange, Stance
from mapapp.domain.incident import PartyKind
from mapapp.extract import cues
from mapapp.extract.counts.accounts import MORE
from mapapp.extract.counts.kinds import CONTESTED
from mapapp.extract.counts.lexicon import nth, one_of
from mapapp.extract.one_place import same_place
from mapapp.extract.parties.table import KIND_WORDS, singular
from mapapp.extract.tellings import HARM, Telling, words_of

MARGIN = 1.15
"""Two counts this close may be the same count, rounded."""
MANY = 10
"""A second voice that speaks of one person of so many has no toll of its own."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_COUNTED_BEFORE = re.compile(
    rf"\b(?:{one_of(cues.BEFORE)}\s+{one_of(cues.FIGURES['counted'])}"
    rf"|had\b(?:\s+\w+){{0,4}}\s+{one_of(cues.FIGURES['had_counted'])})\b",
    re.IGNORECASE,
)
_FELL = re.compile(rf"\b{one_of(cues.FIGURES['fell'])}\b", re.IGNORECASE)
_DIED_LATER = re.compile(rf"\b{one_of(cues.FIGURES['died_later'])}\b", re.IGNORECASE)
_OF_THE_HURT = re.compile(rf"\b{one_of(cues.FIGURES['of_the_hurt'])}\b", re.IGNORECASE)
_OF_THE_DEAD = re.compile(rf"\b{one_of(cues.FIGURES['of_the_dead'])}\b", re.IGNORECASE)
_ATTACKERS = re.compile(rf"\b{one_of(cues.FIGURES['attackers'])}\b", re.IGNORECASE)
_COUNTED_IN = re.compile(rf"\b{one_of(cues.FIGURES['counted_in'])}\b", re.IGNORECASE)
_RECKONED = re.compile(rf"\b{one_of(cues.FIGURES['reckoned'])}\b", re.IGNORECASE)
_KNOWN = frozenset({"the", "he", "she", "they", "both", "it"})
_SIDES = (
    frozenset({PartyKind.STATE_FORCES, PartyKind.POLICE, PartyKind.INTERNATIONAL_FORCES}),
    frozenset({PartyKind.ARMED_GROUP, PartyKind.CRIMINAL_GROUP}),
    frozenset({PartyKind.CIVILIANS}),
)


class Op(StrEnum):
    """What becomes of the earlier figure."""

    KEEP = "keep"
    REPLACE = "replace"
    ADD = "add"
    """The later one counts other persons."""
    RANGE = "range"
    """Two accounts: from the lower to the higher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A figure of an incident, and a later one of the same kind."""

    old: CountRange
    """As it stands, after what was done to it before."""
    holder: Telling
    """The sentence whose figure stands."""
    new: CountRange
    telling: Telling
    """Its sentence."""

    @property
    def falls(self) -> bool:
        """Is the later figure the lower one?"""
        return (self.new.high or self.new.low or 0) < (self.old.low or 0)


def by_rules(step: Step) -> Op:
    """What the two say together."""
    if step.new.kind in HARM and not step.new.is_nobody and _are_more(step):
        return Op.ADD
    if _is_reckoned(step):
        return Op.RANGE
    if _by_two_voices(step) and (not agree(step.old, step.new) or _counted_apart(step.old, step.new)):
        return Op.RANGE
    return Op.REPLACE if stands(step) else Op.KEEP


def _are_more(step: Step) -> bool:
    """Does the later figure count persons beside those of the earlier?"""
    if updates(step.telling) or is_outdated(step.telling) or step.old.is_nobody:
        return False
    others = _are_also(step) or _of_the_other_side(step) or _died_later(step)
    return others or _is_next(step) or _is_the_attacker(step)


def _is_the_attacker(step: Step) -> bool:
    """“Killing five people … The attacker also died”; a headline has counted him."""
    alone = step.new.low == 1 and _ATTACKERS.search(step.new.wording) and not _ATTACKERS.search(step.old.wording)
    counted = _ATTACKERS.search(step.holder.wording) and _COUNTED_IN.search(step.holder.wording)
    own = step.telling.row is not None and not step.telling.reference
    return bool(alone) and not own and not (counted or step.holder.summary)


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


def _by_two_voices(step: Step) -> bool:
    """Figures of two voices; a later toll of the same voice only updates."""
    tellings, counts = (step.holder, step.telling), (step.old, step.new)
    if step.new.kind not in CONTESTED or any(voice(t) is None or updates(t) or is_outdated(t) for t in tellings):
        return False
    if any(MORE.search(count.wording) or (count.is_nobody and count.approximate) for count in counts):
        return False
    return voice(step.holder) != voice(step.telling) and not _are_elsewhere(step) and not _are_some(step)


def _is_reckoned(step: Step) -> bool:
    """“Five people were killed … The army chief put the dead at three”: his own count, lower than what was told."""
    if voice(step.holder) is not None or not step.falls or updates(step.telling) or is_outdated(step.telling):
        return False
    counted = _RECKONED.search(step.telling.wording) is not None and not MORE.search(step.new.wording)
    return counted and step.new.kind in CONTESTED and not (_are_elsewhere(step) or _are_some(step))


def _are_some(step: Step) -> bool:
    """“A neighbour is among the dead”, of fifteen: no other toll."""
    few, many = sorted((step.old, step.new), key=lambda count: count.high or count.low or 0)
    return few.low == 1 and (many.low or 0) >= MANY


def _counted_apart(old: CountRange, new: CountRange) -> bool:
    """“At least 31, according to responders”; “the committee put the number at 40”: both can be right."""
    least, count = (old, new) if old.high is None else (new, old)
    return least.high is None and bool(count.high and least.low) and (count.high or 0) > (least.low or 0)


def _are_elsewhere(step: Step) -> bool:
    """Does each name a place of its own: four dead in one town, nine in all?"""
    left, right = step.holder, step.telling
    named = (left.own_place or right.own_place) and left.places and right.places
    return bool(named) and not same_place(left.places[0], right.places[0])


def voice(telling: Telling) -> str | None:
    """Who says so."""
    return telling.attribution.said_by if telling.attribution else None


def stands(step: Step) -> bool:
    """Does the later count stand in the older one's place?"""
    new, old, telling = step.new, step.old, step.telling
    if is_outdated(telling):
        return False
    if step.holder.summary and not telling.summary and not step.falls and not _is_wordy(new):
        return True  # "Toll tops 900"; "at least 912 people"
    if new.disputed and new.low == old.low:
        return True  # a range that begins with the older one: "… speaks of at least 60"
    if _vague(new) > _vague(old):
        return False
    if not step.falls:
        return True
    return _FELL.search(telling.wording) is not None or (agree(new, old) and (old.approximate or new.kind not in HARM))


def _is_wordy(count: CountRange) -> bool:
    return count.approximate and not any(letter.isdigit() for letter in count.wording)


def _vague(count: CountRange) -> int:
    return 2 * _is_wordy(count) + (count.low is None or count.high is None)


def agree(left: CountRange, right: CountRange) -> bool:
    """Do two ranges overlap, give or take rounding?"""
    low = max(left.low or 0, right.low or 0)
    high = min((count.high for count in (left, right) if count.high is not None), default=None)
    return high is None or low <= high * MARGIN


def updates(telling: Telling) -> bool:
    """“The toll rose to 29”: does the sentence put a number in another's place?"""
    return any(words in telling.wording.lower() for words in cues.UPDATES) and not is_outdated(telling)


def is_outdated(telling: Telling) -> bool:
    """“A hospital had first counted six”: a number that another has replaced."""
    words = words_of(telling)
    before = "had" in words and not words.isdisjoint(cues.BEFORE)
    if before or any(phrase in telling.wording.lower() for phrase in cues.OUTDATED):
        return True
    return _COUNTED_BEFORE.search(telling.wording) is not None
