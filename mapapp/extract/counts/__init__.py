"""How many persons, of which kind, as ranges: what a parsed sentence tells.

    figures and single persons → what befell each → what is no toll of today → how they hang together

`counts.toml` holds the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Sentence

from mapapp.domain.claim import CountRange
from mapapp.extract.counts.again import told_again
from mapapp.extract.counts.aside import why_aside
from mapapp.extract.counts.echoes import echoes_in
from mapapp.extract.counts.figures import figures_in
from mapapp.extract.counts.kinds import told_of
from mapapp.extract.counts.persons import persons_in
from mapapp.extract.counts.relations import related
from mapapp.extract.counts.sums import shared, totals

LONGEST = 400
"""A sentence of more tokens is a table or a list that nobody punctuated: it is not read."""

__all__ = ["Reading", "counts_in", "read_counts", "shared", "told_again", "totals"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts of a sentence."""

    counts: tuple[CountRange, ...]
    """Wholes first, then parts, then older figures."""
    notes: tuple[str, ...]
    """What was left out, and why: sentences for people."""


def read_counts(sentence: Sentence, offset: int, year: int | None = None) -> Reading:
    """The counts that a sentence states, and what it counts that is no toll of today.

    Args:
        sentence: parsed.
        offset: where the sentence's block begins in the report's text.
        year: of the report; None where it is not known.
    """
    if len(sentence) > LONGEST:
        return Reading((), ())
    figures = figures_in(sentence)
    everybody = [*figures, *persons_in(sentence, figures), *echoes_in(sentence, figures)]
    everybody.sort(key=lambda figure: figure.start)
    kept, notes = [], []
    for told in told_of(everybody):
        if why := why_aside(told, year):
            notes.append(f"“{told.figure.wording}” {told.kind.value} left out, because of “{why}”: no toll of today.")
        else:
            kept.append(told)
    return Reading(tuple(related(kept, offset + sentence.start_char)), tuple(notes))


def counts_in(sentence: Sentence, offset: int) -> list[CountRange]:
    """The counts alone; see `read_counts`."""
    return list(read_counts(sentence, offset).counts)
