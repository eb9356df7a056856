"""The dead of a war or an insurgency since it began, told beside today's: "12,000 have died since the war began"."""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of, verb_of
from mapapp.extract.counts.kinds import Told
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.sentence import Word

_WORDS = WORDS["background"]
_SINCE = re.compile(rf"[^;:]*?(?<!, )\b(?P<since>{one_of(_WORDS['totals'])})\b", re.IGNORECASE)
_WIDE = frozenset(_WORDS["wide"])
_BY_PEOPLE = frozenset(_WORDS["by_people"])
_NATURE = frozenset(_WORDS["natural"]) | frozenset(WORDS["verbs"]["doers"]["nature"]) - _BY_PEOPLE
_OF_ONE_EVENT = _NATURE | frozenset(_WORDS["recent"])
_LETTERS = re.compile(r"[a-z]+")


def total_of_a_war(told: Told) -> str | None:
    """The word that makes the number the toll of a long time; None: it is that of an event, a flood or a disease."""
    if told.kind is not CountKind.KILLED or told.figure.single:
        return None
    verb = told.cue if told.cue.pos_ == "VERB" else verb_of(told.cue)
    perfect = any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"have", "has"} for c in verb.children)
    match = _SINCE.match(told.figure.text, verb.idx - verb.sent.start_char) if perfect else None
    if match is None or not _OF_ONE_EVENT.isdisjoint(_LETTERS.findall(told.figure.text.lower())):
        return None
    return match["since"] if _of_no_event(told, verb) else None


def _of_no_event(told: Told, verb: Word) -> bool:
    """“60 people have died since”, “the war has killed 60 since”: no clash or blast is what killed them."""
    subjects = [child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}]
    theirs = {told.figure.noun, told.figure.number, told.figure.first}
    return any(one in theirs or lemma_of(one) in _WIDE for one in subjects)
