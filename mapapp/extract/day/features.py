"""What speaks for and against a time being an incident's: features, each a readable string.

Every feature is there or not. Those of a time tell where it is named and how it stands to the incident; those of "none
of them" how likely the report does not date the incident. `tools/train_day.py` gives each a weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from mapapp.domain.when import When
from mapapp.extract import cues
from mapapp.extract.day.candidates import SILENT, Candidate, Evidence, Ruled, candidates
from mapapp.extract.day.timetable import Timetable, same_time, the_day
from mapapp.extract.register import far_in_words, last_before
from mapapp.extract.tellings import words_of

_AGO = ((0, "0"), (1, "1"), (2, "2"), (6, "this week"), (13, "last week"), (45, "weeks"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is asked of an incident and its times again and again, worked out once."""

    group: str
    """Of the incident's kinds, as its status."""
    status: str
    table: Timetable
    found: Sequence[Candidate]
    by_rules: When | None
    """What the rules say; undated where they say nothing."""
    how: str
    """How they know: "own", "inherited", "undated"."""
    cues: tuple[str, ...]
    """Words of its fullest sentence that announce one more event."""

    @classmethod
    def of(cls, ruled: Sequence[Ruled], at: int, table: Timetable) -> Sight:
        """Look at one of the incidents of a report."""
        draft, by_rules = ruled[at].draft, ruled[at].when
        own = any(t.own_time and t.when == by_rules for t in draft.tellings)
        dated = by_rules is not None and by_rules.start is not None
        return cls(
            group=draft.group,
            status=draft.status.value,
            table=table,
            found=candidates(ruled, at, table),
            by_rules=by_rules,
            how="own" if dated and own else "inherited" if dated else "undated",
            cues=tuple(sorted(words_of(draft.main) & cues.TURNS)),
        )


def features(sight: Sight) -> tuple[list[list[str]], list[str]]:
    """The features of each time, in their order, and those of "none of them"."""
    return [list(_of_time(sight, one)) for one in sight.found], list(_of_none(sight))


def _of_time(sight: Sight, one: Candidate) -> Iterator[str]:
    when, ago, group = one.when, _ago(sight, one.when), sight.group
    rules = f"rules={sight.how} {'this' if same_time(when, sight.by_rules) else 'another'}"
    yield from (rules, f"precision={when.precision.value}", f"{rules} precision={when.precision.value}")
    yield from (f"ago={ago}", f"{sight.status} ago={ago}", f"{group} ago={ago}", f"{rules} ago={ago}")
    sources = sorted({evidence.source for evidence in one.evidence})
    yield f"named in {', '.join(sources)}"
    yield f"{rules}, named in {', '.join(sources)}"
    for evidence in one.evidence:
        yield from _of_evidence(sight, evidence, rules)
    yield from _among(sight, one)


def _of_evidence(sight: Sight, one: Evidence, rules: str) -> Iterator[str]:
    where = one.source
    yield from (where, f"{where} {rules}", f"{where} {one.meaning}")
    if one.said:
        yield f"{where}: said"
    if one.telling is not None and one.standing is not None:
        kind = "untyped" if one.telling.row is None else "bare" if one.telling.bare else "typed"
        stands = one.standing.name
        yield from (f"{where}: {stands}", f"{where}: {stands} {kind}", f"{where}: {stands} {one.meaning}")
        yield f"{where}: {stands} {rules}"
    elif where not in SILENT:
        far = far_in_words(one.apart)
        yield from (f"{where} {far}", f"{where} {far} {sight.how}")
    for cue in sight.cues:
        yield f"{where} cue={cue}"


def _among(sight: Sight, one: Candidate) -> Iterator[str]:
    """Against the other times."""
    day, often = the_day(one.when), sight.table.often
    if day is None:
        return
    others = [other for other in sight.found if other is not one and the_day(other.when) in often]
    if day in often:
        rank = sight.table.rank_of(day)
        yield from (f"{rank} named day", f"{rank} named day {sight.how}")
        nearest = min((_apart(other) for other in others), default=99)
        if _apart(one) < nearest:
            yield from ("nearest", f"nearest {sight.how}")
        before = [other for other in others if _last_before(other) is not None]
        mine = _last_before(one)
        if mine is not None and all(mine > (_last_before(other) or -99) for other in before):
            yield from ("last named before", f"last named before {sight.how}", f"last before by {min(-mine, 9)}")
    if any(the_day(other.when) == day - timedelta(days=1) for other in others):
        yield "the day before is named"
    if any(the_day(other.when) == day + timedelta(days=1) for other in others):
        yield "the day after is named"


def _apart(one: Candidate) -> int:
    return min((abs(e.apart) for e in one.evidence if e.source not in SILENT), default=99)


def _last_before(one: Candidate) -> int | None:
    return last_before(e.apart for e in one.evidence)


def _of_none(sight: Sight) -> Iterator[str]:
    group, days = sight.group, len(sight.table.often)
    own = any(e.telling is not None for one in sight.found for e in one.evidence)
    yield from ("none", f"none {sight.how}", f"none own={own}", f"none {sight.how} own={own}")
    yield from (f"none {group}", f"none {sight.status}", f"none {group} {sight.how}")
    yield from (f"none of {min(5, len(sight.found))}", f"none of {min(5, days)} days {sight.how}")
    for cue in sight.cues:
        yield from (f"none cue={cue}", f"none cue={cue} {sight.how}")


def _ago(sight: Sight, when: When) -> str:
    today = sight.table.anchor.day
    if today is None:
        return "?"
    days = (today - (when.end - timedelta(seconds=1)).date()).days
    if days < 0:
        return "ahead"
    return next((word for most, word in _AGO if days <= most), "long")
