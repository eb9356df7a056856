"""The names of a sentence that may be where an act happened: the places found, and names that no list has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapapp.domain.mention import Mention, Resolution, Use
from mapapp.domain.report import Span
from mapapp.sentence import Sentence, Word

MAKER = "scene-names-1"
NOT_PLACES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "LANGUAGE"})
"""Entities of these kinds are no names of places, even written with a capital."""
INSIDE_NAMES = frozenset({"-", "'", "’", "‘", "al", "el", "de", "la"})
"""Tokens between two parts of one name: "Deir al-Zor"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A name in the sentence of an act."""

    resolution: Resolution
    """With no place, where no list has the name."""
    first: int
    """Index of its first token in the document."""
    last: int
    """Index of its last token."""
    head: Word
    """The token of it that the rest of the sentence hangs on."""
    listed: bool
    """Found by the recogniser; False: only written as a name is."""


def candidates(sentence: Sentence, resolutions: Sequence[Resolution], offset: int) -> list[Candidate]:
    """All names of a sentence in order, never overlapping.

    Args:
        sentence: parsed.
        resolutions: of the mentions inside the sentence, in order.
        offset: where the text of `sentence.doc` begins in the report's text, in code points.
    """
    found = [c for r in resolutions if (c := _of_mention(sentence, r, offset)) is not None]
    taken = {i for candidate in found for i in range(candidate.first, candidate.last + 1)}
    found += [_of_tokens(run, offset) for run in _name_runs(sentence, taken)]
    return sorted(found, key=lambda candidate: candidate.first)


def _of_mention(sentence: Sentence, resolution: Resolution, offset: int) -> Candidate | None:
    span = resolution.mention.span
    inside = [t for t in sentence if t.idx < span.end - offset and t.idx + len(t) > span.start - offset]
    if not inside:
        return None
    return Candidate(resolution=resolution, first=inside[0].i, last=inside[-1].i, head=head_of(inside), listed=True)


def head_of(tokens: Sequence[Word]) -> Word:
    """The token of some in a row that hangs on none of the others; the last where several do."""
    own = {token.i for token in tokens}
    return next((t for t in reversed(tokens) if t.head.i not in own or t.head == t), tokens[-1])


def _name_runs(sentence: Sentence, taken: set[int]) -> Iterator[list[Word]]:
    """Proper nouns in a row that belong to no mention."""
    run: list[Word] = []
    for token in sentence:
        if token.i not in taken and (_is_name(token) or (run and token.lower_ in INSIDE_NAMES)):
            run.append(token)
            continue
        yield from _trimmed(run)
        run = []
    yield from _trimmed(run)


def _is_name(token: Word) -> bool:
    return token.pos_ == "PROPN" and token.ent_type_ not in NOT_PLACES and any(c.isalpha() for c in token.text)


def _trimmed(run: list[Word]) -> Iterator[list[Word]]:
    while run and run[-1].lower_ in INSIDE_NAMES:
        run = run[:-1]
    if run:
        yield run


def _of_tokens(run: Sequence[Word], offset: int) -> Candidate:
    start, end = run[0].idx, run[-1].idx + len(run[-1])
    surface = run[0].doc.text[start:end]
    mention = Mention(
        span=Span(start=offset + start, end=offset + end),
        surface=surface,
        use=Use.PLACE,
        confidence=0.3,
        maker=MAKER,
        reason="written as a name, in no list of places",
    )
    resolution = Resolution(mention=mention, place=None, confidence=0.0, reasons=(), runners_up=(), maker=MAKER)
    return Candidate(resolution=resolution, first=run[0].i, last=run[-1].i, head=head_of(run), listed=False)
