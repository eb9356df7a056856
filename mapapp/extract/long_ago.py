"""What happened in another year, named in passing: “the 1994 bombing … That attack killed 85.”"""

from __future__ import annotations

import re

from mapapp.extract import cues
from mapapp.extract.clause import lemma_of
from mapapp.sentence import Sentence, Word

YEAR = re.compile("(?:1[89]|20)[0-9][0-9]")
"""“The 2018 quake”: who names an event by its year tells of it again."""
_POINTING = frozenset({"that", "same", "those"})


def year_of_another_event(sentence: Sentence, this_year: int) -> str | None:
    """The year of an event that a sentence only names: “the 1994 bombing”, “a raid in 2017”; None: it names none.

    Args:
        sentence: parsed.
        this_year: of the report: only earlier years count.
    """
    for token in sentence:
        if YEAR.fullmatch(token.text) and int(token.text) < this_year and _is_event(_described(token)):
            return str(token.text)
    return None


def points_to_it(sentence: Sentence) -> bool:
    """“That attack killed 85 people”, “eleven died in that raid”."""
    return any(
        child.lower_ in _POINTING and child.dep_ in {"det", "amod"}
        for token in sentence
        if _is_event(token)
        for child in token.children
    )


def _described(year: Word) -> Word:
    return year.head.head if year.dep_ == "pobj" else year.head


def _is_event(noun: Word) -> bool:
    return noun.pos_ in {"NOUN", "PROPN"} and lemma_of(noun) in cues.REFERENCE_NOUNS
