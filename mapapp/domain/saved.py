"""A view that was saved under a short name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from mapapp.spoken import _, long_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What was in view when a view was frozen."""

    version: int
    """Of the record on that day."""
    incidents: int
    reports: int
    digest: str
    """SHA-256 of the frozen lines, hexadecimal: the same digest is the same content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A link under a name that nobody can guess."""

    id: str
    """It is the way in: at least 64 random bits."""
    title: str
    """By whoever saved it: hostile text."""
    query: str
    """The canonical link, without the selected incident."""
    place: str
    """Where the map looks, "zoom/latitude/longitude" as in a link; empty: where the incidents are."""
    created: datetime
    expires: datetime | None
    """From then on nobody sees it; None: never."""
    revoked: datetime | None
    """Since then nobody sees it; None: it was not revoked."""
    frozen: Frozen | None
    """None: it is live, and asks its query again each time."""

    def why_closed(self, now: datetime) -> str | None:
        """Why nobody sees it at this instant, as a sentence; None while it is open."""
        if self.revoked is not None:
            return _("This view was revoked by those who shared it.")
        if self.expires is not None and self.expires <= now:
            return _("This view could be seen until {day}. That time is over.", day=long_day(self.expires))
        return None
