"""What a later figure of an incident does to an earlier one of the same kind.

Tolls rise. A later figure that is no lower stands; one that is lower must say that the toll fell. Two voices make a
range. Who died later and whom the other side lost are added.
"""

from __future__ import annotations

import re

from mapapp.domain.claim import CountRange
from mapapp.extract import cues
from mapapp.extract.counts.accounts import MORE
from mapapp.extract.counts.kinds import CONTESTED
from mapapp.extract.counts.lexicon import one_of
from mapapp.extract.one_place import same_place
from mapapp.extract.tellings import HARM
from mapapp.extract.toll.more import are_more
from mapapp.extract.toll.step import Op, Step, is_outdated, updates, voice

MARGIN = 1.15
"""Two counts this close may be the same count, rounded."""
MANY = 10
"""A second voice that speaks of one person of so many has no toll of its own."""
_FELL = re.compile(rf"\b{one_of(cues.FIGURES['fell'])}\b", re.IGNORECASE)
_RECKONED = re.compile(rf"\b{one_of(cues.FIGURES['reckoned'])}\b", re.IGNORECASE)


def by_rules(step: Step) -> Op:
    """What the two say together."""
    if step.new.kind in HARM and not step.new.is_nobody and are_more(step):
        return Op.ADD
    if _is_reckoned(step):
        return Op.RANGE
    if _by_two_voices(step) and (not agree(step.old, step.new) or _counted_apart(step.old, step.new)):
        return Op.RANGE
    return Op.REPLACE if stands(step) else Op.KEEP


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
