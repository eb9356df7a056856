"""Is a figure part of one that was told before? "Including two girls", "two of them", "among them three children"."""

from __future__ import annotations

import re

from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import WORDS, one_of

_WORDS = WORDS["relations"]
_BEFORE = re.compile(rf"\b{one_of(_WORDS['part_before'])}[,:]?\s*(?:\(|—|–)?\s*$", re.IGNORECASE)
_AFTER = re.compile(rf"\s*(?:others?\s+|more\s+)?{one_of(_WORDS['part_after'])}\b", re.IGNORECASE)
REACH = 48
"""Characters before a figure in which it can be called a part."""


def is_part(figure: Figure) -> bool:
    """Do the words beside the figure call it a part?"""
    return _AFTER.match(figure.text, figure.end) is not None or _BEFORE.search(before(figure)) is not None


def before(figure: Figure) -> str:
    """The words before the figure, in its sentence."""
    return figure.text[max(figure.noun.sent.start_char, figure.begin - REACH) : figure.begin]
