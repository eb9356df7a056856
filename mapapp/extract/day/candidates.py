"""The times that may be an incident's: those that its sentences name, those named near them, the report's day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mapapp.domain.when import TimePrecision, When
from mapapp.extract.dates.choice import Standing
from mapapp.extract.dates.standpoint import in_words, instant
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.extract.day.timetable import Entry, Timetable
from mapapp.extract.draft import Draft
from mapapp.extract.one_place import same_place
from mapapp.extract.tellings import Telling

SILENT = frozenset({"rules", "told before", "told behind", "report", "eve"})
"""Sources without words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One mention of a time."""

    source: str
    """Where it stands: "main", "own", "own, summing up", "headline", "lead", "paragraph", "body"; without words:
    "rules", "told before", "told behind", "report", "eve"."""
    standing: Standing | None
    """To the act of its sentence."""
    meaning: str
    """The kind of words: "WeekdayNamed"; empty: none."""
    said: bool
    """Is it the day on which somebody spoke?"""
    apart: int
    """Sentences behind (or, negative, before) the nearest one of the incident."""
    telling: Telling | None
    """The incident's sentence that names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A time with all that speaks for it."""

    when: When
    """As its best mention tells it."""
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """An incident in the making and the time that the rules give it."""

    draft: Draft
    when: When | None


def candidates(ruled: Sequence[Ruled], at: int, table: Timetable) -> list[Candidate]:
    """All times that may be an incident's, each once.

    Args:
        ruled: all incidents of the report, in order.
        at: which of them.
        table: the times that the report names.
    """
    draft, by_rules = ruled[at].draft, ruled[at].when
    found: dict[tuple[datetime | None, datetime], list[tuple[When, Evidence]]] = {}
    mine = [(by_rules, _silent("rules"))] if by_rules is not None else []
    for when, evidence in (*mine, *_own(draft), *_near(draft, table), *_beside(ruled, at), *_of_report(table)):
        found.setdefault((when.start, when.end), []).append((when, evidence))
    return [
        Candidate(when=told[0][0], evidence=tuple(evidence for _, evidence in told))
        for (start, _), told in found.items()
        if start is not None
    ]


def _own(draft: Draft) -> Iterator[tuple[When, Evidence]]:
    main = draft.main
    for telling in sorted(draft.tellings, key=lambda t: (t is not main, t.summary, t.order)):
        source = "main" if telling is main else "own, summing up" if telling.summary else "own"
        for named in telling.named_times:
            yield named.when, _mentioned(named, source, telling=telling)


def _near(draft: Draft, table: Timetable) -> Iterator[tuple[When, Evidence]]:
    orders = sorted({telling.order for telling in draft.tellings})
    told = draft.tellings
    for entry in table.near(orders):
        if entry.order in orders:
            continue
        apart = min((entry.order - order for order in orders), key=abs)
        for named in entry.named:
            yield named.when, _mentioned(named, _source(entry, told), apart=apart)


def _mentioned(named: TimeNamed, source: str, *, apart: int = 0, telling: Telling | None = None) -> Evidence:
    return Evidence(
        source=source,
        standing=named.standing,
        meaning=named.meaning,
        said=named.when.is_said,
        apart=apart,
        telling=telling,
    )


def _source(entry: Entry, told: Sequence[Telling]) -> str:
    if entry.stands != "body":
        return entry.stands
    return "paragraph" if any(telling.paragraph == entry.paragraph for telling in told) else "body"


def _beside(ruled: Sequence[Ruled], at: int) -> Iterator[tuple[When, Evidence]]:
    """The times of the incidents told before and behind it."""
    draft = ruled[at].draft
    for source, other in (("told before", at - 1), ("told behind", at + 1)):
        if 0 <= other < len(ruled) and (when := ruled[other].when) is not None:
            beside = ruled[other].draft
            kind = "same" if beside.group == draft.group else "other"
            place = "here" if _meet(beside, draft) else "elsewhere"
            paragraph = "same" if beside.main.paragraph == draft.main.paragraph else "other"
            yield when, replace(_silent(source), meaning=f"{kind} kind {place}, {paragraph} paragraph")


def _meet(left: Draft, right: Draft) -> bool:
    return bool(left.places and right.places) and same_place(left.places[0], right.places[0])


def _of_report(table: Timetable) -> Iterator[tuple[When, Evidence]]:
    """The report's day and the day before, though nothing names them."""
    day = table.anchor.day
    if day is None:
        return
    for source, back in (("report", 0), ("eve", 1)):
        start = instant(day) - timedelta(days=back)
        when = When(
            start=start,
            end=start + timedelta(days=1),
            precision=TimePrecision.DAY,
            wording="",
            rule=f"taken to be {in_words(start.date())}, by {table.anchor.rule}",
        )
        yield when, _silent(source)


def _silent(source: str) -> Evidence:
    """No words name it here."""
    return Evidence(source=source, standing=None, meaning="", said=False, apart=0, telling=None)
