"""What a link or a saved view shows, for the pages without Streamlit: one thing, whichever way it was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from gazetteer.place import Extent
from mapapp.domain.errors import LinkNotUnderstood
from mapapp.domain.saved import SavedView
from mapapp.domain.view import Look, View
from mapapp.spoken import N_, _
from mapapp.store import Tally
from mapapp.store.filters import FILTERS
from mapapp.store.snapshot import Snapshot
from mapapp.web import link
from mapapp.web.backend import Backend
from mapapp.web.grounds import codes
from mapapp.web.routes import API, FROZEN
from mapapp.web.saved_views import FrozenView, opened
from mapapp.web.tally import from_reports

WORLD = Extent(west=-180.0, south=-90.0, east=180.0, north=90.0)
MARGIN_DEGREES = 1.0
"""Around the outermost incidents."""
ROUGHLY = 4
"""The zoom at which the whole world is asked for: a cluster's middle is near enough to frame a map."""
EVERYTHING = N_("All incidents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The incidents of a view, and how to draw them."""

    title: str
    """By whoever saved it, or what the filters say: hostile text."""
    view: View
    """To ask of the snapshot; of a frozen view everything."""
    snapshot: Snapshot
    query: str
    """The canonical link of the view as it would be asked today, without its look."""
    point_url: str
    """Where the map's layer asks."""
    look: Look = field(default_factory=Look)
    """How it is drawn."""
    notes: tuple[str, ...] = ()
    """What of the look is not known here, in sentences that quote the link: hostile text."""
    place: str = ""
    """Where the map looks, as in a link; empty: where the incidents are."""
    saved: SavedView | None = None
    frozen: FrozenView | None = None

    @property
    def link(self) -> str:
        """The canonical link, with its look."""
        return link.encode(self.view, self.look) if self.frozen is None else self.query

    @property
    def layer_query(self) -> str:
        """What the layer adds to its questions, percent-encoded throughout."""
        return "" if self.frozen else link.throughout(self.query)

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
    pairs = list(pairs)
    view, notes = link.decode(pairs)
    if notes:
        raise LinkNotUnderstood(" ".join(notes))
    view = replace(view, incident=None)
    look, strange = link.decode_look(pairs, codes(backend))
    return Shown(
        title=words(view),
        view=view,
        snapshot=backend.snapshot,
        query=link.encode(view),
        point_url=API,
        look=look,
        notes=strange,
    )


def of_saved(backend: Backend, view_id: str) -> Shown:
    """What a saved view shows. Raises UnknownSavedView, ViewClosed, LinkNotUnderstood."""
    store = backend.application.store
    saved = opened(store, view_id)
    if saved.frozen:
        frozen = backend.frozen.get(saved, store)
        look, strange = link.decode_look(link.pairs_of(saved.query), codes(backend))
        return Shown(
            title=saved.title,
            view=View(),
            snapshot=frozen.snapshot,
            query=saved.query,
            point_url=f"{FROZEN}/{saved.id}",
            look=look,
            notes=strange,
            place=saved.place,
            saved=saved,
            frozen=frozen,
        )
    live = of_link(backend, link.pairs_of(saved.query))
    return replace(live, title=saved.title or live.title, place=saved.place, saved=saved)


def looked_at(backend: Backend, shown: Shown, pairs: Sequence[tuple[str, str]]) -> Shown:
    """The same as a link's look draws it, where the link says one."""
    said = {row.field for row in link.LOOKS if any(key == row.key for key, _ in pairs)}
    look, notes = link.decode_look(pairs, codes(backend))
    changed = {field: getattr(look, field) for field in said}
    return replace(shown, look=replace(shown.look, **changed), notes=(*shown.notes, *notes))


def words(view: View) -> str:
    """What the filters say: "Battles, in SY, at least 10 killed"."""
    return ", ".join(filter(None, (row.words(view) for row in FILTERS))) or _(EVERYTHING)


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
