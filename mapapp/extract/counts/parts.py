"""Is a figure part of one that was told before? "Including two girls", "two of them", "among them three children"."""

from __future__ import annotations

import re

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import STATES, WORDS, one_of
from mapapp.sentence import Word

_WORDS = WORDS["relations"]
_BEFORE = re.compile(rf"\b{one_of(_WORDS['part_before'])}[,:]?\s*(?:\(|—|–)?\s*$", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s*(?:others?\s+|more\s+)?(?:{one_of(_WORDS['part_after'])}|of\s+(?:the|those|these)\s+{one_of(STATES)})\b"
    rf"|\s+{one_of(_WORDS['gravely'])}\b(?=\s*(?:[,.;)]|$|\band\b))"
    rf"|\s+in\s+(?:an?\s+)?{one_of(_WORDS['grave'])}\s+(?:condition|state)\b"
    rf"|(?:\s+(?:is|are|was|were))?\s+among\s+(?:the|those)\s+(?:{one_of(STATES)}|victims)\b",
    re.IGNORECASE,
)
_OF_STATE = re.compile(
    rf"(?:\s+of\s+|\s+(?:is|are|was|were)\s+among\s+)(?:the|those|these)\s+({one_of(STATES)})\b", re.IGNORECASE
)
_OF_STATE_BEFORE = re.compile(rf"\b[Oo]f\s+(?:the|those|these)\s+({one_of(STATES)})\s*[,:]?\s*$")
_ENDS_OF_STATE = re.compile(rf"\bof\s+(?:the|those|these)\s+{one_of(STATES)}$", re.IGNORECASE)
_OF_HARM = re.compile(r"\bof\s+(?:the|those|these|all)\s+(?:deaths|fatalities|casualties|injuries)$", re.IGNORECASE)
_ONE_A_CHILD = re.compile(r"\s+an?\s+[^\W\d]+", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:(?:none|not\s+one|no\s+one|neither)\s+of|no\s+survivors?\s+(?:among|of|from|amongst))\s+(?:the\s+|all\s+|its\s+|their\s+)*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
REACH = 48
"""Characters before a figure in which it can be called a part."""


def is_part(figure: Figure) -> bool:
    """Do the words beside the figure call it a part?"""
    told = before(figure)
    named = told.rstrip().endswith(",") and figure.noun == figure.number and _ONE_A_CHILD.match(figure.text, figure.end)
    of_harm = _OF_HARM.search(figure.wording)  # "with Jigawa accounting for 459 of the deaths"
    of_state = _ENDS_OF_STATE.search(figure.wording)  # "eleven of the dead"
    return bool(_AFTER.match(figure.text, figure.end) or _BEFORE.search(told) or named or of_harm or of_state)


def before(figure: Figure) -> str:
    """The words before the figure, in its sentence."""
    return figure.text[max(0, figure.begin - REACH) : figure.begin]


def is_of_kind(figure: Figure, kind: CountKind) -> bool:
    """“Three of those killed”, “among the dead were two boys”: part of a number that nobody tells."""
    if _OF_STATE.match(figure.text, figure.end):
        return kind_of_part(figure) is kind
    if _ENDS_OF_STATE.search(figure.wording):
        return True
    if _AFTER.match(figure.text, figure.end):
        return False
    return any(STATES.get(word) is kind for word in _WORD.findall(before(figure).lower())[-4:])


def negated(figure: Figure) -> Word | None:
    """“None of the nine survived”, “no survivors among the 23”: the word that befell nobody of the figure."""
    if not (match := _NONE.search(before(figure))):
        return None
    survivors = match.group().lower().startswith("no surv")
    words = figure.noun.doc[figure.noun.sent.start : figure.first.i] if survivors else figure.noun.sent
    lemmas = {"survivor"} if survivors else {"survive", "alive"}
    return next((t for t in words if lemma_of(t) in lemmas), figure.first)


def kind_of_part(figure: Figure) -> CountKind | None:
    """“Seven of the injured are children”: what befell those of whom the figure is a part."""
    match = _OF_STATE.match(figure.text, figure.end)
    if match is None and not figure.single:
        match = _OF_STATE_BEFORE.search(before(figure))
    return STATES[match.group(1).lower()] if match else None
