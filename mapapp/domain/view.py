"""What the reader looks at: which incidents, and which part of the map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mapapp.domain.lately import Lately
from mapapp.domain.shape import Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A set of filters. A view with nothing set shows everything. Values within a field are alternatives;
    fields narrow each other.
    """

    types: tuple[str, ...] = ()
    """Stable codes of event sub-types or of whole types: "battle", "battle.clash"."""
    statuses: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2, upper case."""
    provinces: tuple[str, ...] = ()
    """Place ids of admin-1 divisions."""
    sources: tuple[str, ...] = ()
    """Names of sources as stored."""
    precisions: tuple[str, ...] = ()
    """How exactly the place is known: a kind of place, such as "settlement" or "admin-1"."""
    actors: tuple[str, ...] = ()
    """What actors or targets are called, under the name that all their names share."""
    reviews: tuple[str, ...] = ()
    """What people have said of it: "auto", "confirmed", "corrected"."""
    languages: tuple[str, ...] = ()
    """Of the reports, BCP-47: "en"."""
    words: str = ""
    """All of these words occur in the evidence, the place names or the actors."""
    since: date | None = None
    """The first day, UTC."""
    until: date | None = None
    """The last day, UTC, included."""
    last: Lately | None = None
    """The last hours, days, months or years. It stays relative: what it means moves along with the clock."""
    killed_at_least: int | None = None
    """Persons."""
    injured_at_least: int | None = None
    """Persons."""
    area: Shape | None = None
    """A drawn part of the Earth that one of the places lies in."""
    seen: Shape | None = None
    """The box of a map that one of the places lies in: "only what is in view"."""
    incident: str | None = None
    """The id of the selected incident; it does not narrow the set."""
    unreadable: tuple[tuple[str, str], ...] = ()
    """Dates and numbers of a link that cannot be read, as (link key, value) pairs. Such a filter matches nothing,
    so that a mistyped link never shows more than was asked for."""
    newer_link: str | None = None
    """The version of a link that this program cannot read, as the link gives it. Such a view matches nothing: what the
    other program meant by its filters is not known here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a view is shown. Nothing here narrows the set; each value is a stable code."""

    tab: str = "map"
    """What stands beside the map: "map" is the table, "charts" the charts."""
    layer: str = "points"
    """How the incidents are drawn."""
    basemap: str = "world"
    """What lies below them."""
    names: str = "both"
    """The script of the names on the offline basemap."""
    language: str = ""
    """Of the page's words, BCP-47; empty: that of the reader's browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The part of the map on the screen."""

    latitude: float
    """Of the centre."""
    longitude: float
    """Of the centre."""
    zoom: float
    """Web-Mercator zoom level, 0 is the whole world in 256 pixels."""
