"""Two opinions on what befell the persons of a figure, one word.

The rules know more of how numbers hang together, the model more ways to say that somebody was harmed. So it may add
harm that they do not see, and change or drop what they see where it is sure; parts, older numbers, history and the
courts are theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of, verb_of
from mapapp.extract.counts.fate.model import FateModel, the_model
from mapapp.extract.counts.fate.never import may_not_be_harmed
from mapapp.extract.counts.fate.seen import ASIDE, BOTH, INJURED, KILLED, OLDER, PART, Seen
from mapapp.extract.counts.kinds import HARM, Told
from mapapp.extract.counts.nouns import Sort
from mapapp.extract.counts.persons import is_own_self, is_pronoun
from mapapp.extract.counts.roles import hits_a_limb
from mapapp.extract.counts.tolls import COUNTS
from mapapp.sentence import Word

LEAST_TO_ADD = 0.85
"""Of harm that the rules do not see, to persons told by a number."""
LEAST_TO_ADD_ONE = 0.9
"""The same, to a person told without one: more of those only speak or act."""
LEAST_TO_CHANGE = 0.9
"""Of the other harm than the rules say."""
LEAST_TO_DROP = 0.95
"""Of no harm, where the rules see one."""
NEVER = 2.0
SICK = frozenset({CountKind.INFECTED, CountKind.AFFECTED})
"""What the rules tell from the injured by their words: ill, in need."""
_KINDS = {BOTH: (CountKind.KILLED, CountKind.INJURED), KILLED: (CountKind.KILLED,), INJURED: (CountKind.INJURED,)}


def decided(seen: Sequence[Seen], model: FateModel | None = None) -> list[tuple[Told, ...] | None]:
    """For each figure what the model says of it; None: the rules' word stands.

    Args:
        seen: the figures of a sentence in order, with what the rules say.
        model: another than the program's own, for tests.
    """
    return list(_decided(seen, model or the_model())) if seen else []


def _decided(seen: Sequence[Seen], model: FateModel) -> Iterator[tuple[Told, ...] | None]:
    told: list[Told] = []
    for at, one in enumerate(seen):
        mine = None if _is_settled(one) else _opinion(seen, at, told, model)
        told += mine if mine is not None else () if one.aside else one.told
        yield mine


def _is_settled(one: Seen) -> bool:
    """The past, the courts, things, pronouns and “his own life” are the rules'."""
    noun = one.figure.noun
    return bool(one.aside) or one.figure.sort is Sort.THINGS or is_pronoun(noun) or is_own_self(noun)


def _opinion(seen: Sequence[Seen], at: int, before: Sequence[Told], model: FateModel) -> tuple[Told, ...] | None:
    code, chance = max(model.chances(seen, at).items(), key=lambda entry: entry[1])
    return _by(seen[at], code, chance, before) if chance >= _least(seen, at, code, before) else None


def _least(seen: Sequence[Seen], at: int, code: str, before: Sequence[Told]) -> float:
    """How sure the model must be to go against the rules."""
    one, (fate, _, standing) = seen[at], code.partition("-")
    if standing == OLDER or code == ASIDE:
        return NEVER
    kinds = {told.kind for told in one.told}
    if kinds & HARM:
        return _least_to_change(seen, at, fate)
    if fate not in _KINDS or kinds & SICK or (kinds and fate != INJURED):
        return NEVER
    if may_not_be_harmed(seen, at, _KINDS[fate], before):
        return NEVER
    if standing == PART and not any(told.kind in _KINDS[fate] for told in before):
        return NEVER
    return LEAST_TO_ADD_ONE if one.figure.single else LEAST_TO_ADD


def _least_to_change(seen: Sequence[Seen], at: int, fate: str) -> float:
    """Only what a verb says can be doubted: "shot" may be either, "deaths" may not."""
    one = seen[at]
    if one.code.endswith(PART) or any(not _may_be_doubted(told) for told in one.told):
        return NEVER
    if fate not in _KINDS:
        return LEAST_TO_DROP
    parted = any(other.code == f"{fate}-{PART}" for other in seen[at + 1 :])  # "13 were shot, five of them fatally"
    return NEVER if parted or any(told.kind in _KINDS[fate] for told in one.told) else LEAST_TO_CHANGE


def _may_be_doubted(told: Told) -> bool:
    verb = told.cue.pos_ == "VERB" and lemma_of(told.cue) not in COUNTS
    return verb and not told.inherited and not hits_a_limb(told.cue)


def _by(one: Seen, code: str, chance: float, before: Sequence[Told]) -> tuple[Told, ...]:
    """What the model says, with the word that governs the figure as its reason, unless the rules had a better one."""
    fate, _, standing = code.partition("-")
    if fate not in _KINDS:
        return tuple(told for told in one.told if told.kind not in HARM)
    cue = one.told[0].cue if one.told else _cue(one, before)
    part = standing == PART or None
    made = Told(one.figure, CountKind.KILLED, cue, mixed=fate == BOTH, chance=chance, part=part)
    return tuple(replace(made, kind=kind) for kind in _KINDS[fate])


def _cue(one: Seen, before: Sequence[Told]) -> Word:
    """The word of the figure that it is joined to; else the verb of its clause."""
    joined = (told.cue for told in before if told.figure.noun in one.figure.noun.conjuncts)
    return next(joined, verb_of(one.figure.noun))
