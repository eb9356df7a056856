"""All incidents in memory, for the map: one mask per view, and everything counted from it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from math import ceil
from threading import BoundedSemaphore

import numpy as np

from gazetteer.place import Extent, Point
from mapapp.domain import clock
from mapapp.domain.event_types import EVENT_TYPES
from mapapp.domain.shape import Shape
from mapapp.domain.view import View
from mapapp.store import facets
from mapapp.store.breakdown import Breakdown, breakdown
from mapapp.store.columns import Mask, Whole
from mapapp.store.filters import FILTERS, lies_in, timeless, window
from mapapp.store.histogram import Histogram, histogram
from mapapp.store.load import Loaded, Progress, follow, keep, load
from mapapp.store.places import Places
from mapapp.store.recent import Recent
from mapapp.store.rows import Tally
from mapapp.store.store import Store
from mapapp.store.surfaces import AreaSums, Hexagons, Level, area_sums, hexagons
from mapapp.store.tracks import Tracks, along, tracks
from mapapp.store.viewport import Viewport, around, in_box, look

PAGE = 25
"""Incidents on one page of the list at a point."""

VIEWS_KEPT = 8
"""Masks kept for the views asked last: panning asks the same view again and again."""

LOOKS_KEPT = 64
"""Answers to the map kept: whoever opens a link, or the page, on the same kind of screen asks the same."""

BARS = 60
"""Bars of a histogram, at most, unless more or fewer are wished for."""

STRETCHES = 24
"""Bars of tolls over time, at most: they stand in a narrow chart."""

AT_ONCE = BoundedSemaphore(max(2, os.cpu_count() or 2))
"""Questions answered at one time. At a million incidents each takes tens of megabytes until it is answered, and more of
them than cores are no quicker.
"""


class Order(StrEnum):
    """How a list is sorted. Within equals the newest come first."""

    NEWEST = "newest"
    DEADLIEST = "deadliest"
    """Most killed first; where no number is told, last."""
    TYPE = "type"
    """In the order of the table of types."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a list of incidents."""

    total: int
    page: int
    """From 1."""
    pages: int
    """At least 1."""
    ids: tuple[str, ...]
    """In the wished order; `Store.rows_of` tells the rest."""


