"""A new number for persons told before: "a doctor counted 19", "the count now stands at 436", "it has risen to 13"."""

from __future__ import annotations

import re

from mapapp.extract.clause import lemma_of, token_at
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import REMAINING, WORDS, one_of
from mapapp.extract.counts.nouns import Sort, next_word
from mapapp.sentence import Word

_WORDS = WORDS["relations"]
_GENERAL = frozenset({"people", "person", "victim"})
_SAID = re.compile(rf"\b{one_of(_WORDS['recounts'])}\s+[\"“'‘]?$", re.IGNORECASE)
_GAPPED = re.compile(
    rf"\b{one_of(_WORDS['gapped'])}\b.*(?:,|;|\band|\bbut|\bwhile)\s+(?:[\w'’-]+\s+){{1,4}}(?:at|of)\s+$", re.IGNORECASE
)
_RISEN = re.compile(
    rf"\b(?:{one_of(WORDS['tolls']['counts'])}|it|this|that|which)\s+(?:\w+\s+){{0,4}}?(?:(?:at|to|is|was|of)\s+)?"
    rf"(?<=\s){one_of(_WORDS['risen'])}\s+[\"“'‘]?$",
    re.IGNORECASE,
)
_PROVED = re.compile(rf"\b{one_of(_WORDS['proved'])}\s+[\"“'‘]?$", re.IGNORECASE)

REACH = 100
"""Characters before a number in which these words stand."""


def recount(figure: Figure) -> Word | None:
    """The word that leads to a bare number for persons told before; None: the number says something else."""
    if figure.single or not (figure.sort is Sort.BARE or lemma_of(figure.noun) in _GENERAL):
        return None
    if next_word(figure.number).lower_ in REMAINING or next_word(figure.number).lower_ == "of":
        return None
    for pattern in (_SAID, _GAPPED, _RISEN, _PROVED):
        if match := pattern.search(figure.text, max(0, figure.begin - REACH), figure.begin):
            sentence = figure.noun.sent
            return token_at(sentence, sentence.start_char + match.start())
    return None


def is_account(figure: Figure) -> bool:
    """Does somebody say the number, rather than a toll rise to it?"""
    at = max(0, figure.begin - REACH)
    return any(pattern.search(figure.text, at, figure.begin) for pattern in (_SAID, _GAPPED))
