"""How many persons, of which kind, as ranges: what a parsed sentence tells.

    figures and single persons → what befell each, by rules → what is no toll of today → a second opinion, learned
    → how they hang together

`counts.toml` holds the words; `fate/` the second opinion.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gazetteer.reason import Reason
from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span
from mapapp.extract.counts.aboard import Aboard, aboard_in, dead_of
from mapapp.extract.counts.again import told_again
from mapapp.extract.counts.aside import why_aside
from mapapp.extract.counts.echoes import echoes_in
from mapapp.extract.counts.fate.seen import Seen, seen_of
from mapapp.extract.counts.fate.settle import decided
from mapapp.extract.counts.figures import Figure, figures_in
from mapapp.extract.counts.kinds import Decisions, Told, told_of
from mapapp.extract.counts.nobody import nobody_in
from mapapp.extract.counts.nth import number_in
from mapapp.extract.counts.persons import persons_in
from mapapp.extract.counts.relations import related
from mapapp.extract.counts.sums import shared, totals
from mapapp.sentence import Sentence

LONGEST = 400
"""A sentence of more tokens is a table or a list that nobody punctuated: it is not read."""

__all__ = ["Aboard", "Reading", "counts_in", "everybody_in", "read_counts", "seen_in", "shared", "told_again", "totals"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts of a sentence."""

    counts: tuple[CountRange, ...]
    """Wholes first, then parts, then older figures."""
    notes: tuple[str, ...]
    """What was left out, and why: sentences for people."""
    reasons: tuple[tuple[Span, Reason], ...]
    """Why each figure counts as what it does, with its place in the report's text."""
    aboard: Aboard | None = None
    """Who was there, where it says so: later sentences may say that all of them died."""


def read_counts(sentence: Sentence, offset: int, year: int | None = None, aboard: Aboard | None = None) -> Reading:
    """The counts that a sentence states, and what it counts that is no toll of today.

    Args:
        sentence: parsed.
        offset: where the sentence's block begins in the report's text.
        year: of the report; None where it is not known.
        aboard: who was there, by the sentences before; None: they do not say.
    """
    if len(sentence) > LONGEST:
        return Reading((), (), ())
    everybody = everybody_in(sentence)
    told, asides = _by_rules(everybody, year)
    decisions = decided(seen_of(everybody, told, asides))
    if any(decision is not None for decision in decisions):
        told, asides = _by_rules(everybody, year, decisions)
    notes = [
        f"“{one.figure.wording}” {one.kind.value} left out, because of “{why}”: no toll of today."
        for one, why in zip(told, asides, strict=True)
        if why
    ]
    kept = [one for one, why in zip(told, asides, strict=True) if not why]
    start = offset + sentence.start_char
    here = aboard_in(everybody)
    there = here or aboard
    all_dead = dead_of(there, sentence, kept, start) if there else None
    if all_dead is not None:
        kept = [one for one in kept if one.kind is not CountKind.KILLED]
    dead = any(one.kind is CountKind.KILLED for one in kept)
    counts = _with_number(related(kept, start), number_in(sentence.text, start, dead=dead))
    counts = [*counts, all_dead] if all_dead else counts
    zeros = tuple(nobody_in(sentence, offset, {count.kind for count in counts}))
    whys = [*(_why(one, start) for one in kept), *(_why_none(zero) for zero in zeros)]
    if all_dead is not None:
        whys.append(_why_all(all_dead))
    return Reading((*counts, *zeros), tuple(notes), tuple(whys), here)


def _with_number(counts: Sequence[CountRange], number: CountRange | None) -> list[CountRange]:
    """Who is the sixth victim is one of six."""
    if number is None or any(c.kind is number.kind and c.is_whole and (c.low or 0) > 1 for c in counts):
        return list(counts)
    return [
        number,
        *(replace(c, subset_of=number.wording) if c.kind is number.kind and c.is_whole else c for c in counts),
    ]


def _why(told: Told, start: int) -> tuple[Span, Reason]:
    figure, kind = told.figure, told.kind.value
    by = f"by “{told.cue.text}”" if told.chance is None else f"by the sentence as a whole ({told.chance:.0%})"
    span = Span(start=start + figure.begin, end=start + figure.end)
    return span, Reason(feature=kind, points=0.0, sentence=f"“{figure.wording}”: {kind}, {by}")


def _why_none(zero: CountRange) -> tuple[Span, Reason]:
    return zero.span, Reason(feature=zero.kind.value, points=0.0, sentence=f"“{zero.wording}”: {zero.kind.value}, none")


def _why_all(dead: CountRange) -> tuple[Span, Reason]:
    sentence = f"“{dead.wording}”: {dead.low} killed, by how many are told to have been there"
    return dead.span, Reason(feature=dead.kind.value, points=0.0, sentence=sentence)


def everybody_in(sentence: Sentence) -> list[Figure]:
    """Numbers and single persons of a parsed sentence, in order."""
    figures = figures_in(sentence)
    everybody = [*figures, *persons_in(sentence, figures), *echoes_in(sentence, figures)]
    return sorted(everybody, key=lambda figure: figure.start)


def seen_in(everybody: Sequence[Figure], year: int | None) -> list[Seen]:
    """The same with what the rules say of each."""
    return seen_of(everybody, *_by_rules(everybody, year))


def _by_rules(
    everybody: Sequence[Figure], year: int | None, decisions: Decisions = ()
) -> tuple[list[Told], list[str | None]]:
    """What is told of each, and for each what makes it no toll of today."""
    told = told_of(list(everybody), decisions)
    return told, [why_aside(one, year) for one in told]


def counts_in(sentence: Sentence, offset: int) -> list[CountRange]:
    """The counts alone; see `read_counts`."""
    return list(read_counts(sentence, offset).counts)
