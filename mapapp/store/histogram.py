"""How incidents are spread over time, in bars of days, weeks, months or years."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from mapapp.store.columns import Columns, Mask, Whole

DAY = 86_400
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_LAST_DAY = date.max.toordinal()


class Unit(StrEnum):
    """What one bar is."""

    DAY = "day"
    WEEK = "week"
    """From Monday to Sunday."""
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


_YEARS = {Unit.YEAR: 1, Unit.DECADE: 10, Unit.CENTURY: 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time."""

    first: date
    last: date
    """Included."""
    share: float
    """Incidents, each shared out over the bars that its time may lie in, by how much of it lies in each: the height to
    draw. The shares of all bars add up to all dated incidents."""
    within: int
    """Incidents that surely lie in this bar: all of their time does."""
    touching: int
    """Incidents that may lie in this bar: exactly those that remain when its days are chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """Incidents over time. `dated` and `undated` together are all incidents in view."""

    unit: Unit
    bars: tuple[Bar, ...]
    """Without gaps, oldest first; empty when no incident is dated."""
    dated: int
    undated: int
    spanning: int
    """Those of the dated ones that are not known well enough to lie in one bar."""


Seconds = npt.NDArray[np.int64]


def histogram(columns: Columns, mask: Mask, most: int, window: tuple[int, int] | None = None) -> Histogram:
    """The masked incidents over time, in the smallest unit that needs at most so many bars.

    `window` is a half-open interval in UTC seconds since 1970 outside of which nothing is shown. The masked incidents
    overlap it; of each, the part inside counts. Raises ValueError when `most` is not positive.
    """
    chosen, placed = spread(columns, mask, most, window)
    undated = int(np.count_nonzero(mask)) - len(chosen)
    if placed is None:
        return Histogram(unit=Unit.DAY, bars=(), dated=0, undated=undated, spanning=0)
    first, last, edges = placed.first, placed.last, placed.edges
    one = first == last
    size = len(placed.days)
    within = np.bincount(first[one], minlength=size)
    wide = ~one
    touching = within + _touching(first[wide], last[wide], size)
    share = within + _shared(placed.starts[wide], placed.ends[wide], first[wide], last[wide], edges)
    bars = tuple(
        Bar(
            first=placed.days[number][0],
            last=placed.days[number][1],
            share=float(share[number]),
            within=int(within[number]),
            touching=int(touching[number]),
        )
        for number in range(size)
    )
    return Histogram(
        unit=placed.unit, bars=bars, dated=len(chosen), undated=undated, spanning=int(np.count_nonzero(wide))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Dated incidents and the bars that they lie in."""

    unit: Unit
    days: tuple[tuple[date, date], ...]
    """Of each bar the first and the last."""
    edges: Seconds
    """Where the bars begin, and where the last ends."""
    starts: Seconds
    """Per incident."""
    ends: Seconds
    """Per incident."""
    first: Whole
    """Per incident: the first bar that it may lie in."""
    last: Whole
    """Per incident: the last one."""


def spread(
    columns: Columns, mask: Mask, most: int, window: tuple[int, int] | None = None
) -> tuple[Whole, Spread | None]:
    """The dated ones of the masked incidents, as positions, and where they lie: see `histogram`. None without any."""
    if most < 1:
        raise ValueError("a histogram needs at least one bar")
    chosen = np.flatnonzero(mask & (columns.starts < columns.ends))
    if not len(chosen):
        return chosen, None
    starts, ends = columns.starts[chosen], columns.ends[chosen]
    if window:
        starts, ends = np.maximum(starts, window[0]), np.minimum(ends, window[1])
    unit, days = _days(int(starts.min()) // DAY, (int(ends.max()) - 1) // DAY, most)
    edges = np.array(days, dtype=np.int64) * DAY
    return chosen, Spread(
        unit=unit,
        days=tuple((_date(begin), _date(after - 1)) for begin, after in itertools.pairwise(days)),
        edges=edges,
        starts=starts,
        ends=ends,
        first=np.searchsorted(edges, starts, side="right") - 1,
        last=np.searchsorted(edges, ends, side="left") - 1,
    )


def _touching(first: Seconds, last: Seconds, size: int) -> npt.NDArray[np.int64]:
    """How many intervals each bar meets."""
    steps = np.bincount(first, minlength=size + 1) - np.bincount(last + 1, minlength=size + 1)
    return np.cumsum(steps)[:size]


def _shared(starts: Seconds, ends: Seconds, first: Seconds, last: Seconds, edges: Seconds) -> npt.NDArray[np.float64]:
    """Intervals over several bars, each shared out as one."""
    size = len(edges) - 1
    dense = 1.0 / np.maximum(ends - starts, 1)
    head, tail = (edges[first + 1] - starts) * dense, (ends - edges[last]) * dense
    share = np.bincount(first, weights=head, minlength=size) + np.bincount(last, weights=tail, minlength=size)
    share, between = share.astype(np.float64), np.bincount(first + 1, weights=dense, minlength=size + 1)
    between = between - np.bincount(last, weights=dense, minlength=size + 1)
    share += np.maximum(np.cumsum(between)[:size], 0.0) * np.diff(edges)
    return share


def _days(first: int, last: int, most: int) -> tuple[Unit, list[int]]:
    """The smallest unit that covers these days (since 1970) in so many bars, and where its bars begin; one more at the
    end. The largest, where even that needs more.
    """
    for unit in Unit:
        days: list[int] = []
        for begin in _begins(unit, first):
            days.append(begin)
            if begin > last:
                return unit, days
            if len(days) > most and unit is not Unit.CENTURY:
                break
    return Unit.CENTURY, days


def _begins(unit: Unit, first: int) -> Iterator[int]:
    """Where the bars of a unit begin, in days since 1970, from the one that holds the first day on."""
    if unit in {Unit.DAY, Unit.WEEK}:
        length = 7 if unit is Unit.WEEK else 1
        begin = first - (first + 3) % 7 if unit is Unit.WEEK else first
        while True:
            yield begin
            begin += length
    day = _date(first)
    year, month = day.year, day.month
    if unit is Unit.MONTH:
        while True:
            yield _day_number(year, month)
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    step = _YEARS[unit]
    year -= year % step
    while True:
        yield _day_number(year, 1)
        year += step


def _day_number(year: int, month: int) -> int:
    if year > date.max.year:
        return _LAST_DAY - _EPOCH_DAY + 1
    return date(max(year, 1), month, 1).toordinal() - _EPOCH_DAY


def _date(day: int) -> date:
    """A day since 1970 as a date, within the calendar."""
    return date.fromordinal(max(1, min(day + _EPOCH_DAY, _LAST_DAY)))
