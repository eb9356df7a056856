"""What a link or a saved view shows, for the pages without Streamlit: one thing, whichever way it was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gazetteer.place import Extent
from mapapp.domain.errors import LinkNotUnderstood
from mapapp.domain.saved import SavedView
from mapapp.domain.view import View
from mapapp.store import Tally
from mapapp.store.filters import FILTERS
from mapapp.store.snapshot import Snapshot
from mapapp.web import link
from mapapp.web.backend import Backend
from mapapp.web.routes import API, FROZEN
from mapapp.web.saved_views import FrozenView, opened
from mapapp.web.tally import from_reports

WORLD = Extent(west=-180.0, south=-90.0, east=180.0, north=90.0)
MARGIN_DEGREES = 1.0
"""Around the outermost incidents."""
ROUGHLY = 4
"""The zoom at which the whole world is asked for: a cluster's middle is near enough to frame a map."""
EVERYTHING = "All incidents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The incidents of a view, and how to draw them."""

    title: str
    """By whoever saved it, or what the filters say: hostile text."""
    view: View
    """To ask of the snapshot; of a frozen view everything."""
    snapshot: Snapshot
    query: str
    """The canonical link of the view as it would be asked today."""
    point_url: str
    """Where the map's layer asks."""
    place: str = ""
    """Where the map looks, as in a link; empty: where the incidents are."""
    saved: SavedView | None = None
    frozen: FrozenView | None = None

    @property
    def layer_query(self) -> str:
        """What the layer adds to its questions, percent-encoded throughout."""
        return "" if self.frozen else self.query.replace(":", "%3A").replace(",", "%2C")

    def tally(self) -> Tally:
        """The figures of the view."""
        return self.snapshot.tally(self.view)

    def count(self) -> str:
        """Such as "42 incidents from 6 reports"."""
        tally = self.tally()
        return from_reports(tally.incidents, tally.reports)

    def bounds(self) -> Extent | None:
        """A box around what is drawn; None where nothing is."""
        look = self.snapshot.viewport(self.view, WORLD, ROUGHLY)
        places = [(row.lat, row.lon) for row in look.points] + [(row.lat, row.lon) for row in look.areas]
        return _around(places + [(row.lat, row.lon) for row in look.clusters])


def of_link(backend: Backend, pairs: Iterable[tuple[str, str]]) -> Shown:
    """What a link shows. Raises LinkNotUnderstood for one that would show more than it asks, LinkTooLong."""
    view, notes = link.decode(pairs)
    if notes:
        raise LinkNotUnderstood(" ".join(notes))
    view = replace(view, incident=None)
    query = link.encode(view)
    return Shown(title=words(view), view=view, snapshot=backend.snapshot, query=query, point_url=API)


def of_saved(backend: Backend, view_id: str) -> Shown:
    """What a saved view shows. Raises UnknownSavedView, ViewClosed, LinkNotUnderstood."""
    store = backend.application.store
    saved = opened(store, view_id)
    if saved.frozen:
        frozen = backend.frozen.get(saved, store)
        return Shown(
            title=saved.title,
            view=View(),
            snapshot=frozen.snapshot,
            query=saved.query,
            point_url=f"{FROZEN}/{saved.id}",
            place=saved.place,
            saved=saved,
            frozen=frozen,
        )
    live = of_link(backend, link.pairs_of(saved.query))
    return replace(live, title=saved.title or live.title, place=saved.place, saved=saved)


def words(view: View) -> str:
    """What the filters say: "Battles, in SY, at least 10 killed"."""
    return ", ".join(filter(None, (row.words(view) for row in FILTERS))) or EVERYTHING


def _around(points: Sequence[tuple[float, float]]) -> Extent | None:
    if not points:
        return None
    latitudes, longitudes = [at[0] for at in points], [at[1] for at in points]
    return Extent(
        west=max(-180.0, min(longitudes) - MARGIN_DEGREES),
        south=max(-85.0, min(latitudes) - MARGIN_DEGREES),
        east=min(180.0, max(longitudes) + MARGIN_DEGREES),
        north=min(85.0, max(latitudes) + MARGIN_DEGREES),
    )
