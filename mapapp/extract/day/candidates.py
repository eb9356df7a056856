"""The times that may be an incident's: those that its sentences name, those named near them, the report's day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from mapapp.domain.incident import AHEAD
from mapapp.domain.when import TimePrecision, When
from mapapp.extract.dates.choice import Standing
from mapapp.extract.dates.standpoint import in_words, instant
from mapapp.extract.dates.time_named import TimeNamed
from mapapp.extract.day.timetable import Timetable
from mapapp.extract.draft import Draft
from mapapp.extract.one_place import same_place
from mapapp.extract.register import beside, source_of
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
    named = (*mine, *_own(draft), *_near(draft, table), *_beside(ruled, at), *_of_report(table))
    for when, evidence in named:
        if evidence.telling is None and evidence.source != "rules" and _is_too_late(when, draft, table):
            continue
        found.setdefault((when.start, when.end), []).append((when, evidence))
    return [
        Candidate(when=told[0][0], evidence=tuple(evidence for _, evidence in told))
        for (start, _), told in found.items()
        if start is not None
    ]


def _is_too_late(when: When, draft: Draft, table: Timetable) -> bool:
    """What another sentence says of a day to come is no day of what has happened."""
    day = table.anchor.day
    return day is not None and when.start is not None and when.start > instant(day) and draft.status not in AHEAD


def _own(draft: Draft) -> Iterator[tuple[When, Evidence]]:
    main = draft.main
    for telling in sorted(draft.tellings, key=lambda t: (t is not main, t.summary, t.order)):
        source = "main" if telling is main else "own, summing up" if telling.summary else "own"
        for named in telling.named_times:
            yield named.when, _mentioned(named, source, telling=telling)


def _near(draft: Draft, table: Timetable) -> Iterator[tuple[When, Evidence]]:
    for entry, apart in table.near(draft):
        for named in entry.named:
            yield named.when, _mentioned(named, source_of(entry, draft), apart=apart)


def _mentioned(named: TimeNamed, source: str, *, apart: int = 0, telling: Telling | None = None) -> Evidence:
    return Evidence(
        source=source,
        standing=named.standing,
        meaning=named.meaning,
        said=named.when.is_said,
        apart=apart,
        telling=telling,
    )


def _beside(ruled: Sequence[Ruled], at: int) -> Iterator[tuple[When, Evidence]]:
    """The times of the incidents told before and behind it."""
    drafts = [one.draft for one in ruled]
    for source, other, how in beside(drafts, at):
        if (when := ruled[other].when) is not None:
            place = "here" if _meet(drafts[other], drafts[at]) else "elsewhere"
            yield when, replace(_silent(source), meaning=f"{how}, {place}")


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
