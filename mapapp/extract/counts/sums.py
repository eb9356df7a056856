"""Sums of counts: joined persons, one event told in several clauses, several events in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from mapapp.domain.claim import CountKind, CountRange
from mapapp.domain.report import Span


def added(left: CountRange, right: CountRange) -> CountRange:
    """Both together: ends add up where both are known."""
    return replace(
        left,
        low=None if left.low is None or right.low is None else left.low + right.low,
        high=None if left.high is None or right.high is None else left.high + right.high,
        approximate=left.approximate or right.approximate,
        wording=f"{left.wording} and {right.wording}",
        span=Span(start=min(left.span.start, right.span.start), end=max(left.span.end, right.span.end)),
    )


def less(whole: CountRange, part: CountRange) -> CountRange:
    """The whole without a part that another count has."""
    return replace(
        whole,
        low=None if whole.low is None or part.low is None else whole.low - part.low,
        high=None if whole.high is None or part.high is None else whole.high - part.high,
    )


def totals(counts: Sequence[CountRange]) -> tuple[CountRange, ...]:
    """One whole count of a kind: what one event's clauses tell apart adds up; parts and replaced figures stay."""
    wholes: dict[CountKind, CountRange] = {}
    now: dict[str, CountKind] = {}
    for count in counts:
        if count.is_whole:
            wholes[count.kind] = added(wholes[count.kind], count) if count.kind in wholes else count
            now[count.wording] = count.kind

    def of(wording: str | None) -> str | None:
        return wholes[now[wording]].wording if wording in now else wording

    rest = [replace(c, subset_of=of(c.subset_of), replaced_by=of(c.replaced_by)) for c in counts if not c.is_whole]
    return (*wholes.values(), *rest)


def shared(
    counts: Sequence[CountRange], owner: Callable[[CountRange], int], events: int
) -> list[tuple[CountRange, ...]]:
    """The counts of each event that one sentence tells: wholes by `owner`, the rest with them."""
    own: list[list[CountRange]] = [[] for _ in range(events)]
    holder: dict[str, int] = {}
    for count in counts:
        wording = count.subset_of or count.replaced_by
        at = holder[wording] if wording in holder else owner(count)
        holder[count.wording] = at
        own[at].append(count)
    return [totals(each) for each in own]
