"""What befell the persons of each figure: by the words beside it, by grammar, by the toll it is the value of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts import beside, rows, tolls
from mapapp.extract.counts.echoes import few_survived, is_all_of, is_survival, nobody_survived
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.joins import is_joined, is_name, is_next, leads_to
from mapapp.extract.counts.lexicon import GROUPS, REMAINING, Role, is_weak, noun_kind, phrase_kind
from mapapp.extract.counts.nouns import Sort, next_word
from mapapp.extract.counts.parts import before, is_part, negated
from mapapp.extract.counts.persons import is_own_self, is_pronoun
from mapapp.extract.counts.reading import subjects
from mapapp.extract.counts.recounts import is_account, recount
from mapapp.extract.counts.roles import Cue, by_governor
from mapapp.sentence import Word

_STRONG = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DISPLACED, CountKind.INFECTED})
"""Kinds whose verbs have hardly any other objects than persons and animals."""
HARM = frozenset({CountKind.KILLED, CountKind.INJURED})
"""Kinds of which nothing is planned: 300 people can be due to be evacuated, nobody is due to be killed."""
CONTESTED = HARM | {CountKind.PARTICIPANTS, CountKind.DETAINED, CountKind.MISSING}
"""Kinds of which two voices give numbers of their own."""
_NAMED = frozenset({CountKind.KILLED, CountKind.INJURED, CountKind.ABDUCTED, CountKind.DETAINED})
"""Kinds in which a person's name counts as one."""
_BEFORE_DEATH = frozenset({CountKind.ABDUCTED, CountKind.MISSING, CountKind.INJURED, CountKind.DETAINED})
"""What can befall persons before they are dead."""
_NEITHER = re.compile(r"\bneither\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what befell its persons."""

    figure: Figure
    kind: CountKind
    cue: Word
    """The word that says so."""
    inherited: bool = False
    """Said of the figure before, and of this one because the two are joined."""
    recount: bool = False
    """A new number for the persons of the figure before."""
    mixed: bool = False
    """One number for the dead and the wounded together: how many of each, nobody says."""
    chance: float | None = None
    """Of what the model says against the rules; None: the rules say it."""
    part: bool | None = None
    """Is it a part of a number told before? None: the words beside it say so."""

    @property
    def is_part(self) -> bool:
        """Is it a part of a number told before?"""
        return is_part(self.figure) if self.part is None else self.part


Decisions = Sequence[Sequence[Told] | None]
"""For each figure what is told of it, decided elsewhere; None: ask the rules."""


def told_of(figures: list[Figure], decided: Decisions = ()) -> list[Told]:
    """The figures that count persons whose fate is told, in order.

    Things are followed too, for the persons beside them: "14 cows and a boy".

    Args:
        figures: of a sentence, in order.
        decided: what is known of them already; empty: nothing.
    """
    known = decided or [None] * len(figures)
    told = [_fates(figure) if one is None else list(one) for figure, one in zip(figures, known, strict=True)]
    _hand_on(figures, told)
    _hand_back(figures, told)
    _tell_unsaid(figures, told)
    told = [group if one is None else list(one) for group, one in zip(told, known, strict=True)]
    persons = [one for group in told for one in group if one.figure.sort is not Sort.THINGS]
    named = {one.kind for one in persons if not _is_somebody(one.figure)}
    return [
        one
        for one in persons
        if not (_is_somebody(one.figure) and one.kind in named) and not _is_said_of_its_subject(one, persons)
    ]


def _is_said_of_its_subject(one: Told, told: Sequence[Told]) -> bool:
    """“The gunman took his own life” is one person."""
    return is_own_self(one.figure.noun) and any(
        other.cue == one.cue and other.figure.noun in subjects(one.cue) for other in told
    )


def _is_somebody(figure: Figure) -> bool:
    """“He”, of whom the sentence tells more; not of "she and three others"."""
    return is_pronoun(figure.noun) and not list(figure.noun.conjuncts)


def _hand_on(figures: list[Figure], told: list[list[Told]]) -> None:
    """What is said of a figure holds for those joined to it, for its parts, and for new numbers of the same persons."""
    last: list[Told] = []
    whole: list[Told] = []
    for at, figure in enumerate(figures):
        if at and told[at - 1] and is_all_of(figures[at - 1], figure) and negated(figure) is None:
            told[at] = []  # "twenty of the 30 passengers were killed": only the twenty
            continue
        part = is_part(figure)
        giver = whole if part else last
        if giver and giver[0].kind in CONTESTED and (cue := _recount(figure, told[at], giver[0].kind)):
            told[at] = [Told(figure, one.kind, cue, recount=True) for one in giver if one.kind is giver[0].kind]
        elif giver and _may_get(figure, told[at]) and (part or is_joined(figure, giver[0].figure, giver[0].cue)):
            told[at] = [Told(figure, one.kind, one.cue, inherited=True, mixed=one.mixed) for one in giver]
        if told[at] or not figure.single:
            last = told[at]
        whole = told[at] if told[at] and not part else whole


def _may_get(figure: Figure, own: list[Told]) -> bool:
    """Is nothing said of it, or only where it was: "four died and a fifth in hospital"?"""
    if own and own[0].cue == figure.noun and own[0].kind in {CountKind.ABDUCTED, CountKind.PARTICIPANTS}:
        return True  # "two guards and eight hostages died"
    behind = next_word(figure.noun)
    return not own or (is_next(figure) and behind.tag_ == "IN" and own[0].cue == behind)


def _recount(figure: Figure, own: list[Told], kind: CountKind) -> Word | None:
    """A toll told far before is no reason of its own: "the toll stands at 6, while a senator speaks of 60"."""
    afar = own and own[0].kind is kind and lemma_of(own[0].cue) in tolls.COUNTS and is_account(figure)
    return recount(figure) if not own or afar else None


def _hand_back(figures: list[Figure], told: list[list[Told]]) -> None:
    """“A woman and an infant injured”."""
    for at in range(len(figures) - 2, -1, -1):
        if not told[at] and told[at + 1] and leads_to(figures[at], told[at + 1][0].figure, told[at + 1][0].cue):
            told[at] = [Told(figures[at], one.kind, one.cue) for one in told[at + 1]]
            told[at + 1] = [replace(one, inherited=True) for one in told[at + 1]]


def _tell_unsaid(figures: list[Figure], told: list[list[Told]]) -> None:
    """Who did not survive, where only the survivors are told."""
    if any(one.kind is CountKind.KILLED for group in told for one in group):
        return
    if nobody := nobody_survived(figures):
        figure, (kind, cue) = nobody
        told[figures.index(figure)] = [Told(figure, kind, cue)]
        return
    for group in told:
        for one in group:
            saved = one.kind is CountKind.RESCUED and is_survival(one.cue)
            if saved and (dead := few_survived(one.figure, figures)):
                group.append(Told(dead, CountKind.KILLED, one.cue))
                return


def _fates(figure: Figure) -> list[Told]:
    cues = _own(figure)
    words = [cue.i for kind, cue in cues if kind in HARM]
    mixed = len(words) == 2 and abs(words[0] - words[1]) <= 3 and not figure.single  # "killed and wounded 60"
    return [Told(figure, kind, cue, mixed=mixed) for kind, cue in cues]


def _own(figure: Figure) -> list[Cue]:
    if (why := negated(figure)) is not None:
        return [(CountKind.KILLED, why)] if is_survival(why) else []
    for way in _WAYS:
        found = {kind: cue for kind, cue in way(figure) if _may_count(figure, kind, cue)}
        if found:
            return list(_with_tail(figure, _dead_after_all(figure, found)).items())
    return []


def _dead_after_all(figure: Figure, found: dict[CountKind, Word]) -> dict[CountKind, Word]:
    """“Thirteen guards kidnapped in April have been found dead”: the participle beside them tells the past."""
    cue = next(iter(found.values()))
    if not found.keys() <= _BEFORE_DEATH or cue.dep_ not in {"acl", "amod"} or cue.tag_ != "VBN":
        return found
    return next(({kind: word} for kind, word in by_governor(figure.noun) if kind is CountKind.KILLED), found)


def _with_tail(figure: Figure, found: dict[CountKind, Word]) -> dict[CountKind, Word]:
    """“Evacuated nine with wounds” are injured too; who “was wounded and later died” is dead."""
    killed, injured = found.get(CountKind.KILLED), found.get(CountKind.INJURED)
    if killed and injured and injured.i < killed.i and phrase_kind(killed, Role.SUBJECT) is CountKind.KILLED:
        del found[CountKind.INJURED]
    elif killed and found.keys() & {CountKind.MISSING, CountKind.RESCUED}:
        found = {kind: cue for kind, cue in found.items() if kind not in {CountKind.MISSING, CountKind.RESCUED}}
    elif (saved := found.get(CountKind.RESCUED)) and lemma_of(saved) == "survive" and _NEITHER.search(before(figure)):
        found = {CountKind.KILLED: saved}
    elif not killed and not injured:
        found |= dict(beside.by_survivors(figure) if saved else beside.by_tail(figure))
    return found


def _may_count(figure: Figure, kind: CountKind, cue: Word) -> bool:
    """Can the verb have these persons: must they be named as persons, and are they?"""
    if figure.single and any(child.lower_ == "late" and child.dep_ == "amod" for child in figure.noun.children):
        return False  # "the body of the late president": dead before
    if is_name(figure):
        said = phrase_kind(cue, Role.PATIENT) or phrase_kind(cue, Role.SUBJECT) or noun_kind(cue)
        return kind in _NAMED and said is kind
    if figure.sort is Sort.PERSONS:
        return True
    if figure.sort is Sort.BARE:
        following = figure.number.nbor() if figure.number.i + 1 < figure.number.sent.end else figure.number
        household = figure.noun.dep_ == "pobj" and lemma_of(figure.noun.head.head) in GROUPS
        return household or not is_weak(cue) or following.lower_ in REMAINING
    if figure.single and figure.noun.dep_ == "dobj" and figure.noun.head.tag_ == "VBG" and cue.i > figure.noun.i:
        return False  # "a trackman riding an inspection trolley was killed"
    return kind in (HARM if figure.single else _STRONG) and not is_weak(cue)


def _by_grammar(figure: Figure) -> Iterator[Cue]:
    yield from by_governor(figure.noun)
    if figure.noun not in (figure.number, figure.number.head):
        yield from by_governor(figure.number)
    if figure.first != figure.number:  # "all but two of the 181 people"
        yield from by_governor(figure.first)


_WAYS: tuple[Callable[[Figure], Iterable[Cue]], ...] = (
    beside.by_noun,
    beside.by_genitive,
    rows.by_label,
    tolls.numbered,
    beside.by_state,
    beside.by_tail,
    beside.by_verb_before,
    beside.by_follower,
    _by_grammar,
    tolls.toll_of,
    beside.by_casualties,
    beside.by_neighbour,
    beside.by_name,
    beside.by_part,
    rows.by_list,
)
"""Ways to find out, the surest first: the first that says anything is believed."""
