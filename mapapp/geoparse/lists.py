"""Where a stretch of text that was taken for one name is a list of several: "Helmand, Kandahar and Uruzgan"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gazetteer.lookup import Gazetteer
from mapapp.domain.report import Span
from mapapp.geoparse import cues

BETWEEN = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|/|\s[-–—]\s)\s*")
WITHIN = re.compile(r"\s+(?:of|in)\s+(?:the\s+)?")
EDGES = " \t\u00a0,;:()'\"’“”"
ARTICLE = "the "
GENERIC = cues.DESCRIPTOR_AFTER.keys() | cues.ROADS
LONGEST_GENERIC = 20
"""Characters."""
SEVERAL = 3
APART = frozenset({"and", "the", "on", "upon", "of", "e", "o", "en"})
"""Small words that are in names too, but mostly stand between two."""


def names_in(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """The names of a stretch, without marks and articles at its edges: one where the whole is a known name.

    Yields half-open offsets into `text`.
    """
    start, end = trimmed(text, start, end)
    whole = text[start:end]
    if not whole:
        return
    if not (BETWEEN.search(whole) or WITHIN.search(whole)) or is_known(whole, gazetteer):
        yield start, end
        return
    at = 0
    for found in [*BETWEEN.finditer(whole), None]:
        last = found.start() if found else len(whole)
        if whole[at:last].strip():
            yield from _inner_and_outer(text, start + at, start + last, gazetteer)
        at = found.end() if found else at


def _inner_and_outer(text: str, start: int, end: int, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """“Gogjali district of eastern Mosul” is Gogjali and Mosul, “Port of Beirut” Beirut; any other name is one."""
    found = WITHIN.search(text, start, end)
    if found is None or is_known(text[start:end], gazetteer):
        yield start, end
        return
    outer, _ = without_generic_words(text, found.end(), end, gazetteer)
    if not is_known(text[outer:end], gazetteer):
        yield start, end
        return
    if text[start : found.start()].lower() not in cues.DESCRIPTOR_BEFORE:
        yield start, found.start()
    yield outer, end


def is_known(surface: str, gazetteer: Gazetteer) -> bool:
    """Has the gazetteer a place of this name that the name alone may mean?"""
    return any(candidate.form.strong for candidate in gazetteer.named(surface))


def joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order; two with nothing but a name's small word between them are one: "Córrego do Feijão"."""
    held: Span | None = None
    for span in spans:
        if (
            held
            and text[held.end : span.start].strip().lower() in cues.CONNECTORS - APART
            and span.start - held.end < 6
        ):
            held = Span(start=held.start, end=span.end)
            continue
        if held:
            yield held
        held = span
    if held:
        yield held


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without marks and an article at its edges; a full stop stays, it may be an abbreviation's."""
    while start < end and text[start] in EDGES + ".":
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    if text[start:end].lower().startswith(ARTICLE):
        start += len(ARTICLE)
    return start, end


def keeps_generic_words(texts: Iterable[tuple[str, Sequence[Span]]]) -> bool:
    """Is it a habit of these texts that "province" is part of a name, as in situation reports, or not, as in the news?

    Asked of the names that were found: by a single one it can't be told, by several it can.
    """
    within = beside = 0
    for text, spans in texts:
        for span in spans:
            words = span.of(text).split()
            following = text[span.end : span.end + LONGEST_GENERIC].split()
            within += len(words) > 1 and words[-1] in GENERIC
            beside += bool(following) and following[0] in GENERIC
    return within >= SEVERAL and within > beside


def without_generic_words(
    text: str, start: int, end: int, gazetteer: Gazetteer, *, keep_after: bool = False
) -> tuple[int, int]:
    """A name without the words around it that only narrow or describe it: "northern Idlib", "Gondra district".

    A word after the name stays where it has a capital, or with `keep_after`; one before it where the name is known with
    it (North Darfur).
    """
    words = text[start:end].split()
    if len(words) > 1 and words[-1] in GENERIC and not keep_after:
        end = start + len(text[start:end].rstrip()[: -len(words[-1])].rstrip())
    if len(words) > 1 and words[0].lower() in cues.MODIFIERS and not gazetteer.has_name(text[start:end]):
        rest = text[start:end][len(words[0]) :].strip()
        start = end - len(rest) if gazetteer.has_name(rest) else start
    return start, end
