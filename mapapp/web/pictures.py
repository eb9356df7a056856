"""Pictures of saved views, each made once for as long as it stays the same."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator

from gazetteer.lookup import Gazetteer
from mapapp.domain.event_types import GROUPS
from mapapp.draw.picture import Dot, Ring, picture
from mapapp.web.shown import WORLD, Shown

MOST_PICTURES = 64
"""Kept in memory, about 100 kB each."""
MOST_BORDERS = 12
"""Countries whose borders are drawn; with more, the land alone says where it is."""
CLUSTERED_AT = 5
"""The zoom at which incidents are put together in a picture."""
OTHER = "#3a3f42"


class Pictures:
    """The pictures that were asked for last. Safe to use from several threads."""

    def __init__(self) -> None:
        self._made: OrderedDict[tuple[object, ...], bytes] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, shown: Shown, line: str, gazetteer: Gazetteer) -> bytes:
        """The PNG of what is shown. One is drawn at a time: drawing takes a core for a second."""
        key = (shown.saved and shown.saved.id, shown.query, shown.snapshot.version, shown.title, line)
        with self._lock:
            if key not in self._made:
                self._made[key] = picture(shown.title, line, dots(shown), _borders(shown, gazetteer))
            self._made.move_to_end(key)
            while len(self._made) > MOST_PICTURES:
                self._made.popitem(last=False)
            return self._made[key]


def dots(shown: Shown) -> list[Dot]:
    """What is drawn, as circles."""
    look = shown.snapshot.viewport(shown.view, WORLD, CLUSTERED_AT)
    found = [Dot(latitude=row.lat, longitude=row.lon, incidents=row.n, colour=_colour(row.type)) for row in look.points]
    found += [
        Dot(latitude=row.lat, longitude=row.lon, incidents=row.n, colour=_colour(row.type), area=True)
        for row in look.areas
    ]
    for row in look.clusters:
        commonest = max(row.types, key=row.types.__getitem__)
        found.append(Dot(latitude=row.lat, longitude=row.lon, incidents=row.n, colour=_colour(commonest)))
    return found


def _colour(code: str) -> str:
    group = GROUPS.get(code.partition(".")[0])
    return group.colour if group else OTHER


def _borders(shown: Shown, gazetteer: Gazetteer) -> Iterator[Ring]:
    """The borders of the countries where something happened, from the gazetteer and so by its point of view."""
    counts = shown.snapshot.facets(shown.view).get("country", {})
    if len(counts) > MOST_BORDERS:
        return
    for code in sorted(counts):
        country = gazetteer.country(code)
        outline = gazetteer.outline(country.id) if country else None
        if outline:
            yield from _rings(outline["type"], outline["coordinates"])


def _rings(kind: str, coordinates: Iterable[Iterable[Ring]]) -> Iterable[Ring]:
    polygons = [coordinates] if kind == "Polygon" else coordinates
    for polygon in polygons:
        for ring in polygon:
            yield [(point[0], point[1]) for point in ring]  # type: ignore[misc]
