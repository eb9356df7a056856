"""Where an act happened whose sentence does not say: what “the city” stands for, the place told before, the focus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from mapapp.domain.mention import Resolution, Use
from mapapp.domain.report import Span
from mapapp.extract import cues
from mapapp.extract.shifted import WIDE
from mapapp.extract.sources import noun_phrase
from mapapp.extract.tellings import PlaceHint
from mapapp.sentence import Sentence, Word

FARTHEST = 9
"""Steps in the dependency tree between an act and its place."""


def by_reference(trigger: Word, sentence: Sentence, known: Sequence[Resolution], offset: int) -> tuple[PlaceHint, ...]:
    """“The city”: the place named last of the kind that the words ask for.

    Args:
        trigger: the word that tells of the act.
        sentence: parsed.
        known: the resolved places named so far in the report, those of the sentence too, oldest first.
        offset: where the block begins in the report's text.
    """
    here = next((token for token in sentence if token.lower_ == "here" and token.dep_ == "advmod"), None)
    dateline = next((r for r in known if r.mention.use is Use.DATELINE), None) if here is not None else None
    if here is not None and dateline is not None:
        return (_standing(dateline, here.idx, here.idx + len(here), sentence, offset),)
    standing = [
        token
        for token in sentence
        if token.lemma_.lower() in cues.REFERENCE_PLACES
        and not _names_itself(token)
        and any(c.lower_ in {"the", "this", "that"} for c in token.children)
    ]
    for token in sorted(standing, key=lambda token: _steps(trigger, token)):
        asked = cues.REFERENCE_PLACES[token.lemma_.lower()]
        before = [r for r in known if r.mention.span.end <= offset + token.idx]
        fitting = [r for r in before if r.place is not None and (not asked or r.place.kind.value in asked.split())]
        if fitting:
            left, right = noun_phrase(token)
            return (_standing(fitting[-1], min(left, token.left_edge.idx), right, sentence, offset),)
    return ()


def _standing(named: Resolution, left: int, right: int, sentence: Sentence, offset: int) -> PlaceHint:
    """The place named before that some words of a sentence stand for, from `left` to `right` in its block."""
    surface = sentence.doc.text[left:right]
    return PlaceHint(
        resolution=named,
        span=Span(start=offset + left, end=offset + right),
        surface=" ".join(surface.split()),
        confidence=round(named.confidence * 0.85, 3),
        sentence=f"“{surface}” stands for “{named.mention.surface}”, named before",
    )


def _names_itself(token: Word) -> bool:
    """“The Syrian capital Damascus”, “the city of Aleppo”: the words stand beside the name, not for another."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is not None and following.lower_ == "of" and following.i + 1 < len(token.doc):
        following = following.nbor()
    return following is not None and following.pos_ == "PROPN"


def carried(hints: tuple[PlaceHint, ...], trigger: Span) -> tuple[PlaceHint, ...]:
    """The places of the sentence before, for a sentence that names none; less sure."""
    return tuple(
        replace(
            hint,
            span=trigger,
            confidence=round(hint.confidence * 0.7, 3),
            sentence=f"no place in this sentence; “{hint.surface}” is the place told just before",
        )
        for hint in hints
    )


def focus_of(resolutions: Sequence[Resolution]) -> PlaceHint | None:
    """The one town or site that a report is about; None where it names several about as often."""
    named = [
        r
        for r in resolutions
        if r.place is not None
        and r.place.kind not in WIDE
        and r.mention.use in {Use.PLACE, Use.REFERENCE, Use.DATELINE}
    ]
    counted = Counter(r.place.id for r in named if r.place is not None).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] < 2 * counted[1][1]):
        return None
    first = next(r for r in named if r.place is not None and r.place.id == counted[0][0])
    return PlaceHint(
        resolution=first,
        span=first.mention.span,
        surface=first.mention.surface,
        confidence=round(first.confidence * 0.5, 3),
        sentence=f"no place is named for it; the report is about “{first.mention.surface}”",
    )


def has_other_place_words(resolutions: Sequence[Resolution]) -> bool:
    """Does the sentence name places that are not the scene, or not known? Then no other is carried into it."""
    return any(r.mention.use is Use.REFERENCE or (r.mention.use is Use.PLACE and r.place is None) for r in resolutions)


def _steps(left: Word, right: Word) -> int:
    """The steps between two tokens of a dependency tree."""
    above = {token.i: depth for depth, token in enumerate(_chain(left))}
    for depth, token in enumerate(_chain(right)):
        if token.i in above:
            return depth + above[token.i]
    return FARTHEST + 1


def _chain(token: Word) -> Iterable[Word]:
    yield token
    yield from token.ancestors
