"""The day from which a report speaks. Never today's date in silence: without an anchor it is unknown.

The text's own dateline comes first, then the date that the report was given. Where it has neither, the newest full
date in its text bounds it from below, and the first weekday that the report speaks from, on or after that date, is
its day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mapapp.domain.document import BlockKind, Document
from mapapp.extract.dates.explicit import DayMonth, FullDate
from mapapp.extract.dates.phrase import TimeWords, time_words
from mapapp.extract.dates.relative import WeekdayNamed, nearest_weekday
from mapapp.extract.dates.spans import AtTime, DayBeside
from mapapp.extract.dates.standpoint import Anchor, Meaning, Standpoint, Undatable, in_words

LATEST_PRINT_DAYS = 45
"""A dateline without a year is of the report's date, or of so many days before it at most."""
LITTLE = 14
"""Letters that may stand around a date which is the day of the report."""
_DATELINE = re.compile(r"(?:\([^()\n]{2,30}\)\s*(?:–|-{1,2}|—)\s+)?[A-Z][^\n—–]{2,60}?(?:\s(?:–|-{1,2}|_)\s|\s?—\s?)")
_WITH_COLON = re.compile(r"[A-Z]{3}[^\n:]{2,40}(?::[^\n:]{3,20})?:\s")
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE_NAMES = frozenset({"al", "de", "del", "la", "le", "les", "near", "of", "on", "s", "sur"})
_AGENCY = re.compile(r"\([^()]{1,40}\)\s*$")


@dataclass(frozen=True, slots=True)
class _Dated:
    """A full date in the text."""

    day: date
    kind: BlockKind
    alone: bool
    """Does its block say little else?"""


def anchor_of(document: Document) -> Anchor:
    """The day from which the report speaks, or an unknown one."""
    published = document.report.published.date() if document.report.published is not None else None
    if (day := _dateline_day(document, published)) is not None:
        return Anchor(day, f"the report's dateline, {in_words(day)}", dateline=True)
    if published is not None:
        return Anchor(published, f"the report's date, {in_words(published)}")
    dated = list(_dates_in(document))
    for one in dated:
        if one.kind is not BlockKind.CAPTION and one.alone:
            return Anchor(one.day, f"the report's dateline, {in_words(one.day)}", dateline=True)
    if not dated:
        return Anchor(None, "the report has no date, and none stands in its text")
    newest = max(one.day for one in dated)
    if (weekday := _first_weekday(document)) is None:
        return Anchor(newest, f"{in_words(newest)}, the newest date in the text")
    day = nearest_weekday(newest, weekday, ahead=True)
    return Anchor(day, f"the first {day:%A} on or after {in_words(newest)}, the newest date in the text")


def dateline_end(text: str) -> int:
    """Where the dateline of a block ends (“TBILISI, March 8, 2023 — ”); 0 where it has none."""
    if (match := _DATELINE.match(text)) is not None:
        head = match.group().rstrip(" —–-_")
        if _ends_with_date(head) or (_names_only(head) and (head[:4].isupper() or _AGENCY.search(head))):
            return match.end()
    match = _WITH_COLON.match(text)
    return match.end() if match is not None and _ends_with_date(match.group().rstrip(" :")) else 0


def long_dateline_end(text: str) -> int:
    """The same for a dateline that says more than a name, which parsers take for a part of what follows."""
    end = dateline_end(text)
    return end if any(mark in text[:end] for mark in ",(0123456789") else 0


def _names_only(head: str) -> bool:
    """“LES CAYES, Haiti”; but “ISIS fighters - some 20 of them - …”."""
    words = _WORD.findall(_AGENCY.sub("", head))
    return all(word[0].isupper() or word in _INSIDE_NAMES for word in words)


def _ends_with_date(head: str) -> bool:
    """“Geneva, 12 March 2020”, “May 3 (Reuters)”."""
    bare = _AGENCY.sub("", head)
    found = time_words(bare)
    if not found or found[-1].end < len(bare.rstrip(" .")):
        return False
    place = bare[: found[-1].start]
    return bare != head if not place.strip() else "," in place or ":" in place


def _dateline_day(document: Document, published: date | None) -> date | None:
    for block in document.blocks:
        text = block.span.of(document.text)
        for words in time_words(text[: dateline_end(text)]):
            if (day := exact_day(words.meaning)) is not None:
                return day
            if (day := _without_year(words.meaning, published)) is not None:
                return day
    return None


def _without_year(meaning: Meaning, published: date | None) -> date | None:
    inner = meaning.day if isinstance(meaning, DayBeside) else meaning
    if published is None or not isinstance(inner, DayMonth):
        return None
    try:
        day = inner.interval(Standpoint(anchor=Anchor(published, ""))).last
    except Undatable:
        return None
    return day if (published - day).days <= LATEST_PRINT_DAYS else None


def exact_day(meaning: Meaning) -> date | None:
    """The full date that words name. An impossible one ("31 February 2020") is None."""
    inner = meaning.day if isinstance(meaning, AtTime | DayBeside) else meaning
    if isinstance(inner, AtTime | DayBeside):
        return exact_day(inner)
    if not isinstance(inner, FullDate):
        return None
    try:
        return inner.exact()
    except Undatable:
        return None


def _dates_in(document: Document) -> Iterator[_Dated]:
    for block in document.blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        text = block.span.of(document.text)
        for words in time_words(text):
            if (day := exact_day(words.meaning)) is not None:
                yield _Dated(day, block.kind, _says_little_else(text, words))


def _says_little_else(text: str, words: TimeWords) -> bool:
    """“12 June 2023”, “Published on 12 June 2023”; “Gao, 12 June 2023 (Sahel Wire)”."""
    place = text[: words.start]
    return words.end - words.start >= len(text) - LITTLE or (_names_only(place) and _ends_with_date(text.strip()))


def _first_weekday(document: Document) -> int | None:
    """The first bare weekday of the body: 0 is Monday."""
    for block in document.blocks:
        if block.kind is not BlockKind.BODY:
            continue
        for words in time_words(block.span.of(document.text)):
            if (weekday := _weekday(words)) is not None:
                return weekday
    return None


def _weekday(words: TimeWords) -> int | None:
    meaning = words.meaning.day if isinstance(words.meaning, AtTime) else words.meaning
    bare = isinstance(meaning, WeekdayNamed) and not meaning.which and meaning.week is None
    return meaning.weekday if bare and isinstance(meaning, WeekdayNamed) else None
