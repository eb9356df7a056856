"""Persons told by the numbers before: "as many wounded", "the rest drowned", "only two of the 50 survived"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from mapapp.domain.claim import CountKind
from mapapp.extract.clause import lemma_of, token_at
from mapapp.extract.counts.figures import Figure
from mapapp.extract.counts.lexicon import WORDS, one_of
from mapapp.extract.counts.nouns import Sort
from mapapp.extract.counts.persons import as_figure
from mapapp.extract.counts.roles import Cue
from mapapp.sentence import Sentence, Word

_ECHOES: Mapping[str, int] = WORDS["persons"]["echoes"]
_ECHO = re.compile(rf"(?<!\w){one_of(_ECHOES)}(?!\s+as\b)(?!\w)", re.IGNORECASE)
_REST = re.compile(rf"\b{one_of(WORDS['persons']['rest'])}\b", re.IGNORECASE)
_ABOARD = re.compile(
    rf"(?:\s+(?!of\b)[\w'’-]+){{0,4}}?\s+(?:{one_of(WORDS['persons']['aboard'])}"
    rf"|(?:on|in)\s+(?:the|an?|their|its)\s+(?:[\w'’-]+\s+){{0,2}}{one_of(WORDS['persons']['vessels'])})\b",
    re.IGNORECASE,
)
_OF = re.compile(r"\bof\s+(?:the\s+|its\s+|their\s+|all\s+|some\s+|about\s+)*$", re.IGNORECASE)
_OF_ALL = re.compile(r"\s+of\s+(?:the|its|their|those|these|his|her)\s+", re.IGNORECASE)
_ONLY = re.compile(rf"\b{one_of(WORDS['persons']['only'])}\s+$", re.IGNORECASE)
NOBODY = re.compile(
    rf"\b{one_of(WORDS['persons']['nobody'])}\s+(?:\w+\s+){{0,4}}?(?P<left>surviv(?:ed|es?|ing)|alive)\b"
    r"|\b(?:no|without)\s+(?:any\s+)?(?P<none>survivors?)\b(?!\s+(?:among|of|from)\b)",
    re.IGNORECASE,
)


def echoes_in(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[Figure]:
    """“Three were killed and as many wounded”, “six were saved, the rest drowned”: told by the numbers before."""
    for match in _ECHO.finditer(sentence.text):
        if told := [figure for figure in figures if figure.end <= match.start()]:
            times = _ECHOES[" ".join(match.group().lower().split())]
            low, high = (None if n is None else n * times for n in (told[-1].low, told[-1].high))
            yield _at(sentence, match, low, high)
    for match in _REST.finditer(sentence.text):
        told = [figure for figure in figures if figure.end <= match.start() and figure.sort is not Sort.THINGS]
        if (left := _left(told)) is not None:
            yield _at(sentence, match, left, left)


def _at(sentence: Sentence, match: re.Match[str], low: int | None, high: int | None) -> Figure:
    start, end = match.span()
    last = next(token for token in sentence if token.idx + len(token) >= sentence.start_char + end)
    echo = replace(as_figure(sentence, last, last, 0), sort=Sort.BARE, single=False)
    return replace(echo, begin=start, start=start, end=end, low=low, high=high)


def _left(told: Sequence[Figure]) -> int | None:
    """All who were there less those of whom something else is told."""
    whole = next((figure for figure in told if is_whole(figure)), None)
    others = [figure.low for figure in told if figure is not whole and figure.low == figure.high]
    if whole is None or whole.low is None or whole.low != whole.high or not others:
        return None
    left = whole.low - sum(n for n in others if n is not None)
    return left if left > 0 else None


def is_whole(figure: Figure) -> bool:
    """“Six of the 30”, “42 people aboard”: all who were there."""
    return is_aboard(figure) or _OF.search(figure.text, 0, figure.begin) is not None


def is_aboard(figure: Figure) -> bool:
    """“42 people aboard”."""
    return _ABOARD.match(figure.text, figure.end) is not None


def is_all_of(part: Figure, whole: Figure) -> bool:
    """“Twenty of the 30”: is the second figure all of whom the first has some?"""
    return not whole.single and _OF_ALL.fullmatch(whole.text, part.end, whole.begin) is not None


def few_survived(figure: Figure, figures: Sequence[Figure]) -> Figure | None:
    """“Only two of the 50 passengers survived”: the figure of those who did not."""
    if only_before(figure) is None or figure.low is None:
        return None
    for whole in figures:
        near = 0 <= whole.begin - figure.end < 12 or whole.end <= figure.begin
        if (
            whole is not figure
            and whole.sort is not Sort.THINGS
            and near
            and is_whole(whole)
            and whole.low == whole.high
            and whole.low
        ):
            left = whole.low - figure.low
            begin, end = min(whole.begin, figure.begin), max(whole.end, figure.end)
            return replace(figure, begin=begin, end=end, low=left, high=left) if left > 0 else None
    return None


def only_before(figure: Figure) -> re.Match[str] | None:
    """The "only" before an exact number; None: there is none."""
    return _ONLY.search(figure.text, 0, figure.begin) if figure.low == figure.high else None


def nobody_survived(figures: Sequence[Figure]) -> tuple[Figure, Cue] | None:
    """“With 48 on board; nobody survived”, “stabbed five guards, none survived”: who is dead, and the word for it."""
    match = NOBODY.search(figures[0].text) if figures else None
    there = [f for f in figures if not f.single and (f.sort is Sort.PERSONS or is_whole(f))]
    if match is None or len(there) != 1:
        return None
    cue = _word(there[0].noun.sent, match)
    return (there[0], (CountKind.KILLED, cue)) if cue is not None else None


def _word(sentence: Sentence, match: re.Match[str]) -> Word | None:
    return token_at(sentence, sentence.start_char + match.start("left" if match.group("left") else "none"))


def is_survival(cue: Word) -> bool:
    """“Survived”, “came out alive”."""
    return lemma_of(cue) in {"survive", "survivor", "alive"}
