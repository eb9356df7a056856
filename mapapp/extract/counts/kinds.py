"""What befell the persons of each figure: by the words beside it, by grammar, by the toll it is the value of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts import beside, tolls
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.joins import is_joined, is_name, leads_to
from mapapp.extract.counts.lexicon import GROUPS, REMAINING, Role, is_weak, noun_kind, phrase_kind
from mapapp.extract.counts.nouns import Sort
from mapapp.extract.counts.parts import before, is_part, negated
from mapapp.extract.counts.persons import is_pronoun
from mapapp.extract.counts.roles import Cue, by_governor

_STRONG = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DISPLACED, CountKind.INFECTED})
"""Kinds whose verbs have hardly any other objects than persons and animals."""
HARM = frozenset({CountKind.KILLED, CountKind.INJURED})
"""Kinds of which nothing is planned: 300 people can be due to be evacuated, nobody is due to be killed."""
_NAMED = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DETAINED})
"""Kinds in which a person's name counts as one."""
_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what befell its persons."""

    figure: Figure
    kind: CountKind
    cue: Token
    """The word that says so."""
    inherited: bool = False
    """Said of the figure before, and of this one because the two are joined."""
    mixed: bool = False
    """One number for the dead and the wounded together: how many of each, nobody says."""


def told_of(figures: list[Figure]) -> list[Told]:
    """The figures that count persons whose fate is told, in order.

    Things are followed too, for the persons beside them: "14 cows and a boy".
    """
    told = [_fates(figure) for figure in figures]
    last: list[Told] = []
    whole: list[Told] = []
    for at, figure in enumerate(figures):
        part = is_part(figure)
        giver = whole if part else last
        if not told[at] and giver and (part or is_joined(figure, giver[0].figure, giver[0].cue)):
            told[at] = [Told(figure, one.kind, one.cue, inherited=True, mixed=one.mixed) for one in giver]
        if told[at] or not figure.single:
            last = told[at]
        whole = told[at] if told[at] and not part else whole
    for at in range(len(figures) - 2, -1, -1):
        if not told[at] and told[at + 1] and leads_to(figures[at], told[at + 1][0].figure, told[at + 1][0].cue):
            told[at] = [Told(figures[at], one.kind, one.cue) for one in told[at + 1]]
            told[at + 1] = [replace(one, inherited=True) for one in told[at + 1]]
    persons = [one for group in told for one in group if one.figure.sort is not Sort.THINGS]
    named = {one.kind for one in persons if not is_pronoun(one.figure.noun)}
    return [one for one in persons if not (is_pronoun(one.figure.noun) and one.kind in named)]


def _fates(figure: Figure) -> list[Told]:
    cues = _own(figure)
    words = [cue.i for kind, cue in cues if kind in HARM]
    mixed = len(words) == 2 and abs(words[0] - words[1]) <= 3 and not figure.single  # "killed and wounded 60"
    return [Told(figure, kind, cue, mixed=mixed) for kind, cue in cues]


def _own(figure: Figure) -> list[Cue]:
    if (why := negated(figure)) is not None:
        return [(CountKind.KILLED, why)] if lemma_of(why) in {"survive", "survivor"} else []
    for way in _WAYS:
        found = {kind: cue for kind, cue in way(figure) if _may_count(figure, kind, cue)}
        if found:
            return list(_with_tail(figure, found).items())
    return []


def _with_tail(figure: Figure, found: dict[CountKind, Token]) -> dict[CountKind, Token]:
    """“Evacuated nine with wounds” are injured too; who “was wounded and later died” is dead."""
    killed, injured = found.get(CountKind.KILLED), found.get(CountKind.INJURED)
    if killed and injured and injured.i < killed.i and phrase_kind(killed, Role.SUBJECT) is CountKind.KILLED:
        del found[CountKind.INJURED]
    elif killed and found.keys() & {CountKind.MISSING, CountKind.RESCUED}:
        found = {kind: cue for kind, cue in found.items() if kind not in {CountKind.MISSING, CountKind.RESCUED}}
    elif (saved := found.get(CountKind.RESCUED)) and lemma_of(saved) == "survive" and _NEITHER.search(before(figure)):
        found = {CountKind.KILLED: saved}
    elif not killed and not injured:
        found |= dict(beside.by_tail(figure))
    return found


def _may_count(figure: Figure, kind: CountKind, cue: Token) -> bool:
    """Can the verb have these persons: must they be named as persons, and are they?"""
    if is_name(figure):
        said = phrase_kind(cue, Role.PATIENT) or phrase_kind(cue, Role.SUBJECT) or noun_kind(cue)
        return kind in _NAMED and said is kind
    if figure.sort is Sort.PERSONS:
        return True
    if figure.sort is Sort.BARE:
        following = figure.number.nbor() if figure.number.i + 1 < figure.number.sent.end else figure.number
        household = figure.noun.dep_ == "pobj" and lemma_of(figure.noun.head.head) in GROUPS
        return household or not is_weak(cue) or following.lower_ in REMAINING
    return kind in (HARM if figure.single else _STRONG) and not is_weak(cue)


def _by_grammar(figure: Figure) -> Iterator[Cue]:
    yield from by_governor(figure.noun)
    if figure.noun not in (figure.number, figure.number.head):
        yield from by_governor(figure.number)


_WAYS: tuple[Callable[[Figure], Iterable[Cue]], ...] = (
    beside.by_noun,
    beside.by_genitive,
    beside.by_label,
    beside.by_state,
    beside.by_tail,
    beside.by_verb_before,
    beside.by_follower,
    _by_grammar,
    tolls.toll_of,
    beside.by_neighbour,
    beside.by_name,
    beside.by_part,
    beside.by_list,
)
"""Ways to find out, the surest first: the first that says anything is believed."""