class Snapshot:
    """The record at one version, as numpy columns. It does not change, so threads may share it."""

    def __init__(self, loaded: Loaded) -> None:
        self.version = loaded.moment.version
        self.columns = loaded.columns
        self._loaded = loaded
        self._masks: Recent[Mask] = Recent(VIEWS_KEPT)
        self._facets: Recent[dict[str, dict[str, int]]] = Recent(VIEWS_KEPT)
        self._breakdowns: Recent[Breakdown] = Recent(VIEWS_KEPT)
        self._looks: Recent[Viewport] = Recent(LOOKS_KEPT)

    @classmethod
    def read(cls, store: Store, progress: Progress = lambda _read, _all: None) -> Snapshot:
        """Read everything, in one transaction."""
        return cls(load(store.engine, progress))

    def followed(self, store: Store, progress: Progress = lambda _read, _all: None) -> Snapshot:
        """The record as it is now, of which only what has changed is read; this one stays as it is."""
        loaded = follow(store.engine, self._loaded)
        return Snapshot(loaded) if loaded else Snapshot.read(store, progress)

    def keep(self, store: Store) -> None:
        """Write the columns of a large record to a file beside it, where that was long ago."""
        self._loaded = keep(store.engine, self._loaded)

    def __len__(self) -> int:
        """Incidents that are not rejected."""
        return len(self.columns)

    @property
    def places(self) -> Places:
        """Where they are."""
        return self.columns.places

    def mask(self, view: View) -> Mask:
        """One truth value per incident, newest first. Do not write into it."""
        view = replace(view, incident=None)
        return self._masks.of((view, _now(view)), lambda: self._mask(view))

    def _mask(self, view: View) -> Mask:
        if view.seen:  # the map is panned again and again under the same filters
            seen: Mask = self.mask(replace(view, seen=None)) & lies_in(view.seen, self.columns)
            seen.flags.writeable = False
            return seen
        mask = np.ones(len(self), dtype=np.bool_)
        for row in FILTERS:
            if (part := row.test(view, self.columns)) is not None:
                mask &= part
        mask.flags.writeable = False
        return mask

    def ids(self, view: View, *, limit: int | None = None, offset: int = 0) -> list[str]:
        """The ids of the incidents in view, newest first."""
        found = np.flatnonzero(self.mask(view))[offset:][:limit]
        return [self.columns.ids[position] for position in found.tolist()]

    def tally(self, view: View) -> Tally:
        """How many incidents from how many reports; sums as `Store.tally` makes them."""
        columns, mask = self.columns, self.mask(view)
        counted = mask & columns.counted
        low, high = columns.killed_low[counted], columns.killed_high[counted]
        open_ended = bool(((low >= 0) & (high < 0)).any())
        return Tally(
            incidents=int(np.count_nonzero(mask)),
            reports=columns.reports.distinct(mask),
            killed_low=int(low[low >= 0].sum(dtype=np.int64)),
            killed_high=None if open_ended else int(high[high >= 0].sum(dtype=np.int64)),
        )

    def in_box(self, view: View, box: Shape) -> tuple[int, int]:
        """How many incidents of the view lie in a box by their points, and how many reports tell them."""
        mask = self.mask(view) & lies_in(box, self.columns)
        return int(np.count_nonzero(mask)), self.columns.reports.distinct(mask)

    def facets(self, view: View) -> dict[str, dict[str, int]]:
        """Filter key -> value -> how many incidents choosing that value alone would leave: see
        `mapapp.store.facets.facets`. Do not write into it.
        """
        view = replace(view, incident=None)
        return self._facets.of((view, clock.now()), lambda: self._count(view))

    def _count(self, view: View) -> dict[str, dict[str, int]]:
        with AT_ONCE:
            return facets.facets(self.columns, view)

    def breakdown(self, view: View) -> Breakdown:
        """What charts show of the view: see `mapapp.store.breakdown`. Do not write into it."""
        view = replace(view, incident=None)
        return self._breakdowns.of((view, _now(view)), lambda: self._break_down(view))

    def _break_down(self, view: View) -> Breakdown:
        return breakdown(self.columns, self.mask(view), STRETCHES, window(view))

    def histogram(self, view: View, bars: int = BARS, *, all_times: bool = False) -> Histogram:
        """The view over time: see `mapapp.store.histogram`. With `all_times` the view's own time is set aside, as a
        brush needs it.
        """
        if all_times:
            view = timeless(view)
        return histogram(self.columns, self.mask(view), bars, window(view))

    def viewport(self, view: View, extent: Extent, zoom: int) -> Viewport:
        """What a map shows of the view inside a box: see `mapapp.store.viewport.look`."""
        view = replace(view, incident=None)
        return self._looks.of((view, _now(view), extent, zoom), lambda: self._look(view, extent, zoom))

    def _look(self, view: View, extent: Extent, zoom: int) -> Viewport:
        with AT_ONCE:
            return look(self.columns, self.places, self.mask(view), extent, zoom=zoom, version=self.version)

    def hexagons(self, view: View, extent: Extent, zoom: int) -> Hexagons:
        """The view by hexagons inside a box: see `mapapp.store.surfaces`."""
        with AT_ONCE:
            return hexagons(self.columns, self.places, self.mask(view), extent, zoom=zoom, version=self.version)

    def areas(
        self, view: View, level: Level, extent: Extent, known: Callable[[str], bool] = lambda _: True
    ) -> AreaSums:
        """The view by country or province, of those that are `known`: see `mapapp.store.surfaces`."""
        mask = self.mask(view)
        return area_sums(self.columns, self.places, mask, level, extent, version=self.version, known=known)

    def tracks(self, view: View, extent: Extent) -> Tracks:
        """The movements of the view whose lines touch a box: see `mapapp.store.tracks`."""
        with AT_ONCE:
            return tracks(self.columns, self.places, self.mask(view), extent, version=self.version)

    def around(self, view: View) -> Extent | None:
        """The box around all that the view draws; None where it draws nothing."""
        return around(self.places, self.mask(view))

    def at(
        self,
        view: View,
        point: Point,
        page: int = 1,
        area_km: float | None = None,
        order: Order = Order.NEWEST,
    ) -> Page:
        """The incidents in view at exactly this point, or of the areas of this radius around it.

        A page outside 1 to `pages` gives the nearest one.
        """
        return self._page(view, self.places.at(point, area_km), page, order)

    def within(self, view: View, extent: Extent, page: int = 1, order: Order = Order.NEWEST) -> Page:
        """The incidents in view that are drawn inside a box, as `viewport` counts them."""
        return self._page(view, self.places.incidents_of(in_box(self.places.sites, extent)), page, order)

    def along(self, view: View, start: Point, end: Point, page: int = 1, order: Order = Order.NEWEST) -> Page:
        """The incidents in view that moved from exactly one point to the other, as `tracks` counts them."""
        return self._page(view, along(self.places, start, end), page, order)

    def _page(self, view: View, found: Whole, page: int, order: Order) -> Page:
        here = self._sorted(found[self.mask(view)[found]], order)
        pages = max(1, ceil(len(here) / PAGE))
        page = min(max(page, 1), pages)
        shown = here[(page - 1) * PAGE : page * PAGE]
        ids = tuple(self.columns.ids[position] for position in shown.tolist())
        return Page(total=len(here), page=page, pages=pages, ids=ids)

    def _sorted(self, here: Whole, order: Order) -> Whole:
        if order is Order.DEADLIEST:
            return here[np.argsort(-self.columns.killed_low[here].astype(np.int64), kind="stable")]
        if order is Order.TYPE:
            types = self.columns.labels["type"]
            ranks = {code: rank for rank, code in enumerate(EVENT_TYPES)}
            of_code = np.array([ranks.get(value, len(ranks)) for value in types.values], dtype=np.int64)
            return here[np.argsort(of_code[types.code[here]], kind="stable")]
        return here


def _now(view: View) -> datetime | None:
    """What an answer to this view holds for: some time, or always."""
    return clock.now() if view.last else None
