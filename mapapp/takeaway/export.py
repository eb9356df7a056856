"""What every file is made from: the incidents of one moment, and what the file says about itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from mapapp import __version__
from mapapp.domain.errors import MapappError
from mapapp.domain.view import View
from mapapp.export.setting import Atlas
from mapapp.export.telling import Telling
from mapapp.spoken import N_, _, ngettext
from mapapp.store import KeptIncident, Reading
from mapapp.store.filters import FILTERS

MADE_BY = f"mapapp {__version__}"

CREDITS = (
    N_("Sentences and titles: from the reports of the named sources, whose rights they remain."),
    N_("Places: GeoNames (CC BY 4.0), geoBoundaries (CC BY 4.0), airportsdata (MIT), Natural Earth (public domain)."),
    N_("Base map: made with Natural Earth; place names GeoNames (CC BY 4.0)."),
)
"""Whose data a file holds. Who passes it on must name them."""

NAMES = {
    "Holds": N_("Holds"),
    "Query": N_("Query"),
    "Link": N_("Link"),
    "Made": N_("Made"),
    "Made by": N_("Made by"),
    "Credits": N_("Credits"),
}
"""What people read before each line that a file says about itself."""


class TooMany(MapappError, ValueError):
    """More incidents than the format can hold; the message says which formats can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a file says about itself, in its format's own place."""

    query: str
    """The filters in words: "Battles; from 1 Dec 2016"; "all incidents" where nothing is filtered."""
    link: str
    """The address of this view: absolute where the server's address is known, else the query alone."""
    made: datetime
    """UTC: the moment that the file shows."""
    incidents: int
    reports: int
    version: str = MADE_BY
    credits: tuple[str, ...] = CREDITS

    @property
    def number(self) -> str:
        """Such as "41 incidents from 6 reports"."""
        told = ngettext("{n} incident", "{n} incidents", self.incidents)
        return told + " " + ngettext("from {n} report", "from {n} reports", self.reports)

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """Each with its name, in the order of reading."""
        return (
            ("Holds", self.number),
            ("Query", self.query),
            ("Link", self.link),
            ("Made", f"{self.made:%Y-%m-%dT%H:%M:%SZ}"),
            ("Made by", self.version),
            ("Credits", " ".join(_(one) for one in self.credits)),
        )

    @property
    def spoken_lines(self) -> tuple[tuple[str, str], ...]:
        """The same with their names in the reader's language."""
        return tuple((_(NAMES[name]), text) for name, text in self.lines)

    @property
    def text(self) -> str:
        """All of it on one line."""
        return " | ".join(f"{name}: {' '.join(text.split())}" for name, text in self.lines)

    def json(self) -> dict[str, object]:
        """The same with short keys."""
        said: dict[str, object] = {
            name.lower().replace(" ", "_"): text for name, text in self.lines if name not in {"Holds", "Credits"}
        }
        return said | {"incidents": self.incidents, "reports": self.reports, "credits": list(self.credits)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The incidents in view. Each way of reading them may be taken once or several times; all show one moment."""

    about: About
    reading: Reading
    atlas: Callable[[], Atlas]
    """The gazetteer, opened when it is first asked for."""

    def incidents(self) -> Iterator[KeptIncident]:
        """As many as `about.incidents`, newest first."""
        return self.reading.incidents()

    def tellings(self) -> Iterator[Telling]:
        """The same incidents with their reports."""
        return (Telling(incident=incident, reports=reports) for incident, reports in self.reading.told())


def export_of(
    reading: Reading, view: View, *, link: str, atlas: Callable[[], Atlas], made: datetime | None = None
) -> Export:
    """The export of a view. `reading` is of this view; `made` is now where it is not given."""
    held = reading.tally()
    about = About(
        query=query_words(view),
        link=link,
        made=made or datetime.now(UTC),
        incidents=held.incidents,
        reports=held.reports,
    )
    return Export(about=about, reading=reading, atlas=atlas)


def query_words(view: View) -> str:
    """The filters of a view in words. They quote the link: show them as text, never as markup."""
    said = (row.words(view) for row in FILTERS)
    return "; ".join(words for words in said if words) or _("all incidents")
