"""A sentence that only gives another number for the persons of the sentence before: "The UN put it at 34."."""

from __future__ import annotations

from collections.abc import Sequence

from mapapp.domain.claim import CountRange
from mapapp.extract.counts.accounts import range_of
from mapapp.extract.counts.figures import Figure, figures_in
from mapapp.extract.counts.kinds import CONTESTED, Told
from mapapp.extract.counts.nouns import next_word
from mapapp.extract.counts.recounts import is_account, recount
from mapapp.extract.counts.relations import count_of
from mapapp.sentence import Sentence


def told_again(sentence: Sentence, offset: int, before: Sequence[CountRange]) -> list[CountRange]:
    """Two voices make a range; a number that has risen stands for itself. Empty where nothing is told again.

    Args:
        sentence: parsed, with no count and no event of its own.
        offset: where the sentence's block begins in the report's text.
        before: the counts of the sentence before.
    """
    whole = next((count for count in before if count.kind in CONTESTED and count.is_whole), None)
    if whole is None:
        return []
    for figure in figures_in(sentence):
        cue = recount(figure)
        if cue is not None and _closes(figure):
            if (figure.low, figure.high) == (whole.low, whole.high):
                return []
            count = count_of(Told(figure, whole.kind, cue), offset + sentence.start_char)
            return [range_of(whole, count)] if is_account(figure) else [count]
    return []


def _closes(figure: Figure) -> bool:
    """Does the number end its clause, so that it counts nothing else: "spoke of 34", never "said 34 had been freed"?"""
    behind = next_word(figure.last)
    return behind == figure.last or behind.is_punct or behind.lower_ in {"and", "but", "in", "so"}
