"""What a box or a stretch of time leaves of a view, to the degree and to the second: finer than the filters are."""

from __future__ import annotations

import numpy as np

from gazetteer.place import Extent
from mapapp.store.columns import Columns, Mask
from mapapp.store.viewport import box_width


def in_extent(columns: Columns, extent: Extent) -> Mask:
    """The incidents one of whose points lies in the box or on its border.

    The box may cross the antimeridian (west > east) or reach beyond ±180. Incidents without a point are never in it.
    """
    sites = columns.places.sites
    inside = (sites.latitude >= extent.south) & (sites.latitude <= extent.north)
    width = box_width(extent)
    if width < 360:
        inside &= np.mod(sites.longitude - extent.west, 360) <= width
    return columns.at(inside)


def during(columns: Columns, begin: int | None, end: int | None) -> Mask:
    """The incidents whose time overlaps a half-open interval of UTC seconds since 1970; None leaves an end open.

    Undated incidents overlap nothing.
    """
    mask: Mask = columns.ends > columns.starts
    if begin is not None:
        mask = mask & (columns.ends > begin)
    if end is not None:
        mask = mask & (columns.starts < end)
    return mask
