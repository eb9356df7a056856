"""All incidents in memory, for the map: one mask per view, and everything counted from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np

from gazetteer.place import Extent, Point
from mapapp.domain.view import View
from mapapp.store.columns import Columns, Mask
from mapapp.store.filters import FILTERS
from mapapp.store.load import Places, load
from mapapp.store.rows import Tally
from mapapp.store.store import Store
from mapapp.store.viewport import Viewport, look

PAGE = 25
"""Incidents on one page of the list at a point."""

VIEWS_KEPT = 16
"""Masks kept for the views asked last: panning asks the same view again and again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the incidents which share one point."""

    total: int
    page: int
    """From 1."""
    pages: int
    """At least 1."""
    ids: tuple[str, ...]
    """Newest first; `Store.rows_of` tells the rest."""


class Snapshot:
    """The record at one version, as numpy columns. It does not change, so threads may share it."""

    def __init__(self, version: int, columns: Columns, places: Places) -> None:
        self.version = version
        self.columns = columns
        self.places = places
        self.mask = lru_cache(VIEWS_KEPT)(self._mask)
        """`mask(view)`: one truth value per incident, newest first. Do not write into it."""

    @classmethod
    def read(cls, store: Store) -> Snapshot:
        """Read everything, in one transaction."""
        return cls(*load(store.engine))

    def refreshed(self, store: Store) -> Snapshot:
        """Itself while nothing was written since; otherwise a new one."""
        return self if store.version() == self.version else Snapshot.read(store)

    def __len__(self) -> int:
        """Incidents that are not rejected."""
        return len(self.columns)

    def _mask(self, view: View) -> Mask:
        mask = np.ones(len(self), dtype=np.bool_)
        for part in self._parts(view).values():
            mask &= part
        return mask

    def _parts(self, view: View) -> dict[str, Mask]:
        """The mask of each filter that asks something."""
        tested = {row.key: row.test(view, self.columns) for row in FILTERS}
        return {key: mask for key, mask in tested.items() if mask is not None}

    def ids(self, view: View) -> list[str]:
        """The ids of the incidents in view, newest first."""
        return [self.columns.ids[position] for position in np.flatnonzero(self.mask(view))]

    def tally(self, view: View) -> Tally:
        """How many incidents from how many reports; sums as `Store.tally` makes them."""
        columns, mask = self.columns, self.mask(view)
        counted = mask & columns.counted
        low, high = columns.killed_low[counted], columns.killed_high[counted]
        open_ended = bool(((low >= 0) & (high < 0)).any())
        return Tally(
            incidents=int(np.count_nonzero(mask)),
            reports=columns.reports.distinct(mask),
            killed_low=int(low[low >= 0].sum()),
            killed_high=None if open_ended else int(high[high >= 0].sum()),
        )

    def facets(self, view: View) -> dict[str, dict[str, int]]:
        """Filter key -> value -> how many incidents choosing that value alone would leave.

        The filter's own values are set aside, the other filters hold. Types are counted by sub-type and by group
        ("battle"). Values that would leave nothing are left out.
        """
        parts = self._parts(view)
        facets: dict[str, dict[str, int]] = {}
        for key, labels in self.columns.labels.items():
            mask = np.ones(len(self), dtype=np.bool_)
            for other, part in parts.items():
                if other != key:
                    mask &= part
            facets[key] = labels.counts(mask)
        for code, number in tuple(facets["type"].items()):
            group = code.partition(".")[0]
            if group != code:
                facets["type"][group] = facets["type"].get(group, 0) + number
        return facets

    def viewport(self, view: View, extent: Extent, zoom: int) -> Viewport:
        """What a map shows of the view inside a box: see `mapapp.store.viewport.look`."""
        return look(self.columns, self.places, self.mask(view), extent, zoom=zoom, version=self.version)

    def at(self, view: View, point: Point, page: int = 1, area_km: float | None = None) -> Page:
        """The incidents in view at exactly this point, or of the areas of this radius around it.

        A page outside 1 to `pages` gives the nearest one.
        """
        found = self.places.at(point, area_km)
        here = found[self.mask(view)[found]]
        pages = max(1, ceil(len(here) / PAGE))
        page = min(max(page, 1), pages)
        shown = here[(page - 1) * PAGE : page * PAGE]
        return Page(total=len(here), page=page, pages=pages, ids=tuple(self.columns.ids[place] for place in shown))
