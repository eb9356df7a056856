"""Pictures of saved views, each made once for as long as it stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from mapapp.draw.picture import picture
from mapapp.draw.spots import Found
from mapapp.web.shown import Shown

MOST_PICTURES = 64
"""Kept in memory, about 100 kB each."""
SIZE = (1200, 630)
"""Pixels: what others show beside a link."""


class Pictures:
    """The pictures that were asked for last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, shown: Shown, line: str) -> bytes:
        """The PNG of what is shown. One is drawn at a time: drawing takes a core for a second."""
        key = (shown.saved and shown.saved.id, shown.query, shown.snapshot.version, shown.title, line)
        with self._lock:
            if key not in self._made:
                self._made[key] = picture(found(shown), title=shown.title, lines=[line], tells={}, size=SIZE)
            self._made.move_to_end(key)
            while len(self._made) > MOST_PICTURES:
                self._made.popitem(last=False)
            return self._made[key]


def found(shown: Shown) -> Iterator[Found]:
    """Each place of each incident in view."""
    columns, mask = shown.snapshot.columns, shown.snapshot.mask(shown.view)
    types, statuses = columns.labels["type"], columns.labels["status"]
    sites, places = columns.places.sites, columns.places
    for entry in np.flatnonzero(mask[places.incident]):
        incident, site = places.incident[entry], places.site[entry]
        yield (
            float(sites.latitude[site]),
            float(sites.longitude[site]),
            types.values[types.code[incident]],
            statuses.values[statuses.code[incident]],
        )
